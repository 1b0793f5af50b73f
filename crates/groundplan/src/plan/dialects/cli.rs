//! Command-line tools in any language: commands and flags as a usage text, which is what a user sees;
//! for clap also the arguments type.

use std::fmt::Write as _;

use super::common::first_language;
use super::rust_sqlx::{raw, rust_type};
use super::{BASE, Dialect};
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
        let attributes = attributes(param);
        if !attributes.is_empty() {
            let _ = writeln!(text, "    #[arg({attributes})]");
        }
        let field = names::to_case(&param.name, Case::Snake);
        let _ = writeln!(text, "    pub {}: {},", raw(&field), field_type(param));
    }
    text.push('}');
    CodeBlock {
        language: "rust".to_owned(),
        path: operation.file.clone(),
        role: "contract".to_owned(),
        text,
    }
}

/// A flag is there or not; what has a default is always there.
fn field_type(param: &Param) -> String {
    match &param.ty {
        FieldType::Boolean => "bool".to_owned(),
        ty => rust_type(ty, param.required || default(param).is_some()),
    }
}

/// What clap is told: a long name, the values, the limits, the default.
fn attributes(param: &Param) -> String {
    let mut all: Vec<String> = Vec::new();
    if !param.required {
        all.push("long".to_owned());
    }
    if let FieldType::Enum { values } = &param.ty {
        let values: Vec<String> = values.iter().map(|value| format!("\"{value}\"")).collect();
        all.push(format!("value_parser = [{}]", values.join(", ")));
    }
    if let Some((least, most)) = range(param) {
        all.push(format!(
            "value_parser = clap::value_parser!(i64).range({least}..={most})"
        ));
    }
    if let Some(default) = default(param) {
        all.push(match param.ty {
            FieldType::Integer => format!("default_value_t = {default}"),
            _ => format!("default_value = \"{default}\""),
        });
    }
    all.join(", ")
}

/// "1 to 1000, default 20" → 1 and 1000.
fn range(param: &Param) -> Option<(i64, i64)> {
    let words: Vec<&str> = param
        .about
        .split(|c: char| c.is_whitespace() || c == ',')
        .filter(|word| !word.is_empty())
        .collect();
    let at = words.iter().position(|word| *word == "to")?;
    let number = |at: usize| words.get(at).and_then(|word| word.parse::<i64>().ok());
    Some((number(at.checked_sub(1)?)?, number(at + 1)?)).filter(|_| param.ty == FieldType::Integer)
}

/// "default 20" → 20.
fn default(param: &Param) -> Option<String> {
    let (_, behind) = param.about.split_once("default ")?;
    let word = behind.split([',', ' ']).next()?;
    (!word.is_empty()).then(|| word.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_defaults_and_values_are_the_parsers() {
        let limit = Param {
            name: "limit".to_owned(),
            ty: FieldType::Integer,
            required: false,
            about: "1 to 1000, default 20".to_owned(),
        };
        assert_eq!(flag(&limit), "[--limit <N>]");
        assert_eq!(field_type(&limit), "i64");
        assert_eq!(
            attributes(&limit),
            "long, value_parser = clap::value_parser!(i64).range(1..=1000), default_value_t = 20"
        );
        let format = Param {
            name: "format".to_owned(),
            ty: FieldType::Enum {
                values: vec!["json".to_owned(), "csv".to_owned()],
            },
            required: false,
            about: String::new(),
        };
        assert_eq!(flag(&format), "[--format json|csv]");
        assert_eq!(
            attributes(&format),
            "long, value_parser = [\"json\", \"csv\"]"
        );
        assert_eq!(field_type(&format), "Option<String>");
    }
}
