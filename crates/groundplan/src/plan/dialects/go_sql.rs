//! Go services over SQL: migrations, row structs, HTTP handlers.

use std::fmt::Write as _;

use super::{Dialect, common, sql};
use crate::model::evidence::Stack;
use crate::model::names::{self, Case};
use crate::plan::context::Context;
use crate::plan::types::{CodeBlock, FieldType, OperationDraft, Param, Returns};

/// The dialect.
pub const DIALECT: Dialect = Dialect {
    id: "go-sql",
    summary: "SQL migrations and HTTP handlers in Go",
    fits: |stack: &Stack| sql::is_used(stack) && common::first_language(stack) == Some("go"),
    operation_case: Case::Pascal,
    handler: "http.ResponseWriter",
    operation,
    ..sql::SERVICE
};

fn go_type(ty: &FieldType, required: bool) -> String {
    let base = match ty {
        FieldType::Text | FieldType::Enum { .. } | FieldType::Date => "string".to_owned(),
        FieldType::Integer | FieldType::Reference { .. } => "int64".to_owned(),
        FieldType::Number | FieldType::Decimal => "float64".to_owned(),
        FieldType::Boolean => "bool".to_owned(),
        FieldType::Timestamp => "time.Time".to_owned(),
        FieldType::Json => "json.RawMessage".to_owned(),
        FieldType::List { of } => return format!("[]{}", go_type(of, true)),
    };
    if required { base } else { format!("*{base}") }
}

/// `model_id` → `ModelID`.
fn go_name(name: &str) -> String {
    let initialisms = [
        "id", "url", "api", "csv", "json", "http", "sql", "uuid", "ip",
    ];
    names::split(name)
        .iter()
        .map(|word| {
            if initialisms.contains(&word.as_str()) {
                word.to_uppercase()
            } else {
                names::capital(word)
            }
        })
        .collect()
}

fn structure(name: &str, about: &str, fields: &[Param]) -> String {
    let mut text = format!("// {name} {about}\ntype {name} struct {{\n");
    let width = fields
        .iter()
        .map(|field| go_name(&field.name).len())
        .max()
        .unwrap_or(0);
    let types: Vec<String> = fields
        .iter()
        .map(|field| go_type(&field.ty, field.required))
        .collect();
    let type_width = types.iter().map(String::len).max().unwrap_or(0);
    for (field, ty) in fields.iter().zip(&types) {
        let name = go_name(&field.name);
        let tag = if field.required { "" } else { ",omitempty" };
        let _ = writeln!(
            text,
            "\t{name:width$} {ty:type_width$} `json:\"{}{tag}\"`",
            field.name
        );
    }
    text + "}\n\n"
}

/// The receiver that the nearest handler has: `(s *Server) `.
fn receiver(context: &Context<'_>, operation: &OperationDraft) -> String {
    let near = operation.nearest.as_ref();
    let operations = &context.analysis().operations;
    let signature = operations
        .iter()
        .filter(|op| op.signature.starts_with("func ("))
        .find(|op| near.is_none() || op.anchor.as_ref() == near || op.kind == operation.kind)
        .map(|op| op.signature.as_str());
    let handlers = DIALECT.handlers(context);
    let shown = handlers
        .iter()
        .filter(|(path, _)| names::dir_of(path) == names::dir_of(&operation.file))
        .map(|(_, symbol)| symbol.signature.as_str())
        .find(|text| text.starts_with("func ("));
    let found = signature
        .or(shown)
        .and_then(|text| text.strip_prefix("func "))
        .and_then(|text| text.split_once(')'));
    found.map_or_else(String::new, |(receiver, _)| format!("{receiver}) "))
}

/// Whether the handlers that are there begin with a capital; so they do where there are none.
fn is_exported(context: &Context<'_>) -> bool {
    let handlers = DIALECT.handlers(context);
    let methods = handlers
        .iter()
        .filter(|(_, symbol)| symbol.name != "ServeHTTP");
    let names: Vec<&str> = methods.map(|(_, symbol)| symbol.name.as_str()).collect();
    let all = names.len();
    let lower = names
        .iter()
        .filter(|name| name.starts_with(char::is_lowercase))
        .count();
    2 * lower <= all
}

/// `CreateX` → `createX`.
fn unexported(name: &str) -> String {
    let mut chars = name.chars();
    let first = chars.next().map(|c| c.to_ascii_lowercase());
    first.into_iter().chain(chars).collect()
}

fn operation(context: &Context<'_>, operation: &OperationDraft) -> Vec<CodeBlock> {
    let pascal = go_name(&operation.name);
    let name = if is_exported(context) {
        pascal.clone()
    } else {
        unexported(&pascal)
    };
    let mut types = String::new();
    let body_params: Vec<Param> = operation
        .params
        .iter()
        .filter(|p| !common::in_route(operation, p))
        .cloned()
        .collect();
    let reads = operation
        .method
        .as_deref()
        .is_some_and(|method| method == "GET" || method == "DELETE");
    if !body_params.is_empty() && !reads {
        types.push_str(&structure(
            &format!("{pascal}Request"),
            "is the body of the request.",
            &body_params,
        ));
    }
    if let Returns::One { fields } | Returns::Many { fields } = &operation.returns
        && !fields.is_empty()
    {
        types.push_str(&structure(
            &format!("{pascal}Result"),
            "is one result.",
            fields,
        ));
    }
    let route = format!(
        "{} {}",
        operation.method.as_deref().unwrap_or("POST"),
        operation.route.as_deref().unwrap_or("/")
    );
    let text = common::unimplemented_text(operation);
    // The project's own way to refuse, where it has one.
    let refuse = if common::said_beside(
        context,
        &operation.file,
        "func writeError(w http.ResponseWriter, status int, ",
    ) {
        format!("writeError(w, http.StatusNotImplemented, \"{text}\")")
    } else {
        format!("http.Error(w, \"{text}\", http.StatusNotImplemented)")
    };
    let handler = format!(
        "// {name} serves {route}.\nfunc {}{name}(w http.ResponseWriter, r *http.Request) {{\n\t_ = r\n\t{refuse}\n}}",
        receiver(context, operation),
    );
    let mut imports = vec!["net/http"];
    if types.contains("json.RawMessage") {
        imports.insert(0, "encoding/json");
    }
    if types.contains("time.Time") {
        imports.push("time");
    }
    let lines: String = imports
        .iter()
        .map(|import| format!("\t\"{import}\"\n"))
        .collect();
    let text = format!(
        "package {}\n\nimport (\n{lines})\n\n{types}{handler}",
        common::go_package(context, &operation.file)
    );
    vec![CodeBlock {
        language: "go".to_owned(),
        path: operation.file.clone(),
        role: "contract".to_owned(),
        text,
    }]
}
