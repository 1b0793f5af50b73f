//! What a sentence is by itself: a statement, code, or the admission that nobody knows.

/// Whether a text says something: no question, no introduction of a list, nothing still to be done, no bare link.
pub fn is_statement(text: &str) -> bool {
    let trimmed = text.trim();
    let lower = trimmed.to_lowercase();
    let words = trimmed.split_whitespace().count();
    let spaceless = trimmed.chars().any(crate::model::words::is_spaceless);
    let open = ["todo", "tbd", "fixme", "to be decided", "to be determined"];
    (words >= 4 || (spaceless && trimmed.chars().count() >= 8))
        && !trimmed.ends_with(['?', ':', '？', '：'])
        && !lower.starts_with("usage:")
        && !open
            .iter()
            .any(|mark| lower.starts_with(mark) || lower.ends_with(mark))
        && trimmed.split_whitespace().any(|word| !word.contains("://"))
        && !(trimmed.contains("://") && words < 6)
        && !is_code(trimmed)
}

/// Whether a text is code rather than prose, by the marks outside of its code spans.
fn is_code(text: &str) -> bool {
    let prose: Vec<&str> = text.split('`').step_by(2).collect();
    let marks = prose.iter().flat_map(|part| part.chars());
    let marks = marks
        .filter(|c| {
            matches!(
                c,
                '{' | '}' | ';' | '=' | '<' | '>' | '(' | ')' | '&' | '\\'
            )
        })
        .count();
    let paths = prose
        .iter()
        .map(|part| part.matches("::").count())
        .sum::<usize>();
    let words = text.split_whitespace().count();
    marks + paths > 2 + words / 4
}

/// Whether a text says that nobody knows.
pub fn is_unsure(text: &str) -> bool {
    let lower = text.to_lowercase();
    [
        "nobody has",
        "not known",
        "unknown",
        "not measured",
        "unclear",
        "not documented",
        "no idea",
        "has to find",
        "remains to be",
    ]
    .iter()
    .any(|cue| lower.contains(cue))
}
