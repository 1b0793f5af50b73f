//! Rust services: axum handlers over sqlx, migrations in SQL.

use std::fmt::Write as _;

use super::{Dialect, common, sql};
use crate::model::evidence::{OperationKind, Stack};
use crate::model::names::{self, Case};
use crate::plan::context::Context;
use crate::plan::types::{CodeBlock, FieldType, OperationDraft, Param, Returns};

/// The dialect.
pub const DIALECT: Dialect = Dialect {
    id: "rust-sqlx",
    summary: "SQL migrations and axum handlers in Rust",
    fits: |stack: &Stack| sql::is_used(stack) && common::first_language(stack) == Some("rust"),
    operation,
    ..sql::SERVICE
};

/// Rust type of a value; moments and decimals as text or numbers, so that no feature of sqlx is assumed.
pub fn rust_type(ty: &FieldType, required: bool) -> String {
    let base = match ty {
        FieldType::Text | FieldType::Enum { .. } | FieldType::Date | FieldType::Timestamp => {
            "String".to_owned()
        }
        FieldType::Integer | FieldType::Reference { .. } => "i64".to_owned(),
        FieldType::Number | FieldType::Decimal => "f64".to_owned(),
        FieldType::Boolean => "bool".to_owned(),
        FieldType::Json => "serde_json::Value".to_owned(),
        FieldType::List { of } => format!("Vec<{}>", rust_type(of, true)),
    };
    if required {
        base
    } else {
        format!("Option<{base}>")
    }
}

/// [`rust_type`], with the project's own type of an identifier.
fn with_id(ty: &FieldType, required: bool, id: &str) -> String {
    match ty {
        FieldType::Reference { .. } if required => id.to_owned(),
        FieldType::Reference { .. } => format!("Option<{id}>"),
        FieldType::List { of } => format!("Vec<{}>", with_id(of, true, id)),
        ty => rust_type(ty, required),
    }
}

/// What handlers take as the identifier in a path: `Path<Uuid>`, else a number.
fn id_type(context: &Context<'_>) -> String {
    let routes = context.analysis().operations.iter();
    let found = routes
        .filter_map(|op| {
            let (_, behind) = op.signature.split_once("Path<")?;
            behind.split_once('>').map(|(ty, _)| ty.to_owned())
        })
        .find(|ty| ty.chars().all(char::is_alphanumeric));
    found.unwrap_or_else(|| "i64".to_owned())
}

fn structure(name: &str, about: &str, derive: &str, fields: &[Param], id: &str) -> String {
    let mut text = format!("/// {about}\n#[derive(Debug, {derive})]\npub struct {name} {{\n");
    for field in fields {
        let _ = writeln!(
            text,
            "    pub {}: {},",
            raw(&field.name),
            with_id(&field.ty, field.required, id)
        );
    }
    text + "}\n\n"
}

/// A name that Rust reserves, as a raw identifier.
pub fn raw(name: &str) -> String {
    let reserved = [
        "type", "match", "move", "ref", "use", "mod", "impl", "fn", "where", "loop", "in", "for",
    ];
    if reserved.contains(&name) {
        format!("r#{name}")
    } else {
        name.to_owned()
    }
}

/// The nearest handler's `State(…)` parameter and error type.
fn habits(context: &Context<'_>, operation: &OperationDraft) -> (Option<String>, Option<String>) {
    let near = operation.nearest.as_ref();
    let routes = context
        .analysis()
        .operations
        .iter()
        .filter(|op| op.kind == OperationKind::Route);
    let all: Vec<&str> = routes
        .clone()
        .filter(|op| near.is_some() && op.anchor.as_ref() == near)
        .chain(routes)
        .map(|op| op.signature.as_str())
        .collect();
    let state = all.iter().find_map(|text| {
        let at = text.find("State(")?;
        let rest = &text[at..];
        let end = rest.find('>')? + 1;
        rest.get(..end).map(str::to_owned)
    });
    let error = all.iter().find_map(|text| {
        let result = text.rsplit_once("-> ")?.1;
        let inner = result
            .trim()
            .trim_end_matches('{')
            .trim()
            .strip_prefix("Result<")?
            .strip_suffix('>')?;
        inner.rsplit_once(", ").map(|(_, error)| error.to_owned())
    });
    (state, error)
}

