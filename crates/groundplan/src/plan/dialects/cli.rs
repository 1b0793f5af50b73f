//! Command-line tools in any language: commands and flags as a usage text, which is what a user sees;
//! for clap also the arguments type.

use std::fmt::Write as _;

use super::common::first_language;
use super::{BASE, Dialect, clap};
use crate::model::evidence::{OperationKind, Stack};
use crate::model::names::{self, Case};
use crate::plan::context::Context;
use crate::plan::types::{Change, ChangeKind, CodeBlock, FieldType, OperationDraft, Param};

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

/// How a person types it: `<ID>...`, `[--limit <N>]`, `[--format json|csv]`.
fn flag(param: &Param) -> String {
    let name = names::to_case(&param.name, Case::Kebab);
    if param.required {
        let one = names::singular(&name).to_uppercase();
        return match &param.ty {
            FieldType::List { .. } => format!("<{one}>..."),
            _ => format!("<{}>", name.to_uppercase()),
        };
    }
    match &param.ty {
        FieldType::Boolean => format!("[--{name}]"),
        FieldType::Enum { values } => format!("[--{name} {}]", values.join("|")),
        FieldType::Integer | FieldType::Number => format!("[--{name} <N>]"),
        FieldType::Date => format!("[--{name} <DATE>]"),
        _ => format!("[--{name} <{}>]", name.to_uppercase()),
    }
}

fn operation(context: &Context<'_>, operation: &OperationDraft) -> Vec<CodeBlock> {
    let stack = &context.analysis().stack;
    let clap = stack.profiles.iter().any(|profile| profile == "clap");
    let mut code = Vec::new();
    if clap && first_language(stack) == Some("rust") {
        code = clap::of_command(context, operation);
    }
    if operation.change != Change::Add {
        return code;
    }
    let route = operation.route.as_deref().unwrap_or(&operation.name);
    let flags: Vec<String> = operation.params.iter().map(flag).collect();
    let mut usage = format!("{route} {}", flags.join(" ")).trim().to_owned();
    for param in operation.params.iter().filter(|one| !one.about.is_empty()) {
        let _ = write!(usage, "\n  {:24} {}", flag(param), param.about);
    }
    let mut all = vec![CodeBlock {
        language: "text".to_owned(),
        path: operation.file.clone(),
        role: "contract".to_owned(),
        text: usage,
    }];
    all.append(&mut code);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_usage_says_what_is_typed() {
        let limit = Param {
            name: "limit".to_owned(),
            ty: FieldType::Integer,
            required: false,
            about: String::new(),
        };
        assert_eq!(flag(&limit), "[--limit <N>]");
        let values = ["json", "csv"].map(str::to_owned).to_vec();
        let format = Param {
            name: "format".to_owned(),
            ty: FieldType::Enum { values },
            ..limit
        };
        assert_eq!(flag(&format), "[--format json|csv]");
    }
}
