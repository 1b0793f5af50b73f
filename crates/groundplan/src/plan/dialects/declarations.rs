//! Declarations of new types in the language of the file that they go to, and the types of members and
//! parameters there: one that the project declares and that the name speaks of counts most.

use std::fmt::Write as _;

use super::common;
use super::rust_sqlx::{raw, rust_type};
use crate::model::index::{FileKind, SymbolKind};
use crate::model::names::{self, Case};
use crate::plan::context::Context;
use crate::plan::types::{CodeBlock, FieldType, Param, TypeDraft, TypeShape};

/// Languages that new types and functions are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    Rust,
    Python,
    TypeScript,
    JavaScript,
    Go,
}

impl Language {
    /// The language of a file, by its extension.
    pub fn of_file(path: &str) -> Option<Self> {
        match path.rsplit_once('.').map_or("", |(_, extension)| extension) {
            "rs" => Some(Self::Rust),
            "py" => Some(Self::Python),
            "ts" | "tsx" | "mts" => Some(Self::TypeScript),
            "js" | "mjs" | "cjs" | "jsx" => Some(Self::JavaScript),
            "go" => Some(Self::Go),
            _ => None,
        }
    }

    /// The language with this identifier in the language registry.
    pub fn of_id(id: &str) -> Option<Self> {
        match id {
            "rust" => Some(Self::Rust),
            "python" => Some(Self::Python),
            "typescript" | "tsx" => Some(Self::TypeScript),
            "javascript" => Some(Self::JavaScript),
            "go" => Some(Self::Go),
            _ => None,
        }
    }

    /// Its name in a code block.
    pub fn id(self) -> &'static str {
        match self {
            Self::Rust => "rust",
            Self::Python => "python",
            Self::TypeScript => "typescript",
            Self::JavaScript => "javascript",
            Self::Go => "go",
        }
    }

    /// A member's or parameter's name in its habit.
    pub fn name(self, name: &str, exported: bool) -> String {
        match self {
            Self::Rust => raw(&names::to_case(name, Case::Snake)),
            Self::Python => names::to_case(name, Case::Snake),
            Self::TypeScript | Self::JavaScript => names::to_case(name, Case::Camel),
            Self::Go if exported => names::to_case(name, Case::Pascal),
            Self::Go => names::to_case(name, Case::Camel),
        }
    }

    /// The type of a value: one that the project declares, else one of the language.
    pub fn ty(self, context: &Context<'_>, param: &Param) -> String {
        let base = match declared(context, &param.name) {
            Some((ty, many)) => self.listed(&ty, many),
            None => self.plain(&param.ty),
        };
        match self {
            _ if param.required => base,
            Self::Rust => format!("Option<{base}>"),
            Self::Python => format!("{base} | None"),
            Self::Go if !base.starts_with("[]") => format!("*{base}"),
            _ => base,
        }
    }

    fn listed(self, ty: &str, many: bool) -> String {
        match self {
            _ if !many => ty.to_owned(),
            Self::Rust => format!("Vec<{ty}>"),
            Self::Python => format!("list[{ty}]"),
            Self::TypeScript | Self::JavaScript => format!("{ty}[]"),
            Self::Go => format!("[]{ty}"),
        }
    }

    fn plain(self, ty: &FieldType) -> String {
        let of = |rust: &str, python: &str, script: &str, go: &str| {
            let found = match self {
                Self::Rust => rust,
                Self::Python => python,
                Self::TypeScript | Self::JavaScript => script,
                Self::Go => go,
            };
            found.to_owned()
        };
        match ty {
            FieldType::List { of } => self.listed(&self.plain(of), true),
            FieldType::Integer | FieldType::Reference { .. } => of("i64", "int", "number", "int"),
            FieldType::Number | FieldType::Decimal => of("f64", "float", "number", "float64"),
            FieldType::Boolean => of("bool", "bool", "boolean", "bool"),
            FieldType::Json => of(
                &rust_type(ty, true),
                "dict[str, object]",
                "Record<string, unknown>",
                "map[string]any",
            ),
            _ => of("String", "str", "string", "string"),
        }
    }
}

