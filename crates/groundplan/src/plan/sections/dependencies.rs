//! Dependencies: what must be there first, in its true state, and what comes before what.

use std::sync::LazyLock;

use regex::Regex;

use super::Section;
use super::common::{bullets, heading, lead, listing, merged, on_items, says, short, tick, ticked};
use super::{external, said, security};
use crate::model::doc::Block;
use crate::model::ground::{Anchor, Claim, Ground, Grounds};
use crate::model::spec::SpecDependency;
use crate::plan::context::Context;
use crate::plan::types::{Change, Dependencies, FileAction, FileChange, OperationDraft, Plan};

/// The section.
pub const SECTION: Section = Section {
    id: "dependencies",
    heading: "Dependencies",
    summary: "What must be there first with its true state, and what comes before what",
    draft,
    lower,
};

fn draft(context: &Context<'_>, plan: &mut Plan) {
    let named = context.spec.dependencies.iter();
    let named = named.filter(|one| one.feature.is_some() || !is_none(&one.text));
    let mut required: Vec<Claim> = named.map(|one| feature(context, one)).collect();
    required.extend(external::systems(context).iter().map(system));
    required.extend(variables(context));
    required.extend(grants(context));
    plan.dependencies = Dependencies {
        required,
        ordering: or_tests_last(context, ordering(context, plan), plan),
    };
}

/// Whether a dependency says that there is none: "None", "N/A (internal)", "-".
fn is_none(text: &str) -> bool {
    let bare = text
        .trim_matches(|c: char| !c.is_alphanumeric())
        .to_lowercase();
    let first = bare
        .split(['(', '.', ',', ';', ':'])
        .next()
        .unwrap_or_default();
    [
        "",
        "none",
        "n/a",
        "na",
        "no",
        "nothing",
        "no dependencies",
        "no external dependencies",
    ]
    .contains(&first.trim())
}

/// Where nothing else orders the work: changed files in the order of their imports, new ones before what
/// registers them, else the code with its tests.
fn or_tests_last(context: &Context<'_>, ordering: Vec<Claim>, plan: &Plan) -> Vec<Claim> {
    if !ordering.is_empty() {
        return ordering;
    }
    let mut all: Vec<Claim> = registered_last(plan).into_iter().collect();
    all.extend(imported_first(context, plan));
    let changed = plan.files.iter().find(|file| file.role != "test");
    if let Some(file) = changed.filter(|_| all.is_empty()) {
        let text = format!("{} and its tests in one step", tick(&file.path));
        all.push(Claim::new(text, file.claim.grounds.clone()));
    }
    all
}

/// New code before the file that registers it.
fn registered_last(plan: &Plan) -> Option<Claim> {
    let registers = plan.files.iter().find(|file| file.role == "registration")?;
    let made = plan.files.iter().filter(|file| {
        file.action == FileAction::Create && !["test", "docs"].contains(&file.role.as_str())
    });
    let made: Vec<&str> = made.map(|file| file.path.as_str()).collect();
    (!made.is_empty()).then(|| {
        let entry = if made.len() == 1 {
            "its entry"
        } else {
            "their entries"
        };
        let text = format!(
            "{} before {entry} in {}",
            ticked(&made, 4),
            tick(&registers.path)
        );
        Claim::new(text, registers.claim.grounds.clone())
    })
}

