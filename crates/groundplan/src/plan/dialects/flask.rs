//! Flask: routes on a blueprint, tables by SQLAlchemy in classic columns or mapped ones.

use std::fmt::Write as _;

use super::{BASE, Dialect, alembic, common, sqlalchemy};
use crate::model::evidence::Stack;
use crate::plan::context::Context;
use crate::plan::types::{CodeBlock, OperationDraft};

/// The dialect.
pub const DIALECT: Dialect = Dialect {
    id: "flask",
    summary: "Flask blueprints, SQLAlchemy models",
    fits,
    new_table: sqlalchemy::new_table,
    change_table: sqlalchemy::change_table,
    migrations: alembic::migrations,
    operation,
    ..BASE
};

fn fits(stack: &Stack) -> bool {
    let has = |id: &str| stack.profiles.iter().any(|profile| profile == id);
    stack.schema_language.as_deref() == Some("sqlalchemy") && has("flask") && !has("fastapi")
}

/// A function under the blueprint's decorator; a file of its own brings its blueprint.
fn operation(context: &Context<'_>, operation: &OperationDraft) -> Vec<CodeBlock> {
    let method = operation.method.as_deref().unwrap_or("POST").to_lowercase();
    let own = format!("/{}", operation.name);
    let route = operation.route.as_deref().unwrap_or(&own);
    let route = route.replace('{', "<").replace('}', ">");
    let is_new = context.evidence.file(&operation.file).is_none();
    let mut text = String::new();
    if is_new {
        let stem = crate::model::names::file_stem(&operation.file);
        let _ = write!(
            text,
            "from flask import Blueprint\n\nbp = Blueprint(\"{stem}\", __name__)\n\n\n"
        );
    }
    let guard = common::guard_call(operation);
    if let Some(module) = guard
        .as_ref()
        .and_then(|name| common::module_of(context, &operation.file, name))
    {
        let name = guard.as_deref().unwrap_or_default();
        text.insert_str(0, &format!("from {module} import {name}\n"));
    }
    let _ = writeln!(text, "@bp.{method}(\"{route}\")");
    if let (Some(guard), Some(role)) = (&guard, &operation.role) {
        let _ = writeln!(text, "@{guard}(\"{role}\")");
    }
    let param = common::route_param(operation).unwrap_or_default();
    let given: Vec<&str> = operation
        .params
        .iter()
        .filter(|one| !common::in_route(operation, one))
        .map(|one| one.name.as_str())
        .collect();
    let _ = writeln!(text, "def {}({param}):", operation.name);
    if !given.is_empty() {
        let from = if method == "get" { "query" } else { "body" };
        let _ = writeln!(text, "    # {from}: {}", given.join(", "));
    }
    let _ = write!(
        text,
        "    raise NotImplementedError(\"{}\")",
        common::unimplemented_text(operation)
    );
    vec![CodeBlock {
        language: "python".to_owned(),
        path: operation.file.clone(),
        role: "contract".to_owned(),
        text,
    }]
}
