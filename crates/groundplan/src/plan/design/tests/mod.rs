//! Tests: every acceptance criterion gets a named test at a level, in the project's framework and
//! folder; a rule on values or a formula that no criterion covers gets a unit test of its own.

mod name;
mod place;
mod proof;
mod reading;

use super::{Design, phrases};
use crate::model::evidence::Detected;
use crate::model::ground::{Claim, Ground, Grounds};
use crate::model::names;
use crate::plan::context::Context;
use crate::plan::types::{
    Change, ChangeKind, Impact, Key, OperationDraft, TestCase, TestLevel, TestLevelKind,
    TestStrategy, Verb,
};
use reading::Reading;

/// Frameworks that drive a whole product.
const END_TO_END: &[&str] = &[
    "playwright",
    "cypress",
    "puppeteer",
    "selenium",
    "webdriverio",
    "testcafe",
];

/// Requirements without a criterion of their own that get a test, and edge cases.
const EXTRA: usize = 8;

/// An item that is to be shown: its identifier and how it reads.
struct Item<'a> {
    id: &'a str,
    /// Title of the story or requirement that it stands under.
    owner: &'a str,
    /// Identifier of that story or requirement.
    owner_id: Option<&'a str>,
    reading: Reading,
}

/// Settles tests on all three levels.
pub fn settle(context: &Context<'_>, design: &Design) -> TestStrategy {
    let mut cases: Vec<(TestLevelKind, TestCase)> = Vec::new();
    for item in items(context) {
        for level in levels_of(context, design, &item) {
            let case = case(context, design, &item, level, &cases);
            cases.push((level, case));
        }
    }
    let levels = [
        TestLevelKind::Unit,
        TestLevelKind::Integration,
        TestLevelKind::EndToEnd,
    ];
    let levels = levels
        .into_iter()
        .map(|level| of_level(context, design, level, &cases));
    TestStrategy {
        levels: levels.collect(),
    }
}

/// Criteria; then requirements with a rule or formula that no criterion covers, all requirements
/// where there is no criterion at all; then edge cases.
fn items<'a>(context: &Context<'a>) -> Vec<Item<'a>> {
    let spec = context.spec;
    let mut all: Vec<Item<'a>> = Vec::new();
    for story in &spec.user_stories {
        all.extend(story.acceptance_criteria.iter().map(|one| Item {
            id: &one.id,
            owner: &story.title,
            owner_id: Some(&story.id),
            reading: Reading::of_criterion(one),
        }));
    }
    for requirement in &spec.functional_requirements {
        let owner = requirement.title.as_deref().unwrap_or(&requirement.text);
        let criteria = requirement.acceptance_criteria.iter();
        all.extend(criteria.map(|one| Item {
            id: &one.id,
            owner,
            owner_id: Some(&requirement.id),
            reading: Reading::of_criterion(one),
        }));
    }
    let topic = spec.name.as_deref().unwrap_or("feature");
    all.extend(spec.acceptance_criteria.iter().map(|one| Item {
        id: &one.id,
        owner: topic,
        owner_id: None,
        reading: Reading::of_criterion(one),
    }));
    let has_criteria = !all.is_empty();
    let bare = spec.functional_requirements.iter();
    let bare = bare.filter(|one| one.acceptance_criteria.is_empty());
    let bare = bare.map(|one| Item {
        id: &one.id,
        owner: one.title.as_deref().unwrap_or(&one.text),
        owner_id: None,
        reading: Reading::of_text(&one.text),
    });
    let wanted: Vec<Item<'a>> = bare
        .filter(|item| !has_criteria || item.reading.is_pure())
        .collect();
    let most = if has_criteria { EXTRA } else { wanted.len() };
    all.extend(wanted.into_iter().take(most));
    let edges = spec
        .edge_cases
        .iter()
        .filter(|one| !one.text.ends_with('?'));
    all.extend(edges.take(EXTRA).map(|one| Item {
        id: &one.id,
        owner: topic,
        owner_id: None,
        reading: Reading::of_text(&one.text),
    }));
    all
}

/// Levels of an item: what a person sees end to end where a framework for it exists, what is
/// calculated or checked as a unit, what is stored or offered with its store.
fn levels_of(context: &Context<'_>, design: &Design, item: &Item<'_>) -> Vec<TestLevelKind> {
    let operation = operation_of(design, item);
    let below = level_below(design, item, operation);
    let seen = item.reading.is_seen()
        && design.is(ChangeKind::UserInterface)
        && framework(context, TestLevelKind::EndToEnd).is_some();
    match (seen, item.reading.is_decided_below()) {
        (true, true) => vec![below, TestLevelKind::EndToEnd],
        (true, false) => vec![TestLevelKind::EndToEnd],
        (false, _) => vec![below],
    }
}