/// A changed file before the changed files that import it.
fn imported_first(context: &Context<'_>, plan: &Plan) -> Vec<Claim> {
    let is_code = |file: &&FileChange| !["test", "docs"].contains(&file.role.as_str());
    let changed: Vec<&FileChange> = plan.files.iter().filter(is_code).collect();
    let claims = changed.iter().filter_map(|file| {
        let users = changed.iter().filter_map(|user| {
            let facts = context.evidence.file(&user.path)?;
            let mut imports = facts.imports.iter();
            let import = imports.find(|one| one.resolved.as_deref() == Some(&file.path))?;
            let anchor = context.cite(&user.path, import.line, import.line, None)?;
            Some((user.path.as_str(), anchor))
        });
        // Two files that import each other have no order.
        let imports = |path: &str| {
            let facts = context.evidence.file(&file.path).into_iter();
            let mut imports = facts.flat_map(|facts| &facts.imports);
            imports.any(|one| one.resolved.as_deref() == Some(path))
        };
        let users = users.filter(|(path, _)| *path != file.path && !imports(path));
        let users: Vec<(&str, Anchor)> = users.collect();
        let names: Vec<&str> = users.iter().map(|(path, _)| *path).collect();
        let anchors: Vec<Ground> = users
            .iter()
            .map(|(_, one)| Ground::Code(one.clone()))
            .collect();
        let grounds = Grounds::from_vec(anchors)?;
        let verb = if names.len() == 1 {
            "imports"
        } else {
            "import"
        };
        let text = format!(
            "{} before {}, which {verb} it",
            tick(&file.path),
            ticked(&names, 3)
        );
        Some(Claim::new(text, grounds))
    });
    claims.take(4).collect()
}

/// Another feature: which documents of it exist, and which status they state.
fn feature(context: &Context<'_>, dependency: &SpecDependency) -> Claim {
    let relation = match dependency.kind.as_str() {
        "blocks" => "waits for this feature",
        "related_to" => "is related",
        _ => "must be there first",
    };
    let Some(id) = dependency.feature.as_deref() else {
        return unnamed(context, dependency, relation);
    };
    let documents = documents(context, id);
    let own = context.ground(Some(id));
    if documents.is_empty() {
        let text = format!(
            "{} {relation}; no document of it is in the repository, so its state is unknown",
            tick(id)
        );
        return Claim::new(text, own);
    }
    let states: Vec<String> = documents
        .iter()
        .map(|(kind, status, _)| match status {
            Some(status) => format!("its {kind} says {status}"),
            None => format!("its {kind} states no status"),
        })
        .collect();
    let anchors: Vec<Ground> = documents
        .into_iter()
        .map(|(_, _, anchor)| Ground::Code(anchor))
        .collect();
    let grounds = Grounds::new(own, anchors);
    Claim::new(
        format!("{} {relation}; {}", tick(id), listing(&states, 3)),
        grounds,
    )
}

/// A dependency without an identifier: a package that the manifests have, else only what it is called.
fn unnamed(context: &Context<'_>, dependency: &SpecDependency, relation: &str) -> Claim {
    let name = dependency.text.trim_matches(['`', '*', ' ']);
    let name = name
        .split(['`', ' ', ':', '(', ','])
        .next()
        .unwrap_or_default();
    let name = name.strip_suffix(".js").unwrap_or(name);
    let mut packages = context.analysis().stack.versions.iter();
    let there = packages.find(|one| one.name.eq_ignore_ascii_case(name));
    let said = short(&dependency.text, 60);
    if let Some(anchor) = there.and_then(|one| one.anchor.clone()) {
        let text = format!("{said}: the manifests have it");
        return Claim::new(text, Ground::Code(anchor));
    }
    let state = if says(&dependency.text.to_lowercase(), &["existing", "already"]) {
        "there already, as the specification says"
    } else {
        relation
    };
    Claim::new(format!("{said}: {state}"), context.ground(None))
}

static STATUS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?im)^\W*status\W*:\W*([\p{L}][\p{L} -]{1,30})").ok());

