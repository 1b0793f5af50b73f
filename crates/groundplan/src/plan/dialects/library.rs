//! Libraries, and any code whose surface is its public functions: signatures in the project's language.

use super::common::first_language;
use super::rust_sqlx::rust_type;
use super::{BASE, Dialect};
use crate::model::evidence::{OperationKind, Stack};
use crate::model::names::{self, Case};
use crate::plan::context::Context;
use crate::plan::types::{
    Change, ChangeKind, CodeBlock, FieldType, OperationDraft, Param, Returns,
};

/// The dialect.
pub const DIALECT: Dialect = Dialect {
    id: "library",
    summary: "Public functions of a library",
    fits: |stack: &Stack| first_language(stack).is_some(),
    plural_tables: false,
    surface: Some(ChangeKind::Library),
    is_public: true,
    kinds: (OperationKind::Function, OperationKind::Function),
    headings: &[
        (OperationKind::Function, "Public API"),
        (OperationKind::Command, "Commands"),
        (OperationKind::Route, "Routes"),
    ],
    operation,
    ..BASE
};

fn list(params: &[Param], one: impl Fn(&Param) -> String) -> String {
    params.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// A type that the project declares and that the parameter is called after: `unit` → `Unit`,
/// `quantities` → several of `Quantity`.
fn declared(context: &Context<'_>, name: &str) -> Option<(String, bool)> {
    let one = names::singular(name);
    let ty = names::to_case(&one, Case::Pascal);
    let is_there = context.evidence.index.declarations(&ty).next().is_some();
    is_there.then(|| (ty, one != name))
}

/// The TypeScript type of a parameter.
fn typed(context: &Context<'_>, param: &Param) -> String {
    match declared(context, &param.name) {
        Some((ty, true)) => format!("{ty}[]"),
        Some((ty, false)) => ty,
        None => ts(&param.ty).to_owned(),
    }
}

/// The result as TypeScript has it; nothing where the specification does not say.
fn result(operation: &OperationDraft) -> String {
    match &operation.returns {
        Returns::Named { name } => format!(": {name}"),
        Returns::Nothing if operation.claim.text.contains("returns nothing") => ": void".to_owned(),
        _ => String::new(),
    }
}

fn ts(ty: &FieldType) -> &'static str {
    match ty {
        FieldType::Integer | FieldType::Number | FieldType::Decimal => "number",
        FieldType::Boolean => "boolean",
        FieldType::Json => "Record<string, unknown>",
        FieldType::List { .. } => "string[]",
        _ => "string",
    }
}

/// The signature as it is where the function is there; a new one only where its parameters are known.
fn operation(context: &Context<'_>, operation: &OperationDraft) -> Vec<CodeBlock> {
    if operation.change != Change::Add {
        return Vec::new();
    }
    let items: Vec<&str> = operation.claim.grounds.spec_items().collect();
    let why = items.join(", ");
    let (language, text) = match first_language(&context.analysis().stack) {
        Some("rust") => {
            let name = names::to_case(&operation.name, Case::Snake);
            let params = list(&operation.params, |p| {
                format!("{}: {}", p.name, rust_type(&p.ty, p.required))
            });
            (
                "rust",
                format!("/// {why}\npub fn {name}({params}) {{\n    todo!()\n}}"),
            )
        }
        Some("python") => {
            let name = names::to_case(&operation.name, Case::Snake);
            let params = list(&operation.params, |p| p.name.clone());
            (
                "python",
                format!(
                    "def {name}({params}):\n    \"\"\"{why}\"\"\"\n    raise NotImplementedError"
                ),
            )
        }
        Some("typescript" | "tsx" | "javascript") => {
            let name = names::to_case(&operation.name, Case::Camel);
            let plain = first_language(&context.analysis().stack) == Some("javascript");
            let params = list(&operation.params, |p| {
                if plain {
                    p.name.clone()
                } else {
                    format!("{}: {}", p.name, typed(context, p))
                }
            });
            let returned = if plain {
                String::new()
            } else {
                result(operation)
            };
            let language = if plain { "javascript" } else { "typescript" };
            (
                language,
                format!(
                    "export function {name}({params}){returned} {{\n  throw new Error(\"not implemented: {why}\");\n}}"
                ),
            )
        }
        // A language that no draft is written in: what goes in, in words.
        _ => {
            let params = list(&operation.params, |p| p.name.clone());
            ("text", format!("{}({params})  {why}", operation.name))
        }
    };
    vec![CodeBlock {
        language: language.to_owned(),
        path: operation.file.clone(),
        role: "contract".to_owned(),
        text,
    }]
}
