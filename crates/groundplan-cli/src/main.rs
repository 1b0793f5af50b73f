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

use clap::Parser as _;
use clap::error::ErrorKind;

use args::{Cli, Command};
use failure::Failure;
use os_world::environment;
use ui::RunEvent;

/// Exit code of a command that could not run.
const FAILED: u8 = 2;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return misread(&error),
    };
    if cli.global.events.is_some() {
        ui::stream_events();
    }
    ui::event(&RunEvent::RunStarted {
        schema_version: ui::SCHEMA_VERSION,
        command: cli.command.name(),
        version: env!("CARGO_PKG_VERSION"),
    });
    if let Err(error) = ctrlc::set_handler(interrupt::stop) {
        ui::complain(&format!("note: Ctrl-C cannot be caught: {error}"));
    }
    let cli = cli.with_environment(environment::variable);
    match cli.and_then(|cli| run(&cli)) {
        Ok(exit_code) => {
            ui::event(&RunEvent::RunFinished { exit_code });
            ExitCode::from(exit_code)
        }
        Err(failure) => failed(&failure),
    }
}

/// Says why a command line was not understood; help and version are no mistakes.
fn misread(error: &clap::Error) -> ExitCode {
    if error.kind() == ErrorKind::InvalidUtf8 {
        let failure = Failure::new("an argument is not UTF-8, as all names of files here must be");
        return failed(&failure.help("rename the file, or name its folder"));
    }
    if !error.use_stderr() {
        error.exit();
    }
    ui::complain(error.render().to_string().trim_end());
    ExitCode::from(FAILED)
}

/// Says why a command could not run.
fn failed(failure: &Failure) -> ExitCode {
    let message = failure.to_string();
    let help = failure.advice();
    let advice = help.map_or_else(String::new, |help| format!("\n  help: {help}"));
    let event = RunEvent::Failed {
        message: &message,
        help,
        exit_code: FAILED,
    };
    ui::tell(&event, &format!("error: {message}{advice}"));
    ExitCode::from(FAILED)
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
        Command::Check(args) => commands::check::run(global, args),
        Command::Explain { code } => commands::explain::run(global, code.as_deref()),
        Command::Doctor => commands::doctor::run(global),
        Command::Completions { shell } => commands::completions::run(*shell),
    }
}
