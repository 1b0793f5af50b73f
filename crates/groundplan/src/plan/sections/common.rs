//! Helpers that sections share: blocks from claims, grounds from evidence, words.

use crate::model::doc::{Block, Item, Line};
use crate::model::evidence::ConventionFact;
use crate::model::ground::{Claim, Ground, Grounds};
use crate::model::names;
use crate::plan::context::Context;
use crate::plan::types::CodeBlock;

/// A heading; `level` is 3 or 4.
pub fn heading(level: u8, text: impl Into<String>) -> Block {
    Block::Heading {
        level,
        text: text.into(),
    }
}

/// A paragraph of a claim, its grounds printed behind it.
pub fn para(claim: &Claim) -> Block {
    let mut line = line(claim);
    line.text = names::capital(&line.text);
    Block::Paragraph(line)
}

/// A paragraph that only leads over to what follows.
pub fn lead(text: impl Into<String>) -> Block {
    Block::Paragraph(Line::plain(text))
}

/// A claim as a line.
pub fn line(claim: &Claim) -> Line {
    Line::grounded(claim.text.clone(), &claim.grounds)
}

/// Claims as a bulleted list.
pub fn bullets(claims: &[Claim]) -> Block {
    Block::List {
        ordered: false,
        items: claims
            .iter()
            .map(|claim| Item::bullet(line(claim)))
            .collect(),
    }
}

/// Claims as a numbered list.
pub fn numbered(claims: &[Claim]) -> Block {
    Block::List {
        ordered: true,
        items: claims
            .iter()
            .map(|claim| Item::bullet(line(claim)))
            .collect(),
    }
}

/// A bold label and the claims below it; nothing where there are none.
pub fn labelled(label: &str, claims: &[Claim]) -> Vec<Block> {
    if claims.is_empty() {
        return Vec::new();
    }
    vec![lead(format!("**{label}**:")), bullets(claims)]
}

/// A level-three heading and the claims below it; nothing where there are none.
pub fn titled(title: &str, claims: &[Claim]) -> Vec<Block> {
    if claims.is_empty() {
        return Vec::new();
    }
    vec![heading(3, title), bullets(claims)]
}

/// A drafted block of code.
pub fn code(block: &CodeBlock) -> Block {
    Block::Code {
        language: block.language.clone(),
        text: block.text.clone(),
    }
}

/// Drafted blocks of code, each under the path it belongs to.
pub fn codes(blocks: &[CodeBlock]) -> Vec<Block> {
    let each = blocks
        .iter()
        .flat_map(|block| [lead(format!("{}:", tick(&block.path))), code(block)]);
    each.collect()
}

/// Inline code.
pub fn tick(text: &str) -> String {
    if text.contains('`') {
        format!("`` {text} ``")
    } else {
        format!("`{text}`")
    }
}

/// `1 table`, `2 tables`, `3 queries`.
pub fn counted(count: usize, noun: &str) -> String {
    if count == 1 {
        format!("1 {noun}")
    } else {
        format!("{count} {}", names::plural(noun))
    }
}

/// `a`, `a and b`, `a, b and c`; past `limit` items the rest is counted.
pub fn listing<S: AsRef<str>>(items: &[S], limit: usize) -> String {
    let mut shown: Vec<String> = items
        .iter()
        .take(limit.max(1))
        .map(|item| item.as_ref().to_owned())
        .collect();
    let rest = items.len() - shown.len();
    if rest > 0 {
        shown.push(format!("{rest} more"));
    }
    match shown.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
    }
}

/// Items as inline code in a [`listing`].
pub fn ticked<S: AsRef<str>>(items: &[S], limit: usize) -> String {
    let all: Vec<String> = items.iter().map(|item| tick(item.as_ref())).collect();
    listing(&all, limit)
}

/// The text on one line, cut at a word boundary after at most `max` characters.
pub fn short(text: &str, max: usize) -> String {
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if flat.chars().count() <= max {
        return flat;
    }
    let cut: String = flat.chars().take(max).collect();
    let kept = match cut.rsplit_once(' ') {
        Some((kept, _)) if kept.chars().count() > max / 2 => kept,
        _ => cut.as_str(),
    };
    format!("{}…", kept.trim_end_matches([',', ';', ':', '.', ' ']))
}

