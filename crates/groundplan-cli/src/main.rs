//! The `groundplan` command: it reads arguments, opens the world, calls a pass, and prints.

mod args;
mod commands;
mod os_world;
mod ui;

use std::process::ExitCode;

use clap::Parser as _;

use args::{Cli, Command};

fn main() -> ExitCode {
    let cli = Cli::parse();
    if let Err(error) = ctrlc::set_handler(commands::interrupt) {
        ui::complain(&format!("note: Ctrl-C cannot be caught: {error}"));
    }
    let result = match &cli.command {
        Command::Plan(args) => commands::plan::run(&cli.global, args),
        Command::Analyze(args) => commands::analyze::run(&cli.global, args),
        Command::Research { target, dry_run } => {
            commands::research::run(&cli.global, target, *dry_run)
        }
        Command::Skills { target } => commands::skills::run(&cli.global, target),
        Command::Spec { target } => commands::spec::run(&cli.global, target),
        Command::Check { targets } => commands::check::run(&cli.global, targets),
        Command::Explain { code } => commands::explain::run(code.as_deref()),
        Command::Completions { shell } => commands::completions(*shell),
    };
    match result {
        Ok(code) => ExitCode::from(code),
        Err(error) => {
            ui::complain(&format!("error: {error}"));
            if let Some(help) = error.help() {
                ui::complain(&format!("  help: {help}"));
            }
            ExitCode::from(2)
        }
    }
}
