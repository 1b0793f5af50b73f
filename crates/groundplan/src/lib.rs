//! groundplan compiles an approved feature specification into an implementation plan that holds.
//!
//! Data flows one way; each pass is a module and a function of its inputs and a [`world::World`]:
//!
//! ```text
//! spec      text → Spec                         a tolerant reader, one file a format
//! skills    Spec + World → SkillChoice          which skills fit the job
//! analyze   Spec + World → Analysis             where the feature lives, how things are done here
//! research  Spec + World → ResearchAnswer       answers to the open questions
//! plan      Spec + Evidence → Plan → Doc        typed, every claim with its grounds
//! lint      Spec + Plan + World → Diagnostics   does it hold
//! render    Doc → text                          markdown, JSON
//! verify    any plan + World → Report           each citation and its verdict
//! report    findings → text                     SARIF, annotations, review tools, test reports
//! ```
//!
//! Nothing here prints, and nothing but a [`world::World`] touches the outside.

pub mod analyze;
pub mod diag;
pub mod lint;
pub mod manifests;
pub mod model;
pub mod plan;
pub mod render;
pub mod report;
pub mod research;
pub mod skills;
pub mod spec;
pub mod syntax;
pub mod verify;
pub mod world;

mod compile;

pub use compile::{Compiled, Options, compile};