/// Documents of a feature: (kind, status, the line that states it or the first).
fn documents(context: &Context<'_>, id: &str) -> Vec<(&'static str, Option<String>, Anchor)> {
    let wanted = id.to_lowercase();
    let paths = context.evidence.texts.keys().filter(|path| {
        let lower = path.to_lowercase();
        let named = lower
            .rsplit('/')
            .take(2)
            .any(|part| starts_with_id(undated(part), &wanted));
        named && lower.ends_with(".md")
    });
    let mut found: Vec<(&'static str, Option<String>, Anchor)> = Vec::new();
    for path in paths {
        let lower = path.to_lowercase();
        let kind = ["plan", "tasks", "spec"]
            .into_iter()
            .find(|kind| lower.contains(kind));
        let text = context
            .evidence
            .texts
            .get(path)
            .map_or("", |text| text.as_ref());
        let status = STATUS.as_ref().and_then(|status| status.captures(text));
        let stated = status.as_ref().and_then(|found| found.get(1));
        let line = stated.map_or(1, |found| {
            text[..found.start()].matches('\n').count() as u32 + 1
        });
        let anchor = context.cite(path, line, line, None);
        if let (Some(kind), Some(anchor)) = (kind, anchor) {
            let status = stated.map(|found| found.as_str().trim().to_owned());
            found.push((kind, status, anchor));
        }
    }
    found.truncate(3);
    found
}

/// A name without the date in front of it: an archived change has one.
fn undated(part: &str) -> &str {
    let rest = part.trim_start_matches(|c: char| c.is_ascii_digit() || c == '-');
    let date = part.len() - rest.len();
    if date == "2026-01-31-".len() {
        rest
    } else {
        part
    }
}

/// Whether a file or folder name starts with the identifier, and no further digit.
fn starts_with_id(part: &str, id: &str) -> bool {
    part.strip_prefix(id)
        .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
}

fn system(system: &external::External<'_>) -> Claim {
    let package = system.package.and_then(|package| package.anchor.clone());
    let grounds = on_items(&system.items[..system.items.len().min(2)]);
    let grounds = package
        .into_iter()
        .fold(grounds, |all, anchor| all.and(Ground::Code(anchor)));
    Claim::new(
        format!("{} (external): {}", system.name, system.state()),
        grounds,
    )
}

static VARIABLE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*_(?:KEY|TOKEN|SECRET|URL|URI|DSN|HOST|ENDPOINT|PASSWORD)\b").ok()
});

/// What a person sets before a program runs.
static SET: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"\b(?:sets?|exports?|unsets?)\s+`?([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\b").ok()
});

/// Environment variables that the specification has read, and whether the project knows them. A name
/// in sample data is none.
fn variables(context: &Context<'_>) -> Vec<Claim> {
    let mut seen: Vec<String> = Vec::new();
    let mut claims = Vec::new();
    let cues = [
        "environment variable",
        "environment variables",
        "env var",
        "env vars",
        "environment",
    ];
    let said = said::all(context.spec);
    let read = said
        .iter()
        .filter(|one| says(&one.text.to_lowercase(), &cues))
        .map(|one| (one.id, one.text.as_str()));
    // What somebody sets is one as well: "the operator sets `SOURCE_ID`".
    let items = context.spec.items();
    let set = items.iter().filter_map(|item| {
        let name = SET.as_ref()?.captures(item.text)?.get(1)?;
        Some((item.id, name.as_str()))
    });
    let set: Vec<(&str, &str)> = set.collect();
    for (id, text) in read.chain(set.iter().copied()) {
        let found = VARIABLE
            .as_ref()
            .into_iter()
            .flat_map(|variable| variable.find_iter(text));
        let whole = set.iter().filter(|(of, name)| *of == id && *name == text);
        let whole = whole.map(|(_, name)| *name);
        for name in found.map(|found| found.as_str()).chain(whole) {
            if seen.iter().any(|there| there == name) {
                continue;
            }
            seen.push(name.to_owned());
            let mut texts = context.evidence.texts.iter();
            let known = texts.find(|(_, text)| text.contains(name));
            let state = match known {
                Some((path, _)) => format!("is named in {}", tick(path)),
                None => "is not named in the code that was read".to_owned(),
            };
            let example = security::env_example(context).map(Ground::Code);
            let grounds = example.into_iter().fold(Grounds::spec(id), Grounds::and);
            claims.push(Claim::new(
                format!("Environment variable {} {state}", tick(name)),
                grounds,
            ));
        }
    }
    claims
}

