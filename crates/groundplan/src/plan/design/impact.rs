//! Change impact: symbols, commands and documents that exist and change or go, with their callers,
//! tests and mentions.

use crate::model::evidence::OperationKind;
use crate::model::ground::{Anchor, Claim, Ground, Grounds};
use crate::model::index::{FileFacts, FileKind, Located, SymbolKind};
use crate::model::names;
use crate::plan::context::Context;
use crate::plan::design::fields::{self, Habit};
use crate::plan::design::named::{Fate, Named, State};
use crate::plan::dialects::common;
use crate::plan::types::{Change, FieldType, Impact, Key, NameKind, Param};

/// How many symbols are listed.
const MOST: usize = 12;
/// How many items a symbol cites.
const ITEMS: usize = 4;
/// How many callers, tests and mentions are listed of each.
pub const PLACES: usize = 8;

/// What changes: names in code spans that resolve to one declaration, and that the specification does
/// not say are kept.
pub fn settle(context: &Context<'_>, named: &[Named<'_>]) -> Vec<Impact> {
    let mut all: Vec<Impact> = Vec::new();
    let changes = |one: &&Named<'_>| {
        let gets = one.kind == NameKind::Type && !members(context, named, &one.name).is_empty();
        matches!(one.fate, Fate::Changed | Fate::Removed) || (gets && one.fate != Fate::Kept)
    };
    for one in named
        .iter()
        .filter(|one| changes(one) && is_distinct(&one.name))
    {
        let State::Declared(found) = one.state else {
            continue;
        };
        let plain = matches!(
            found.symbol.kind,
            SymbolKind::Field | SymbolKind::Variable | SymbolKind::Module
        );
        let Some(anchor) = anchor(context, found).filter(|_| !plain) else {
            continue;
        };
        if all.iter().any(|there| there.anchor == anchor) {
            continue;
        }
        let change = match one.fate {
            Fate::Removed => Change::Remove,
            _ => Change::Modify,
        };
        all.push(impact(
            context,
            found,
            anchor,
            one,
            &gains(named, &one.name),
            match one.kind {
                NameKind::Type => members(context, named, &one.name),
                _ => Vec::new(),
            },
            change,
        ));
        if all.len() == MOST {
            break;
        }
    }
    all
}

/// New names that belong to the one that is there.
fn gains(named: &[Named<'_>], name: &str) -> Vec<String> {
    let new = named.iter().filter(|one| {
        one.is_absent()
            && one.kind != NameKind::Type
            && one.fate != Fate::Kept
            && one.belongs_to.iter().any(|owner| owner == name)
    });
    new.map(|one| format!("`{}`", one.name)).take(4).collect()
}

/// The new members that sentences put into a type that is there; "an optional `x`" need not be given, and a
/// sample `x: true` shows the type.
fn members(context: &Context<'_>, named: &[Named<'_>], name: &str) -> Vec<Param> {
    let new = named.iter().filter(|one| {
        one.kind == NameKind::Member
            && one.is_absent()
            && one.fate != Fate::Kept
            && one.owner.as_deref() == Some(name)
    });
    new.map(|one| {
        let optional = format!("optional `{}`", one.name);
        let mut texts = context.spec.user_stories.iter().flat_map(|story| {
            let goal = story.goal.as_deref().into_iter();
            goal.chain([story.title.as_str()])
        });
        let items = context.spec.items();
        let said = texts.any(|text| text.contains(&optional))
            || items.iter().any(|item| item.text.contains(&optional));
        let words = names::split(&one.name).join(" ");
        let read = fields::of_words(&Habit::of(context), &words, &Grounds::spec("problem"));
        Param {
            name: one.name.clone(),
            ty: sample(context, &one.name)
                .or_else(|| read.map(|field| field.ty))
                .unwrap_or(FieldType::Text),
            required: !said,
            about: String::new(),
        }
    })
    .collect()
}

/// The type of a sample value: `x: true`, `x = 5`.
fn sample(context: &Context<'_>, name: &str) -> Option<FieldType> {
    context.spec.mentions.iter().find_map(|mention| {
        let rest = mention.text.strip_prefix(name)?.trim_start();
        let value = rest.strip_prefix([':', '='])?.trim();
        match value {
            "true" | "false" => Some(FieldType::Boolean),
            value if value.parse::<i64>().is_ok() => Some(FieldType::Integer),
            value if value.parse::<f64>().is_ok() => Some(FieldType::Number),
            value if value.starts_with(['"', '\'']) => Some(FieldType::Text),
            _ => None,
        }
    })
}

/// Whether a name is more than a word that prose may use.
fn is_distinct(name: &str) -> bool {
    let marked = |c: char| c.is_uppercase() || c == '_' || c == '-';
    name.len() > 3 && name.chars().any(marked) || name.len() > 5
}

fn anchor(context: &Context<'_>, found: Located<'_>) -> Option<Anchor> {
    let name = found.symbol.qualified();
    if let Some(anchor) = context.anchor_of(&found.file.path, &name) {
        return Some(anchor.clone());
    }
    context.cite(
        &found.file.path,
        found.symbol.name_line,
        found.symbol.line_end.min(found.symbol.name_line + 40),
        Some(&name),
    )
}

