//! Risks & Mitigation: open questions, assumptions, hot and untested files, breaking changes.

use std::sync::LazyLock;

use regex::Regex;

use super::Section;
use super::common::{counted, lead, line, stem_of, tick};
use super::said;
use crate::model::doc::{Block, Line};
use crate::model::evidence::AnswerState;
use crate::model::ground::{Claim, Ground, Grounds};
use crate::model::index::FileKind;
use crate::model::spec::QuestionKind;
use crate::plan::context::Context;
use crate::plan::statements;
use crate::plan::types::{Change, Degree, FileAction, FileChange, Impact, Key, Plan, Risk};

/// The section.
pub const SECTION: Section = Section {
    id: "risks",
    heading: "Risks & Mitigation",
    summary: "Open questions, assumptions, hot and untested files, breaking changes",
    draft,
    lower,
};

fn draft(context: &Context<'_>, plan: &mut Plan) {
    let mut risks = questions(context);
    risks.extend(research(plan));
    risks.extend(breaking(plan));
    risks.extend(stated(context));
    risks.extend(missing(plan));
    risks.extend(outside(context));
    risks.extend(hot_files(context, plan));
    risks.extend(untested_symbols(plan));
    risks.extend(untested(context, plan));
    risks.extend(unguarded(plan));
    risks.extend(assumptions(plan));
    plan.risks = risks;
}

fn risk(
    subject: &str,
    claim: Claim,
    impact: Degree,
    probability: Degree,
    mitigation: impl Into<String>,
) -> Risk {
    Risk {
        key: Key::new("risks", subject),
        risk: claim,
        impact,
        probability,
        mitigation: mitigation.into(),
    }
}

/// Questions that only a person can answer.
fn questions(context: &Context<'_>) -> Vec<Risk> {
    let open = context
        .spec
        .open_questions
        .iter()
        .filter(|one| one.kind == QuestionKind::Clarification && !one.answered);
    let risks = open.map(|one| {
        let claim = Claim::new(
            format!(
                "{} is undecided; what rests on it may have to change",
                one.id
            ),
            Grounds::spec(&one.id),
        );
        risk(
            &one.id,
            claim,
            Degree::Medium,
            Degree::Medium,
            "Decide it in the review (see Next Steps / Notes)",
        )
    });
    risks.collect()
}

/// Research that is open, partial or stale.
fn research(plan: &Plan) -> Vec<Risk> {
    let weak = plan
        .research
        .iter()
        .filter(|item| item.state != AnswerState::Answered || item.note.contains("stale"));
    let risks = weak.map(|item| {
        let (state, probability) = match item.state {
            AnswerState::Open => ("has no answer", Degree::High),
            AnswerState::Partial => ("is answered in part", Degree::Medium),
            AnswerState::Answered => ("rests on an answer that is older than allowed", Degree::Low),
        };
        let used = match item.used_in.len() {
            0 => String::new(),
            count => format!("; {} rest on it", counted(count, "item")),
        };
        let grounds = item.findings.first().map_or_else(
            || Grounds::spec(&item.question),
            |finding| {
                Grounds::spec(&item.question).and(
                    finding
                        .grounds
                        .iter()
                        .next()
                        .cloned()
                        .unwrap_or_else(|| Ground::spec(&item.question)),
                )
            },
        );
        let claim = Claim::new(format!("{} {state}{used}", item.question), grounds);
        risk(
            &item.question,
            claim,
            Degree::Medium,
            probability,
            format!(
                "Answer {} before the first task that needs it",
                item.question
            ),
        )
    });
    risks.collect()
}

fn breaking(plan: &Plan) -> Vec<Risk> {
    let risks = plan.impact.iter().filter(|one| one.breaking).map(|one| {
        let text = format!(
            "{} breaks for those who use it from outside; {} inside",
            tick(&one.subject),
            counted(one.callers.len(), "use")
        );
        let claim = Claim::new(
            text,
            one.claim
                .grounds
                .clone()
                .and(Ground::Code(one.anchor.clone())),
        );
        let mitigation = match one.tests.len() {
            1 => "1 test covers it: run it against both forms".to_owned(),
            0 => "No test covers it: write one for the present behaviour first".to_owned(),
            count => format!(
                "{} cover it: run them against both forms",
                counted(count, "test")
            ),
        };
        risk(
            &format!("breaking-{}", one.subject),
            claim,
            Degree::High,
            Degree::Medium,
            mitigation,
        )
    });
    risks.take(6).collect()
}

