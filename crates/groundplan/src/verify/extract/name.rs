//! Names of code: `sym()`, `Type::sym`, `Type.sym`, `Type#sym`, `fn sym(…)`, and plain names in code spans.

use super::{Find, Form, Found, NameRef, What};
use crate::verify::passage::{Block, BlockKind, PieceKind};
use crate::verify::pattern::Pattern;

/// The form.
pub(super) const FORM: Form = Form {
    id: "name",
    summary: "`sym()`, `Type::sym`, `Type.sym`, `Type#sym`, `fn sym(…)`, `sym`",
    find: Find::Block(find),
};

/// The whole of a code span.
static SPAN: Pattern = Pattern::new(
    r"(?xs)^
    (?P<keyword>(?:(?:pub(?:\([a-z]+\))?|export|default|async|const|static|let|var|final|abstract|override|public|private|protected|internal|unsafe|extern|readonly)\s+)*
      (?:(?:fn|def|defp|func|fun|function|class|struct|enum|trait|interface|type|impl|mod|module|record|object|protocol|const|let|var|new|await)\s+)?)
    [@&*.]{0,2}(?P<path>[A-Za-z_$][\w$]*[?!]?(?:(?:::|\.|\#|->|\?\.)\#?[A-Za-z_$][\w$]*[?!]?)*)
    (?P<generic>(?:::)?<[^()`]*>)?
    (?P<call>!?\(.*\)|!)?
    (?P<rest>\s*(?:->|=>|:|\{|=[^=]).*|;|\[\])?
    $",
);
/// Names in prose.
static PROSE: Pattern = Pattern::new(
    r"(?x)(?P<path>\b[A-Za-z_][A-Za-z0-9_]*(?:(?:::|\.|\#)[A-Za-z_][A-Za-z0-9_]*)*)(?P<call>!?\(\))
     |(?P<member>\b[A-Za-z_][A-Za-z0-9_]*(?:::[A-Za-z_][A-Za-z0-9_]*)+)
     |(?P<snake>\b[a-z][a-z0-9]*(?:_[a-z0-9]+)+\b)
     |(?P<camel>\b[a-z]+[a-z0-9]*(?:[A-Z][a-z0-9]+)+\b|\b(?:[A-Z][a-z0-9]+){2,}\b)",
);
/// Words of languages and of prose that name nothing.
const WORDS: &[&str] = &[
    "and",
    "any",
    "array",
    "as",
    "async",
    "await",
    "bool",
    "boolean",
    "break",
    "bytes",
    "case",
    "char",
    "class",
    "const",
    "continue",
    "crate",
    "date",
    "def",
    "default",
    "delete",
    "dict",
    "do",
    "double",
    "else",
    "enum",
    "error",
    "export",
    "extends",
    "false",
    "final",
    "finally",
    "float",
    "fn",
    "for",
    "from",
    "func",
    "function",
    "i32",
    "i64",
    "if",
    "impl",
    "import",
    "in",
    "int",
    "integer",
    "interface",
    "is",
    "let",
    "list",
    "long",
    "main",
    "map",
    "match",
    "mod",
    "mut",
    "never",
    "new",
    "nil",
    "none",
    "not",
    "null",
    "number",
    "object",
    "option",
    "or",
    "pass",
    "private",
    "pub",
    "public",
    "raise",
    "record",
    "return",
    "self",
    "set",
    "static",
    "str",
    "string",
    "struct",
    "super",
    "switch",
    "this",
    "throw",
    "trait",
    "true",
    "try",
    "tuple",
    "type",
    "u32",
    "u64",
    "u8",
    "undefined",
    "unknown",
    "use",
    "usize",
    "var",
    "vec",
    "void",
    "where",
    "while",
    "yield",
];

fn find(source: &str, block: &Block) -> Vec<Found> {
    let mut all = Vec::new();
    for piece in &block.pieces {
        let text = source.get(piece.range.clone()).unwrap_or_default();
        match piece.kind {
            PieceKind::Code => {
                let name = span(text).map(|name| (piece.range.clone(), What::Name(name)));
                all.extend(name);
            }
            PieceKind::Text => {
                for found in PROSE.all(text) {
                    let Some(at) = found.get(0) else { continue };
                    let range = piece.range.start + at.start()..piece.range.start + at.end();
                    let inside_word = touches(source, range.start, range.end);
                    let name = prose(&found).filter(|_| !inside_word);
                    all.extend(name.map(|name| (range, What::Name(name))));
                }
            }
            PieceKind::Link(_) => {}
        }
    }
    if block.kind == BlockKind::Heading {
        all.iter_mut().for_each(|(_, what)| loosen(what));
    }
    all
}

/// In a heading a plain name titles a section of its own.
fn loosen(what: &mut What) {
    if let What::Name(name) = what {
        name.weak |= !name.call && name.qualifier.is_none() && !name.name.contains('_');
    }
}

/// A name that goes on before or behind, as in a path or a URL, is a part of something else.
fn touches(source: &str, start: usize, end: usize) -> bool {
    let before = source
        .get(..start)
        .and_then(|text| text.chars().next_back());
    let after = source.get(end..).and_then(|text| text.chars().next());
    before.is_some_and(|c| "/\\-@$%.=&?`".contains(c))
        || after.is_some_and(|c| "/\\-=`".contains(c))
}

/// Values, which nobody declares.
const VALUES: &[&str] = &[
    "false",
    "nil",
    "none",
    "null",
    "self",
    "this",
    "true",
    "undefined",
    "void",
];
/// Names of ways to write names.
const CASES: &[&str] = &["camelcase", "kebabcase", "pascalcase", "snakecase"];

/// The name that a code span is.
pub(super) fn span(text: &str) -> Option<NameRef> {
    if text.len() > 200 {
        return None;
    }
    let found = SPAN.captures(text)?;
    let path = found.name("path")?.as_str();
    let keyword = found
        .name("keyword")
        .is_some_and(|part| !part.as_str().is_empty());
    let call = found.name("call").is_some();
    let rest = found.name("rest").map_or("", |part| part.as_str().trim());
    let valued = rest.starts_with([':', '=']) && !rest.starts_with("=>");
    if valued && !call && !keyword {
        return None;
    }
    if call
        && !keyword
        && path.chars().all(|c| c.is_ascii_uppercase() || c == '_')
        && path.len() < 8
    {
        // `COUNT(*)`, `VARCHAR(20)`: SQL, not code.
        return None;
    }
    let generic = found.name("generic").is_some();
    named(path, call, keyword, generic)
}

fn prose(found: &regex::Captures<'_>) -> Option<NameRef> {
    if let Some(path) = found.name("path") {
        let mut name = named(path.as_str(), true, false, false)?;
        name.weak = false;
        return Some(name);
    }
    if let Some(member) = found.name("member") {
        return named(member.as_str(), false, false, false);
    }
    let plain = found.name("snake").or_else(|| found.name("camel"))?;
    let mut name = named(plain.as_str(), false, false, false)?;
    name.weak = true;
    Some(name)
}

/// The parts of a written name.
fn named(path: &str, call: bool, keyword: bool, generic: bool) -> Option<NameRef> {
    let clean = path
        .replace("::", ".")
        .replace("->", ".")
        .replace("?.", ".")
        .replace('#', ".");
    let parts: Vec<&str> = clean.split('.').filter(|part| !part.is_empty()).collect();
    let (written, qualifier) = parts.split_last()?;
    let name = &written.trim_end_matches(['!', '?']);
    let call = call || written.ends_with('!');
    let plain = name.trim_matches('$').trim_matches('_');
    if CASES
        .iter()
        .any(|case| plain.to_lowercase().replace('_', "").ends_with(case))
    {
        return None;
    }
    let value = qualifier.is_empty() && VALUES.contains(&name.to_lowercase().as_str());
    if plain.is_empty() || value {
        return None;
    }
    if !call && plain.len() < 2 {
        return None;
    }
    let qualifier = (!qualifier.is_empty()).then(|| qualifier.join("."));
    let weak = qualifier.is_none() && !call && !keyword && !generic && !is_code_like(name);
    let reserved = qualifier.is_none() && WORDS.contains(&name.to_lowercase().as_str());
    Some(NameRef {
        qualifier,
        name: (*name).to_owned(),
        call,
        weak,
        keyword,
        reserved,
    })
}

/// `snake_case`, `camelCase`, `PascalCase`, `UPPER_CASE`; not `word`, `Word`, `WORD`.
fn is_code_like(name: &str) -> bool {
    let inner = name.trim_matches('_');
    let hump = inner
        .chars()
        .zip(inner.chars().skip(1))
        .any(|(a, b)| a.is_lowercase() && b.is_uppercase());
    inner.contains('_') || hump
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_spans_that_are_names() {
        for (text, want) in [
            ("parse_config", ".parse_config"),
            ("parse_config()", ".parse_config()"),
            ("Searcher::search_path", "Searcher.search_path"),
            ("this.api.load(x, y)", "this.api.load()"),
            ("pub fn build(&self) -> Result<()>", ".build()"),
            ("User#name", "User.name"),
            ("Store<Foo>", ".Store"),
            ("println!", ".println()"),
            ("loadAll(): Promise<void>", ".loadAll()"),
        ] {
            let found = span(text).map(|name| {
                let qualifier = name.qualifier.unwrap_or_default();
                format!(
                    "{qualifier}.{}{}",
                    name.name,
                    if name.call { "()" } else { "" }
                )
            });
            assert_eq!(found.as_deref(), Some(want), "{text}");
        }
        for text in [
            "true",
            "--flag",
            "a && b",
            "key: value",
            "200",
            "x",
            "npm run x",
            "COUNT(*)",
        ] {
            assert_eq!(span(text), None, "{text}");
        }
    }
}