fn impact(
    context: &Context<'_>,
    found: Located<'_>,
    anchor: Anchor,
    one: &Named<'_>,
    gains: &[String],
    members: Vec<Param>,
    change: Change,
) -> Impact {
    let name = found.symbol.name.as_str();
    let index = &context.evidence.index;
    let (mut callers, mut tests) = (Vec::new(), Vec::new());
    for (file, line) in index.uses(name, &found.file.path) {
        let list = match file.kind {
            FileKind::Source => &mut callers,
            FileKind::Test => &mut tests,
            _ => continue,
        };
        // A file that imports it and uses it is named for its use.
        let imports = |line: u32| file.imports.iter().any(|import| import.line == line);
        let used = || {
            let mut uses = file.uses.iter();
            uses.any(|one| one.name == name && !imports(one.line))
        };
        if !(imports(line) && used()) {
            add_place(context, list, file, line);
        }
    }
    let own = found.file.uses.iter().filter(|used| {
        let inside = found.symbol.line_start..=found.symbol.line_end;
        used.name == name && used.call && !inside.contains(&used.line)
    });
    for used in own {
        add_place(context, &mut callers, found.file, used.line);
    }
    let mentions = mentions(context, name);
    let public = found.symbol.exported && context.dialect.is_public;
    let is_command = context.analysis().operations.iter().any(|op| {
        matches!(op.kind, OperationKind::Command | OperationKind::Route)
            && op
                .anchor
                .as_ref()
                .is_some_and(|there| there.path == anchor.path && op.name == name)
    });
    let deprecated = one.deprecated && change != Change::Remove;
    let instead = one.replacement.as_deref();
    let verb = match (change, gains, deprecated) {
        (Change::Remove, ..) => "goes".to_owned(),
        (_, _, true) => match instead {
            Some(name) => format!("is deprecated: `{name}` takes its place"),
            None => "is deprecated".to_owned(),
        },
        (_, [], _) => "changes".to_owned(),
        (_, gains, _) => format!("gets {}", gains.join(", ")),
    };
    let writes_it = |item: &&&str| {
        let text = context.item(item).map_or("", |item| item.text);
        one.signature
            .as_deref()
            .is_some_and(|written| text.contains(written))
    };
    let (first, rest): (Vec<&&str>, Vec<&&str>) = one.items.iter().partition(writes_it);
    let items = first.into_iter().chain(rest);
    let items = items.map(|item| context.ground(Some(item)));
    let mut grounds: Vec<Ground> = items.take(ITEMS).collect();
    grounds.push(Ground::Code(anchor.clone()));
    let grounds =
        Grounds::from_vec(grounds).unwrap_or_else(|| Grounds::from(Ground::Code(anchor.clone())));
    let mut impact = Impact {
        key: Key::new(
            "impact",
            &format!("{}/{}", anchor.path, found.symbol.qualified()),
        ),
        subject: found.symbol.qualified(),
        change,
        before: found.symbol.signature.clone(),
        after: match change {
            Change::Remove => String::new(),
            _ => one.signature.clone().unwrap_or_default(),
        },
        breaking: (change == Change::Remove && (public || is_command || !callers.is_empty()))
            || (public && breaks(&found.symbol.signature, one.signature.as_deref())),
        deprecated,
        replacement: one.replacement.clone(),
        gains: members,
        code: Vec::new(),
        claim: Claim::new(format!("`{}` {verb}", found.symbol.qualified()), grounds),
        anchor,
        callers,
        tests,
        mentions,
    };
    impact.code = (context.dialect.change)(context, &impact);
    impact
}

/// Lines of documents that say a name or a command, the first of each document; the documents of
/// features say what was once wanted.
fn mentions(context: &Context<'_>, name: &str) -> Vec<Anchor> {
    let index = &context.evidence.index;
    let documents = index.of_kind(FileKind::Docs).filter(|file| {
        let names_spec = file.path == context.spec.path || file.path.contains("/features/");
        !names_spec && !file.path.contains("specs/") && !file.path.contains("changes/")
    });
    let said = documents.filter_map(|file| {
        let text = context.evidence.texts.get(&file.path)?;
        let at = text.lines().position(|line| common::mentions(line, name))?;
        context.cite(&file.path, at as u32 + 1, at as u32 + 1, None)
    });
    said.take(PLACES).collect()
}

/// Whether calls of today do not fit the new signature: it has other parameters, and not only more that
/// need not be given.
fn breaks(before: &str, after: Option<&str>) -> bool {
    let params = |signature: &str| -> Vec<String> {
        let inner = signature
            .split_once('(')
            .and_then(|(_, rest)| rest.rsplit_once(')'))
            .map_or("", |(inner, _)| inner);
        let flat = inner.replace(char::is_whitespace, "");
        flat.split(',')
            .filter(|one| !one.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let (before, Some(after)) = (params(before), after.map(params)) else {
        return false;
    };
    let same = after.len() >= before.len() && after[..before.len()] == before;
    let optional = |one: &String| one.contains("?:") || one.contains('=');
    !(same && after[before.len()..].iter().all(optional))
}

fn add_place(context: &Context<'_>, list: &mut Vec<Anchor>, file: &FileFacts, line: u32) {
    let full =
        list.len() >= PLACES || list.iter().filter(|there| there.path == file.path).count() >= 2;
    if !full {
        list.extend(context.cite(&file.path, line, line, None));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parameter_that_must_be_given_breaks_calls() {
        let before = "pub fn round(a: A, b: B) -> A";
        assert!(breaks(before, Some("round(a: A, b: B, c: C) -> A")));
        assert!(breaks(before, Some("round(a: A) -> A")));
        assert!(!breaks(before, None));
        assert!(!breaks(before, Some("round(a: A, b: B) -> A")));
        let before = "export function f(a: A)";
        assert!(!breaks(before, Some("f(a: A, b?: B)")));
    }
}
