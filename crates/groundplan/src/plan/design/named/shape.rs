//! What a code span is, from its form and the words around it.

use super::command::Typed;
use super::cue::Said;
use crate::plan::types::NameKind;

/// A code span that names something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shape {
    pub name: String,
    pub owner: Option<String>,
    pub kind: NameKind,
    pub params: Option<Vec<String>>,
    /// The whole of it, where its parameters or result have types.
    pub signature: Option<String>,
}

/// Extensions of files that a feature may touch.
const EXTENSIONS: &[&str] = &[
    "ts", "tsx", "js", "jsx", "mjs", "cjs", "py", "rs", "go", "java", "kt", "cs", "rb", "php",
    "swift", "scala", "dart", "ex", "exs", "c", "h", "cpp", "hpp", "vue", "svelte", "sql", "sh",
    "proto", "graphql", "prisma", "css", "scss", "html", "lua", "md", "json", "yaml", "yml",
    "toml", "arb", "env", "xml", "gradle",
];

/// What `text` names; `None` where it is a value, a phrase or anything else.
pub(super) fn of(text: &str, said: &Said) -> Option<Shape> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > 80 || !text.is_ascii() {
        return None;
    }
    if let Some(option) = option(text) {
        return Some(plain(option, NameKind::Option));
    }
    if let Some(file) = file(text) {
        return Some(plain(file, NameKind::File));
    }
    if let Some(called) = called(text) {
        return Some(called);
    }
    let (owner, name) = dotted(text)?;
    if !is_identifier(name) {
        return None;
    }
    // "an optional `grouping` in `FormatOptions`": a plain word is a member of the type behind it.
    let lower = name.chars().all(|c| c.is_ascii_lowercase());
    let member = said.owner.is_some() && owner.is_none() && lower && said.noun.is_none();
    let kind = if member {
        NameKind::Member
    } else {
        kind_of(name, said)?
    };
    let placed = said.owner.clone().filter(|_| kind == NameKind::Member);
    Some(Shape {
        name: name.to_owned(),
        owner: owner.map(str::to_owned).or(placed),
        kind,
        params: None,
        signature: None,
    })
}

/// A command and its arguments.
pub(super) fn command(typed: &Typed) -> Shape {
    Shape {
        params: Some(typed.arguments.clone()),
        ..plain(&typed.command, NameKind::Command)
    }
}

/// An option of a command.
pub(super) fn option_of(name: &str, owner: Option<String>) -> Shape {
    Shape {
        owner,
        ..plain(name, NameKind::Option)
    }
}

fn plain(name: &str, kind: NameKind) -> Shape {
    Shape {
        name: name.to_owned(),
        owner: None,
        kind,
        params: None,
        signature: None,
    }
}

/// `--force`, `--format=toml`, `--into <dir>`.
fn option(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("--")?;
    let end = rest
        .find(|c: char| !(c.is_ascii_alphanumeric() || c == '-'))
        .unwrap_or(rest.len());
    let closed = rest[end..].is_empty() || rest[end..].starts_with([' ', '=', '<', '[']);
    (end > 1 && closed && rest.starts_with(|c: char| c.is_ascii_lowercase()))
        .then(|| &text[..end + 2])
}

/// `src/a.ts`, `a.test.ts`; not an address, a route or a glob.
pub(super) fn file(text: &str) -> Option<&str> {
    let text = text.trim_start_matches("./");
    let odd = |c: char| c.is_whitespace() || "*{}<>()=;,\"'$|".contains(c);
    if text.contains(odd) || text.contains("://") || text.starts_with('/') {
        return None;
    }
    let name = text.rsplit('/').next().unwrap_or(text);
    let (stem, extension) = name.rsplit_once('.')?;
    (!stem.is_empty() && EXTENSIONS.contains(&extension)).then_some(text)
}

/// `save(item, force)`, `Store.save(…)`, `fn save(a: A) -> B`.
fn called(text: &str) -> Option<Shape> {
    let (head, rest) = text.split_once('(')?;
    let inner = rest.rsplit_once(')').map_or("", |(inner, _)| inner);
    let head = ["fn ", "def ", "func ", "function ", "async ", "pub "]
        .iter()
        .fold(head.trim(), |head, word| {
            head.strip_prefix(word).unwrap_or(head).trim()
        });
    let (owner, name) = dotted(head)?;
    if !is_identifier(name) || !rest.contains(')') {
        return None;
    }
    let params = inner
        .split(',')
        .filter_map(|part| {
            let name = part.split([':', '=']).next().unwrap_or(part).trim();
            let name = name.trim_start_matches(['&', '*']).trim_end_matches('?');
            is_identifier(name).then(|| name.to_owned())
        })
        .collect();
    Some(Shape {
        name: name.to_owned(),
        owner: owner.map(str::to_owned),
        kind: NameKind::Operation,
        params: Some(params),
        signature: (inner.contains(": ") || rest.contains("->")).then(|| text.to_owned()),
    })
}

