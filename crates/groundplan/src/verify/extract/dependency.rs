//! Dependencies with their version: `react@18.2`, `serde = "1"`, `"react": "^18"`, `flask>=3`, React 18.2.

use super::{DependencyRef, Find, Form, Found, What};
use crate::verify::passage::{Block, PieceKind};
use crate::verify::pattern::Pattern;

/// A name and its version in a code span, which a path could be mistaken for: `a/b@1.2.0`.
pub(super) const PINNED: Form = Form {
    id: "pinned-dependency",
    summary: "`@scope/name@1.2.0`",
    find: Find::Block(|source, block| {
        let sure = |what: &What| matches!(what, What::Dependency(one) if one.sure);
        let mut all = find(source, block);
        all.retain(|(_, what)| sure(what));
        all
    }),
};
/// The form.
pub(super) const FORM: Form = Form {
    id: "dependency",
    summary: "`react@18.2`, `serde = \"1\"`, `flask>=3`, \"React 18.2\"",
    find: Find::Block(find),
};

static SPAN: Pattern = Pattern::new(
    r#"(?x)^"?(?P<name>@?[A-Za-z][\w.-]*(?:/[A-Za-z][\w.-]*)*)"?
    (?: @(?P<at>[~^]?v?\d+(?:\.\d+)*(?:[-+][\w.+-]+)?)
      | \s*=\s*"(?P<toml>[~^=<>]*\s*\d[\w.+*-]*)"
      | \s*=\s*\{\s*version\s*=\s*"(?P<table>[~^=<>]*\s*\d[\w.+*-]*)".*
      | "?:\s*"(?P<json>[~^=<>]*\s*\d[\w.+*-]*)"
      | \s*(?:==|~=|>=)\s*(?P<python>\d[\w.*]*)
      | \s+[v^~]?(?P<plain>\d+(?:\.[\dx*]+)*\+?)
    )$"#,
);
static PROSE: Pattern = Pattern::new(
    r"(?x)(?P<name>\b[A-Za-z][A-Za-z0-9_.-]*[A-Za-z0-9])`?\*{0,2}\s+(?:\(?(?:v|version\s|\^|~|>=\s?)?)(?P<version>\d+(?:\.[\dx]+)*\+?)(?:\)|\b|$)",
);

fn find(source: &str, block: &Block) -> Vec<Found> {
    let mut all = Vec::new();
    for piece in &block.pieces {
        let text = source.get(piece.range.clone()).unwrap_or_default();
        match piece.kind {
            PieceKind::Code => all.extend(span(text).map(|what| (piece.range.clone(), what))),
            PieceKind::Text => {
                for found in PROSE.all(text) {
                    if let (Some(all_of), Some(name), Some(version)) =
                        (found.get(0), found.name("name"), found.name("version"))
                    {
                        let at = piece.range.start;
                        let what = dependency(name.as_str(), version.as_str(), false);
                        all.push((at + all_of.start()..at + version.end(), what));
                    }
                }
            }
            PieceKind::Link(_) => {}
        }
    }
    all
}

fn span(text: &str) -> Option<What> {
    let found = SPAN.captures(text)?;
    let name = found.name("name")?.as_str();
    let groups = ["at", "toml", "table", "json", "python", "plain"];
    let version = groups.iter().find_map(|group| found.name(group))?.as_str();
    // A word and a number need a manifest that knows the word.
    let sure = found.name("plain").is_none() && found.name("json").is_none();
    Some(dependency(name, version, sure))
}

fn dependency(name: &str, version: &str, sure: bool) -> What {
    What::Dependency(DependencyRef {
        name: name.to_owned(),
        version: version.to_owned(),
        sure,
    })
}
