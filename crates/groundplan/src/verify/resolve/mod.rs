//! Citation + evidence → verdict. One file a kind of thing that is cited.

mod bind;
mod line;
mod member;
mod name;
mod path;
mod project;
mod stated;
mod strings;
mod words;

use std::sync::OnceLock;

use super::claim::{Edit, Found, Kind, Target, Verdict};
use super::evidence::{Home, Tree};
use super::extract::{Citation, NameRef, What};
use super::lock::Lock;
use super::passage::Passages;
use super::plan_facts::{self, PlanFacts, Stance};

pub(super) use member::owners;
pub(super) use path::kind_of;
use project::Stated;
pub(super) use words::lookups;

/// What was found out about one citation.
#[derive(Debug, Clone)]
pub(super) struct Finding {
    pub(super) kind: Kind,
    pub(super) verdict: Verdict,
    pub(super) reason: String,
    pub(super) target: Target,
    pub(super) found: Option<Found>,
    pub(super) edits: Vec<Edit>,
}

/// Everything that a verdict may rest on.
pub(super) struct Resolver<'a> {
    pub(super) source: &'a str,
    pub(super) passages: &'a Passages,
    pub(super) citations: &'a [Citation],
    pub(super) facts: &'a PlanFacts,
    pub(super) tree: &'a Tree<'a>,
    /// Folder of the document.
    pub(super) beside: &'a str,
    pub(super) lock: Option<&'a Lock>,
    /// Direct dependencies of all manifests, once they are asked for.
    pub(super) manifests: OnceLock<Vec<Stated>>,
}

impl Finding {
    pub(super) fn new(kind: Kind, verdict: Verdict, reason: impl Into<String>) -> Self {
        Self {
            kind,
            verdict,
            reason: reason.into(),
            target: Target::default(),
            found: None,
            edits: Vec::new(),
        }
    }

    fn target(mut self, target: Target) -> Self {
        self.target = target;
        self
    }

    /// With the declaration that was found.
    fn at(mut self, home: &Home) -> Self {
        self.found = Some(found(home));
        self
    }

    pub(super) fn found(mut self, found: Found) -> Self {
        self.found = Some(found);
        self
    }

    pub(super) fn edits(mut self, edits: Vec<Edit>) -> Self {
        self.edits = edits;
        self
    }
}

impl Resolver<'_> {
    /// The verdict on a citation; `None` where on closer look nothing is cited.
    pub(super) fn resolve(&self, index: usize) -> Option<Finding> {
        let citation = self.citations.get(index)?;
        match &citation.what {
            What::Path(path) => self.path(index, path),
            What::Name(name) => self.name(index, name),
            What::Script(runner, name) => Some(self.script(citation, runner, name)),
            What::Dependency(dependency) => self.dependency(citation, dependency),
            What::Variable(name) => Some(self.variable(citation, name)),
            What::Route(method, route) => Some(self.route(citation, method.as_deref(), route)),
            What::Table(name) => Some(self.table(citation, name)),
            What::Import => Some(Finding::new(
                Kind::SymbolInFile,
                Verdict::Uncheckable,
                "an import in a code block depends on the file that it will stand in",
            )),
        }
    }

    fn stance(&self, citation: &Citation) -> Stance {
        plan_facts::stance(self.source, self.passages, citation)
    }

    /// The sentence around a citation.
    fn sentence(&self, citation: &Citation) -> &str {
        let range = plan_facts::around(self.passages, citation);
        self.source.get(range).unwrap_or_default()
    }

    /// Why a name is new; `None` where the plan does not create it.
    fn why_new(&self, citation: &Citation, name: &NameRef) -> Option<String> {
        let declared = self.facts.why_new(name);
        let specified = || self.facts.specified.contains(&name.name);
        declared.or_else(|| match self.stance(citation) {
            Stance::New => Some(format!("the plan creates `{}`", name.name)),
            _ if specified() => Some(format!("the specification names `{}`", name.name)),
            _ => None,
        })
    }
}

/// Where a declaration stands.
fn found(home: &Home) -> Found {
    Found {
        path: home.path.clone(),
        line_start: Some(home.symbol.line_start),
        line_end: Some(home.symbol.line_end),
    }
}

/// `a.rs:3`, for a reason.
fn place(home: &Home) -> String {
    format!("{}:{}", home.path, home.symbol.name_line)
}

/// Declarations as distinct homes: those of one file and container count once.
fn distinct<'h>(homes: &[&'h Home]) -> Vec<&'h Home> {
    let mut all: Vec<&Home> = Vec::new();
    for home in homes {
        let same =
            |one: &&Home| one.path == home.path && one.symbol.container == home.symbol.container;
        if !all.iter().any(same) {
            all.push(home);
        }
    }
    all
}
