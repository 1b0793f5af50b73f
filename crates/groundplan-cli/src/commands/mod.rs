//! The commands, one file each.

pub mod analyze;
pub mod check;
pub mod completions;
pub mod doctor;
pub mod explain;
pub mod plan;
pub mod research;
pub mod skills;
pub mod spec;
pub mod verify;

use crate::failure::Failure;

/// Result of a command: its exit code, or why it could not run.
pub type Outcome = Result<u8, Failure>;
