//! Which pieces of a document are rules, and which say how the repository is laid out.

use super::blocks::{Piece, Shape};
use crate::model::evidence::Instruction;

/// Words of headings and leads under which every item is a rule.
const RULES: &[&str] = &[
    "convention",
    "rule",
    "invariant",
    "style",
    "constraint",
    "principle",
    "guideline",
    "standard",
    "pattern",
    "practice",
    "must",
    "don't",
    "do not",
    "requirement",
    "policy",
    "policies",
];
/// Words of headings under which imperatives are rules.
const PROCESS: &[&str] = &[
    "pull request",
    "before",
    "checklist",
    "testing",
    "done",
    "quality",
    "documentation",
];
/// Words of headings about something else than the code.
const ASIDE: &[&str] = &[
    "conduct",
    "commit",
    "branch",
    "ways to",
    "translation",
    "translating",
    "contents",
    "release",
    "issue",
    "bug",
    "report",
    "license",
    "acknowledg",
    "agents",
    "skills",
    "commands",
    "pledge",
    "enforcement",
    "links",
    "git ",
    "etiquette",
    "review",
    "pipeline",
    "hooks",
    "session",
    "scripts",
];
/// Words that make a sentence binding.
const BINDING: &[&str] = &[
    "must",
    "never",
    "always",
    "do not",
    "don't",
    "shall",
    "may not",
    "required",
    "forbidden",
    "prohibited",
];
/// Verbs that an instruction begins with.
const IMPERATIVES: &[&str] = &[
    "add", "avoid", "call", "check", "define", "declare", "document", "ensure", "follow", "format",
    "handle", "import", "include", "keep", "make", "mock", "name", "place", "prefer", "put",
    "return", "run", "store", "test", "throw", "update", "use", "validate", "wrap", "write",
];
/// Words at the beginning of a sentence that says what holds for all.
const UNIVERSAL: &[&str] = &["every", "each", "all", "no", "only", "one"];
/// Words of a rule; a longer text is cut behind a sentence.
const WORDS: usize = 55;

/// The piece as a rule or a layout, `None` where it is neither. Of a `record` (of a decision) only what binds counts.
pub(super) fn rule(piece: &Piece, record: bool) -> Option<Piece> {
    let aside = piece
        .trail
        .iter()
        .skip(1)
        .chain(&piece.lead)
        .any(|text| says(text, ASIDE));
    match piece.shape {
        Shape::Fence => is_layout(piece).then(|| piece.clone()),
        _ if aside || is_label(&piece.text) => None,
        Shape::Bullet if record => binds_record(&piece.text).then(|| with_subject(piece)),
        Shape::Bullet => is_rule(piece).then(|| with_text(piece, first_sentences(&piece.text))),
        Shape::Paragraph => {
            let sentences = sentences(&piece.text);
            let binding = |one: &&str| {
                if record {
                    binds_record(one)
                } else {
                    binds(one)
                }
            };
            let kept: Vec<&str> = sentences.into_iter().filter(binding).collect();
            let text = kept.join(" ");
            (!text.is_empty() && !text.ends_with(':'))
                .then(|| with_text(piece, first_sentences(&text)))
        }
    }
}

fn with_text(piece: &Piece, text: String) -> Piece {
    Piece {
        text,
        ..piece.clone()
    }
}

/// A nested item with the item it is nested in: alone it does not say what it is about.
fn with_subject(piece: &Piece) -> Piece {
    let subject = piece
        .parent
        .as_deref()
        .map(|parent| parent.trim_end_matches([':', '.']));
    let subject = subject.map_or(String::new(), |subject| format!("{subject}: "));
    with_text(piece, format!("{subject}{}", first_sentences(&piece.text)))
}

fn is_rule(piece: &Piece) -> bool {
    // "… to learn:" lists things; "Conventions that matter:" lists rules.
    if let Some(lead) = &piece.lead {
        return says(lead, RULES) && !is_wish(lead) || binds(&piece.text);
    }
    let innermost = piece.trail.last();
    let headed = piece.trail.iter().skip(1).any(|text| says(text, RULES));
    let untitled = piece.trail.len() <= 1 && is_norm(&piece.text);
    let process = innermost.is_some_and(|text| says(text, PROCESS)) && is_imperative(&piece.text);
    headed || binds(&piece.text) || untitled || process
}

/// Whether a lead asks to read something, rather than giving rules.
fn is_wish(lead: &str) -> bool {
    ["learn", "when the", "see", "if you"]
        .iter()
        .any(|cue| lead.to_lowercase().contains(cue))
}

/// A sentence that says how things are: an imperative, what holds for all, or what is done so.
fn is_norm(text: &str) -> bool {
    let lower = text.to_lowercase();
    let first = lower.split_whitespace().next().unwrap_or_default();
    let passive = [" is ", " are ", " go ", " goes "]
        .iter()
        .any(|verb| lower.contains(verb));
    is_imperative(text) || UNIVERSAL.contains(&first) || passive
}

fn is_imperative(text: &str) -> bool {
    let first = text
        .split_whitespace()
        .next()
        .unwrap_or_default()
        .to_lowercase();
    IMPERATIVES.contains(&first.as_str())
}

fn binds(text: &str) -> bool {
    let said: String = text
        .split('`')
        .step_by(2)
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase();
    let words = format!(
        " {} ",
        said.replace(|c: char| !c.is_alphanumeric() && c != '\'', " ")
    );
    BINDING
        .iter()
        .any(|word| words.contains(&format!(" {word} ")))
}

/// A record argues in many words; what it demands it writes in capitals.
fn binds_record(text: &str) -> bool {
    ["MUST", "SHALL", "NEVER"].iter().any(|word| {
        text.split(|c: char| !c.is_alphabetic())
            .any(|one| one == *word)
    })
}

/// A link, a name, or `name` - what it is.
fn is_label(text: &str) -> bool {
    let bare = text.trim();
    let entry = bare.starts_with('`')
        && bare
            .split('`')
            .nth(2)
            .is_some_and(|rest| rest.trim_start().starts_with(['-', '–', '—']));
    bare.starts_with('[') && bare.contains("](")
        || bare.split_whitespace().count() < 4
        || entry && !binds(bare)
}

fn says(text: &str, words: &[&str]) -> bool {
    let lower = text.to_lowercase();
    words.iter().any(|word| lower.contains(word))
}

/// A tree, or lines that begin with folders.
fn is_layout(piece: &Piece) -> bool {
    let folders = piece.text.lines().filter(|line| {
        line.split_whitespace()
            .next()
            .is_some_and(|word| word.ends_with('/'))
    });
    let plain = matches!(piece.info.trim(), "" | "text" | "txt" | "plaintext");
    Instruction::is_tree(&piece.text) || plain && folders.count() >= 2
}

fn sentences(text: &str) -> Vec<&str> {
    let mut all = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices(". ") {
        let next = text.get(at + 2..).and_then(|rest| rest.chars().next());
        if next.is_some_and(|c| c.is_uppercase() || c == '`') {
            all.extend(text.get(start..=at));
            start = at + 2;
        }
    }
    all.extend(text.get(start..));
    all
}

/// As many whole sentences as make a rule that can be read at a glance, one at least.
fn first_sentences(text: &str) -> String {
    let mut words = 0;
    let fits = |one: &&str| {
        let before = words;
        words += one.split_whitespace().count();
        before == 0 || words <= WORDS
    };
    sentences(text)
        .into_iter()
        .take_while(fits)
        .collect::<Vec<_>>()
        .join(" ")
}
