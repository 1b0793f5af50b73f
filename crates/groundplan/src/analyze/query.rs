//! What is searched for: the text of a specification or a few words, taken apart.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::terms;
use crate::model::spec::Spec;
use crate::world::World;

/// What is searched for.
#[derive(Debug, Clone)]
pub struct Query<'a> {
    /// The specification, where there is one.
    pub spec: Option<&'a Spec>,
    text: Option<String>,
}

impl<'a> Query<'a> {
    /// Searches for what a specification says: its documents word for word where the world can read them, else
    /// its items.
    pub fn of_spec(spec: &'a Spec) -> Self {
        Self {
            spec: Some(spec),
            text: None,
        }
    }

    /// Searches for a text: an issue, a message, a few words.
    pub fn of_text(text: &str) -> Self {
        Self {
            spec: None,
            text: Some(text.to_owned()),
        }
    }

    /// The same query with another text: markdown, word for word.
    #[must_use]
    pub fn with_text(mut self, text: &str) -> Self {
        self.text = Some(text.to_owned());
        self
    }

    /// The text that is searched for.
    pub(super) fn text(&self, world: &dyn World) -> String {
        match (&self.text, self.spec) {
            (Some(text), _) => text.clone(),
            (None, Some(spec)) => documents(spec, world).unwrap_or_else(|| text_of(spec)),
            (None, None) => String::new(),
        }
    }
}

/// Of 1,074 messages of commits 95 in 100 are shorter, of 94 specifications none.
const TERSE_BELOW: usize = 1_000;

/// Whether a text is weighed as a message, not as a specification.
pub fn is_terse(text: &str) -> bool {
    text.chars().nth(TERSE_BELOW - 1).is_none()
}

/// The documents of a specification, word for word: the main one and those that requirements stand in.
fn documents(spec: &Spec, world: &dyn World) -> Option<String> {
    let mut text = world.read_text(&spec.path).ok()?;
    let others = spec.functional_requirements.iter();
    let others: BTreeSet<&str> = others.filter_map(|item| item.path.as_deref()).collect();
    for other in others.into_iter().filter(|other| *other != spec.path) {
        text.push_str("\n\n");
        text.push_str(&world.read_text(other).unwrap_or_default());
    }
    Some(text)
}

/// The items of a specification as one markdown text.
fn text_of(spec: &Spec) -> String {
    let mut blocks: Vec<String> = Vec::new();
    let mut add = |text: &str| {
        if !text.trim().is_empty() {
            blocks.push(text.to_owned());
        }
    };
    for text in [&spec.title, &spec.problem, &spec.proposed_solution]
        .into_iter()
        .flatten()
    {
        add(text);
    }
    spec.key_capabilities
        .iter()
        .chain(&spec.out_of_scope)
        .for_each(|text| add(text));
    for story in &spec.user_stories {
        let parts = [&story.role, &story.goal, &story.benefit]
            .into_iter()
            .flatten();
        let parts: Vec<&str> = parts.map(String::as_str).collect();
        add(&story.title);
        add(&parts.join(", "));
        add(&story.text);
    }
    spec.criteria().for_each(|criterion| add(&criterion.text));
    for requirement in &spec.functional_requirements {
        add(requirement.title.as_deref().unwrap_or_default());
        add(&requirement.text);
    }
    spec.nonfunctional_requirements
        .iter()
        .for_each(|item| add(&item.text));
    spec.constraints.iter().for_each(|item| add(&item.text));
    spec.key_entities.iter().for_each(|item| add(&item.text));
    for list in [&spec.edge_cases, &spec.success_criteria, &spec.assumptions] {
        list.iter().for_each(|item| add(&item.text));
    }
    spec.open_questions.iter().for_each(|item| add(&item.text));
    spec.dependencies.iter().for_each(|item| add(&item.text));
    for artefact in &spec.artefacts {
        add(&format!("```{}\n{}\n```", artefact.language, artefact.text));
    }
    let written = blocks.join("\n\n");
    let lost = spec
        .mentions
        .iter()
        .filter(|mention| !written.contains(&format!("`{}`", mention.text)));
    let lost: Vec<String> = lost.map(|mention| format!("`{}`", mention.text)).collect();
    format!("{written}\n\n{}\n", lost.join(" "))
}

