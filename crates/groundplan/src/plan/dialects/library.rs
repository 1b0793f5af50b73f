//! Libraries, and any code whose surface is its public functions: signatures in the project's language.

use super::common::{self, first_language};
use super::declarations::Language;
use super::{BASE, Dialect};
use crate::model::evidence::{OperationKind, Stack};
use crate::model::names::{self, Case};
use crate::plan::context::Context;
use crate::plan::types::{Change, ChangeKind, CodeBlock, OperationDraft, Returns};

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

/// The signature as it is where the function is there; a new one only where its parameters are known.
fn operation(context: &Context<'_>, operation: &OperationDraft) -> Vec<CodeBlock> {
    if operation.change != Change::Add {
        return Vec::new();
    }
    let items: Vec<&str> = operation.claim.grounds.spec_items().collect();
    let why = items.join(", ");
    let language = Language::of_file(&operation.file).or_else(|| {
        let first = first_language(&context.analysis().stack)?;
        Language::of_id(first)
    });
    let written = language
        .and_then(|language| Some((language, given(language, operation)?)))
        .or_else(|| Some((language?, drafted(context, language?, operation))));
    let (language, text) = match written {
        Some((language, head)) => (
            language.id(),
            body(context, language, operation, &head, &why),
        ),
        // A language that no draft is written in: what goes in, in words.
        None => {
            let head = operation.signature.clone().unwrap_or_else(|| {
                let params: Vec<&str> = operation.params.iter().map(|p| p.name.as_str()).collect();
                format!("{}({})", operation.name, params.join(", "))
            });
            ("text", format!("{head}  {why}"))
        }
    };
    vec![CodeBlock {
        language: language.to_owned(),
        path: operation.file.clone(),
        role: "contract".to_owned(),
        text,
    }]
}

/// What stands behind the keyword, as the specification writes it: `save(item: Item) -> bool`; `None`
/// where it is not written in this language.
fn given(language: Language, operation: &OperationDraft) -> Option<String> {
    let written = operation.signature.as_deref()?.trim();
    let at = written.find(&operation.name)?;
    let head = written[at..].trim_end_matches([';', '{', ':', ' ']);
    let (inner, result) = head.rsplit_once(')')?;
    let foreign = match language {
        Language::Rust => inner.contains("?:") || inner.contains('=') || result.contains(':'),
        Language::Python => inner.contains("?:") || inner.contains('&') || result.contains(": "),
        Language::TypeScript => inner.contains('&') || head.contains("->"),
        Language::JavaScript => true,
        Language::Go => head.contains(": ") || head.contains("->"),
    };
    let elided = head.contains("...") || head.contains('…') || !head.contains('(');
    (!foreign && !elided).then(|| head.to_owned())
}

/// The same from the parameters that the specification names.
fn drafted(context: &Context<'_>, language: Language, operation: &OperationDraft) -> String {
    let name = match language {
        Language::Rust | Language::Python => names::to_case(&operation.name, Case::Snake),
        Language::TypeScript | Language::JavaScript => names::to_case(&operation.name, Case::Camel),
        Language::Go => names::to_case(&operation.name, Case::Pascal),
    };
    let params = operation.params.iter().map(|param| {
        let name = language.name(&param.name, false);
        match language {
            Language::JavaScript => name,
            Language::Go => format!("{name} {}", language.ty(context, param)),
            Language::TypeScript if !param.required => {
                format!("{name}?: {}", language.ty(context, param))
            }
            _ => format!("{name}: {}", language.ty(context, param)),
        }
    });
    let params = params.collect::<Vec<_>>().join(", ");
    let result = match (&operation.returns, language) {
        (_, Language::JavaScript) => String::new(),
        (Returns::Named { name }, Language::TypeScript) => format!(": {name}"),
        (Returns::Named { name }, Language::Rust | Language::Python) => format!(" -> {name}"),
        (Returns::Named { name }, Language::Go) => format!(" {name}"),
        (_, Language::TypeScript) if operation.claim.text.contains("returns nothing") => {
            ": void".to_owned()
        }
        _ => String::new(),
    };
    format!("{name}({params}){result}")
}

/// The whole declaration, with a body that fails until somebody writes it.
fn body(
    context: &Context<'_>,
    language: Language,
    operation: &OperationDraft,
    head: &str,
    why: &str,
) -> String {
    match language {
        Language::Rust => {
            let near = operation
                .nearest
                .as_ref()
                .map(|anchor| anchor.path.as_str());
            let imports = common::rust_uses(context, &operation.file, near, head);
            format!("{imports}/// {why}\npub fn {head} {{\n    todo!()\n}}")
        }
        Language::Python => {
            format!("def {head}:\n    \"\"\"{why}\"\"\"\n    raise NotImplementedError")
        }
        Language::TypeScript | Language::JavaScript => {
            format!("export function {head} {{\n  throw new Error(\"not implemented: {why}\");\n}}")
        }
        Language::Go => format!(
            "package {}\n\n// {} is asked for by {why}.\nfunc {head} {{\n\tpanic(\"not implemented: {why}\")\n}}",
            common::go_package(context, &operation.file),
            operation.name,
        ),
    }
}
