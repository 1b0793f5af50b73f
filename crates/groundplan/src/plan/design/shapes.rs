//! New types that the specification names and describes: a record with its members, one of a few values.
//! Rules over English sentences; what a sentence does not say of a type is left open.

use std::sync::LazyLock;

use regex::Regex;

use super::fields::{self, Habit};
use super::named::Named;
use super::stored;
use crate::model::ground::{Claim, Grounds};
use crate::model::names;
use crate::plan::context::Context;
use crate::plan::types::{Field, NameDraft, NameKind, Param, TypeDraft, TypeShape};

/// What may stand between the name of a type and the first of its values.
static CHOOSES: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?i)^\s*(?:must|shall|should|will)?\s*(?:be|is|has|have|with|of|takes?|offers?|knows?)?\s*(?:the|exactly|either|only|a|an)?\s*(?:one of|enum(?:eration)? of|values?|variants?|members?|cases?|modes?)?\s*:?\s*\(?\s*$",
    )
    .ok()
});

/// What may stand between the name of a type and its members: strong words are said of nothing but data.
static HOLDS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?is)^\s*(?:must|shall|should|will)?\s*(?:(?P<strong>holds?|carry|carries|consists? of|(?:has|have|with|containing|contains?) (?:the )?(?:following )?(?:fields?|members?|properties|attributes))|has|have|contains?|includes?|stores?|takes?)\s*:?\s+(?P<list>.+)$",
    )
    .ok()
});

/// Drafts the types among the new names that some item describes.
pub fn settle(context: &Context<'_>, named: &[Named<'_>], drafts: &[NameDraft]) -> Vec<TypeDraft> {
    let types = drafts.iter().filter(|one| one.kind == NameKind::Type);
    types
        .filter_map(|draft| {
            let one = named.iter().find(|one| one.name == draft.name)?;
            let (shape, item) = described(context, named, one)?;
            let text = match &shape {
                TypeShape::Choice { values } => format!("one of {}", spans(values)),
                TypeShape::Record { members } => {
                    let all: Vec<String> = members.iter().map(|one| one.name.clone()).collect();
                    format!("holds {}", spans(&all))
                }
            };
            let grounds = Grounds::new(context.ground(item), draft.claim.grounds.iter().cloned());
            let mut drafted = TypeDraft {
                key: draft.key.clone(),
                name: draft.name.clone(),
                shape,
                file: draft.file.clone(),
                claim: Claim::new(text, grounds),
                code: Vec::new(),
            };
            drafted.code = (context.dialect.declaration)(context, &drafted);
            Some(drafted)
        })
        .collect()
}

fn spans(all: &[String]) -> String {
    let all: Vec<String> = all.iter().map(|one| format!("`{one}`")).collect();
    all.join(", ")
}

/// The shape, and the item that gives it.
fn described<'a>(
    context: &Context<'_>,
    named: &[Named<'_>],
    one: &Named<'a>,
) -> Option<(TypeShape, Option<&'a str>)> {
    let texts = || {
        let items = one.items.iter();
        items.filter_map(|id| Some((*id, context.item(id)?.text)))
    };
    if let Some((id, values)) = texts().find_map(|(id, text)| Some((id, values(text, &one.name)?)))
    {
        return Some((TypeShape::Choice { values }, Some(id)));
    }
    let listed = texts().find_map(|(id, text)| Some((id, members(context, text, &one.name)?)));
    let (item, mut members) = match listed {
        Some((id, members)) => (Some(id), members),
        None => (one.items.first().copied(), Vec::new()),
    };
    let owned = named.iter().filter(|member| {
        member.kind == NameKind::Member && member.owner.as_deref() == Some(one.name.as_str())
    });
    for member in owned.filter_map(|member| of_words(context, &member.name)) {
        if !members.iter().any(|there| there.name == member.name) {
            members.push(member);
        }
    }
    (!members.is_empty()).then_some((TypeShape::Record { members }, item))
}

/// What stands behind the name's code span, to the end of the sentence.
fn behind<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let mark = format!("`{name}`");
    let rest = &text[text.find(&mark)? + mark.len()..];
    let end = rest.find(". ").or_else(|| rest.find("; "));
    Some(rest[..end.unwrap_or(rest.len())].trim_end_matches('.'))
}

