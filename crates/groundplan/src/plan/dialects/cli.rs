//! Command-line tools in any language: commands and flags as a usage text, which is what a user sees;
//! for clap also the arguments type.

use std::fmt::Write as _;

use super::common::first_language;
use super::rust_sqlx::{raw, rust_type};
use super::{BASE, Dialect};
use crate::model::evidence::{OperationKind, Stack};
use crate::model::names::{self, Case};
use crate::plan::context::Context;
use crate::plan::types::{Change, ChangeKind, CodeBlock, OperationDraft, Param};

/// The dialect.
pub const DIALECT: Dialect = Dialect {
    id: "cli",
    summary: "Commands and flags of a command-line tool",
    fits,
    operation_case: Case::Kebab,
    plural_tables: false,
    surface: Some(ChangeKind::Cli),
    is_public: true,
    kinds: (OperationKind::Command, OperationKind::Command),
    headings: &[
        (OperationKind::Command, "Commands"),
        (OperationKind::Function, "Functions"),
    ],
    operation,
    ..BASE
};

const TOOLS: &[&str] = &[
    "clap",
    "commander",
    "cobra",
    "click",
    "typer",
    "argparse",
    "yargs",
    "oclif",
];

fn fits(stack: &Stack) -> bool {
    let has = |name: &str| {
        stack.profiles.iter().any(|profile| profile == name)
            || stack
                .frameworks
                .iter()
                .any(|framework| framework.name.eq_ignore_ascii_case(name))
    };
    TOOLS.iter().any(|tool| has(tool))
}

fn flag(param: &Param) -> String {
    let name = names::to_case(&param.name, Case::Kebab);
    if param.required {
        format!("<{}>", name.to_uppercase())
    } else {
        format!("[--{name}]")
    }
}

fn operation(context: &Context<'_>, operation: &OperationDraft) -> Vec<CodeBlock> {
    if operation.change == Change::Remove {
        return Vec::new();
    }
    let route = operation.route.as_deref().unwrap_or(&operation.name);
    let flags: Vec<String> = operation.params.iter().map(flag).collect();
    let mut usage = format!("{route} {}", flags.join(" ")).trim().to_owned();
    for param in &operation.params {
        let _ = write!(usage, "\n  {:24} {}", flag(param), param.about);
    }
    let mut all = vec![CodeBlock {
        language: "text".to_owned(),
        path: operation.file.clone(),
        role: "contract".to_owned(),
        text: usage,
    }];
    let stack = &context.analysis().stack;
    let clap = stack.profiles.iter().any(|profile| profile == "clap");
    if clap && first_language(stack) == Some("rust") && operation.change == Change::Add {
        all.push(arguments(operation));
    }
    all
}

/// The arguments type of a new command for clap's derive.
fn arguments(operation: &OperationDraft) -> CodeBlock {
    let name = names::to_case(&operation.name, Case::Pascal);
    let mut text = format!(
        "/// `{}`\n#[derive(Debug, clap::Args)]\npub struct {name}Args {{\n",
        operation.name
    );
    for param in &operation.params {
        if !param.about.is_empty() {
            let _ = writeln!(text, "    /// {}", param.about);
        }
        if !param.required {
            text.push_str("    #[arg(long)]\n");
        }
        let field = names::to_case(&param.name, Case::Snake);
        let _ = writeln!(
            text,
            "    pub {}: {},",
            raw(&field),
            rust_type(&param.ty, param.required)
        );
    }
    text.push('}');
    CodeBlock {
        language: "rust".to_owned(),
        path: operation.file.clone(),
        role: "contract".to_owned(),
        text,
    }
}
