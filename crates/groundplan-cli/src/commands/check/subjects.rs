//! What is checked: specifications, their documents and their plans.

use std::collections::BTreeSet;

use groundplan::lint::Page;
use groundplan::model::spec::Spec;
use groundplan::world::{Event, World as _};

use crate::failure::Failure;
use crate::repo::Repo;
use crate::target::{Place, is_plan, main_of, place, read_documents, specification};

/// Names of a plan beside the main document of a specification.
const PLANS: &[&str] = &["plan.md", "design.md"];

/// Where the tools around us keep main documents: a folder, and the name below it.
const HOMES: &[(&str, &str)] = &[
    ("specs/", "/spec.md"),
    (".specify/specs/", "/spec.md"),
    ("kitty-specs/", "/spec.md"),
    (".kiro/specs/", "/requirements.md"),
    (".kiro/specs/", "/bugfix.md"),
    ("openspec/changes/", "/proposal.md"),
];

/// A specification with its plans, or a plan whose specification is not known.
#[derive(Debug, Default)]
pub struct Subject {
    /// The specification.
    pub spec: Option<Spec>,
    /// Its documents.
    pub spec_pages: Vec<Page>,
    /// Its plans.
    pub plans: Vec<Page>,
    /// Whether the specification is judged, or only read for its plan.
    pub judge_spec: bool,
}

impl Subject {
    /// The documents that are judged.
    pub fn pages(&self) -> impl Iterator<Item = &Page> {
        let own = self.spec_pages.iter().filter(|_| self.judge_spec);
        own.chain(&self.plans)
    }
}

/// What the targets name; without one, everything.
pub fn named(repo: &Repo, targets: &[String]) -> Result<Vec<Subject>, Failure> {
    let named = if targets.is_empty() {
        all(repo)?
    } else {
        targets.to_vec()
    };
    let mut subjects = Vec::new();
    for target in &named {
        subjects.push(match plan(repo, target)? {
            Some(subject) => subject,
            None => with_plans(repo, target)?,
        });
    }
    Ok(subjects)
}

/// A specification and the plans beside it.
fn with_plans(repo: &Repo, target: &str) -> Result<Subject, Failure> {
    let (spec, sources) = read_documents(repo, target)?;
    let (dir, file) = spec.path.rsplit_once('/').unwrap_or(("", &spec.path));
    let beside = |name: &str| match dir {
        "" => name.to_owned(),
        dir => format!("{dir}/{name}"),
    };
    let mut plans: BTreeSet<String> = BTreeSet::new();
    if let Some(stem) = file.strip_suffix("-spec.md") {
        plans.insert(beside(&format!("{stem}-plan.md")));
    } else if ["spec.md", "requirements.md", "bugfix.md", "proposal.md"].contains(&file) {
        plans.extend(PLANS.iter().map(|name| beside(name)));
    }
    plans.insert(format!(
        "{}/{}-plan.md",
        repo.settings.features,
        spec.stem()
    ));
    // Plans that this program wrote are hidden from the list of files, since they are no evidence.
    let plans = plans
        .into_iter()
        .filter(|path| repo.world.read(path).is_ok());
    let plans = plans
        .map(|path| page(repo, &path))
        .collect::<Result<_, _>>()?;
    let pages = sources
        .into_iter()
        .map(|source| Page::new(source.path, source.text));
    Ok(Subject {
        spec_pages: pages.collect(),
        spec: Some(spec),
        plans,
        judge_spec: true,
    })
}

/// The plan that a target names, with its specification where that is known; `None` if it names no plan.
fn plan(repo: &Repo, target: &str) -> Result<Option<Subject>, Failure> {
    let Ok(Place::Inside(path)) = place(repo, target) else {
        return Ok(None);
    };
    let Ok(bytes) = repo.world.read(&path) else {
        return Ok(None);
    };
    let Ok(text) = String::from_utf8(bytes) else {
        return Ok(None);
    };
    let is_there = |path: &String| repo.world.read(path).is_ok();
    let main = main_of(&path).find(is_there);
    if !is_plan(&text) && main.is_none() {
        return Ok(None);
    }
    let beside = path
        .strip_suffix("-plan.md")
        .map(|stem| format!("{stem}-spec.md"));
    let named = specification(&text).map(str::to_owned);
    let spec = [named, main, beside].into_iter().flatten().find(is_there);
    let mut subject = Subject {
        plans: vec![Page::new(path, text)],
        ..Subject::default()
    };
    if let Some((spec, sources)) = spec.and_then(|path| read_documents(repo, &path).ok()) {
        let pages = sources
            .into_iter()
            .map(|source| Page::new(source.path, source.text));
        subject.spec_pages = pages.collect();
        subject.spec = Some(spec);
    }
    Ok(Some(subject))
}

fn page(repo: &Repo, path: &str) -> Result<Page, Failure> {
    Ok(Page::new(path, repo.world.read_text(path)?))
}

/// Every specification of the repository, in whatever form it is kept.
fn all(repo: &Repo) -> Result<Vec<String>, Failure> {
    let features = format!("{}/", repo.settings.features);
    let is_main = |path: &String| {
        let own = path.starts_with(&features) && path.ends_with("-spec.md");
        let home = HOMES.iter().any(|(home, name)| {
            let rest = path
                .strip_prefix(home)
                .and_then(|rest| rest.strip_suffix(name));
            rest.is_some_and(|feature| !feature.split('/').any(|part| part == "archive"))
        });
        own || home
    };
    let files = repo.world.files()?.into_iter().map(|file| file.path);
    let found: Vec<String> = files.filter(is_main).collect();
    if found.is_empty() {
        let text = format!(
            "{features} holds no *-spec.md, and no other form was found; nothing was checked"
        );
        repo.reporter.event(&Event::Note { text });
    }
    Ok(found)
}