/// Hashes of terms with how often the text says each.
pub(crate) type Bag = FxHashMap<u32, f64>;

/// A query taken apart, once for all signals.
#[derive(Debug, Default)]
pub(crate) struct Parsed {
    /// Every term of the text, stop words left out, with its count.
    pub bag: Bag,
    /// Terms of code spans.
    pub code: Bag,
    /// Neighbouring words, and neighbouring parts of identifiers.
    pub pairs: Bag,
    /// Terms of each bullet and paragraph.
    pub items: Vec<Bag>,
    /// Stems of all words of the text.
    pub stems: BTreeSet<String>,
    /// Spellings for people, by hash: of terms, and of pairs (`user name`).
    pub spelling: BTreeMap<u32, String>,
    /// What looks like a file or a path, in lower case with how often it is named: `src/user.ts`, `user.ts`.
    pub paths: BTreeMap<String, u32>,
    /// What looks like a folder: `src/components`.
    pub folders: BTreeSet<String>,
    /// Whether it is no longer than a message: an issue, a few words.
    pub terse: bool,
}

impl Parsed {
    /// Takes a text apart.
    pub fn of(text: &str) -> Self {
        let mut parsed = Self::default();
        parsed.read_terms(text);
        parsed.read_pairs(text);
        parsed.code = bag_of(&code_spans(text));
        parsed.items = items(text)
            .iter()
            .map(|item| bag_of(item))
            .filter(|bag| !bag.is_empty())
            .collect();
        parsed.read_paths(text);
        parsed.terse = is_terse(text);
        parsed
    }

    fn read_terms(&mut self, text: &str) {
        for (_, word) in terms::words(text) {
            terms::terms(word, |term| {
                self.stems.insert(terms::stem(term).to_owned());
                if !terms::is_stop_word(term) {
                    let hash = terms::hash(term);
                    *self.bag.entry(hash).or_default() += 1.0;
                    self.spelling.entry(hash).or_insert_with(|| term.to_owned());
                }
            });
        }
    }

    fn read_pairs(&mut self, text: &str) {
        let mut before: Option<(usize, String)> = None;
        for (at, word) in terms::words(text) {
            let mut parts: Vec<String> = Vec::new();
            terms::parts(word, |part| parts.push(part.to_lowercase()));
            for (n, part) in parts.iter().enumerate() {
                // Words pair only across a blank or a hyphen: a full stop or a table bar parts them.
                let near = before.as_ref().filter(|(end, _)| {
                    n > 0
                        || matches!(
                            text.get(*end..at),
                            Some(" " | "-" | "_" | "/" | "." | "::" | "` " | " `")
                        )
                });
                if let Some((_, first)) = near {
                    self.add_pair(first.clone(), part);
                }
                before = Some((at + word.len(), part.clone()));
            }
        }
    }

    fn add_pair(&mut self, first: String, second: &str) {
        let weak = |word: &str| word.len() < 2 || terms::is_stop_word(word);
        if weak(&first) || weak(second) {
            return;
        }
        let hash = terms::hash_pair(&first, second);
        *self.pairs.entry(hash).or_default() += 1.0;
        self.spelling
            .entry(hash)
            .or_insert_with(|| format!("{first} {second}"));
    }

    fn read_paths(&mut self, text: &str) {
        paths_in(text, |path| {
            *self.paths.entry(path.to_lowercase()).or_default() += 1
        });
        for token in path_tokens(text).filter(|token| token.contains('/') && !is_file_name(token)) {
            let folder = token.trim_matches('/').to_lowercase();
            if folder.len() > 2 {
                self.folders.insert(folder);
            }
        }
        let above = self.paths.keys().filter_map(|path| path.rsplit_once('/'));
        let above: Vec<String> = above.map(|(folder, _)| folder.to_owned()).collect();
        self.folders.extend(above);
    }

    /// The spelling of a hash.
    pub fn spell(&self, hash: u32) -> &str {
        self.spelling.get(&hash).map_or("?", String::as_str)
    }
}

/// Calls `each` with everything in a text that looks like a file: `src/user.ts`, `user.ts`.
pub(crate) fn paths_in(text: &str, mut each: impl FnMut(&str)) {
    for token in path_tokens(text).filter(|token| is_file_name(token)) {
        each(token.trim_start_matches('/'));
    }
}

