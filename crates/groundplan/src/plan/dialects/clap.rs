//! clap's derive: the arguments type of a command, the function that runs it, and fields that a command's
//! arguments get or lose.

use std::cmp::Reverse;
use std::fmt::Write as _;

use super::common;
use super::rust_sqlx::{raw, rust_type};
use crate::model::evidence::OperationKind;
use crate::model::index::{FileKind, Located, Symbol, SymbolKind};
use crate::model::names::{self, Case};
use crate::plan::analogy;
use crate::plan::context::Context;
use crate::plan::types::{Change, CodeBlock, FieldType, OperationDraft, Param};

/// What the name of a command's arguments type ends in.
const SUFFIXES: &[&str] = &["Args", "Arguments", "Options", "Opts", "Command", "Cmd"];

/// The code of a command that comes or changes.
pub(super) fn of_command(context: &Context<'_>, operation: &OperationDraft) -> Vec<CodeBlock> {
    match operation.change {
        Change::Add => added(context, operation),
        Change::Modify => changed(context, operation).into_iter().collect(),
        Change::Remove => Vec::new(),
    }
}

/// The arguments types of the commands that are there, each with its command.
fn known<'a>(context: &Context<'a>) -> Vec<(&'a str, Located<'a>)> {
    let operations = context.analysis().operations.iter();
    let commands = operations.filter(|op| op.kind == OperationKind::Command);
    commands
        .filter_map(|op| Some((op.name.as_str(), arguments_of(context, &op.name)?)))
        .collect()
}

/// The arguments type of a command: `AddArgs` of `add`.
fn arguments_of<'a>(context: &Context<'a>, command: &str) -> Option<Located<'a>> {
    let pascal = names::to_case(command, Case::Pascal);
    let index: &'a crate::model::index::Index = &context.evidence.index;
    let mut structs = index.of_kind(FileKind::Source).flat_map(|file| {
        let symbols = file.symbols.iter();
        let structs = symbols.filter(|symbol| symbol.kind == SymbolKind::Struct);
        structs.map(move |symbol| Located { file, symbol })
    });
    structs.find(|found| {
        let suffix = found.symbol.name.strip_prefix(&pascal);
        suffix.is_some_and(|suffix| SUFFIXES.contains(&suffix))
    })
}

fn block(language: &str, path: &str, text: String) -> CodeBlock {
    CodeBlock {
        language: language.to_owned(),
        path: path.to_owned(),
        role: "contract".to_owned(),
        text,
    }
}

fn added(context: &Context<'_>, operation: &OperationDraft) -> Vec<CodeBlock> {
    let known = known(context);
    let pascal = names::to_case(&operation.name, Case::Pascal);
    let Some((_, like)) = known.first() else {
        return vec![variant(context, operation, &pascal).unwrap_or_else(|| {
            arguments(
                context,
                operation,
                &format!("{pascal}Args"),
                &operation.file,
            )
        })];
    };
    let suffix = SUFFIXES
        .iter()
        .find(|suffix| like.symbol.name.ends_with(**suffix))
        .unwrap_or(&"Args");
    let name = format!("{pascal}{suffix}");
    let mut all = vec![arguments(context, operation, &name, &like.file.path)];
    if operation.file != like.file.path {
        all.extend(handler(context, operation, &known));
    }
    all
}

/// The fields, each with its documentation and attributes.
fn fields(context: &Context<'_>, params: &[Param], visible: &str) -> String {
    let mut text = String::new();
    for param in params {
        let doc = Some(param.about.clone()).filter(|about| !about.is_empty());
        let doc = doc.or_else(|| alike(context, param)?.1);
        if let Some(doc) = doc {
            let _ = writeln!(text, "    /// {doc}");
        }
        let attributes = attributes(param);
        if !attributes.is_empty() {
            let _ = writeln!(text, "    #[arg({attributes})]");
        }
        let field = names::to_case(&param.name, Case::Snake);
        let ty = field_type(context, param);
        let _ = writeln!(text, "    {visible}{}: {ty},", raw(&field));
    }
    text
}

/// The arguments type of a new command.
fn arguments(
    context: &Context<'_>,
    operation: &OperationDraft,
    name: &str,
    path: &str,
) -> CodeBlock {
    let body = fields(context, &operation.params, "pub ");
    let text = format!(
        "/// Arguments of `{}`.\n#[derive(Debug, clap::Args)]\npub struct {name} {{\n{body}}}",
        operation.name
    );
    block("rust", path, text)
}

/// A member with fields, where the commands that are there are such.
fn variant(context: &Context<'_>, operation: &OperationDraft, name: &str) -> Option<CodeBlock> {
    let operations = context.analysis().operations.iter();
    let mut commands = operations.filter(|op| op.kind == OperationKind::Command);
    let anchor =
        commands.find_map(|op| op.anchor.as_ref().filter(|_| op.signature.contains('{')))?;
    let body = fields(context, &operation.params, "");
    let lines = format!("/// `{}`\n{name} {{\n{body}}},", operation.name);
    let lines: Vec<String> = lines.lines().map(|line| format!("+     {line}")).collect();
    Some(block("diff", &anchor.path, lines.join("\n")))
}

