//! One event stream, several readers: progress at a terminal, JSON lines, or nothing.

use std::io::{IsTerminal as _, Write as _};
use std::sync::Arc;
use std::time::Duration;

use groundplan::diag::Diagnostic;
use groundplan::world::Event;
use indicatif::{ProgressBar, ProgressStyle};

/// Reads the events of a run.
#[derive(Clone)]
pub struct Reporter(Arc<Kind>);

enum Kind {
    Quiet,
    Json,
    Terminal(ProgressBar),
}

impl Reporter {
    /// JSON lines on stderr if asked for, a spinner if stderr is a terminal, else nothing.
    pub fn new(json: bool) -> Self {
        if json {
            return Self(Arc::new(Kind::Json));
        }
        if !std::io::stderr().is_terminal() {
            return Self(Arc::new(Kind::Quiet));
        }
        let bar = ProgressBar::new_spinner();
        if let Ok(style) = ProgressStyle::with_template("{spinner} {elapsed} {msg}") {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(100));
        Self(Arc::new(Kind::Terminal(bar)))
    }

    /// Shows one event.
    pub fn event(&self, event: &Event) {
        match &*self.0 {
            Kind::Quiet => {}
            Kind::Json => {
                if let Ok(line) = serde_json::to_string(event) {
                    let _ = writeln!(std::io::stderr(), "{line}");
                }
            }
            Kind::Terminal(bar) => match event {
                Event::StepStarted { step } => bar.set_message(step.clone()),
                Event::StepFinished { step, summary } => bar.println(format!("{step}: {summary}")),
                Event::Wrote { path } => bar.println(format!("wrote {path}")),
                Event::Note { text } => bar.println(format!("note: {text}")),
            },
        }
    }

    /// Ends the progress display.
    pub fn finish(&self) {
        if let Kind::Terminal(bar) = &*self.0 {
            bar.finish_and_clear();
        }
    }
}

/// Prints to stdout; a reader that went away is no error.
pub fn print(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// Prints a line to stderr.
pub fn complain(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
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
