//! The passes in order. This is the whole job.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diag::Diagnostic;
use crate::lint::{self, Levels, PlanCase};
use crate::model::doc::Doc;
use crate::model::evidence::{Analysis, Depth, Evidence};
use crate::model::index::{FileKind, Index};
use crate::model::names;
use crate::model::spec::Spec;
use crate::plan::types::{Plan, PlanHeader};
use crate::plan::{self, DraftOptions};
use crate::world::{Event, World};
use crate::{analyze, research, skills};

/// How many documents are read for what they mention.
const DOCUMENTS: usize = 60;

/// What a caller can choose.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// How deep to analyse; `None`: decided from specification and code.
    pub depth: Option<Depth>,
    /// Whether research answers are written to `knowledge/`.
    pub write_knowledge: bool,
    /// Levels of the rules that judge the plan.
    pub levels: Levels,
    /// Date of creation of an earlier plan of this feature.
    pub created: Option<String>,
}

/// Everything that one compilation yields.
#[derive(Debug, Clone)]
pub struct Compiled {
    /// What the plan was drafted from.
    pub evidence: Evidence,
    /// The plan.
    pub plan: Plan,
    /// The plan as blocks.
    pub doc: Doc,
    /// Findings of the checks.
    pub findings: Vec<Diagnostic>,
}

/// Compiles a specification into a plan: research beside analysis, skills, draft, check, lower.
pub fn compile(spec: &Spec, world: &dyn World, options: &Options) -> Compiled {
    let (analyzed, answers) = rayon::join(
        || {
            step(
                world,
                "analyze",
                || analysis(spec, world, options),
                |(_, analysis, _)| {
                    format!(
                        "{} files ranked, {} groups",
                        analysis.files.len(),
                        analysis.groups.len()
                    )
                },
            )
        },
        || {
            step(
                world,
                "research",
                || {
                    let research = research::Options {
                        write: options.write_knowledge,
                        ..research::Options::default()
                    };
                    research::answer(&spec.open_questions, spec, world, &research)
                },
                |answers| format!("{} questions", answers.len()),
            )
        },
    );
    let (index, analysis, diagnostics) = analyzed;
    let skills = step(
        world,
        "skills",
        || skills::choose(spec, &analysis.stack, world),
        |skills| {
            format!(
                "{} of {} taken",
                skills.iter().filter(|skill| skill.taken).count(),
                skills.len()
            )
        },
    );
    let texts = texts(spec, &index, &analysis, world);
    let evidence = Evidence {
        index,
        texts,
        analysis,
        skills,
        research: answers,
        diagnostics,
    };
    let header = header(spec, &evidence, world, options);
    let plan = step(
        world,
        "draft",
        || plan::draft(spec, &evidence, &DraftOptions { header }),
        |plan| {
            format!(
                "{} files, {} operations, {} tests",
                plan.files.len(),
                plan.operations().count(),
                plan.test_cases().count()
            )
        },
    );
    let case = PlanCase {
        spec,
        plan: &plan,
        evidence: &evidence,
        world,
    };
    let findings = step(
        world,
        "check",
        || lint::check_plan(&case, &options.levels),
        |found| format!("{} findings", found.len()),
    );
    let doc = plan::lower(&plan, spec);
    Compiled {
        evidence,
        plan,
        doc,
        findings,
    }
}

fn step<T>(
    world: &dyn World,
    name: &str,
    run: impl FnOnce() -> T,
    say: impl FnOnce(&T) -> String,
) -> T {
    world.emit(Event::StepStarted {
        step: name.to_owned(),
    });
    let result = run();
    world.emit(Event::StepFinished {
        step: name.to_owned(),
        summary: say(&result),
    });
    result
}

fn analysis(
    spec: &Spec,
    world: &dyn World,
    options: &Options,
) -> (Arc<Index>, Analysis, Vec<Diagnostic>) {
    let (index, diagnostics) = analyze::index(world);
    let query = analyze::Query::of_spec(spec);
    let choose = analyze::Options {
        depth: options.depth,
        ..analyze::Options::default()
    };
    let analysis = analyze::analyze(&query, &index, world, &choose);
    (index, analysis, diagnostics)
}