fn outside(context: &Context<'_>) -> Vec<Risk> {
    let risks = super::external::systems(context).into_iter().map(|system| {
        let claim = Claim::new(
            format!("{} is slow, limited or away", system.name),
            super::common::on_items(&system.items),
        );
        let mitigation = match system.client {
            Some(client) => format!("Time limit and retries as in {}", tick(client)),
            None => "A time limit, and a test with a stub that fails".to_owned(),
        };
        risk(
            &format!("outside-{}", system.name),
            claim,
            Degree::Medium,
            Degree::Medium,
            mitigation,
        )
    });
    risks.collect()
}

static BREAKS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:re-?consent\w*|re-?authenticat\w*|re-?log ?in|breaking change|backwards?[- ]incompatible|(?:must|have to|need to) migrate|will (?:break|fail)|undocumented|not (?:yet )?recoverable)").ok()
});

static HOLDS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)\b(?:no|not|non|without|nothing|none|never)\b").ok());

/// What the specification itself says that breaks, or that nobody vouches for.
fn stated(context: &Context<'_>) -> Vec<Risk> {
    let said = said::all(context.spec);
    let mut seen: Vec<String> = Vec::new();
    let mut risks = Vec::new();
    for one in &said {
        let found = BREAKS.as_ref().and_then(|breaks| breaks.find(&one.text));
        let Some((at, what)) = found.map(|found| (found.start(), found.as_str().to_lowercase()))
        else {
            continue;
        };
        let denied = one.at(&HOLDS).is_some_and(|holds| holds < at);
        if denied || seen.contains(&what) || risks.len() == 3 {
            continue;
        }
        seen.push(what);
        let claim = Claim::new(said::line(&one.clause(0)), one.ground());
        let mitigation = "A step of the rollout and a line in the release notes";
        let subject = format!("stated-{}", one.id);
        risks.push(risk(
            &subject,
            claim,
            Degree::High,
            Degree::High,
            mitigation,
        ));
    }
    risks
}

/// What must be there first and was not found.
fn missing(plan: &Plan) -> Vec<Risk> {
    let required = plan.dependencies.required.iter();
    let absent = required.filter(|claim| {
        claim.text.contains(" must be there first;") && claim.text.contains("no document of it")
    });
    let risks = absent.map(|one| {
        let name = one.text.split(" must be there first").next();
        let name = name.unwrap_or_default();
        let text = format!("{name} is needed first and was not found");
        let subject = format!("missing-{name}");
        let claim = Claim::new(text, one.grounds.clone());
        let mitigation = "Settle its state before the first task";
        risk(&subject, claim, Degree::High, Degree::Medium, mitigation)
    });
    risks.collect()
}

/// Changed symbols that no test covers, from the plan's own impact.
fn untested_symbols(plan: &Plan) -> Option<Risk> {
    let bare: Vec<&Impact> = plan
        .impact
        .iter()
        .filter(|one| one.tests.is_empty() && one.change == Change::Modify)
        .collect();
    let grounds = super::common::merged(bare.iter().map(|one| &one.claim.grounds), 3)?;
    let names: Vec<&str> = bare.iter().map(|one| one.subject.as_str()).collect();
    let text = format!(
        "No test was found that covers {}",
        super::common::ticked(&names, 5)
    );
    let mitigation = "Write a test of the present behaviour before the change";
    let claim = Claim::new(text, grounds);
    Some(risk(
        "untested-symbols",
        claim,
        Degree::Medium,
        Degree::Medium,
        mitigation,
    ))
}

/// Changed files that change most often.
fn hot_files(context: &Context<'_>, plan: &Plan) -> Option<Risk> {
    let history = &context.analysis().history;
    let hot = plan
        .files
        .iter()
        .filter(|file| file.action == FileAction::Modify)
        .filter_map(|file| {
            let (_, count) = history
                .hot_files
                .iter()
                .find(|(path, _)| *path == file.path)?;
            Some((file, *count))
        });
    // Often is a share of the repository's commits, not a number.
    let often = |count: u32| count >= 3 && u64::from(count) * 10 >= u64::from(history.commits);
    let hot: Vec<(&FileChange, u32)> = hot.filter(|(_, count)| often(*count)).take(4).collect();
    let (first, _) = hot.first()?;
    let shares = hot
        .iter()
        .map(|(file, count)| format!("{} ({count})", tick(&file.path)));
    let shares: Vec<String> = shares.collect();
    let text = format!(
        "Merge conflicts in {}, out of {} commits",
        super::common::listing(&shares, 4),
        history.commits
    );
    let ground = Ground::History {
        commits: history
            .head
            .iter()
            .map(|head| head.chars().take(10).collect())
            .collect(),
        note: format!("what changed most, {}", counted(hot.len(), "file")),
    };
    let claim = Claim::new(text, Grounds::from(ground));
    let mitigation = "Change them last and merge on the same day";
    let subject = format!("hot-{}", first.path);
    Some(risk(
        &subject,
        claim,
        Degree::Low,
        Degree::Medium,
        mitigation,
    ))
}