fn level_below(
    design: &Design,
    item: &Item<'_>,
    operation: Option<&OperationDraft>,
) -> TestLevelKind {
    use crate::model::evidence::OperationKind;
    let pure = operation.map_or_else(
        || item.reading.is_pure(),
        |operation| {
            matches!(operation.verb, Verb::Calculate | Verb::Validate)
                || (item.reading.is_pure() && !item.reading.is_stored())
        },
    );
    let crosses = match operation {
        Some(operation) => operation.kind != OperationKind::Function || operation.entity.is_some(),
        None => {
            item.reading.is_run()
                || !(design.is(ChangeKind::Library) || design.is(ChangeKind::Behaviour))
        }
    };
    if pure || !crosses {
        TestLevelKind::Unit
    } else {
        TestLevelKind::Integration
    }
}

/// The operation of an item: among those that cite it, the one whose name it shares most words with.
fn operation_of<'d>(design: &'d Design, item: &Item<'_>) -> Option<&'d OperationDraft> {
    let groups = design.contracts.groups.iter();
    let all: Vec<&OperationDraft> = groups.flat_map(|group| &group.operations).collect();
    // Of equals the first is taken.
    let all = all.into_iter().rev();
    let cites = |operation: &&OperationDraft| {
        let by_criteria = operation.criteria.iter().any(|one| one == item.id);
        by_criteria
            || operation
                .claim
                .grounds
                .spec_items()
                .any(|one| one == item.id)
    };
    let shared = |operation: &&OperationDraft| {
        let words = names::split(&operation.name);
        let said = words.iter().filter(|word| item.reading.says(word)).count();
        let is_new = operation.change == Change::Add;
        (said, is_new, std::cmp::Reverse(words.len()))
    };
    let refuses = |operation: &&OperationDraft| {
        let mut errors = operation.errors.iter();
        errors.any(|error| error.grounds.spec_items().any(|one| one == item.id))
    };
    let computes = |operation: &&OperationDraft| {
        let verbs = [Verb::Calculate, Verb::Update, Verb::Create];
        item.reading.has_formula() && verbs.contains(&operation.verb) && shared(operation).0 > 0
    };
    let serves = |operation: &&OperationDraft| {
        let mut items = operation.claim.grounds.spec_items();
        item.owner_id
            .is_some_and(|owner| items.any(|one| one == owner))
    };
    let cited = all.clone().filter(cites).max_by_key(shared);
    let found = cited
        .or_else(|| all.clone().filter(refuses).max_by_key(shared))
        .or_else(|| all.clone().filter(computes).max_by_key(shared))
        .or_else(|| all.clone().filter(serves).max_by_key(shared))?;
    Some(written(design, item, found).unwrap_or(found))
}

/// What is stored or refused is shown by the write on the same table, not by the read beside it.
fn written<'d>(
    design: &'d Design,
    item: &Item<'_>,
    found: &OperationDraft,
) -> Option<&'d OperationDraft> {
    let changes = item.reading.is_stored() || item.reading.is_refused();
    if found.verb != Verb::Get || !changes || found.entity.is_none() {
        return None;
    }
    let groups = design.contracts.groups.iter();
    let all: Vec<&OperationDraft> = groups.flat_map(|group| &group.operations).collect();
    let of = |verb: Verb| {
        let mut same = all.iter().filter(|one| one.entity == found.entity);
        same.find(|one| one.verb == verb).copied()
    };
    of(Verb::Create).or_else(|| of(Verb::Update))
}

/// What changes for an item: what cites it or its story, else what its text names.
fn impact_of<'d>(design: &'d Design, item: &Item<'_>) -> Option<&'d Impact> {
    let cites = |impact: &&Impact, id: &str| impact.claim.grounds.spec_items().any(|one| one == id);
    let named = |impact: &&Impact| {
        let name = impact.subject.rsplit(['.', ':']).next().unwrap_or_default();
        item.reading.says(&name.to_lowercase())
    };
    let all = || design.impact.iter();
    all()
        .find(|one| cites(one, item.id))
        .or_else(|| all().find(named))
        .or_else(|| all().find(|one| item.owner_id.is_some_and(|owner| cites(one, owner))))
}

fn case(
    context: &Context<'_>,
    design: &Design,
    item: &Item<'_>,
    level: TestLevelKind,
    earlier: &[(TestLevelKind, TestCase)],
) -> TestCase {
    let operation = operation_of(design, item);
    let impact = impact_of(design, item);
    let subject = subject(item, operation, level);
    let file = place::file(context, &subject, level, operation, impact);
    let taken = |name: &str| {
        let mut there = earlier.iter();
        there.any(|(_, case)| case.file == file && case.name == name)
    };
    let name = name::of(&item.reading, item.id, &subject, &file, taken);
    let second = earlier
        .iter()
        .any(|(_, case)| case.key == Key::new("tests", item.id));
    let key = if second {
        Key::new("tests", &format!("{}-{}", item.id, level_word(level)))
    } else {
        Key::new("tests", item.id)
    };
    TestCase {
        key,
        name,
        criteria: vec![item.id.to_owned()],
        operations: operation.iter().map(|one| one.name.clone()).collect(),
        claim: proof::claim(item.id, &item.reading, level, operation, impact),
        file,
    }
}

