//! Sentences made shorter at the borders of their clauses, never within one: a negation, a number or
//! the end of an enumeration is not lost.

/// Words that open a clause that a short form can do without.
const OPENERS: &[&str] = &[
    "when", "if", "which", "because", "so", "unless", "while", "rather", "—", "–", "where",
    "whose", "since", "although",
];
/// Words and phrases of duty, and how a short form says them.
const DUTY: &[(&str, &str)] = &[
    (" SHALL NOT ", " must not "),
    (" MUST NOT ", " must not "),
    (" SHALL ", " must "),
    (" MUST ", " must "),
    (" shall not ", " must not "),
    (" shall ", " must "),
];
/// Subjects that say nothing, with the duty behind them.
const NOBODY: &[&str] = &[
    "the system must ",
    "it must ",
    "system must ",
    "the application must ",
];
/// Words of a clause at least, so that it says something.
const LEAST: usize = 3;

/// The text on one line without marks of strength, and its duty in plain words.
pub fn plain(text: &str) -> String {
    let flat = text
        .replace("**", "")
        .replace("\n- ", "; ")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    let mut flat = format!(" {flat}")
        .replace(".; ", "; ")
        .replace(" AND ", "; ")
        .replace(" OR ", " or ")
        .replace(" SHALL: ", ": ");
    for (duty, word) in DUTY {
        flat = flat.replace(duty, word);
    }
    let flat = flat.trim().trim_end_matches(['.', ';', ',', ':']);
    let lower = flat.to_lowercase();
    let nobody = NOBODY.iter().find(|subject| lower.starts_with(**subject));
    let rest = nobody.and_then(|subject| flat.get(subject.len()..));
    match rest {
        // "must not" stays: without its subject it still forbids.
        Some(rest) if rest.starts_with("not ") => format!("must {rest}"),
        Some(rest) => rest.to_owned(),
        None => flat.to_owned(),
    }
}

/// The first clauses that have at most so many words; where none is that short, the first one.
pub fn first(text: &str, most: usize) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() <= most {
        return text.to_owned();
    }
    let borders = borders(&words);
    let within = |strong: bool| {
        let fits = borders
            .iter()
            .filter(|one| one.0 <= most && one.1 >= strong);
        fits.map(|one| one.0).max()
    };
    let end = within(true)
        .or_else(|| within(false))
        .or_else(|| borders.first().map(|one| one.0))
        .unwrap_or(words.len());
    words[..end]
        .join(" ")
        .trim_end_matches([',', ';', ':', '.'])
        .to_owned()
}

/// After how many words a clause ends, and whether it ends for sure.
fn borders(words: &[&str]) -> Vec<(usize, bool)> {
    let (mut in_code, mut depth) = (false, 0i32);
    let mut all = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let opens_bracket = word.starts_with('(') && depth == 0 && !in_code;
        if at >= LEAST && !in_code && depth == 0 {
            let lower = word.to_lowercase();
            if opens_bracket || OPENERS.contains(&lower.as_str()) {
                all.push((at, true));
            } else if lower == "and" && !is_list(words, at) {
                all.push((at, false));
            }
        }
        in_code ^= word.matches('`').count() % 2 == 1;
        depth += word.matches('(').count() as i32 - word.matches(')').count() as i32;
        if at + 1 >= LEAST && at + 1 < words.len() && !in_code && depth == 0 {
            if word.ends_with([';', ':', '.']) {
                all.push((at + 1, true));
            } else if word.ends_with(',') && !is_list(words, at + 1) {
                all.push((at + 1, false));
            }
        }
    }
    all
}

/// Whether what follows is a further member of an enumeration: a few words up to the next mark, or
/// the last of several.
fn is_list(words: &[&str], at: usize) -> bool {
    let few = words
        .iter()
        .skip(at)
        .take(4)
        .take_while(|word| !word.ends_with('.'));
    let next = few
        .enumerate()
        .find(|(nth, word)| word.ends_with(',') || (*nth > 0 && ["and", "or"].contains(*word)));
    let before = at.saturating_sub(4)..at.saturating_sub(1);
    let listed = words
        .get(before)
        .is_some_and(|before| before.iter().any(|word| word.ends_with(',')));
    let is_and = words
        .get(at)
        .is_some_and(|word| ["and", "or"].contains(word));
    let remaining = words.len().saturating_sub(at);
    next.is_some() || (is_and && (listed || remaining <= 3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn duty_is_said_plainly() {
        assert_eq!(
            plain("THE system SHALL NOT\nlog the token."),
            "must not log the token"
        );
        assert_eq!(
            plain("the helper SHALL raise a `ValueError`"),
            "the helper must raise a `ValueError`"
        );
    }

    #[test]
    fn cuts_stand_between_clauses() {
        let text =
            "the helper must raise a `ValueError`, before any query is built, and must not write";
        assert_eq!(first(text, 8), "the helper must raise a `ValueError`");
        let list = "it shows the identifier, type, title and status of every entry in the table";
        assert_eq!(first(list, 8), list);
        let code = "`a, b, c` is printed once when the run ends without a word";
        assert_eq!(first(code, 7), "`a, b, c` is printed once");
        assert_eq!(first("short", 3), "short");
    }
}