/// Runs of characters that paths are made of, without marks around them.
fn path_tokens(text: &str) -> impl Iterator<Item = &str> {
    let of_path = |c: char| c.is_alphanumeric() || "_-./@[]$+".contains(c);
    text.split(move |c: char| !of_path(c))
        .filter(|token| token.contains(['.', '/']))
        .map(|token| {
            let token = token
                .trim_matches(['.', '-', '+', '@', '$'])
                .trim_start_matches("./");
            // `[id].ts` keeps its brackets, `[user.ts]` does not.
            if token.starts_with('[') && token.ends_with(']') {
                token.trim_matches(['[', ']'])
            } else {
                token
            }
        })
}

fn is_file_name(token: &str) -> bool {
    let name = token.rsplit('/').next().unwrap_or(token);
    name.rsplit_once('.').is_some_and(|(stem, extension)| {
        !stem.is_empty()
            && (1..=10).contains(&extension.len())
            && extension.starts_with(|c: char| c.is_ascii_alphabetic())
            && extension.bytes().all(|b| b.is_ascii_alphanumeric())
    })
}

/// Terms of a text with their counts, stop words left out.
pub(crate) fn bag_of(text: &str) -> Bag {
    let mut bag = Bag::default();
    for (_, word) in terms::words(text) {
        terms::terms(word, |term| {
            if !terms::is_stop_word(term) {
                *bag.entry(terms::hash(term)).or_default() += 1.0;
            }
        });
    }
    bag
}

/// What stands in inline code spans, one a line.
fn code_spans(text: &str) -> String {
    let mut spans = String::new();
    let mut fenced = false;
    for line in text.lines() {
        let fence = line.trim_start().starts_with("```");
        if fence {
            fenced = !fenced;
        } else if !fenced {
            // Odd pieces between backticks are code; an unclosed one ends the line.
            let pieces: Vec<&str> = line.split('`').collect();
            let whole = (pieces.len() - 1) / 2;
            for piece in pieces.iter().skip(1).step_by(2).take(whole) {
                spans.push_str(piece);
                spans.push('\n');
            }
        }
    }
    spans
}

/// Bullets and paragraphs of a markdown text.
fn items(text: &str) -> Vec<String> {
    let mut items: Vec<String> = Vec::new();
    let mut open = false;
    for line in text.lines() {
        let line = line.trim();
        let numbered = line.split_once(['.', ')']).is_some_and(|(number, rest)| {
            !number.is_empty()
                && number.len() < 4
                && number.bytes().all(|b| b.is_ascii_digit())
                && rest.starts_with(' ')
        });
        let bullet = numbered
            || ["- ", "* ", "+ ", "|"]
                .iter()
                .any(|mark| line.starts_with(mark));
        if line.is_empty() || line.starts_with('#') {
            open = false;
            continue;
        }
        match items.last_mut() {
            Some(item) if open && !bullet => {
                item.push('\n');
                item.push_str(line);
            }
            _ => items.push(line.to_owned()),
        }
        open = true;
    }
    items
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_folders_and_spans_are_read() {
        let parsed = Parsed::of(
            "Change `src/User.ts` and user_store.py in src/components/. See (README.md), v1.2.",
        );
        let paths: Vec<&str> = parsed.paths.keys().map(String::as_str).collect();
        assert_eq!(paths, ["readme.md", "src/user.ts", "user_store.py"]);
        assert!(parsed.folders.contains("src/components"));
        assert!(parsed.folders.contains("src"));
        assert_eq!(parsed.code.len(), 3);
    }

    #[test]
    fn bullets_are_items_and_wrapped_lines_belong_to_them() {
        let found = items("# Head\n\nOne\ntwo\n- a\n  b\n- c\n\n1. d\n");
        assert_eq!(found, ["One\ntwo", "- a\nb", "- c", "1. d"]);
    }

    #[test]
    fn unclosed_backticks_are_no_span() {
        assert_eq!(code_spans("a `b` c ` d\n```\n`x`\n```\n"), "b\n");
    }

    #[test]
    fn a_message_is_terse_and_a_specification_is_not() {
        assert!(is_terse("Limit how often a failed request is sent again"));
        assert!(is_terse(&"é".repeat(999)));
        assert!(!is_terse(&"é".repeat(1_000)));
    }
}