fn level_word(level: TestLevelKind) -> &'static str {
    match level {
        TestLevelKind::Unit => "unit",
        TestLevelKind::Integration => "integration",
        TestLevelKind::EndToEnd => "e2e",
    }
}

/// What a test is about: the operation below the surface, the story on it.
fn subject(item: &Item<'_>, operation: Option<&OperationDraft>, level: TestLevelKind) -> String {
    if let Some(operation) = operation.filter(|_| level != TestLevelKind::EndToEnd) {
        return operation.name.clone();
    }
    let said = phrases::words_of(&item.owner.to_lowercase());
    let mut words: Vec<String> = Vec::new();
    for word in said {
        let word = word.split('\'').next().unwrap_or_default().to_owned();
        if word.is_ascii() && phrases::is_content(&word) && !words.contains(&word) {
            words.push(word);
        }
    }
    words.truncate(3);
    if words.is_empty() {
        operation.map_or_else(|| "feature".to_owned(), |one| one.name.clone())
    } else {
        words.join(" ")
    }
}

fn framework<'a>(context: &Context<'a>, level: TestLevelKind) -> Option<&'a Detected> {
    let wanted = level == TestLevelKind::EndToEnd;
    let is_end = |one: &Detected| {
        let name = one.name.to_lowercase();
        END_TO_END.iter().any(|end| name.contains(end))
    };
    let mut all = context.analysis().stack.test_frameworks.iter();
    all.find(|one| is_end(one) == wanted)
}

fn of_level(
    context: &Context<'_>,
    design: &Design,
    level: TestLevelKind,
    cases: &[(TestLevelKind, TestCase)],
) -> TestLevel {
    let own = cases.iter().filter(|(at, _)| *at == level);
    let own: Vec<TestCase> = own.map(|(_, case)| case.clone()).collect();
    let framework = framework(context, level);
    let example = own.first().zip(framework).and_then(|(case, framework)| {
        let groups = design.contracts.groups.iter();
        let mut all = groups.flat_map(|group| &group.operations);
        let operation = all.find(|one| case.operations.contains(&one.name));
        let name = framework.name.to_lowercase();
        (context.dialect.test)(context, &name, case, operation)
    });
    TestLevel {
        framework: framework.and_then(|one| {
            let anchor = one.anchor.clone()?;
            Some(Claim::new(format!("`{}`", one.name), Ground::Code(anchor)))
        }),
        command: command(context, level),
        coverage: coverage(context, level),
        none: own.is_empty().then(|| none(context, level)),
        cases: own,
        example,
        level,
    }
}

/// The command of the level, the general one where the level has none.
fn command(context: &Context<'_>, level: TestLevelKind) -> Option<Claim> {
    let names: &[&str] = match level {
        TestLevelKind::Unit => &["test:unit", "test"],
        TestLevelKind::Integration => &["test:integration", "test"],
        TestLevelKind::EndToEnd => &["test:e2e", "e2e"],
    };
    let found = names
        .iter()
        .find_map(|name| context.analysis().command(name))?;
    Some(Claim::new(format!("`{}`", found.command), found.ground()))
}

fn coverage(context: &Context<'_>, level: TestLevelKind) -> Option<Claim> {
    let target = context.analysis().stack.coverage_target.as_ref();
    let (percent, anchor) = target.filter(|_| level == TestLevelKind::Unit)?;
    let ground = Ground::Code(anchor.clone());
    Some(Claim::new(format!("{percent} %"), ground))
}

/// Why a level has no test: what was looked for.
fn none(context: &Context<'_>, level: TestLevelKind) -> Claim {
    let spec = context.spec;
    let count = spec.criteria().count();
    let text = match level {
        _ if count == 0 && spec.functional_requirements.is_empty() => {
            "The specification has no criterion and no requirement to show".to_owned()
        }
        TestLevelKind::Unit => {
            format!("None of {count} criteria is about a calculation, a check or a single function")
        }
        TestLevelKind::Integration => {
            format!("None of {count} criteria needs a store, a route or a command to be shown")
        }
        TestLevelKind::EndToEnd if framework(context, level).is_none() => {
            "The manifests have no end-to-end framework, so criteria are shown below the surface"
                .to_owned()
        }
        TestLevelKind::EndToEnd => {
            format!("None of {count} criteria is about what a person sees")
        }
    };
    let first = spec.criteria().next().map(|one| one.id.as_str());
    let manifest = context.analysis().stack.evidence.first().cloned();
    let manifest = manifest.map(Ground::Code);
    Claim::new(text, Grounds::new(context.ground(first), manifest))
}

#[cfg(test)]
mod unit;