/// Changed files that no test imports or stands beside.
fn untested(context: &Context<'_>, plan: &Plan) -> Option<Risk> {
    let index = &context.evidence.index;
    let has_tests = index.of_kind(FileKind::Test).next().is_some();
    // An entry point is imported by nothing, and a changed symbol has its own line.
    let is_entry = |path: &str| ["main", "index", "mod", "lib"].contains(&stem_of(path));
    let has_line = |path: &str| plan.impact.iter().any(|one| one.anchor.path == path);
    let is_source = |file: &&FileChange| {
        file.action == FileAction::Modify
            && file.role != "schema"
            && !file.path.ends_with(".sql")
            && !is_entry(&file.path)
            && !has_line(&file.path)
            && index
                .file(&file.path)
                .is_some_and(|facts| facts.kind == FileKind::Source && facts.language.is_some())
    };
    let bare: Vec<&FileChange> = plan
        .files
        .iter()
        .filter(is_source)
        .filter(|file| !is_tested(context, &file.path))
        .collect();
    let grounds = super::common::merged(bare.iter().map(|file| &file.claim.grounds), 3)?;
    let paths: Vec<&str> = bare.iter().map(|file| file.path.as_str()).collect();
    let text = format!("No test imports {}", super::common::ticked(&paths, 5));
    let mitigation = if has_tests {
        "Write a test of the present behaviour before the change"
    } else {
        "The repository has no tests: the first ones come with this feature"
    };
    Some(risk(
        "untested",
        Claim::new(text, grounds),
        Degree::Medium,
        Degree::Medium,
        mitigation,
    ))
}

/// Whether a test imports the file, uses one of its exported names, or has its name.
fn is_tested(context: &Context<'_>, path: &str) -> bool {
    let index = &context.evidence.index;
    if index
        .importers(path)
        .any(|file| file.kind == FileKind::Test)
    {
        return true;
    }
    let stem = stem_of(path).to_lowercase();
    let exported: Vec<&str> = index.file(path).map_or_else(Vec::new, |facts| {
        facts
            .symbols
            .iter()
            .filter(|symbol| symbol.exported)
            .map(|symbol| symbol.name.as_str())
            .collect()
    });
    index.of_kind(FileKind::Test).any(|test| {
        let named = stem_of(&test.path).to_lowercase();
        let bare = named.trim_start_matches("test_").trim_start_matches("test");
        let ends = ["_test", "_spec", "tests", "test", "spec", "it"];
        let is_of = |name: &str| {
            name == stem
                || ends
                    .iter()
                    .any(|end| name.strip_suffix(end) == Some(stem.as_str()))
        };
        is_of(&named)
            || is_of(bare)
            || test
                .uses
                .iter()
                .any(|one| exported.contains(&one.name.as_str()))
    })
}

/// Existing members without the guard that new ones call.
fn unguarded(plan: &Plan) -> Option<Risk> {
    let claims = &plan.security.authorization;
    let found = claims
        .iter()
        .find(|claim| claim.text.contains(" with no guard, where "))?;
    let text = "Code beside the new one lacks the guard, and may be copied or be meant so";
    let claim = Claim::new(text, found.grounds.clone());
    let mitigation =
        "A test calls each new operation without the role; the existing ones are looked at apart";
    Some(risk(
        "unguarded",
        claim,
        Degree::High,
        Degree::Low,
        mitigation,
    ))
}

/// Every assumption of the plan.
fn assumptions(plan: &Plan) -> Vec<Risk> {
    let found = statements::assumptions(plan)
        .into_iter()
        .map(|(_, why, settle)| {
            let text = format!("Assumed, and may not hold: {why}");
            let claim = Claim::new(text, Ground::assumption(why, settle));
            let of = Key::of_text("risks", why);
            Risk {
                key: of,
                risk: claim,
                impact: Degree::Medium,
                probability: Degree::Medium,
                mitigation: sentence(settle),
            }
        });
    found.collect()
}

fn sentence(text: &str) -> String {
    crate::model::names::capital(text.trim())
}

fn lower(plan: &Plan) -> Vec<Block> {
    if plan.risks.is_empty() {
        return vec![lead(
            "Looked for open questions, assumptions, breaking changes, missing prerequisites, untested code and files that change often; none was found.",
        )];
    }
    let head = ["Risk", "Impact", "Probability", "Mitigation"]
        .map(str::to_owned)
        .to_vec();
    let rows = plan.risks.iter().map(|risk| {
        vec![
            line(&risk.risk),
            Line::plain(risk.impact.as_str()),
            Line::plain(risk.probability.as_str()),
            Line::plain(risk.mitigation.clone()),
        ]
    });
    vec![Block::Table {
        head,
        rows: rows.collect(),
    }]
}