/// "`Mode` MUST be one of `Up`, `Down` or `Nearest`" → its values.
fn values(text: &str, name: &str) -> Option<Vec<String>> {
    let mut parts = behind(text, name)?.split('`');
    let lead = parts.next()?;
    let fits = CHOOSES.as_ref().is_some_and(|cue| cue.is_match(lead));
    if !fits || lead.trim().is_empty() {
        return None;
    }
    let mut all = vec![parts.next()?.to_owned()];
    while let (Some(between), Some(value)) = (parts.next(), parts.next()) {
        if !matches!(
            between.trim(),
            "," | "or" | "and" | ", or" | ", and" | "|" | "/"
        ) {
            break;
        }
        all.push(value.to_owned());
    }
    let is_value = |value: &String| {
        let value = value.trim_matches(['"', '\'']);
        let mut chars = value.chars();
        chars.next().is_some_and(char::is_alphabetic)
            && chars.all(|c| c.is_alphanumeric() || c == '_' || c == '-')
    };
    (all.len() > 1 && all.iter().all(is_value)).then(|| {
        let plain = all.iter().map(|value| value.trim_matches(['"', '\'']));
        plain.map(str::to_owned).collect()
    })
}

/// "`Options` MUST hold the separator and the smallest unit" → its members.
fn members(context: &Context<'_>, text: &str, name: &str) -> Option<Vec<Param>> {
    let found = HOLDS.as_ref()?.captures(behind(text, name)?)?;
    let attributes = stored::listed(found.name("list")?.as_str());
    let strong = found.name("strong").is_some();
    let telling = attributes.iter().all(stored::Attribute::is_qualified);
    // "`Pane` has a header and a list" is no record; one whose members all have a rule is.
    if !strong && !telling {
        return None;
    }
    let habit = Habit::of(context);
    let grounds = Grounds::spec("problem");
    let read = attributes
        .iter()
        .filter_map(|one| fields::field(&habit, one, &grounds));
    Some(read.map(param).collect()).filter(|all: &Vec<Param>| !all.is_empty())
}

fn of_words(context: &Context<'_>, words: &str) -> Option<Param> {
    let grounds = Grounds::spec("problem");
    fields::of_words(
        &Habit::of(context),
        &names::split(words).join(" "),
        &grounds,
    )
    .map(param)
}

fn param(field: Field) -> Param {
    let limit = field.limit.iter().map(|limit| limit.words());
    let default = field
        .default
        .iter()
        .map(|value| format!("default `{value}`"));
    Param {
        about: limit.chain(default).collect::<Vec<_>>().join(", "),
        name: field.name,
        ty: field.ty,
        required: field.required,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::evidence::Evidence;
    use crate::model::spec::Spec;

    #[test]
    fn values_of_a_choice() {
        let of = |text: &str| values(text, "Mode").map(|all| all.join(" "));
        for text in [
            "`Mode` MUST be one of `Up`, `Down`, `Nearest`",
            "A `Mode` (`Up`, `Down` or `Nearest`) is given",
            "An enum `Mode` with the variants `Up`, `Down` and `Nearest`. `Up` is usual",
        ] {
            assert_eq!(of(text).as_deref(), Some("Up Down Nearest"), "{text}");
        }
        assert_eq!(of("`Mode` replaces `Up` and `Down`"), None);
        assert_eq!(of("`Mode`, `Up` and `Down` are exported"), None);
    }

    #[test]
    fn members_of_a_record() {
        let (spec, evidence) = (Spec::default(), Evidence::default());
        let context = Context::new(&spec, &evidence);
        let of = |text: &str| {
            let all = members(&context, text, "Options").unwrap_or_default();
            all.iter()
                .map(|one| one.name.clone())
                .collect::<Vec<_>>()
                .join(" ")
        };
        let text = "`Options` MUST hold the separator, the smallest unit and whether the long form is used";
        assert_eq!(of(text), "separator smallest_unit long_form");
        assert_eq!(of("`Options` has a header and a list"), "");
        assert_eq!(
            of("`Options` has a limit (1 to 10) and an optional label"),
            "limit label"
        );
    }
}
