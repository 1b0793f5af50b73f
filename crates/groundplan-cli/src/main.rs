//! The `groundplan` command: it reads arguments, opens the world, calls a pass, and prints.

mod args;
mod commands;
mod failure;
mod interrupt;
mod os_world;
mod repo;
mod settings;
mod target;
mod ui;

use std::process::ExitCode;

use clap::{CommandFactory as _, FromArgMatches as _};

use args::{Cli, Command, Global};
use failure::Failure;

fn main() -> ExitCode {
    let matches = Cli::command().get_matches();
    let cli = match Cli::from_arg_matches(&matches) {
        Ok(cli) => cli.with_origins(&matches),
        Err(error) => error.exit(),
    };
    if let Err(error) = ctrlc::set_handler(interrupt::stop) {
        ui::complain(&format!("note: Ctrl-C cannot be caught: {error}"));
    }
    match run(&cli) {
        Ok(code) => ExitCode::from(code),
        Err(failure) => {
            report(&cli.global, &failure);
            ExitCode::from(2)
        }
    }
}

fn run(cli: &Cli) -> commands::Outcome {
    let global = &cli.global;
    match &cli.command {
        Command::Plan(args) => commands::plan::run(global, args),
        Command::Analyze(args) => commands::analyze::run(global, args),
        Command::Research(args) => commands::research::run(global, args),
        Command::Skills { target } => commands::skills::run(global, target),
        Command::Spec { target } => commands::spec::run(global, target),
        Command::Verify(args) => commands::verify::run(global, args),
        Command::Check { targets } => commands::check::run(global, targets),
        Command::Explain { code } => commands::explain::run(global, code.as_deref()),
        Command::Doctor => commands::doctor::run(global),
        Command::Completions { shell } => commands::completions::run(*shell),
    }
}

fn report(global: &Global, failure: &Failure) {
    if global.events.is_some() {
        let event = serde_json::json!({
            "event": "failed",
            "message": failure.to_string(),
            "help": failure.advice(),
        });
        return ui::complain(&event.to_string());
    }
    ui::complain(&format!("error: {failure}"));
    if let Some(help) = failure.advice() {
        ui::complain(&format!("  help: {help}"));
    }
}