static GRANTED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:re-?consent\w*|re-?authori[sz]\w*|(?:must|shall|needs? to) (?:be )?grant\w*|requires? (?:the |an? )?`?[\w.]+`? (?:permission|scope))").ok()
});

/// What somebody has to grant before the feature works.
fn grants(context: &Context<'_>) -> Vec<Claim> {
    let said = said::all(context.spec);
    let mut claims: Vec<Claim> = Vec::new();
    let mut seen: Vec<String> = Vec::new();
    for one in &said {
        let Some(at) = one.at(&GRANTED).filter(|_| claims.len() < 2) else {
            continue;
        };
        let clause = said::line(&one.clause(0));
        let found = GRANTED
            .as_ref()
            .and_then(|granted| granted.find(&one.text[at..]));
        let what = found.map_or("", |found| found.as_str()).to_lowercase();
        if !seen.contains(&what) {
            claims.push(Claim::new(format!("To be granted: {clause}"), one.ground()));
            seen.push(what);
        }
    }
    claims
}

/// What must come before what, by the files and operations of this plan.
fn ordering(context: &Context<'_>, plan: &Plan) -> Vec<Claim> {
    let mut claims: Vec<Claim> = Vec::new();
    claims.extend(tables_first(plan));
    claims.extend(operations_before_interface(plan));
    claims.extend(pure_first(plan));
    claims.extend(callers_with(plan));
    claims.extend(removal_last(plan));
    claims.extend(questions_first(context));
    claims
}

/// Tables before the operations that use them.
fn tables_first(plan: &Plan) -> Option<Claim> {
    let schema = &plan.schema;
    let tables: Vec<&str> = schema
        .new_names()
        .into_iter()
        .chain(schema.changed_names())
        .collect();
    let users: Vec<&OperationDraft> = plan
        .operations()
        .filter(|op| {
            op.entity
                .as_deref()
                .is_some_and(|entity| tables.contains(&entity))
        })
        .collect();
    let grounds = merged(users.iter().map(|op| &op.claim.grounds), 3)?;
    let names: Vec<&str> = users.iter().map(|op| op.name.as_str()).collect();
    Some(Claim::new(
        format!(
            "{} before {}, which use them",
            ticked(&tables, 4),
            ticked(&names, 6)
        ),
        grounds,
    ))
}

fn operations_before_interface(plan: &Plan) -> Option<Claim> {
    let screens: Vec<&str> = plan
        .files
        .iter()
        .filter(|file| file.role == "ui")
        .map(|file| file.path.as_str())
        .collect();
    let names: Vec<&str> = plan.operations().map(|op| op.name.as_str()).collect();
    let grounds = merged(
        plan.files
            .iter()
            .filter(|file| file.role == "ui")
            .map(|file| &file.claim.grounds),
        3,
    )?;
    (!names.is_empty()).then(|| {
        Claim::new(
            format!("{} before {}", ticked(&names, 6), ticked(&screens, 4)),
            grounds,
        )
    })
}

/// Calculation and validation need nothing stored, so they can be first and side by side.
fn pure_first(plan: &Plan) -> Option<Claim> {
    use crate::plan::types::Verb;
    let pure = plan
        .operations()
        .filter(|op| matches!(op.verb, Verb::Calculate | Verb::Validate));
    let pure: Vec<&OperationDraft> = pure.collect();
    let grounds = merged(pure.iter().map(|op| &op.claim.grounds), 2)?;
    let names: Vec<&str> = pure.iter().map(|op| op.name.as_str()).collect();
    let stored = !plan.schema.is_empty();
    stored.then(|| {
        Claim::new(
            format!(
                "{} beside the tables: nothing stored is needed",
                ticked(&names, 4)
            ),
            grounds,
        )
    })
}

