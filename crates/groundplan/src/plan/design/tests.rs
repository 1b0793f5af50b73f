//! Tests: every acceptance criterion gets a named test at a level, in the project's framework and folder.

use super::{Design, phrases};
use crate::model::evidence::Detected;
use crate::model::ground::{Claim, Ground, Grounds};
use crate::model::index::FileKind;
use crate::model::spec::AcceptanceCriterion;
use crate::plan::context::Context;
use crate::plan::types::{
    ChangeKind, Key, OperationDraft, TestCase, TestLevel, TestLevelKind, TestStrategy,
};
use crate::plan::words::{self, Case};

/// Frameworks that drive a whole product.
const END_TO_END: &[&str] = &["playwright", "cypress"];

/// Settles tests on all three levels.
pub fn settle(context: &Context<'_>, design: &Design) -> TestStrategy {
    let mut names: Vec<String> = Vec::new();
    let mut cases: Vec<(TestLevelKind, TestCase)> = Vec::new();
    for criterion in context.spec.criteria() {
        let level = level(context, design, criterion);
        let case = case(context, design, criterion, level, &mut names);
        cases.push((level, case));
    }
    let levels = [
        TestLevelKind::Unit,
        TestLevelKind::Integration,
        TestLevelKind::EndToEnd,
    ];
    TestStrategy {
        levels: levels
            .into_iter()
            .map(|level| one(context, level, &cases))
            .collect(),
    }
}

fn one(
    context: &Context<'_>,
    level: TestLevelKind,
    cases: &[(TestLevelKind, TestCase)],
) -> TestLevel {
    let stack = &context.analysis().stack;
    let framework = framework(context, level);
    let own: Vec<TestCase> = cases
        .iter()
        .filter(|(at, _)| *at == level)
        .map(|(_, case)| case.clone())
        .collect();
    let command_name = if level == TestLevelKind::EndToEnd {
        "test:e2e"
    } else {
        "test"
    };
    let command = context.analysis().command(command_name);
    let shown = |anchor: Option<crate::model::ground::Anchor>| {
        anchor.map(|anchor| Grounds::from(Ground::Code(anchor)))
    };
    let example = own.first().zip(framework).and_then(|(case, framework)| {
        (context.dialect.test)(context, &framework.name.to_lowercase(), case, None)
    });
    TestLevel {
        framework: framework.and_then(|one| {
            Some(Claim::new(
                format!("`{}`", one.name),
                shown(one.anchor.clone())?,
            ))
        }),
        command: command.and_then(|one| {
            Some(Claim::new(
                format!("`{}`", one.command),
                shown(one.anchor.clone())?,
            ))
        }),
        coverage: stack
            .coverage_target
            .as_ref()
            .filter(|_| level == TestLevelKind::Unit)
            .map(|(percent, anchor)| {
                Claim::new(format!("{percent} %"), Ground::Code(anchor.clone()))
            }),
        none: own.is_empty().then(|| none(context, level)),
        cases: own,
        example,
        level,
    }
}

fn none(context: &Context<'_>, level: TestLevelKind) -> Claim {
    let count = context.spec.criteria().count();
    let text = match level {
        TestLevelKind::Unit => {
            format!("None of the {count} criteria is about a calculation or a check alone")
        }
        TestLevelKind::Integration => {
            format!("None of the {count} criteria crosses a module or a store")
        }
        TestLevelKind::EndToEnd if framework(context, level).is_none() => {
            "No end-to-end framework is in the manifests".to_owned()
        }
        TestLevelKind::EndToEnd => {
            format!("None of the {count} criteria is about what a person sees")
        }
    };
    Claim::new(text, Grounds::spec("problem"))
}

fn framework<'a>(context: &Context<'a>, level: TestLevelKind) -> Option<&'a Detected> {
    let wanted = level == TestLevelKind::EndToEnd;
    context
        .analysis()
        .stack
        .test_frameworks
        .iter()
        .find(|one| END_TO_END.contains(&one.name.as_str()) == wanted)
}

