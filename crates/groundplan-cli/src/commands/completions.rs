//! `groundplan completions`: a completion script.

use clap::CommandFactory as _;

use super::Outcome;
use crate::args::Cli;
use crate::ui;

/// Runs the command.
pub fn run(shell: clap_complete::Shell) -> Outcome {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "groundplan", &mut script);
    ui::print(&String::from_utf8_lossy(&script))?;
    Ok(0)
}
