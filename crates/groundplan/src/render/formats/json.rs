//! The typed plan as JSON, for programs.

use super::Format;
use crate::diag::Diagnostic;
use crate::render::{Input, Rendered};

/// The format.
pub const FORMAT: Format = Format {
    id: "json",
    extension: "json",
    summary: "The typed plan, a versioned contract",
    render,
};

fn render(input: &Input<'_>) -> Rendered {
    match serde_json::to_string_pretty(input.plan) {
        Ok(text) => Rendered {
            text: text + "\n",
            diagnostics: Vec::new(),
        },
        Err(error) => {
            let found = Diagnostic::error(
                "render-json",
                format!("the plan cannot be written as JSON: {error}"),
            );
            Rendered {
                text: String::new(),
                diagnostics: vec![found],
            }
        }
    }
}