fn level(context: &Context<'_>, design: &Design, criterion: &AcceptanceCriterion) -> TestLevelKind {
    let said = phrases::words_of(&criterion.text);
    let has = |cues: &[&str]| said.iter().any(|word| cues.contains(&word.as_str()));
    let seen = has(&[
        "page",
        "button",
        "screen",
        "dialog",
        "click",
        "clicks",
        "checkbox",
        "select",
        "selects",
        "shown",
        "displayed",
        "table",
        "responsive",
    ]);
    if seen
        && design.is(ChangeKind::UserInterface)
        && framework(context, TestLevelKind::EndToEnd).is_some()
    {
        return TestLevelKind::EndToEnd;
    }
    let pure = has(&[
        "calculate",
        "calculated",
        "formula",
        "validate",
        "validation",
        "negative",
        "positive",
        "format",
        "parse",
        "parsed",
        "computed",
        "invalid",
        "equals",
    ]);
    if pure {
        TestLevelKind::Unit
    } else {
        TestLevelKind::Integration
    }
}

fn case(
    context: &Context<'_>,
    design: &Design,
    criterion: &AcceptanceCriterion,
    level: TestLevelKind,
    names: &mut Vec<String>,
) -> TestCase {
    let operation = operation(design, criterion);
    let subject = operation.map_or_else(
        || subject(context, criterion),
        |operation| operation.name.clone(),
    );
    let mut about = vec![words::split(&subject).join(" ")];
    let picked = criterion.then.as_deref().unwrap_or(&criterion.text);
    about.extend(
        phrases::words_of(picked)
            .into_iter()
            .filter(|word| word.is_ascii() && phrases::is_content(word))
            .take(4),
    );
    let base = about.join(" ");
    let mut phrase = base.clone();
    let mut number = 2;
    while names.contains(&phrase) {
        phrase = format!("{base} {number}");
        number += 1;
    }
    names.push(phrase.clone());
    let file = file(context, &subject, level, operation);
    let near = operation.map(|operation| operation.claim.grounds.clone());
    let anchors = near
        .iter()
        .flat_map(Grounds::anchors)
        .take(1)
        .cloned()
        .map(Ground::Code)
        .collect::<Vec<_>>();
    let asserted = operation.map_or_else(
        || format!("asserts what {} demands", criterion.id),
        |operation| {
            format!(
                "exercises `{}` and asserts the result of {}",
                operation.name, criterion.id
            )
        },
    );
    TestCase {
        key: Key::new("tests", &criterion.id),
        name: styled(context, &phrase),
        file,
        criteria: vec![criterion.id.clone()],
        operations: operation
            .map(|operation| operation.name.clone())
            .into_iter()
            .collect(),
        claim: Claim::new(asserted, Grounds::new(Ground::spec(&criterion.id), anchors)),
    }
}

/// The operation of a criterion: among those that cite it, the one whose name it shares most words with.
fn operation<'d>(
    design: &'d Design,
    criterion: &AcceptanceCriterion,
) -> Option<&'d OperationDraft> {
    let said = phrases::words_of(&criterion.text);
    let all = design
        .contracts
        .groups
        .iter()
        .flat_map(|group| &group.operations);
    let own = all.filter(|operation| operation.criteria.contains(&criterion.id));
    own.max_by_key(|operation| {
        words::split(&operation.name)
            .iter()
            .filter(|word| said.contains(word))
            .count()
    })
}