/// Texts of the files that drafting may cite: ranked ones, those of tables, operations, groups and
/// workflows, and the homes and users of names that the specification mentions.
fn texts(
    spec: &Spec,
    index: &Index,
    analysis: &Analysis,
    world: &dyn World,
) -> std::collections::BTreeMap<String, Arc<str>> {
    let mut paths: BTreeSet<&str> = BTreeSet::new();
    paths.extend(
        analysis
            .files
            .iter()
            .take(30)
            .map(|file| file.path.as_str()),
    );
    paths.extend(
        analysis
            .tables
            .iter()
            .filter_map(|table| table.anchor.as_ref())
            .map(|anchor| anchor.path.as_str()),
    );
    paths.extend(
        analysis
            .operations
            .iter()
            .filter_map(|op| op.anchor.as_ref())
            .map(|anchor| anchor.path.as_str()),
    );
    let members = analysis.groups.iter().flat_map(|group| &group.members);
    paths.extend(members.map(|member| member.anchor.path.as_str()));
    paths.extend(tests_of_ranked(index, analysis));
    for mention in &spec.mentions {
        let name = mention
            .text
            .split(['(', '<', ' '])
            .next()
            .unwrap_or_default();
        let name = name.rsplit(['.', ':', '#', '/']).next().unwrap_or(name);
        let homes: Vec<&str> = index
            .declarations(name)
            .map(|found| found.file.path.as_str())
            .take(3)
            .collect();
        if homes.len() == 1 {
            paths.extend(
                index
                    .uses(name, homes[0])
                    .map(|(file, _)| file.path.as_str())
                    .take(30),
            );
        }
        paths.extend(homes);
    }
    paths.extend(documents(index));
    let features: Vec<&str> = spec
        .dependencies
        .iter()
        .filter_map(|one| one.feature.as_deref())
        .collect();
    let documents = index.files.keys().filter(|path| {
        path.ends_with(".md") && features.iter().any(|feature| path.contains(feature))
    });
    paths.extend(documents.map(String::as_str));
    let read = paths
        .into_iter()
        .take(600)
        .filter_map(|path| Some((path.to_owned(), Arc::from(world.read_text(path).ok()?))));
    read.collect()
}

/// Documents for those who use the project, the shallowest first: they may mention what changes.
fn documents(index: &Index) -> impl Iterator<Item = &str> {
    let depth = |path: &str| path.matches('/').count();
    let all = index.of_kind(FileKind::Docs);
    let mut all: Vec<&str> = all.map(|file| file.path.as_str()).collect();
    all.sort_by_key(|path| depth(path));
    all.into_iter().take(DOCUMENTS)
}

/// Tests that import a ranked file or lie beside it: new ones are to read like them.
fn tests_of_ranked<'a>(index: &'a Index, analysis: &Analysis) -> Vec<&'a str> {
    let ranked: BTreeSet<&str> = analysis
        .files
        .iter()
        .take(20)
        .map(|file| file.path.as_str())
        .collect();
    let dirs: BTreeSet<&str> = ranked.iter().map(|path| names::dir_of(path)).collect();
    let of_ranked = index.of_kind(FileKind::Test).filter(|test| {
        let mut resolved = test
            .imports
            .iter()
            .filter_map(|one| one.resolved.as_deref());
        resolved.any(|path| ranked.contains(path)) || dirs.contains(names::dir_of(&test.path))
    });
    of_ranked.map(|test| test.path.as_str()).take(60).collect()
}

fn header(spec: &Spec, evidence: &Evidence, world: &dyn World, options: &Options) -> PlanHeader {
    let stem = spec.stem();
    let today = world.today().to_string();
    PlanHeader {
        feature_id: spec.feature_id.clone(),
        name: spec
            .name
            .clone()
            .or_else(|| spec.title.clone())
            .unwrap_or_else(|| stem.clone()),
        created: options.created.clone().unwrap_or_else(|| today.clone()),
        updated: today,
        spec_path: spec.path.clone(),
        tasks_path: format!("docs/features/{stem}-tasks.md"),
        spec_status: spec.status.clone(),
        commit: evidence.analysis.history.head.clone(),
        engine: "rules".to_owned(),
        stem,
        ..PlanHeader::default()
    }
}