/// The last part of a path.
pub fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// The directory of a path; `.` at the root.
pub fn dir_of(path: &str) -> &str {
    path.rsplit_once('/').map_or(".", |(dir, _)| dir)
}

/// The file name up to its first dot; hidden files keep theirs.
pub fn stem_of(path: &str) -> &str {
    let name = file_name(path);
    match name.find('.') {
        Some(at) if at > 0 => &name[..at],
        _ => name,
    }
}

/// The file name's extension.
pub fn extension(path: &str) -> &str {
    file_name(path).rsplit_once('.').map_or("", |(_, ext)| ext)
}

/// Grounds on specification items; the problem statement where the list is empty.
pub fn on_items<S: AsRef<str>>(items: &[S]) -> Grounds {
    let grounds = items
        .iter()
        .map(|item| Ground::spec(item.as_ref()))
        .collect();
    Grounds::from_vec(grounds).unwrap_or_else(|| Grounds::spec("problem"))
}

/// The ground that a counted convention gives.
pub fn on_convention(fact: &ConventionFact) -> Ground {
    Ground::Convention {
        rule: fact.rule.clone(),
        support: fact.support,
        total: fact.total,
        examples: fact.examples.clone(),
    }
}

/// What says that a search over the repository came up empty: where its stack was read.
pub fn on_stack(context: &Context<'_>) -> Grounds {
    let evidence = context.analysis().stack.evidence.iter().take(2);
    let found = evidence
        .map(|anchor| Ground::Code(anchor.clone()))
        .collect();
    Grounds::from_vec(found).unwrap_or_else(|| Grounds::spec("problem"))
}

/// At most `max` grounds of several lists: specification items first, weak ones last.
pub fn merged<'a>(lists: impl IntoIterator<Item = &'a Grounds>, max: usize) -> Option<Grounds> {
    let mut all: Vec<Ground> = lists.into_iter().flatten().cloned().collect();
    all.sort_by_key(|ground| match ground {
        Ground::Spec { item } => u8::from(item == "problem") * 2,
        Ground::Assumption { .. } => 3,
        _ => 1,
    });
    let mut kept: Vec<Ground> = Vec::new();
    for ground in all {
        if kept.len() < max && !kept.contains(&ground) {
            kept.push(ground);
        }
    }
    Grounds::from_vec(kept)
}

/// Whether the lower-case `text` holds one of the words or phrases, as whole words.
pub fn says(text: &str, cues: &[&str]) -> bool {
    cues.iter().any(|cue| has_word(text, cue))
}

/// Whether the lower-case `text` holds the word or phrase between boundaries of words.
pub fn has_word(text: &str, word: &str) -> bool {
    !word.is_empty()
        && text.match_indices(word).any(|(at, found)| {
            let before = text[..at].chars().next_back();
            let after = text[at + found.len()..].chars().next();
            !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_read_as_sentences() {
        assert_eq!(listing(&["a"], 3), "a");
        assert_eq!(listing(&["a", "b", "c"], 3), "a, b and c");
        assert_eq!(listing(&["a", "b", "c"], 1), "a and 2 more");
        assert_eq!(listing::<&str>(&[], 3), "");
        assert_eq!(counted(2, "query"), "2 queries");
    }

    #[test]
    fn texts_are_cut_at_words() {
        assert_eq!(short("one two three four", 10), "one two…");
        assert_eq!(short("ééééééééééééé", 4), "éééé…");
        assert_eq!(short("short", 10), "short");
    }

    #[test]
    fn parts_of_paths() {
        assert_eq!(dir_of("a/b/c.test.ts"), "a/b");
        assert_eq!(dir_of("c.ts"), ".");
        assert_eq!(stem_of("a/c.test.ts"), "c");
        assert_eq!(stem_of(".env"), ".env");
        assert_eq!(extension("a/c.test.ts"), "ts");
    }

    #[test]
    fn words_stand_between_boundaries() {
        assert!(has_word("a bulk update", "bulk"));
        assert!(!has_word("bulky things", "bulk"));
        assert!(has_word("x (bulk)", "bulk"));
    }
}