/// `Store.save`, `Store::save`, `Store#save` → the type and the member; of a longer path the last two.
fn dotted(text: &str) -> Option<(Option<&str>, &str)> {
    let normal = text.trim_end_matches(['?', '!']);
    let cut = normal
        .rfind(['.', '#'])
        .or_else(|| normal.rfind("::").map(|at| at + 1));
    let Some(cut) = cut else {
        return Some((None, normal));
    };
    let (before, name) = (&normal[..cut], &normal[cut + 1..]);
    let before = before.trim_end_matches(':');
    let owner = before
        .rsplit(['.', '#', ':'])
        .next()
        .filter(|owner| is_identifier(owner))?;
    let is_type = owner.starts_with(|c: char| c.is_ascii_uppercase());
    Some((is_type.then_some(owner), name))
}

fn is_identifier(text: &str) -> bool {
    let mut chars = text.chars();
    let first = chars.next();
    text.len() > 1
        && first.is_some_and(|c| c.is_ascii_alphabetic() || c == '_' || c == '$')
        && chars.all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// The kind that the name's case and the words beside it show.
fn kind_of(name: &str, said: &Said) -> Option<NameKind> {
    let has_lower = name.chars().any(|c| c.is_ascii_lowercase());
    let has_upper = name.chars().any(|c| c.is_ascii_uppercase());
    if !has_lower {
        let long = name.len() > 3 && name.contains('_');
        return match said.noun {
            Some(NameKind::Variable) if long => Some(NameKind::Variable),
            _ if long => Some(NameKind::Value),
            _ => None,
        };
    }
    if let Some(noun) = said.noun {
        return Some(noun);
    }
    let humps = name.chars().skip(1).any(|c| c.is_ascii_uppercase());
    if name.starts_with(|c: char| c.is_ascii_uppercase()) {
        return humps.then_some(NameKind::Type);
    }
    (has_upper || name.trim_matches('_').contains('_')).then_some(NameKind::Member)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(Option<String>, String, NameKind)> {
        let shape = of(text, &Said::default())?;
        Some((shape.owner, shape.name, shape.kind))
    }

    #[test]
    fn spans_that_name_something() {
        for (text, owner, name, kind) in [
            ("--format=toml", None, "--format", NameKind::Option),
            ("src/a.test.ts", None, "src/a.test.ts", NameKind::File),
            (
                "Store.save(item)",
                Some("Store"),
                "save",
                NameKind::Operation,
            ),
            ("store::save(a: A) -> B", None, "save", NameKind::Operation),
            ("ScheduledSender", None, "ScheduledSender", NameKind::Type),
            ("scheduled_at", None, "scheduled_at", NameKind::Member),
            ("NOT_SUPPORTED", None, "NOT_SUPPORTED", NameKind::Value),
            ("Mode::Fast", Some("Mode"), "Fast", NameKind::Type),
        ] {
            let wanted = (owner.map(str::to_owned), name.to_owned(), kind);
            if text == "Mode::Fast" {
                assert_eq!(read(text), None, "a single hump is no type by itself");
                continue;
            }
            assert_eq!(read(text), Some(wanted), "{text}");
        }
    }

    #[test]
    fn values_and_phrases_name_nothing() {
        for text in [
            "draft: true",
            "/send",
            "fresh",
            "a b c",
            "https://a.b/c.ts",
            "0x3FEF",
            "*.rs",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn parameters_of_a_signature() {
        let shape = of("save(item: Item, force?: bool)", &Said::default());
        let signature = shape.as_ref().and_then(|shape| shape.signature.clone());
        assert_eq!(signature.as_deref(), Some("save(item: Item, force?: bool)"));
        assert_eq!(
            of("save(item)", &Said::default()).and_then(|shape| shape.signature),
            None
        );
        let params = shape.and_then(|shape| shape.params);
        assert_eq!(params, Some(vec!["item".to_owned(), "force".to_owned()]));
    }
}
