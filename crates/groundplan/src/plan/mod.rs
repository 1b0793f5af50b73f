//! Spec + Evidence → typed plan → [`crate::model::doc::Doc`]; one file a section.
//!
//! Drafting has two halves. [`design`] settles what changes: kinds of change, tables, operations,
//! tests, files. [`sections`] turns that and the evidence into the plan's typed fields and lowers
//! them. [`dialects`] writes tables and operations in the project's own language; nothing else
//! knows a stack.

mod analogy;
pub mod context;
pub mod design;
pub mod dialects;
mod prescribed;
pub mod sections;
pub mod statements;
pub mod types;

use crate::model::doc::{Doc, DocSection};
use crate::model::evidence::Evidence;
use crate::model::spec::Spec;
use context::Context;
use types::{Plan, PlanHeader};

/// What a caller says about a draft.
#[derive(Debug, Clone, Default)]
pub struct DraftOptions {
    /// Header of the plan: identifiers, paths and dates.
    pub header: PlanHeader,
}

/// Drafts a plan by rules. Never fails: what cannot be derived is said in the section it concerns.
pub fn draft(spec: &Spec, evidence: &Evidence, options: &DraftOptions) -> Plan {
    let context = Context::new(spec, evidence);
    let design = design::settle(&context);
    let mut plan = design::into_plan(design, options.header.clone());
    for section in sections::SECTIONS {
        (section.draft)(&context, &mut plan);
    }
    prescribed::apply(&context, &mut plan);
    plan
}

/// Lowers a plan to the blocks that every output format prints, in section order.
pub fn lower(plan: &Plan, spec: &Spec) -> Doc {
    let sections = sections::SECTIONS.iter().map(|section| DocSection {
        id: section.id.to_owned(),
        heading: section.heading.to_owned(),
        blocks: (section.lower)(plan),
    });
    Doc {
        sections: sections.collect(),
        places: spec.places(),
    }
}