/// A type that the project declares and that a name ends in: `unit` and `smallest_unit` → `Unit`,
/// `quantities` → several of `Quantity`.
pub(super) fn declared(context: &Context<'_>, name: &str) -> Option<(String, bool)> {
    let words = names::split(name);
    let one: Vec<String> = words.iter().map(|word| names::singular(word)).collect();
    let last = one.len().checked_sub(1)?;
    let is_type = |ty: &str| {
        context.evidence.index.declarations(ty).any(|found| {
            let kind = matches!(
                found.symbol.kind,
                SymbolKind::Struct
                    | SymbolKind::Enum
                    | SymbolKind::Class
                    | SymbolKind::Interface
                    | SymbolKind::TypeAlias
            );
            kind && found.file.kind == FileKind::Source
        })
    };
    let mut ways = [&one[..], &one[last..]].into_iter();
    let ty = ways.find_map(|way| Some(names::join(way, Case::Pascal)).filter(|ty| is_type(ty)))?;
    Some((ty, one[last] != words[last]))
}

/// The declaration of a new type; nothing where its file or that file's language is not known.
pub(super) fn of_type(context: &Context<'_>, draft: &TypeDraft) -> Vec<CodeBlock> {
    let Some(path) = draft.file.as_deref() else {
        return Vec::new();
    };
    let text = match Language::of_file(path) {
        Some(Language::Rust) => {
            let text = rust(context, draft);
            common::rust_uses(context, path, None, &text) + &text
        }
        Some(Language::Python) => python(context, draft),
        Some(Language::TypeScript) => typescript(context, draft),
        Some(Language::Go) => go(context, draft, path),
        Some(Language::JavaScript) | None => return Vec::new(),
    };
    let language = Language::of_file(path).map_or("text", Language::id);
    vec![CodeBlock {
        language: language.to_owned(),
        path: path.to_owned(),
        role: "contract".to_owned(),
        text,
    }]
}

/// One line of documentation.
fn about(draft: &TypeDraft) -> String {
    format!("{}.", names::capital(&draft.claim.text))
}

fn rust(context: &Context<'_>, draft: &TypeDraft) -> String {
    let (name, doc) = (&draft.name, about(draft));
    let mut body = String::new();
    match &draft.shape {
        TypeShape::Choice { values } => {
            for value in values {
                let _ = writeln!(body, "    {},", names::to_case(value, Case::Pascal));
            }
            format!(
                "/// {doc}\n#[derive(Debug, Clone, Copy, PartialEq, Eq)]\npub enum {name} {{\n{body}}}"
            )
        }
        TypeShape::Record { members } => {
            let mut exact = true;
            for member in members {
                let ty = Language::Rust.ty(context, member);
                exact &= !ty.contains("f64") && !ty.contains("Value");
                if !member.about.is_empty() {
                    let _ = writeln!(body, "    /// {}", names::capital(&member.about));
                }
                let member = Language::Rust.name(&member.name, true);
                let _ = writeln!(body, "    pub {member}: {ty},");
            }
            let equal = if exact { "PartialEq, Eq" } else { "PartialEq" };
            format!("/// {doc}\n#[derive(Debug, Clone, {equal})]\npub struct {name} {{\n{body}}}")
        }
    }
}

fn python(context: &Context<'_>, draft: &TypeDraft) -> String {
    let (name, doc) = (&draft.name, about(draft));
    let mut body = String::new();
    match &draft.shape {
        TypeShape::Choice { values } => {
            for value in values {
                let constant = names::split(value).join("_").to_uppercase();
                let _ = writeln!(body, "    {constant} = \"{value}\"");
            }
            format!(
                "from enum import Enum\n\n\nclass {name}(str, Enum):\n    \"\"\"{doc}\"\"\"\n\n{body}"
            )
        }
        TypeShape::Record { members } => {
            // A member with a default stands behind those without.
            let (needed, rest): (Vec<&Param>, Vec<&Param>) =
                members.iter().partition(|member| member.required);
            for member in needed.into_iter().chain(rest) {
                let absent = if member.required { "" } else { " = None" };
                let ty = Language::Python.ty(context, member);
                let member = Language::Python.name(&member.name, true);
                let _ = writeln!(body, "    {member}: {ty}{absent}");
            }
            format!(
                "from dataclasses import dataclass\n\n\n@dataclass(frozen=True)\nclass {name}:\n    \"\"\"{doc}\"\"\"\n\n{body}"
            )
        }
    }
    .trim_end()
    .to_owned()
}

