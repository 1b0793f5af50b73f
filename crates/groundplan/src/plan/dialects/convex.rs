//! Convex: `defineTable` with validators, `query` / `mutation` with arguments and results.

use std::fmt::Write as _;

use super::{BASE, Dialect, common};
use crate::model::evidence::{OperationKind, Stack};
use crate::model::names::Case;
use crate::plan::context::Context;
use crate::plan::types::{
    CodeBlock, FieldType, IndexDraft, OperationDraft, Param, Returns, TableChange, TableDraft, Verb,
};

/// The dialect.
pub const DIALECT: Dialect = Dialect {
    id: "convex",
    summary: "Convex tables and functions in TypeScript",
    fits: |stack: &Stack| stack.schema_language.as_deref() == Some("convex"),
    operation_case: Case::Camel,
    unique_indexes: false,
    index_prefix: "by_",
    kinds: (OperationKind::Query, OperationKind::Mutation),
    headings: &[
        (OperationKind::Query, "Queries"),
        (OperationKind::Mutation, "Mutations"),
        (OperationKind::Action, "Actions"),
    ],
    new_table,
    change_table,
    operation,
    ..BASE
};

fn validator(ty: &FieldType) -> String {
    match ty {
        FieldType::Text | FieldType::Date => "v.string()".to_owned(),
        FieldType::Integer | FieldType::Number | FieldType::Decimal | FieldType::Timestamp => {
            "v.number()".to_owned()
        }
        FieldType::Boolean => "v.boolean()".to_owned(),
        FieldType::Json => "v.any()".to_owned(),
        FieldType::Enum { values } => {
            let all: Vec<String> = values
                .iter()
                .map(|value| format!("v.literal(\"{value}\")"))
                .collect();
            format!("v.union({})", all.join(", "))
        }
        FieldType::Reference { table } => format!("v.id(\"{table}\")"),
        FieldType::List { of } => format!("v.array({})", validator(of)),
    }
}

fn entry(name: &str, ty: &FieldType, required: bool) -> String {
    let inner = validator(ty);
    if required {
        format!("{name}: {inner}")
    } else {
        format!("{name}: v.optional({inner})")
    }
}

fn index_lines(indexes: &[IndexDraft]) -> String {
    let line = |index: &IndexDraft| {
        let fields: Vec<String> = index
            .fields
            .iter()
            .map(|field| format!("\"{field}\""))
            .collect();
        format!("\n  .index(\"{}\", [{}])", index.name, fields.join(", "))
    };
    indexes.iter().map(line).collect()
}

fn schema_path(context: &Context<'_>) -> String {
    let first = context
        .analysis()
        .tables
        .first()
        .and_then(|table| table.anchor.as_ref());
    first.map_or_else(
        || "convex/schema.ts".to_owned(),
        |anchor| anchor.path.clone(),
    )
}

fn block(path: String, role: &str, text: String) -> CodeBlock {
    CodeBlock {
        language: "typescript".to_owned(),
        path,
        role: role.to_owned(),
        text,
    }
}

fn new_table(context: &Context<'_>, table: &TableDraft) -> Vec<CodeBlock> {
    let checks = table.checks.iter().map(|check| {
        let condition = check.rule.condition(&str::to_owned);
        format!("// mutations check: {condition}\n")
    });
    let mut text: String = checks.collect();
    let _ = writeln!(text, "{}: defineTable({{", table.name);
    for field in &table.fields {
        let note = field
            .limit
            .as_ref()
            .map(|limit| format!(" // {}", limit.words()));
        let entry = entry(&field.name, &field.ty, field.required);
        let _ = writeln!(text, "  {entry},{}", note.unwrap_or_default());
    }
    let _ = write!(text, "}}){}", index_lines(&table.indexes));
    vec![block(schema_path(context), "schema", text)]
}

/// The table as it stands in the source, without what goes, with the new fields behind the others
/// and the new indexes at its end.
fn change_table(context: &Context<'_>, change: &TableChange) -> Vec<CodeBlock> {
    let anchor = &change.anchor;
    let text = context.evidence.texts.get(&anchor.path);
    let (first, last) = (anchor.line_start as usize, anchor.line_end as usize);
    let lines = text.map(|text| text.lines().skip(first - 1).take(last + 1 - first));
    let lines: Vec<&str> = lines.into_iter().flatten().collect();
    let indent = lines
        .first()
        .map_or(0, |line| line.len() - line.trim_start().len());
    let lines = lines
        .iter()
        .map(|line| line.get(indent..).unwrap_or_else(|| line.trim_start()));
    let goes = |line: &str| {
        let name = line.trim_start().split(':').next().unwrap_or_default();
        change.remove.iter().any(|gone| gone == name)
    };
    let mut out: Vec<String> = Vec::new();
    let mut open = true;
    for line in lines.filter(|line| !goes(line)) {
        if open && line.trim_start().starts_with('}') {
            open = false;
            out.extend(change.add.iter().map(|field| {
                let entry = entry(&field.name, &field.ty, field.required);
                format!("  {entry}, // new")
            }));
        }
        out.push(line.to_owned());
    }
    let text = out.join("\n").trim_end().trim_end_matches(',').to_owned();
    let text = text + &index_lines(&change.indexes);
    vec![block(anchor.path.clone(), "schema", text)]
}

