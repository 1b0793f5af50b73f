//! Stories: role, goal and benefit, in several languages.

use super::trim_clause;
use crate::spec::headings::{Label, strip_prefix_ignore_case, synonyms};

/// Role, goal and benefit of "As a …, I want …, so that …".
pub fn story(text: &str) -> Option<(String, Option<String>, Option<String>)> {
    let quoted = text.starts_with(['「', '『', '"', '“']);
    let text = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    if let Some(told) = story_by_particle(text).filter(|_| !quoted) {
        return Some(told);
    }
    let role_at = prefix_len(text, Label::AsA)?;
    let rest = text.get(role_at..)?;
    let (want, want_end) = find_word(rest, Label::IWant)?;
    let role = trim_clause(rest.get(..want)?).to_owned();
    if role.is_empty() || role.chars().count() > 200 {
        return None;
    }
    let tail = rest.get(want_end..)?;
    let benefit = find_word(tail, Label::SoThat);
    let goal = trim_end(tail.get(..benefit.map_or(tail.len(), |b| b.0))?);
    let why = benefit.and_then(|b| tail.get(b.1..)).map(trim_end);
    let some = |s: &str| Some(s.to_owned()).filter(|s| !s.is_empty());
    Some((role, some(goal), why.and_then(some)))
}

/// "開発者として、…したい。", "사용자로서 … 싶다.": the role stands before its particle.
fn story_by_particle(text: &str) -> Option<(String, Option<String>, Option<String>)> {
    const WANTS: &[&str] = &[
        "たい",
        "ほしい",
        "欲しい",
        "望",
        "期待",
        "싶",
        "원한",
        "원합",
    ];
    let particle = ["として", "으로서", "로서"];
    let (role, rest) = particle.iter().find_map(|word| text.split_once(word))?;
    let role = trim_clause(role.strip_prefix("私は").unwrap_or(role));
    let rest = rest.trim_start_matches(['、', ',', '，', ' ', '\u{3000}', '\n']);
    let short = !role.is_empty() && role.chars().count() <= 60 && !role.contains('。');
    if !short || !WANTS.iter().any(|word| rest.contains(word)) {
        return None;
    }
    let ends = ["。", ". ", ".\n"];
    let (first, after) = ends
        .iter()
        .find_map(|end| rest.split_once(end))
        .unwrap_or((rest, ""));
    let leads = [
        "そうすることで",
        "それにより",
        "これにより",
        "それによって",
        "なぜなら",
    ];
    let after = leads
        .iter()
        .find_map(|lead| after.trim().strip_prefix(lead))
        .unwrap_or(after);
    let (why, goal) = match first
        .split_once("ために、")
        .or_else(|| first.split_once("ため、"))
    {
        Some((why, goal)) => (why, goal),
        None => (after, first),
    };
    let some = |s: &str| Some(trim_end(s).to_owned()).filter(|s| !s.is_empty());
    Some((role.to_owned(), some(goal), some(why)))
}

fn trim_end(text: &str) -> &str {
    trim_clause(text).trim_end_matches(['.', '。'])
}

fn prefix_len(text: &str, label: Label) -> Option<usize> {
    synonyms(label).iter().find_map(|word| {
        let tail = strip_prefix_ignore_case(text, word)?;
        let open = !word.is_ascii() || tail.starts_with([' ', ':', '*']) || word.ends_with('\'');
        (open && !tail.is_empty()).then(|| text.len() - tail.len())
    })
}

/// The earliest synonym in `text` at a word boundary: its range.
fn find_word(text: &str, label: Label) -> Option<(usize, usize)> {
    let mut previous = ' ';
    for (at, c) in text.char_indices() {
        let cjk = c > '\u{2e80}';
        let boundary = cjk || !previous.is_alphanumeric();
        previous = c;
        if !boundary {
            continue;
        }
        let rest = text.get(at..)?;
        for word in synonyms(label) {
            let Some(tail) = strip_prefix_ignore_case(rest, word) else {
                continue;
            };
            // A one-word preposition ("para", "um") needs a clause in front of it.
            let weak = matches!(*word, "para" | "pour" | "um" | "来");
            let behind = text.get(..at)?.trim_end();
            if weak && !behind.ends_with([',', '，']) {
                continue;
            }
            if cjk || word.ends_with('\'') || !tail.starts_with(char::is_alphanumeric) {
                return Some((at, text.len() - tail.len()));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stories_in_several_languages() {
        let read = |t| story(t);
        let some = |s: &str| Some(s.to_owned());
        assert_eq!(
            read("As an admin, I want to edit prices, so that they are right."),
            Some(("admin".into(), some("edit prices"), some("they are right")))
        );
        assert_eq!(
            read("作为管理员，我希望编辑价格，以便保持正确。"),
            Some(("管理员".into(), some("编辑价格"), some("保持正确")))
        );
        assert_eq!(
            read("Como administrador, quero editar preços, para que fiquem certos"),
            Some((
                "administrador".into(),
                some("editar preços"),
                some("fiquem certos")
            ))
        );
        assert_eq!(
            read("開発者として、Next.js を更新したい。それにより、安全になる。"),
            Some((
                "開発者".into(),
                some("Next.js を更新したい"),
                some("安全になる")
            ))
        );
        assert_eq!(
            read("사용자로서 가격을 바꾸고 싶다."),
            Some(("사용자".into(), some("가격을 바꾸고 싶다"), None))
        );
        assert_eq!(read("As soon as it ends, the list is closed"), None);
    }
}
