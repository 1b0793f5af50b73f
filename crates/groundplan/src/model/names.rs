//! Words and names: splitting identifiers, cases, number.

use serde::Serialize;

/// Case of an identifier.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Case {
    /// `pricing_config`
    #[default]
    Snake,
    /// `pricingConfig`
    Camel,
    /// `PricingConfig`
    Pascal,
    /// `pricing-config`
    Kebab,
}

/// The lower-case words of a name or a phrase: `inputPrice`, `input_price`, "Input price".
pub fn split(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    let chars: Vec<char> = name.chars().collect();
    for (at, &c) in chars.iter().enumerate() {
        if !c.is_alphanumeric() {
            words.extend((!word.is_empty()).then(|| std::mem::take(&mut word)));
            continue;
        }
        let after_lower = at > 0 && chars[at - 1].is_lowercase() && c.is_uppercase();
        let ends_acronym = at > 0
            && chars[at - 1].is_uppercase()
            && c.is_uppercase()
            && chars.get(at + 1).is_some_and(|next| next.is_lowercase());
        if after_lower || ends_acronym {
            words.extend((!word.is_empty()).then(|| std::mem::take(&mut word)));
        }
        word.extend(c.to_lowercase());
    }
    words.extend((!word.is_empty()).then_some(word));
    words
}

/// The words joined in a case.
pub fn join(words: &[String], case: Case) -> String {
    match case {
        Case::Snake => words.join("_"),
        Case::Kebab => words.join("-"),
        Case::Pascal => words.iter().map(|word| capital(word)).collect(),
        Case::Camel => {
            let mut name = words.first().cloned().unwrap_or_default();
            name.extend(words.iter().skip(1).map(|word| capital(word)));
            name
        }
    }
}

/// A name or phrase in a case.
pub fn to_case(name: &str, case: Case) -> String {
    join(&split(name), case)
}

/// The case in which a name is written; `None` for a single lower-case word.
pub fn case_of(name: &str) -> Option<Case> {
    let first = name.chars().find(|c| c.is_alphabetic())?;
    if name.contains('_') {
        Some(Case::Snake)
    } else if name.contains('-') {
        Some(Case::Kebab)
    } else if first.is_uppercase() {
        Some(Case::Pascal)
    } else {
        name.chars().any(char::is_uppercase).then_some(Case::Camel)
    }
}

/// The word with its article: `an action`, `a command`.
pub fn with_article(word: &str) -> String {
    let vowel = word.starts_with(['a', 'e', 'i', 'o', 'A', 'E', 'I', 'O']);
    format!("{} {word}", if vowel { "an" } else { "a" })
}

/// The word with a capital.
pub fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

/// The singular of an English noun.
pub fn singular(word: &str) -> String {
    let irregular = [
        ("people", "person"),
        ("children", "child"),
        ("indices", "index"),
        ("data", "data"),
        ("ids", "id"),
    ];
    if let Some((_, one)) = irregular.iter().find(|(many, _)| *many == word) {
        return (*one).to_owned();
    }
    let stem = |cut: usize| word.get(..word.len() - cut).unwrap_or(word).to_owned();
    if word.len() > 4 && word.ends_with("ies") {
        stem(3) + "y"
    } else if ["sses", "shes", "ches", "xes", "zes"]
        .iter()
        .any(|end| word.ends_with(end))
    {
        stem(2)
    } else if word.len() > 3
        && word.ends_with('s')
        && !["ss", "us", "is"].iter().any(|end| word.ends_with(end))
    {
        stem(1)
    } else {
        word.to_owned()
    }
}

/// The words of a name, the last one in the singular.
pub fn singular_words(name: &str) -> Vec<String> {
    let mut all = split(name);
    if let Some(last) = all.last_mut() {
        *last = singular(last);
    }
    all
}

/// The name of a file up to its first full stop.
pub fn file_stem(path: &str) -> &str {
    let file = path.rsplit_once('/').map_or(path, |(_, file)| file);
    file.split_once('.').map_or(file, |(stem, _)| stem)
}

/// The folder of a path, empty for the root.
pub fn dir_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(dir, _)| dir)
}

/// The path of a file in a folder.
pub fn in_dir(dir: &str, file: &str) -> String {
    if dir.is_empty() {
        file.to_owned()
    } else {
        format!("{dir}/{file}")
    }
}

/// The plural of an English noun.
pub fn plural(word: &str) -> String {
    let irregular = [
        ("person", "people"),
        ("child", "children"),
        ("history", "history"),
        ("data", "data"),
    ];
    if let Some((_, many)) = irregular.iter().find(|(one, _)| *one == word) {
        return (*many).to_owned();
    }
    let consonant_y = word.ends_with('y')
        && word
            .chars()
            .rev()
            .nth(1)
            .is_some_and(|c| !"aeiou".contains(c));
    if consonant_y {
        word[..word.len() - 1].to_owned() + "ies"
    } else if ["s", "sh", "ch", "x", "z"]
        .iter()
        .any(|end| word.ends_with(end))
    {
        word.to_owned() + "es"
    } else {
        word.to_owned() + "s"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_split_and_join() {
        assert_eq!(split("HTTPServerName"), ["http", "server", "name"]);
        assert_eq!(split("input_price in USD"), ["input", "price", "in", "usd"]);
        assert_eq!(to_case("Pricing config", Case::Camel), "pricingConfig");
        assert_eq!(to_case("pricingConfig", Case::Snake), "pricing_config");
        assert_eq!(case_of("models"), None);
    }

    #[test]
    fn number_of_nouns() {
        for (one, many) in [
            ("category", "categories"),
            ("box", "boxes"),
            ("model", "models"),
        ] {
            assert_eq!(plural(one), many);
            assert_eq!(singular(many), one);
        }
        assert_eq!(singular("status"), "status");
        assert_eq!(singular("address"), "address");
    }
}