fn typescript(context: &Context<'_>, draft: &TypeDraft) -> String {
    let (name, doc) = (&draft.name, about(draft));
    match &draft.shape {
        TypeShape::Choice { values } => {
            let all: Vec<String> = values.iter().map(|value| format!("\"{value}\"")).collect();
            format!("/** {doc} */\nexport type {name} = {};", all.join(" | "))
        }
        TypeShape::Record { members } => {
            let mut body = String::new();
            for member in members {
                let ty = Language::TypeScript.ty(context, member);
                let may = if member.required { "" } else { "?" };
                let member = Language::TypeScript.name(&member.name, true);
                let _ = writeln!(body, "  {member}{may}: {ty};");
            }
            format!("/** {doc} */\nexport interface {name} {{\n{body}}}")
        }
    }
}

fn go(context: &Context<'_>, draft: &TypeDraft, path: &str) -> String {
    let (name, package) = (&draft.name, common::go_package(context, path));
    let mut body = String::new();
    match &draft.shape {
        TypeShape::Choice { values } => {
            for value in values {
                let constant = names::to_case(value, Case::Pascal);
                let _ = writeln!(body, "\t{name}{constant} {name} = \"{value}\"");
            }
            format!(
                "package {package}\n\n// {name} is {}.\ntype {name} string\n\nconst (\n{body})",
                draft.claim.text
            )
        }
        TypeShape::Record { members } => {
            for member in members {
                let ty = Language::Go.ty(context, member);
                let member = Language::Go.name(&member.name, true);
                let _ = writeln!(body, "\t{member} {ty}");
            }
            format!(
                "package {package}\n\n// {name} {}.\ntype {name} struct {{\n{body}}}",
                draft.claim.text
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::evidence::Evidence;
    use crate::model::ground::{Claim, Grounds};
    use crate::model::spec::Spec;
    use crate::plan::types::Key;

    fn written(path: &str, shape: TypeShape) -> String {
        let (spec, evidence) = (Spec::default(), Evidence::default());
        let draft = TypeDraft {
            key: Key::new("names", "Mode"),
            name: "Mode".to_owned(),
            shape,
            file: Some(path.to_owned()),
            claim: Claim::new("says how", Grounds::spec("FR1")),
            code: Vec::new(),
        };
        let blocks = of_type(&Context::new(&spec, &evidence), &draft);
        blocks.into_iter().map(|block| block.text).collect()
    }

    #[test]
    fn a_choice_in_each_language() {
        let of = |path: &str| {
            let values = vec!["Up".to_owned(), "Nearest".to_owned()];
            written(path, TypeShape::Choice { values })
        };
        assert!(of("src/a.rs").ends_with("pub enum Mode {\n    Up,\n    Nearest,\n}"));
        assert!(of("a.py").ends_with("    UP = \"Up\"\n    NEAREST = \"Nearest\""));
        assert!(of("a.ts").ends_with("export type Mode = \"Up\" | \"Nearest\";"));
        assert!(of("p/a.go").contains("\tModeUp Mode = \"Up\"\n"));
        assert_eq!(of("a.rb"), "");
    }

    #[test]
    fn a_record_in_each_language() {
        let of = |path: &str| {
            let member = |name: &str, ty: FieldType, required: bool| Param {
                name: name.to_owned(),
                ty,
                required,
                about: String::new(),
            };
            let members = vec![
                member("label", FieldType::Text, false),
                member("max_count", FieldType::Integer, true),
            ];
            written(path, TypeShape::Record { members })
        };
        assert!(of("a.rs").contains("    pub label: Option<String>,\n    pub max_count: i64,\n"));
        assert!(of("a.py").contains("    max_count: int\n    label: str | None = None"));
        assert!(of("a.ts").contains("  label?: string;\n  maxCount: number;\n"));
        assert!(of("p/a.go").contains("\tLabel *string\n\tMaxCount int\n"));
    }
}
