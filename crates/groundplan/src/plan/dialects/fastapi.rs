//! FastAPI routes and pydantic schemas.

use std::fmt::Write as _;

use super::common;
use super::sqlalchemy::{block, id_type, imports, python};
use crate::model::names::{self, Case};
use crate::plan::context::Context;
use crate::plan::types::{CodeBlock, OperationDraft, Param, Returns, Verb};

fn model(name: &str, fields: &[Param], id: &str) -> String {
    let mut text = format!("class {name}(BaseModel):\n");
    for field in fields {
        let ty = python(&field.ty, id);
        let line = if field.required {
            format!("    {}: {ty}\n", field.name)
        } else {
            format!("    {}: {ty} | None = None\n", field.name)
        };
        text.push_str(&line);
    }
    if fields.is_empty() {
        text.push_str("    pass\n");
    }
    text
}

pub(super) fn operation(context: &Context<'_>, operation: &OperationDraft) -> Vec<CodeBlock> {
    let id = id_type(context);
    let pascal = names::to_case(&operation.name, Case::Pascal);
    let mut models = String::new();
    let (result, response) = match &operation.returns {
        Returns::Nothing => ("None".to_owned(), None),
        Returns::Id { .. } => (id.clone(), None),
        Returns::Value { ty } => (python(ty, &id), None),
        Returns::Named { name } => (name.clone(), None),
        Returns::One { fields } | Returns::Many { fields } => {
            let name = format!("{pascal}Result");
            models.push_str(&model(&name, fields, &id));
            models.push_str("\n\n");
            let many = matches!(operation.returns, Returns::Many { .. });
            let result = if many { format!("list[{name}]") } else { name };
            (result.clone(), Some(result))
        }
    };
    let method = operation
        .method
        .clone()
        .unwrap_or_else(|| "POST".to_owned())
        .to_lowercase();
    let route = operation
        .route
        .clone()
        .unwrap_or_else(|| format!("/{}", operation.name));
    let mut params: Vec<String> = Vec::new();
    params.extend(common::route_param(operation).map(|name| format!("{name}: {id}")));
    let rest: Vec<Param> = operation
        .params
        .iter()
        .filter(|p| !common::in_route(operation, p))
        .cloned()
        .collect();
    if method == "get" || method == "delete" {
        params.extend(rest.iter().map(|p| {
            let ty = python(&p.ty, &id);
            if p.required {
                format!("{}: {ty}", p.name)
            } else {
                format!("{}: {ty} | None = None", p.name)
            }
        }));
    } else if !rest.is_empty() {
        let name = format!("{pascal}Body");
        models.push_str(&model(&name, &rest, &id));
        models.push_str("\n\n");
        params.push(format!("body: {name}"));
    }
    params.extend(dependencies(context, operation));
    let session = common::said_beside(context, &operation.file, ": SessionDep")
        && !params.iter().any(|param| param.starts_with("session"));
    params.extend(session.then(|| "session: SessionDep".to_owned()));
    // Python wants parameters without a default first.
    params.sort_by_key(|param| param.contains(" = "));
    let mut decorator = response.map_or_else(String::new, |response| {
        format!(", response_model={response}")
    });
    if operation.verb == Verb::Create {
        decorator.push_str(", status_code=201");
    }
    let guard = common::guard_call(operation)
        .filter(|name| !params.iter().any(|param| param.contains(name.as_str())));
    if let Some(guard) = &guard {
        let _ = write!(decorator, ", dependencies=[Depends({guard})]");
    }
    let prefix = prefix(context, &operation.file, &route);
    let shown = route.strip_prefix(prefix.as_str()).unwrap_or(&route);
    let list: String = params
        .iter()
        .map(|param| format!("    {param},\n"))
        .collect();
    let list = if list.is_empty() {
        String::new()
    } else {
        format!("\n{list}")
    };
    let body = format!(
        "{models}@router.{method}(\"{shown}\"{decorator})\ndef {}({list}) -> {result}:\n    raise NotImplementedError(\"{}\")",
        operation.name,
        common::unimplemented_text(operation)
    );
    let near = operation
        .nearest
        .as_ref()
        .map(|anchor| anchor.path.as_str());
    let mut taken = common::taken_imports(common::sibling(context, &operation.file, near), &body);
    for name in guard.iter().map(String::as_str).chain(["SessionDep"]) {
        let there = taken.values().flatten().any(|one| one == name);
        if common::mentions(&body, name)
            && !there
            && let Some(module) = common::module_of(context, &operation.file, name)
        {
            taken.entry(module).or_default().push(name.to_owned());
        }
    }
    let head = imports(&format!("APIRouter {body}"), &taken);
    let made = if prefix.is_empty() {
        "router = APIRouter()\n\n\n".to_owned()
    } else {
        let tag = prefix.trim_start_matches('/');
        format!("router = APIRouter(prefix=\"{prefix}\", tags=[\"{tag}\"])\n\n\n")
    };
    let router = if context.evidence.file(&operation.file).is_some() {
        ""
    } else {
        made.as_str()
    };
    let head = if router.is_empty() {
        imports(&body, &taken)
    } else {
        head
    };
    let router = if router.is_empty() {
        "router: APIRouter  # the file's own\n\n\n"
    } else {
        router
    };
    let head = if head.contains("APIRouter") {
        head
    } else {
        format!("from fastapi import APIRouter\n{head}")
    };
    vec![block(
        operation.file.clone(),
        "contract",
        format!("{head}\n{router}{body}"),
    )]
}

/// The prefix of the router in a file whose siblings have one: the first part of the route.
fn prefix(context: &Context<'_>, path: &str, route: &str) -> String {
    if !common::said_beside(context, path, "APIRouter(prefix=") {
        return String::new();
    }
    let first = route
        .trim_start_matches('/')
        .split('/')
        .next()
        .unwrap_or_default();
    format!("/{first}")
}

/// Parameters with `Depends(…)` that the nearest route takes: the session, the caller.
fn dependencies(context: &Context<'_>, operation: &OperationDraft) -> Vec<String> {
    let near = operation.nearest.as_ref();
    let signature = context
        .analysis()
        .operations
        .iter()
        .find(|op| near.is_some() && op.anchor.as_ref() == near)
        .map(|op| op.signature.clone())
        .unwrap_or_default();
    let inner = signature.split_once('(').map_or("", |(_, rest)| rest);
    top_level(inner)
        .into_iter()
        .filter(|param| param.contains("Depends("))
        .collect()
}

/// Splits at commas that stand in no bracket.
fn top_level(text: &str) -> Vec<String> {
    let (mut all, mut depth, mut part) = (Vec::new(), 0i32, String::new());
    for c in text.chars() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            _ => {}
        }
        if depth < 0 {
            break;
        }
        if c == ',' && depth == 0 {
            all.push(part.trim().to_owned());
            part.clear();
        } else {
            part.push(c);
        }
    }
    if !part.trim().is_empty() {
        all.push(part.trim().to_owned());
    }
    all
}
