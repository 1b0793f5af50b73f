//! What a project names in its settings and strings: scripts, routes, environment variables, tables.

use std::ops::Range;

use super::{Find, Form, Found, What};
use crate::verify::passage::{Block, PieceKind};
use crate::verify::pattern::Pattern;

/// Scripts.
pub(super) const SCRIPTS: Form = Form {
    id: "script",
    summary: "`npm run x`, `just x`, `make x`, `cargo xtask x`",
    find: Find::Block(|source, block| in_code(source, block, scripts)),
};
/// Routes.
pub(super) const ROUTES: Form = Form {
    id: "route",
    summary: "`GET /api/x`, POST /api/x",
    find: Find::Block(routes),
};
/// Environment variables.
pub(super) const VARIABLES: Form = Form {
    id: "variable",
    summary: "`$NAME`, `process.env.NAME`, `NAME=value`, the environment variable `NAME`",
    find: Find::Block(variables),
};
/// Tables.
pub(super) const TABLES: Form = Form {
    id: "table",
    summary: "the `users` table, table `users`",
    find: Find::Block(tables),
};

static SCRIPT: Pattern = Pattern::new(
    r"(?x)(?:^|[;&|]\s*|\s)(?:
        (?P<node>npm|pnpm|yarn|bun)\s+(?:run|run-script)\s+(?:-{1,2}[\w-]+\s+)*(?P<script>[A-Za-z][\w:.-]*)
      | (?P<make>make)\s+(?P<target>[A-Za-z][\w./-]*)(?:\s|$)
      | (?P<just>just)\s+(?P<recipe>[a-z][\w-]*)(?:\s|$)
      | cargo\s+(?P<xtask>xtask)\s+(?P<task>[a-z][\w-]*)
    )",
);
static ROUTE: Pattern = Pattern::new(
    r"(?x)\b(?P<method>GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\b`?\*{0,2}\s+`?(?P<path>/[A-Za-z0-9_\-./:{}\[\]<>*$]*)",
);
static VARIABLE: Pattern = Pattern::new(
    r#"(?x)^(?: \$\{?(?P<shell>[A-Z][A-Z0-9_]{2,})\}?
      | (?:process\.env|import\.meta\.env|ENV)[.\[]['"]?(?P<node>[A-Z][A-Z0-9_]*)['"]?\]?
      | (?:os\.environ(?:\.get)?|os\.getenv|env::var|std::env::var|getenv)[(\[]['"](?P<call>[A-Z][A-Z0-9_]*)['"][)\],].*
      | (?P<assigned>[A-Z][A-Z0-9]*_[A-Z0-9_]+)=\S*
      | (?P<plain>[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+) )$"#,
);
static TABLE: Pattern =
    Pattern::new(r"(?i)(?:^|\s)(?:the\s+)?(?:database\s+)?tables?:?\s*\*{0,2}$");
static TABLE_AFTER: Pattern = Pattern::new(r"(?i)^`\*{0,2}\s+(?:database\s+|db\s+|sql\s+)?table\b");
static ENVIRONMENT: Pattern =
    Pattern::new(r"(?i)\benv(?:ironment)?(?:\s+var(?:iable)?s?)?\b|\.env\b");

/// What a function finds in the code spans of a block.
fn in_code(source: &str, block: &Block, find: fn(&str, usize) -> Vec<Found>) -> Vec<Found> {
    let spans = block
        .pieces
        .iter()
        .filter(|piece| piece.kind == PieceKind::Code);
    let texts = spans.map(|piece| {
        (
            source.get(piece.range.clone()).unwrap_or_default(),
            piece.range.start,
        )
    });
    texts.flat_map(|(text, at)| find(text, at)).collect()
}

/// Scripts that a command line runs.
pub(super) fn scripts(text: &str, at: usize) -> Vec<Found> {
    let mut all = Vec::new();
    for found in SCRIPT.all(text) {
        let pairs = [
            ("node", "npm", "script"),
            ("make", "make", "target"),
            ("just", "just", "recipe"),
            ("xtask", "xtask", "task"),
        ];
        for (group, runner, name) in pairs {
            let (Some(_), Some(name)) = (found.name(group), found.name(name)) else {
                continue;
            };
            let whole = found.get(0).map_or(0..0, |all| all.range());
            let lead = text[whole.clone()].len()
                - text[whole.clone()]
                    .trim_start_matches([' ', ';', '&', '|', '\n'])
                    .len();
            let span = at + whole.start + lead..at + name.end();
            let name = name.as_str().trim_end_matches(['.', ':']);
            all.push((span, What::Script(runner, name.to_owned())));
        }
    }
    all
}

fn routes(source: &str, block: &Block) -> Vec<Found> {
    let text = source.get(block.range.clone()).unwrap_or_default();
    let routes = ROUTE.all(text).into_iter().filter_map(|found| {
        let (method, path) = (found.name("method")?, found.name("path")?);
        let route = path.as_str().trim_end_matches(['.', ':', ']', '>']);
        let route = match path.as_str().as_bytes().get(route.len()) {
            Some(b']' | b'>') => &path.as_str()[..=route.len()],
            _ => route,
        };
        let span =
            block.range.start + method.start()..block.range.start + path.start() + route.len();
        Some((
            span,
            What::Route(Some(method.as_str().to_owned()), route.to_owned()),
        ))
    });
    routes.collect()
}

fn variables(source: &str, block: &Block) -> Vec<Found> {
    let mut all = Vec::new();
    for piece in block
        .pieces
        .iter()
        .filter(|piece| piece.kind == PieceKind::Code)
    {
        let text = source.get(piece.range.clone()).unwrap_or_default();
        let Some(found) = VARIABLE.captures(text) else {
            continue;
        };
        let sure = ["shell", "node", "call", "assigned"]
            .iter()
            .find_map(|group| found.name(group));
        // A constant is written like a variable: the words around it decide.
        let sentence = source
            .get(block.sentence(piece.range.start))
            .unwrap_or_default();
        let heads = || {
            block
                .context
                .iter()
                .chain(&block.head)
                .any(|text| ENVIRONMENT.is_match(text))
        };
        let plain = found
            .name("plain")
            .filter(|_| ENVIRONMENT.is_match(sentence) || heads());
        if let Some(name) = sure.or(plain) {
            all.push((
                piece.range.clone(),
                What::Variable(name.as_str().to_owned()),
            ));
        }
    }
    all
}

fn tables(source: &str, block: &Block) -> Vec<Found> {
    let spans = block
        .pieces
        .iter()
        .filter(|piece| piece.kind == PieceKind::Code);
    let tables = spans.filter_map(|piece| {
        let name = source.get(piece.range.clone())?;
        let plain = name.chars().all(|c| c.is_alphanumeric() || c == '_')
            && name.starts_with(char::is_alphabetic);
        let named = plain
            && (is_before(source, block, &piece.range) || is_after(source, block, &piece.range));
        named.then(|| (piece.range.clone(), What::Table(name.to_owned())))
    });
    tables.collect()
}

fn is_before(source: &str, block: &Block, span: &Range<usize>) -> bool {
    let from = block.sentence(span.start).start;
    let before = source.get(from..span.start).unwrap_or_default();
    TABLE.is_match(before.trim_end_matches('`'))
}

fn is_after(source: &str, block: &Block, span: &Range<usize>) -> bool {
    let after = source
        .get(span.end..block.range.end.max(span.end))
        .unwrap_or_default();
    TABLE_AFTER.is_match(after)
}
