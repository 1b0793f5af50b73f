//! What a person sees. One event stream has several readers: progress at a terminal, JSON lines, or
//! only what must not be missed.

use std::io::{ErrorKind, IsTerminal as _, Write as _};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use groundplan::diag::{Diagnostic, Severity};
use groundplan::model::redact;
use groundplan::render::{is_hidden, visible};
use groundplan::world::Event;
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;
use serde_json::{Value, json};

use crate::args::Format;
use crate::failure::Failure;

/// Version of the JSON that commands print, and of their events.
pub const SCHEMA_VERSION: u32 = 1;

/// When the stream of events began; unset where stderr is for people.
static EVENTS: OnceLock<Instant> = OnceLock::new();

/// What the command itself reports, besides the events of passes. All are described in `docs/events.md`.
#[derive(Debug, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum RunEvent<'a> {
    /// The command began: always the first event.
    RunStarted {
        /// Version of the events.
        schema_version: u32,
        /// Name of the command.
        command: &'a str,
        /// Version of the program.
        version: &'a str,
    },
    /// The command ended: always the last event, unless it failed or was stopped.
    RunFinished {
        /// Its exit code.
        exit_code: u8,
    },
    /// The command could not run: the last event.
    Failed {
        /// One sentence.
        message: &'a str,
        /// What to do.
        help: Option<&'a str>,
        /// Its exit code.
        exit_code: u8,
    },
    /// Somebody stopped the command: the last event.
    Stopped {
        /// One sentence.
        message: &'a str,
        /// Its exit code.
        exit_code: u8,
    },
    /// A finding of the checks.
    Finding(&'a Diagnostic),
    /// A file that was replaced is kept there.
    Kept {
        /// The copy.
        path: &'a str,
    },
    /// A decision was recorded.
    Decided {
        /// The plan's new state.
        status: &'a str,
        /// By whom, where that is known.
        by: Option<&'a str>,
        /// The record.
        path: &'a str,
    },
}

/// From now on stderr is a stream of events.
pub fn stream_events() {
    let _ = EVENTS.set(Instant::now());
}

/// Whether stderr is a stream of events.
pub fn streams() -> bool {
    EVENTS.get().is_some()
}

/// Writes an event to the stream, if there is one.
pub fn event(event: &impl Serialize) {
    let (Some(begun), Ok(mut value)) = (EVENTS.get(), serde_json::to_value(event)) else {
        return;
    };
    redact::clean_json(&mut value);
    value["at_ms"] = (begun.elapsed().as_millis() as u64).into();
    let _ = writeln!(std::io::stderr(), "{}", escaped(&value.to_string()));
}

/// Says something once: as an event to the stream, else as a line for people.
pub fn tell(said: &RunEvent<'_>, text: &str) {
    if streams() {
        event(said);
    } else {
        complain(text);
    }
}

/// Reads the events of a run.
#[derive(Clone)]
pub struct Reporter(Arc<Shared>);

struct Shared {
    kind: Kind,
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
    pub fn new() -> Self {
        let kind = match (streams(), std::io::stderr().is_terminal()) {
            (true, _) => Kind::Json,
            (false, true) => Kind::Terminal(spinner()),
            (false, false) => Kind::Quiet,
        };
        Self(Arc::new(Shared {
            kind,
            state: Mutex::default(),
        }))
    }

    /// Shows one event; a note only once.
    pub fn event(&self, said: &Event) {
        let mut state = self.0.state.lock().unwrap_or_else(PoisonError::into_inner);
        if let Event::Note { text } = said {
            if state.noted.contains(text) {
                return;
            }
            state.noted.push(text.clone());
        }
        match &self.0.kind {
            Kind::Json => event(said),
            Kind::Terminal(bar) => state.show(bar, said),
            Kind::Quiet => {
                if let Event::Note { text } = said {
                    complain(&format!("note: {text}"));
                }
            }
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
                bar.println(visible(&format!("{step:9} {took:>7}  {summary}")));
            }
            Event::Wrote { path } => bar.println(visible(&format!("wrote {path}"))),
            Event::Note { text } => bar.println(visible(&redact::clean(&format!("note: {text}")))),
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

/// Prints to stdout, without what a terminal would obey. A reader that went away is no error; a full
/// disk is one.
pub fn print(text: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    let text = visible(text);
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            let (why, _) = crate::failure::reason(&error);
            Err(Failure::new(format!("the output cannot be written: {why}"))
                .help("look at where the output is redirected to"))
        }
        _ => Ok(()),
    }
}

/// Prints a line to stderr, or a note to the stream of events.
pub fn complain(text: &str) {
    let text = redact::clean(text);
    if streams() {
        return event(&Event::Note { text });
    }
    let _ = writeln!(std::io::stderr(), "{}", visible(&text));
}

/// Prints a list: as text with `say`, as one JSON document with the list under its name, or as an
/// object a line.
pub fn list<T: Serialize>(
    format: Format,
    name: &str,
    all: &[T],
    say: impl FnOnce() -> String,
) -> Result<(), Failure> {
    match format {
        Format::Text => print(&redact::clean(&say())),
        Format::Json => print(&json(
            &json!({ "schema_version": SCHEMA_VERSION, name: all }),
        )?),
        Format::Jsonl => print(&all.iter().map(json_line).collect::<Result<String, _>>()?),
        other => Err(unknown(other)),
    }
}

/// Prints a value: as text with `say`, as JSON, or as JSON on one line; its version comes first.
pub fn value<T: Serialize>(
    format: Format,
    value: &T,
    say: impl FnOnce() -> String,
) -> Result<(), Failure> {
    match format {
        Format::Text => print(&redact::clean(&say())),
        Format::Json => print(&json(&versioned(value)?)?),
        Format::Jsonl => print(&json_line(&versioned(value)?)?),
        other => Err(unknown(other)),
    }
}

/// Says so where a format is one that only `verify` prints.
pub fn printable(format: Format) -> Result<(), Failure> {
    match format {
        Format::Text | Format::Json | Format::Jsonl => Ok(()),
        other => Err(unknown(other)),
    }
}

fn unknown(format: Format) -> Failure {
    Failure::new(format!(
        "--format {}: this command does not print it",
        format.id()
    ))
    .help("take text, json or jsonl")
}

/// A value with the version of its form, unless it has one of its own.
fn versioned(value: &impl Serialize) -> Result<Value, Failure> {
    let value = serde_json::to_value(value).map_err(|error| Failure::output(&error))?;
    let Value::Object(fields) = value else {
        return Ok(value);
    };
    let mut all = serde_json::Map::new();
    all.insert("schema_version".to_owned(), SCHEMA_VERSION.into());
    all.extend(fields);
    Ok(Value::Object(all))
}

/// A value as JSON text, without secrets and without what a terminal would obey.
pub fn json(value: &impl Serialize) -> Result<String, Failure> {
    written(value, serde_json::to_string_pretty)
}

/// The same on one line.
pub fn json_line(value: &impl Serialize) -> Result<String, Failure> {
    written(value, serde_json::to_string)
}

fn written(
    value: &impl Serialize,
    write: fn(&Value) -> serde_json::Result<String>,
) -> Result<String, Failure> {
    let value = serde_json::to_value(value);
    let text = value.and_then(|mut value| {
        redact::clean_json(&mut value);
        write(&value)
    });
    let text = text.map_err(|error| Failure::output(&error))?;
    Ok(escaped(&text) + "\n")
}

/// JSON in which what nobody sees, or a terminal would obey, stands as its number.
fn escaped(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if is_hidden(c) {
            out.push_str(&format!("\\u{:04x}", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    out
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