fn operation(context: &Context<'_>, operation: &OperationDraft) -> Vec<CodeBlock> {
    let pascal = names::to_case(&operation.name, Case::Pascal);
    let (state, error) = habits(context, operation);
    let error = error.unwrap_or_else(|| "axum::http::StatusCode".to_owned());
    let mut types = String::new();
    let id = id_type(context);
    // A guard that is a type is an extractor.
    let extractor = common::guard_call(operation)
        .filter(|name| name.starts_with(char::is_uppercase))
        .map(|name| format!("_: {name}"));
    let mut params: Vec<String> = extractor.into_iter().chain(state).collect();
    if operation
        .route
        .as_deref()
        .is_some_and(|route| route.contains("id}") || route.contains("id"))
        && let Some(name) = common::route_param(operation)
    {
        params.push(format!("Path({name}): Path<{id}>"));
    }
    let rest: Vec<Param> = operation
        .params
        .iter()
        .filter(|p| !common::in_route(operation, p))
        .cloned()
        .collect();
    let reads = operation
        .method
        .as_deref()
        .is_some_and(|method| method == "GET" || method == "DELETE");
    if !rest.is_empty() {
        let (name, extractor) = if reads {
            (format!("{pascal}Query"), "Query")
        } else {
            (format!("{pascal}Request"), "Json")
        };
        types.push_str(&structure(
            &name,
            "What a caller gives.",
            "serde::Deserialize",
            &rest,
            &id,
        ));
        params.push(format!("{extractor}(request): {extractor}<{name}>"));
    }
    let result = match &operation.returns {
        Returns::Nothing => "()".to_owned(),
        Returns::Id { .. } => format!("Json<{id}>"),
        Returns::Named { name } => format!("Json<{name}>"),
        Returns::Value { ty } => rust_type(ty, true),
        Returns::One { fields } | Returns::Many { fields } => {
            let name = format!("{pascal}Result");
            types.push_str(&structure(
                &name,
                "One result.",
                "serde::Serialize",
                fields,
                &id,
            ));
            let many = matches!(operation.returns, Returns::Many { .. });
            if many {
                format!("Json<Vec<{name}>>")
            } else {
                format!("Json<{name}>")
            }
        }
    };
    let route = format!(
        "{} {}",
        operation.method.as_deref().unwrap_or("POST"),
        operation.route.as_deref().unwrap_or("/")
    );
    let list: String = params
        .iter()
        .map(|param| format!("    {param},\n"))
        .collect();
    let list = if list.is_empty() {
        String::new()
    } else {
        format!("\n{list}")
    };
    let routes = context.analysis().operations.iter();
    let mut signatures = routes
        .filter(|op| op.kind == OperationKind::Route)
        .map(|op| op.signature.as_str());
    let private = signatures
        .next()
        .is_some_and(|text| !text.starts_with("pub"))
        && signatures.all(|text| !text.starts_with("pub"));
    let visible = if private { "" } else { "pub " };
    let body = format!(
        "{types}/// `{route}`\n{visible}async fn {}({list}) -> Result<{result}, {error}> {{\n    todo!(\"{}\")\n}}",
        operation.name,
        common::unimplemented_text(operation)
    );
    let text = format!("{}\n{body}", imports(context, operation, &body));
    vec![CodeBlock {
        language: "rust".to_owned(),
        path: operation.file.clone(),
        role: "contract".to_owned(),
        text,
    }]
}

fn imports(context: &Context<'_>, operation: &OperationDraft, body: &str) -> String {
    let mut text = String::new();
    let extractors: Vec<&str> = ["Path", "Query", "State"]
        .into_iter()
        .filter(|name| body.contains(&format!("{name}(")))
        .collect();
    if !extractors.is_empty() {
        let _ = writeln!(text, "use axum::extract::{{{}}};", extractors.join(", "));
    }
    if body.contains("Json<") {
        text.push_str("use axum::Json;\n");
    }
    let near = operation
        .nearest
        .as_ref()
        .map(|anchor| anchor.path.as_str());
    let taken = common::taken_imports(common::sibling(context, &operation.file, near), body);
    for (module, names) in taken {
        let names: Vec<String> = names
            .into_iter()
            .filter(|name| !["Path", "Query", "State", "Json"].contains(&name.as_str()))
            .collect();
        let module = module.trim_end_matches("::");
        match names.as_slice() {
            [] => {}
            [one] if module.ends_with(&format!("::{one}")) => {
                let _ = writeln!(text, "use {module};");
            }
            _ => {
                let _ = writeln!(text, "use {module}::{{{}}};", names.join(", "));
            }
        }
    }
    text
}