fn subject(context: &Context<'_>, criterion: &AcceptanceCriterion) -> String {
    let owner = context.spec.user_stories.iter().find(|story| {
        story
            .acceptance_criteria
            .iter()
            .any(|c| c.id == criterion.id)
    });
    let requirement = context
        .spec
        .functional_requirements
        .iter()
        .find(|r| r.acceptance_criteria.iter().any(|c| c.id == criterion.id));
    let text = owner
        .map(|story| story.title.as_str())
        .or_else(|| requirement.map(|r| r.title.as_deref().unwrap_or(&r.text)));
    let words: Vec<String> = phrases::words_of(text.unwrap_or(&context.spec.stem()))
        .into_iter()
        .filter(|word| word.is_ascii() && phrases::is_content(word))
        .take(3)
        .collect();
    if words.is_empty() {
        "feature".to_owned()
    } else {
        words.join(" ")
    }
}

/// The name as the framework has it.
fn styled(context: &Context<'_>, phrase: &str) -> String {
    let language = context
        .analysis()
        .stack
        .languages
        .first()
        .map_or("", |share| share.language.as_str());
    match language {
        "go" => format!("Test{}", words::to_case(phrase, Case::Pascal)),
        "python" => format!("test_{}", words::to_case(phrase, Case::Snake)),
        "rust" => words::to_case(phrase, Case::Snake),
        _ => phrase.to_owned(),
    }
}

/// The test file: by the group's pattern, else in the folder where most tests lie.
fn file(
    context: &Context<'_>,
    subject: &str,
    level: TestLevelKind,
    operation: Option<&OperationDraft>,
) -> String {
    let language = context
        .analysis()
        .stack
        .languages
        .first()
        .map_or("", |share| share.language.as_str());
    let pattern = operation
        .filter(|_| level != TestLevelKind::EndToEnd)
        .and_then(|operation| super::placement::group_for(context, operation.kind))
        .and_then(|group| group.test_pattern.as_ref());
    if let (Some(fact), Some(operation)) = (pattern, operation) {
        return fact
            .value
            .replace("{name}", super::placement::stem(&operation.file));
    }
    let tests = context
        .evidence
        .index
        .of_kind(FileKind::Test)
        .map(|file| file.path.as_str());
    let wanted = tests.filter(|path| {
        let end = path.contains("e2e") || path.contains("playwright") || path.contains("cypress");
        let code = [".ts", ".tsx", ".js", ".mjs", ".py", ".rs", ".go"]
            .iter()
            .any(|suffix| path.ends_with(suffix));
        code && end == (level == TestLevelKind::EndToEnd)
    });
    let mut folders: std::collections::BTreeMap<&str, (usize, &str)> =
        std::collections::BTreeMap::new();
    for path in wanted {
        let dir = path.rsplit_once('/').map_or("", |(dir, _)| dir);
        folders.entry(dir).or_insert((0, path)).0 += 1;
    }
    let most = folders
        .into_iter()
        .max_by_key(|(dir, (count, _))| (*count, std::cmp::Reverse(*dir)));
    let Some((dir, (_, example))) = most else {
        return default_file(language, subject);
    };
    let name = example.rsplit('/').next().unwrap_or(example);
    let (stem, extension) = name.split_once('.').unwrap_or((name, "ts"));
    let case = words::case_of(stem).unwrap_or(Case::Snake);
    let bare = words::to_case(subject, case);
    let stem = if stem.starts_with("test_") {
        format!("test_{}", words::to_case(subject, Case::Snake))
    } else if stem.ends_with("_test") {
        format!("{}_test", words::to_case(subject, Case::Snake))
    } else {
        bare
    };
    if dir.is_empty() {
        format!("{stem}.{extension}")
    } else {
        format!("{dir}/{stem}.{extension}")
    }
}

fn default_file(language: &str, subject: &str) -> String {
    let snake = words::to_case(subject, Case::Snake);
    match language {
        "rust" => format!("tests/{snake}.rs"),
        "python" => format!("tests/test_{snake}.py"),
        "go" => format!("{snake}_test.go"),
        "javascript" => format!("tests/{}.test.js", words::to_case(subject, Case::Kebab)),
        _ => format!("tests/{}.test.ts", words::to_case(subject, Case::Kebab)),
    }
}
