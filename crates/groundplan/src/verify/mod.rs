//! Any markdown plan + World → [`Report`]: each citation of code and its verdict.
//!
//! `extract` finds citations, `plan_facts` what the plan itself creates, `evidence` what the repository holds,
//! `resolve` judges. A document of any content gives a report.

mod cited;
mod claim;
mod evidence;
mod extract;
mod findings;
mod fix;
mod formats;
mod lexical;
mod lock;
mod passage;
mod pattern;
mod plan_facts;
mod promised;
mod resolve;

pub use cited::{Baseline, Cited, relock};
pub use claim::{Claim, Coverage, Found, Kind, Report, SCHEMA_VERSION, Target, Verdict};
pub use extract::{FORMS, Form};
pub use findings::findings;
pub use fix::fixed;
pub use formats::{FORMATS, Format, render, sheet};

use crate::diag::Diagnostic;
use crate::world::World;
use evidence::Tree;
use lock::Lock;
use passage::Passages;
use plan_facts::PlanFacts;
use resolve::{Finding, Resolver};

/// Ending of the sidecar of a plan, in the place of `.md`.
pub const LOCK_ENDING: &str = ".lock.json";

/// Documents that make a folder one of planning.
const PLANS: &[&str] = &[
    "spec.md",
    "plan.md",
    "tasks.md",
    "requirements.md",
    "design.md",
    "proposal.md",
    "prd.md",
];

/// From so many names on that stand nowhere, a document may speak of other code.
const FOREIGN: usize = 6;

/// Verifies a document. Its path is relative to the root, or absolute where it lies outside.
pub fn verify(world: &dyn World, plan: &str, source: &str) -> Report {
    let passages = Passages::read(source);
    let citations = extract::citations(source, &passages);
    let mut diagnostics = Vec::new();
    let mut tree = Tree::new(world, plan);
    tree.prepare(&resolve::lookups(&citations));
    tree.prepare_bases(resolve::owners(&citations));
    let lock = lock_of(world, plan, &mut diagnostics);
    let beside = plan.rsplit_once('/').map_or("", |(folder, _)| folder);
    let beside = if plan.starts_with('/') { "" } else { beside };
    let mut facts = PlanFacts::read(source, &passages, &citations);
    facts.specified = promised::specified(source, &passages, &citations, &tree, beside);
    let resolver = Resolver {
        source,
        passages: &passages,
        citations: &citations,
        facts: &facts,
        tree: &tree,
        beside,
        lock: lock.as_ref(),
        manifests: std::sync::OnceLock::new(),
    };
    let lines = Lines::of(source);
    let mut claims: Vec<Claim> = (0..citations.len())
        .filter_map(|index| {
            Some(claim(
                source,
                &lines,
                &citations[index].span,
                resolver.resolve(index)?,
            ))
        })
        .collect();
    forgive(&mut claims);
    let cited = lock.as_ref().map_or(&[][..], Lock::cited);
    cited::compare(world, cited, &mut claims);
    for one in claims
        .iter()
        .filter(|one| one.verdict == Verdict::DeclaredNew && one.found.is_some())
    {
        diagnostics.push(
            Diagnostic::warning("verify-collision", format!("{}: {}", one.text, one.reason))
                .at(plan, one.line),
        );
    }
    Report {
        schema_version: SCHEMA_VERSION,
        plan: plan.to_owned(),
        commit: world.history(1).ok().and_then(|history| history.head),
        coverage: Coverage::of(&claims),
        claims,
        diagnostics,
    }
}

/// Names that stand nowhere are most of a document's: it speaks of another code base, or of none.
fn forgive(claims: &mut [Claim]) {
    let named = |one: &&Claim| matches!(one.kind, Kind::Symbol | Kind::Call | Kind::Member);
    let lost = |one: &Claim| one.kind == Kind::Symbol && one.verdict == Verdict::Missing;
    let known = claims.iter().filter(named).filter(|one| {
        matches!(
            one.verdict,
            Verdict::Ok | Verdict::Ambiguous | Verdict::Moved
        )
    });
    let (known, unknown) = (known.count(), claims.iter().filter(|one| lost(one)).count());
    if unknown < FOREIGN || unknown <= known * 2 {
        return;
    }
    for one in claims.iter_mut().filter(|one| lost(one)) {
        one.verdict = Verdict::Uncheckable;
        one.reason
            .push_str("; most names of this document do not, it may speak of other code");
    }
}

fn claim(source: &str, lines: &Lines, span: &std::ops::Range<usize>, finding: Finding) -> Claim {
    let (line, column, byte_column) = lines.place(source, span.start);
    Claim {
        line,
        column,
        text: source.get(span.clone()).unwrap_or_default().to_owned(),
        kind: finding.kind,
        verdict: finding.verdict,
        reason: finding.reason,
        target: finding.target,
        found: finding.found,
        fixable: finding.verdict == Verdict::Moved && !finding.edits.is_empty(),
        byte_column,
        span: span.clone(),
        edits: finding.edits,
    }
}

fn lock_of(world: &dyn World, plan: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<Lock> {
    let path = format!("{}{LOCK_ENDING}", plan.strip_suffix(".md")?);
    let text = world.read_text(&path).ok()?;
    match Lock::read(&text) {
        Ok(lock) => Some(lock),
        Err(why) => {
            diagnostics.push(
                Diagnostic::warning("verify-lock", format!("the lock is not used: {why}"))
                    .at(path, 0),
            );
            None
        }
    }
}

/// Where lines begin.
struct Lines(Vec<usize>);

impl Lines {
    fn of(source: &str) -> Self {
        let starts = source.match_indices('\n').map(|(at, _)| at + 1);
        Self(std::iter::once(0).chain(starts).collect())
    }

    /// Line, column in characters and in bytes, from 1.
    fn place(&self, source: &str, at: usize) -> (u32, u32, u32) {
        let line = self.0.partition_point(|start| *start <= at).max(1);
        let start = self.0[line - 1];
        let column = source.get(start..at).map_or(0, |text| text.chars().count()) + 1;
        let number = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
        (number(line), number(column), number(at - start + 1))
    }
}