fn object(params: &[Param], indent: &str) -> String {
    if params.is_empty() {
        return "{}".to_owned();
    }
    let mut text = "{\n".to_owned();
    for param in params {
        let _ = writeln!(
            text,
            "{indent}  {},",
            entry(&param.name, &param.ty, param.required)
        );
    }
    text + indent + "}"
}

fn returns(operation: &OperationDraft) -> String {
    match &operation.returns {
        Returns::Nothing => "v.null()".to_owned(),
        Returns::Id { table } => format!("v.id(\"{table}\")"),
        Returns::Value { ty } => validator(ty),
        Returns::Named { .. } => "v.any()".to_owned(),
        Returns::One { fields } if fields.is_empty() => "v.any()".to_owned(),
        Returns::One { fields } => format!("v.object({})", object(fields, "  ")),
        Returns::Many { fields } if fields.is_empty() => "v.array(v.any())".to_owned(),
        Returns::Many { fields } => format!(
            "v.array(\n    v.object({}),\n  )",
            object(&row(operation, fields), "    ")
        ),
    }
}

/// Rows that are read carry their own identifier and the time of their creation.
fn row(operation: &OperationDraft, fields: &[Param]) -> Vec<Param> {
    let system = |name: &str, ty: FieldType| Param {
        name: name.to_owned(),
        ty,
        required: true,
        about: String::new(),
    };
    let own = operation.entity.as_ref().map(|table| {
        let table = table.clone();
        [
            system("_id", FieldType::Reference { table }),
            system("_creationTime", FieldType::Timestamp),
        ]
    });
    own.into_iter()
        .flatten()
        .chain(fields.iter().cloned())
        .collect()
}

/// The shape of the result of the export that is there: what downloads it reads that shape.
fn as_nearest(context: &Context<'_>, operation: &OperationDraft) -> Option<String> {
    let near = operation
        .nearest
        .as_ref()
        .filter(|_| operation.verb == Verb::Export)?;
    let text = context.evidence.texts.get(&near.path)?;
    let start = text.find("returns: v.object({")? + "returns: ".len();
    let rest = text.get(start..)?;
    let end = rest.find("})")? + "})".len();
    let shape = rest.get(..end)?;
    let own = |word: &str| word.starts_with("v.") || !word.contains('.');
    let plain = shape.split([' ', ',', '\n']).all(|word| own(word.trim()));
    plain.then(|| shape.to_owned())
}

/// What the operation is built with: the guard where it is a builder, else Convex's own.
fn wrapper<'g>(operation: &OperationDraft, guard: Option<&'g str>) -> &'g str {
    let usual = match operation.kind {
        OperationKind::Query => ("query", "Query"),
        OperationKind::Action => ("action", "Action"),
        _ => ("mutation", "Mutation"),
    };
    guard
        .filter(|name| name.ends_with(usual.1))
        .unwrap_or(usual.0)
}

fn operation(context: &Context<'_>, operation: &OperationDraft) -> Vec<CodeBlock> {
    let called = common::guard_call(operation);
    let wrapper = wrapper(operation, called.as_deref());
    let guard = called.clone().filter(|name| name != wrapper);
    let mut body = format!("export const {} = {wrapper}({{\n", operation.name);
    let _ = writeln!(body, "  args: {},", object(&operation.params, "  "));
    let result = as_nearest(context, operation).unwrap_or_else(|| returns(operation));
    let _ = writeln!(body, "  returns: {result},");
    let ctx = if guard.is_some() { "ctx" } else { "_ctx" };
    let _ = writeln!(body, "  handler: async ({ctx}, _args) => {{");
    if let Some(guard) = &guard {
        let _ = writeln!(body, "    await {guard}(ctx);");
    }
    let _ = writeln!(
        body,
        "    throw new Error(\"{}\");",
        common::unimplemented_text(operation)
    );
    body.push_str("  },\n});");
    let near = operation
        .nearest
        .as_ref()
        .map(|anchor| anchor.path.as_str());
    let sibling = common::sibling(context, &operation.file, near);
    let mut imports = common::taken_imports(sibling, &body);
    if let Some(guard) = &called
        && !imports.values().flatten().any(|name| name == guard)
        && let Some(module) = common::module_of(context, &operation.file, guard)
    {
        imports.entry(module).or_default().push(guard.clone());
    }
    let mut need = |name: &str, module: String| {
        let missing =
            common::mentions(&body, name) && !imports.values().flatten().any(|n| n == name);
        if missing {
            imports.entry(module).or_default().push(name.to_owned());
        }
    };
    // A builder of the project is imported already.
    need(
        wrapper,
        format!("{}_generated/server", up_to_root(&operation.file)),
    );
    need("v", "convex/values".to_owned());
    let mut text = String::new();
    for (module, names) in &imports {
        let _ = writeln!(text, "import {{ {} }} from \"{module}\";", names.join(", "));
    }
    vec![block(
        operation.file.clone(),
        "contract",
        format!("{text}\n{body}"),
    )]
}

/// From a file under `convex/` up to that folder: `../`, `./`.
fn up_to_root(path: &str) -> String {
    let depth = path
        .split('/')
        .skip_while(|part| *part != "convex")
        .skip(1)
        .count();
    if depth <= 1 {
        "./".to_owned()
    } else {
        "../".repeat(depth - 1)
    }
}