/// The function that runs a new command, as that of a command whose arguments it takes.
fn handler(
    context: &Context<'_>,
    operation: &OperationDraft,
    known: &[(&str, Located<'_>)],
) -> Option<CodeBlock> {
    let dir = names::dir_of(&operation.file);
    known.iter().find_map(|(command, arguments)| {
        let files = context.evidence.index.of_kind(FileKind::Source);
        let mut beside = files.filter(|file| names::dir_of(&file.path) == dir);
        let (file, symbol) = beside.find_map(|file| {
            let mut symbols = file.symbols.iter();
            let takes = |symbol: &&Symbol| {
                symbol.kind == SymbolKind::Function
                    && common::mentions(&symbol.signature, &arguments.symbol.name)
            };
            Some((file, symbols.find(takes)?))
        })?;
        let mut uses = String::new();
        for import in &file.imports {
            let module = import.module.trim_end_matches("::");
            let last = module.rsplit("::").next().unwrap_or(module);
            let mut used: Vec<&str> = import.names.iter().map(String::as_str).collect();
            used.retain(|name| common::mentions(&symbol.signature, name));
            let line = match used.as_slice() {
                [] if common::mentions(&symbol.signature, last) => format!("use {module};\n"),
                [] => continue,
                [one] if *one == last => format!("use {module};\n"),
                [one] => format!("use {module}::{one};\n"),
                many => format!("use {module}::{{{}}};\n", many.join(", ")),
            };
            uses.push_str(&line);
        }
        let text = format!(
            "{uses}\n/// Runs `{command}`.\n{} {{\n    todo!(\"{}\")\n}}",
            symbol.signature,
            common::unimplemented_text(operation)
        );
        let text = analogy::renamed(&text, command, &operation.name, &operation.file);
        Some(block("rust", &operation.file, text.trim_start().to_owned()))
    })
}

/// The fields that the arguments of a command get and lose.
fn changed(context: &Context<'_>, operation: &OperationDraft) -> Option<CodeBlock> {
    let found = arguments_of(context, &operation.name)?;
    let gone = operation.drops.iter().filter_map(|name| {
        let field = names::to_case(name.trim_start_matches('-'), Case::Snake);
        let mut fields = found.file.symbols.iter();
        let owner = Some(found.symbol.name.as_str());
        fields.find(|one| one.name == field && one.container.as_deref() == owner)
    });
    let gone = gone.map(|field| format!("-     {},", field.signature.trim_end_matches(',')));
    let new = fields(context, &operation.params, "pub ");
    let new = new.lines().map(|line| format!("+ {line}"));
    let lines: Vec<String> = gone.chain(new).collect();
    if lines.is_empty() {
        return None;
    }
    let head = format!("  {} {{\n", found.symbol.signature.trim_end_matches(" {"));
    Some(block("diff", &found.file.path, head + &lines.join("\n")))
}

/// A flag is there or not; what has a default is always there; a field of the same name in another
/// command's arguments, or of a type of the project, shows the type.
fn field_type(context: &Context<'_>, param: &Param) -> String {
    let needed = param.required || default(param).is_some();
    match (&param.ty, alike(context, param)) {
        (FieldType::Boolean, _) => "bool".to_owned(),
        (FieldType::List { .. }, Some((ty, _))) => format!("Vec<{ty}>"),
        (_, Some((ty, _))) if needed => ty,
        (_, Some((ty, _))) => format!("Option<{ty}>"),
        (ty, None) => rust_type(ty, needed),
    }
}

/// The type and the documentation of a field that is called so, or as one of many of it: of the
/// arguments of another command before others.
fn alike(context: &Context<'_>, param: &Param) -> Option<(String, Option<String>)> {
    let name = names::to_case(&names::singular(&param.name), Case::Snake);
    let plain = matches!(
        param.ty,
        FieldType::Text | FieldType::Integer | FieldType::List { .. }
    );
    let all = context.evidence.index.declarations(&name).filter(|found| {
        let symbol = found.symbol;
        let source = found.file.kind == FileKind::Source && found.file.path.ends_with(".rs");
        plain && source && symbol.kind == SymbolKind::Field
    });
    let of_arguments = |symbol: &Symbol| {
        let owner = symbol.container.as_deref().unwrap_or_default();
        SUFFIXES.iter().any(|suffix| owner.ends_with(suffix))
    };
    let all: Vec<Located<'_>> = all.collect();
    let found = all
        .iter()
        .max_by_key(|found| (of_arguments(found.symbol), Reverse(&found.file.path)))?;
    let (_, ty) = found.symbol.signature.split_once(':')?;
    let ty = ty.trim().trim_end_matches(',');
    let inner = ty
        .strip_prefix("Option<")
        .and_then(|ty| ty.strip_suffix('>'));
    let ty = inner.unwrap_or(ty);
    let simple = [
        "String", "PathBuf", "u8", "u16", "u32", "u64", "usize", "i32", "i64",
    ];
    let doc = found
        .symbol
        .doc
        .clone()
        .filter(|_| of_arguments(found.symbol));
    simple.contains(&ty).then(|| (ty.to_owned(), doc))
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
    use crate::model::evidence::Evidence;
    use crate::model::spec::Spec;

    #[test]
    fn limits_defaults_and_values_are_the_parsers() {
        let (spec, evidence) = (Spec::default(), Evidence::default());
        let context = Context::new(&spec, &evidence);
        let limit = Param {
            name: "limit".to_owned(),
            ty: FieldType::Integer,
            required: false,
            about: "1 to 1000, default 20".to_owned(),
        };
        assert_eq!(field_type(&context, &limit), "i64");
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
        assert_eq!(
            attributes(&format),
            "long, value_parser = [\"json\", \"csv\"]"
        );
        assert_eq!(field_type(&context, &format), "Option<String>");
    }
}
