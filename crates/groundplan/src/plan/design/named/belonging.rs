//! What a new name belongs to: the operation or type that stands in its sentence.

use super::Named;
use crate::plan::context::Context;
use crate::plan::dialects::common;
use crate::plan::types::NameKind;

/// Fills `belongs_to` of members, options and values.
pub(super) fn find(context: &Context<'_>, all: &mut [Named<'_>]) {
    let holders: Vec<String> = all
        .iter()
        .filter(|one| {
            matches!(
                one.kind,
                NameKind::Operation | NameKind::Type | NameKind::Command
            )
        })
        .map(|one| one.name.clone())
        .collect();
    // A type belongs to the operations whose signatures have it.
    let signatures: Vec<(String, String)> = all
        .iter()
        .filter_map(|one| Some((one.name.clone(), one.signature.clone()?)))
        .collect();
    for one in all.iter_mut() {
        if one.kind == NameKind::Type && one.is_absent() {
            let of = signatures
                .iter()
                .filter(|(name, text)| *name != one.name && common::mentions(text, &one.name));
            one.belongs_to = of.map(|(name, _)| name.clone()).collect();
        }
        if !matches!(
            one.kind,
            NameKind::Member | NameKind::Option | NameKind::Value
        ) {
            continue;
        }
        let mut found: Vec<String> = one.owner.iter().cloned().collect();
        for item in &one.items {
            let text = context.item(item).map_or("", |item| item.text);
            for sentence in sentences(text).filter(|sentence| spans(sentence, &one.name)) {
                for holder in holders.iter().filter(|holder| spans(sentence, holder)) {
                    if !found.contains(holder) && found.len() < 4 {
                        found.push(holder.clone());
                    }
                }
            }
        }
        one.belongs_to = found;
    }
}

/// Sentences: a full stop within a code span or a name ends none.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split(". ").flat_map(|part| part.split('\n'))
}

/// Whether a sentence has the name in a code span, with or without arguments.
fn spans(sentence: &str, name: &str) -> bool {
    sentence.split('`').skip(1).step_by(2).any(|span| {
        let head = span.split(['(', '=', ' ', '<']).next().unwrap_or(span);
        let words: Vec<&str> = span.split_whitespace().collect();
        let line: Vec<&str> = name.split(' ').collect();
        // "`tool export --csv x`" is of `export`.
        let typed = words.windows(line.len()).take(2).any(|run| run == line);
        head == name || typed || head.rsplit(['.', ':', '#']).next() == Some(name)
    })
}