/// A changed signature and its callers go together.
fn callers_with(plan: &Plan) -> Vec<Claim> {
    let changed = plan
        .impact
        .iter()
        .filter(|one| one.change == Change::Modify && !one.callers.is_empty());
    let claims = changed.take(4).map(|one| {
        let mut files: Vec<&str> = one
            .callers
            .iter()
            .map(|anchor| anchor.path.as_str())
            .collect();
        files.dedup();
        let grounds: Vec<Ground> = one
            .callers
            .iter()
            .take(2)
            .cloned()
            .map(Ground::Code)
            .collect();
        let grounds = Grounds::new(Ground::Code(one.anchor.clone()), grounds);
        Claim::new(
            format!(
                "{} in one step with its callers in {}",
                tick(&one.subject),
                ticked(&files, 4)
            ),
            grounds,
        )
    });
    claims.collect()
}

fn removal_last(plan: &Plan) -> Option<Claim> {
    let gone: Vec<&str> = plan
        .files
        .iter()
        .filter(|file| file.action == FileAction::Delete)
        .map(|file| file.path.as_str())
        .collect();
    let removed = plan
        .impact
        .iter()
        .filter(|one| one.change == Change::Remove);
    let removed: Vec<&str> = removed.map(|one| one.subject.as_str()).collect();
    let all = [gone, removed].concat();
    let grounds = plan
        .files
        .iter()
        .filter(|file| file.action == FileAction::Delete)
        .map(|file| &file.claim.grounds)
        .chain(
            plan.impact
                .iter()
                .filter(|one| one.change == Change::Remove)
                .map(|one| &one.claim.grounds),
        );
    let grounds = merged(grounds, 3)?;
    Some(Claim::new(
        format!("{} last, when nothing uses them", ticked(&all, 5)),
        grounds,
    ))
}

/// Open questions that hold work up.
fn questions_first(context: &Context<'_>) -> Option<Claim> {
    let open: Vec<&str> = context
        .spec
        .open_questions
        .iter()
        .filter(|one| !one.answered)
        .map(|one| one.id.as_str())
        .collect();
    let unsettled: Vec<&str> = open
        .into_iter()
        .filter(|id| {
            let answer = context
                .evidence
                .research
                .iter()
                .find(|answer| answer.id == *id);
            answer
                .is_none_or(|answer| answer.state != crate::model::evidence::AnswerState::Answered)
        })
        .collect();
    (!unsettled.is_empty()).then(|| {
        Claim::new(
            format!(
                "{} settled before the work that rests on it",
                listing(&unsettled, 6)
            ),
            on_items(&unsettled),
        )
    })
}

fn lower(plan: &Plan) -> Vec<Block> {
    let dependencies = &plan.dependencies;
    let mut blocks = vec![heading(3, "Required Before Implementation")];
    if dependencies.required.is_empty() {
        blocks.push(lead("Looked for other features, external systems, environment variables and permissions in the specification; none is named."));
    } else {
        blocks.push(bullets(&dependencies.required));
    }
    blocks.push(heading(3, "Affects Task Ordering"));
    if dependencies.ordering.is_empty() {
        blocks.push(lead(
            "Looked for tables, callers, removals and open questions that force an order; none was found.",
        ));
    } else {
        blocks.push(bullets(&dependencies.ordering));
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn none_is_no_dependency() {
        for text in ["None", "None (internal refactoring)", "N/A", "-", "*None.*"] {
            assert!(is_none(text), "{text}");
        }
        assert!(!is_none("Node 20"));
        assert!(!is_none("no-sql driver"));
    }

    #[test]
    fn an_archived_change_is_known_without_its_date() {
        assert_eq!(undated("2026-01-12-add-scan"), "add-scan");
        assert_eq!(undated("001-compile"), "001-compile");
    }
}
