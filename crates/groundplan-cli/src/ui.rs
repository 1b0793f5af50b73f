//! What a person sees. One event stream has several readers: progress at a terminal, JSON lines, or
//! only what must not be missed.

use std::io::{ErrorKind, IsTerminal as _, Write as _};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use groundplan::diag::{Diagnostic, Severity};
use groundplan::world::Event;
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

use crate::args::Format;
use crate::failure::Failure;

/// Reads the events of a run.
#[derive(Clone)]
pub struct Reporter(Arc<Shared>);

struct Shared {
    kind: Kind,
    begun: Instant,
    state: Mutex<State>,
}

/// Steps that run, with their begin, and notes that were shown.
#[derive(Default)]
struct State {
    running: Vec<(String, Instant)>,
    noted: Vec<String>,
}

enum Kind {
    Quiet,
    Json,
    Terminal(ProgressBar),
}

impl Reporter {
    /// JSON lines on stderr if asked for, a progress display if stderr is a terminal, else notes only.
    pub fn new(json: bool) -> Self {
        let kind = match (json, std::io::stderr().is_terminal()) {
            (true, _) => Kind::Json,
            (false, true) => Kind::Terminal(spinner()),
            (false, false) => Kind::Quiet,
        };
        Self(Arc::new(Shared {
            kind,
            begun: Instant::now(),
            state: Mutex::default(),
        }))
    }

    /// Shows one event; a note only once.
    pub fn event(&self, event: &Event) {
        let mut state = self.0.state.lock().unwrap_or_else(PoisonError::into_inner);
        if let Event::Note { text } = event {
            if state.noted.contains(text) {
                return;
            }
            state.noted.push(text.clone());
        }
        match &self.0.kind {
            Kind::Json => self.json(event),
            Kind::Terminal(bar) => state.show(bar, event),
            Kind::Quiet => {
                if let Event::Note { text } = event {
                    complain(&format!("note: {text}"));
                }
            }
        }
    }

    fn json(&self, event: &Event) {
        if let Ok(mut value) = serde_json::to_value(event) {
            value["at_ms"] = (self.0.begun.elapsed().as_millis() as u64).into();
            complain(&value.to_string());
        }
    }

    /// Ends the progress display.
    pub fn finish(&self) {
        if let Kind::Terminal(bar) = &self.0.kind {
            bar.finish_and_clear();
        }
    }
}

impl State {
    fn show(&mut self, bar: &ProgressBar, event: &Event) {
        match event {
            Event::StepStarted { step } => self.running.push((step.clone(), Instant::now())),
            Event::StepFinished { step, summary } => {
                let at = self.running.iter().position(|(name, _)| name == step);
                let took = at.map(|at| self.running.remove(at).1.elapsed());
                let took =
                    took.map_or_else(String::new, |took| format!("{:.1} s", took.as_secs_f64()));
                bar.println(format!("{step:9} {took:>7}  {summary}"));
            }
            Event::Wrote { path } => bar.println(format!("wrote {path}")),
            Event::Note { text } => bar.println(format!("note: {text}")),
        }
        let names: Vec<&str> = self.running.iter().map(|(name, _)| name.as_str()).collect();
        bar.set_message(names.join(", "));
    }
}

fn spinner() -> ProgressBar {
    let bar = ProgressBar::new_spinner();
    if let Ok(style) = ProgressStyle::with_template("{spinner} {elapsed} {msg}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(100));
    bar
}

/// Prints to stdout. A reader that went away is no error; a full disk is one.
pub fn print(text: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            let (why, _) = crate::failure::reason(&error);
            Err(Failure::new(format!("the output cannot be written: {why}"))
                .help("look at where the output is redirected to"))
        }
        _ => Ok(()),
    }
}

/// Prints a line to stderr.
pub fn complain(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// Prints a list: as text with `say`, as one JSON array, or as an object a line.
pub fn list<T: Serialize>(
    format: Format,
    all: &[T],
    say: impl FnOnce() -> String,
) -> Result<(), Failure> {
    match format {
        Format::Text => print(&say()),
        Format::Json => print(&json(&all)?),
        Format::Jsonl => print(&all.iter().map(json_line).collect::<Result<String, _>>()?),
        other => Err(unknown(other)),
    }
}

/// Prints a value: as text with `say`, as JSON, or as JSON on one line.
pub fn value<T: Serialize>(
    format: Format,
    value: &T,
    say: impl FnOnce() -> String,
) -> Result<(), Failure> {
    match format {
        Format::Text => print(&say()),
        Format::Json => print(&json(value)?),
        Format::Jsonl => print(&json_line(value)?),
        other => Err(unknown(other)),
    }
}

/// A format that only `verify` prints.
fn unknown(format: Format) -> Failure {
    Failure::new(format!(
        "--format {}: this command does not print it",
        format.id()
    ))
    .help("take text, json or jsonl")
}

/// A value as JSON text.
pub fn json(value: &impl Serialize) -> Result<String, Failure> {
    let text = serde_json::to_string_pretty(value).map_err(|error| Failure::output(&error))?;
    Ok(text + "\n")
}

fn json_line(value: &impl Serialize) -> Result<String, Failure> {
    let text = serde_json::to_string(value).map_err(|error| Failure::output(&error))?;
    Ok(text + "\n")
}

/// A finding as a person reads it: `path:line: level[code]: message`, and what to do.
pub fn finding(diagnostic: &Diagnostic) -> String {
    let place = match (&diagnostic.path, diagnostic.line) {
        (Some(path), Some(line)) => format!("{path}:{line}: "),
        (Some(path), None) => format!("{path}: "),
        _ => String::new(),
    };
    let help = diagnostic
        .help
        .as_ref()
        .map_or_else(String::new, |help| format!("\n  help: {help}"));
    format!(
        "{place}{}[{}]: {}{help}\n",
        diagnostic.severity.as_str(),
        diagnostic.code,
        diagnostic.message
    )
}

/// All findings as text, and how many there are.
pub fn findings(all: &[Diagnostic]) -> String {
    let mut text: String = all.iter().map(finding).collect();
    text.push_str(&format!("{}\n", tally(all)));
    text
}

/// `2 errors, 1 warning, 3 notes`, or `no findings`.
pub fn tally(all: &[Diagnostic]) -> String {
    let levels = [Severity::Error, Severity::Warning, Severity::Note];
    let counted = levels.iter().filter_map(|level| {
        let count = all.iter().filter(|one| one.severity == *level).count();
        let s = if count == 1 { "" } else { "s" };
        (count > 0).then(|| format!("{count} {}{s}", level.as_str()))
    });
    let counted: Vec<String> = counted.collect();
    if counted.is_empty() {
        "no findings".to_owned()
    } else {
        counted.join(", ")
    }
}

/// 1 if there is an error among the findings, else 0.
pub fn exit_code(all: &[Diagnostic]) -> u8 {
    u8::from(all.iter().any(|one| one.severity == Severity::Error))
}
