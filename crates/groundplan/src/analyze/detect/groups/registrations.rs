//! Where members of a group are registered: a block of lines that names siblings one by one, in one shape.

use std::collections::{BTreeMap, BTreeSet};

use crate::analyze::detect::texts::Texts;
use crate::analyze::terms;
use crate::model::evidence::Registration;
use crate::model::index::{FileFacts, TermCounts};
use crate::model::names;

/// Siblings that a block names at least.
const LEAST: usize = 3;
/// Lines between two entries of one block.
const GAP: usize = 8;
/// Blocks of one file.
const OF_FILE: usize = 2;
/// Names that any file may have: they point to nobody's member.
const GENERIC: &[&str] = &[
    "main", "run", "init", "new", "get", "set", "handler", "handle", "execute", "setup", "default",
    "index", "start", "close", "test", "create", "update", "delete", "list",
];

/// A sibling and the names that stand for it.
#[derive(Debug, Clone)]
pub(super) struct Sibling {
    /// What a person calls it.
    pub name: String,
    /// Identifiers, or routes that begin with `/`, which stand for it exactly.
    pub tokens: Vec<String>,
    /// Words that stand for it within a longer identifier (`include_agents`), where such count.
    pub words: Vec<String>,
    /// Whether the tokens are names of modules: then only where they are used as such (`mod x`, `x.router`).
    pub module: bool,
}

impl Sibling {
    /// A sibling that only its own name stands for.
    pub(super) fn named(name: &str) -> Self {
        let generic = GENERIC.contains(&name);
        let token = Some(name.to_owned()).filter(|name| !generic && name.len() > 1);
        Self {
            name: name.to_owned(),
            tokens: token.into_iter().collect(),
            words: Vec::new(),
            module: false,
        }
    }

    /// A sibling that stands in a module of this name, or in a page of this route.
    pub(super) fn in_file(name: &str) -> Self {
        Self {
            module: !name.starts_with('/'),
            ..Self::named(name)
        }
    }
}

/// A sibling that a line names.
struct Hit {
    line: usize,
    sibling: usize,
    /// The line up to the name, without what differs between entries, and what follows the name.
    shape: String,
}

/// A block of entries: first and last line, from 0, and the siblings that it names.
struct Block {
    first: usize,
    last: usize,
    named: BTreeSet<usize>,
    like: usize,
}

/// Registrations of siblings in these files, those that name most first, at most `limit`. Lines that declare a
/// member (path and line from 1) are no entries.
pub(super) fn find<'a>(
    siblings: &[Sibling],
    files: impl Iterator<Item = &'a FileFacts>,
    texts: &Texts<'_>,
    declared: &BTreeSet<(&str, u32)>,
    limit: usize,
) -> Vec<Registration> {
    let known = Known::new(siblings);
    let marks: Vec<Vec<Mark>> = siblings.iter().map(marks_of).collect();
    let mut all: Vec<Registration> = Vec::new();
    for file in files.filter(|file| may_name(&file.terms, &marks)) {
        let Some(text) = texts.get(&file.path) else {
            continue;
        };
        let lines: Vec<&str> = text.lines().collect();
        let imports = import_lines(file, &lines);
        let skipped = |line: usize| {
            imports.contains(&line) || declared.contains(&(file.path.as_str(), line as u32 + 1))
        };
        let hits = hits(siblings, &known, &lines, &skipped);
        for block in blocks(&hits, siblings.len()).into_iter().take(OF_FILE) {
            let anchor = texts.cite(
                &file.path,
                block.first as u32 + 1,
                block.last as u32 + 1,
                None,
            );
            all.extend(anchor.map(|anchor| {
                Registration {
                    anchor,
                    named: block.named.len() as u32,
                    total: siblings.len() as u32,
                    like: siblings
                        .get(block.like)
                        .map(|one| one.name.clone())
                        .unwrap_or_default(),
                }
            }));
        }
    }
    all.sort_by(|a, b| {
        b.named
            .cmp(&a.named)
            .then_with(|| a.anchor.path.cmp(&b.anchor.path))
            .then(a.anchor.line_start.cmp(&b.anchor.line_start))
    });
    all.truncate(limit);
    all
}

/// Terms that all stand in a file which says an identifier; of each, the forms that count.
type Mark = Vec<Vec<u32>>;

fn marks_of(sibling: &Sibling) -> Vec<Mark> {
    let mark = |identifier: &String| {
        let mut mark: Mark = Vec::new();
        for (_, word) in terms::words(identifier) {
            terms::terms(word, |term| {
                if !terms::is_stop_word(term) {
                    mark.push(vec![terms::hash(term)]);
                }
            });
        }
        mark
    };
    let either = |word: &String| vec![terms::hash(word), terms::hash(&names::plural(word))];
    let loose: Mark = sibling.words.iter().map(either).collect();
    let exact = sibling.tokens.iter().map(mark);
    exact.chain((!loose.is_empty()).then_some(loose)).collect()
}

/// Whether a file can name enough siblings, judged by its counted words: most files cannot, and are not
/// read again. One that is too large to be counted can.
fn may_name(counts: &TermCounts, marks: &[Vec<Mark>]) -> bool {
    let said = |mark: &Mark| {
        let mut terms = mark.iter();
        terms.all(|forms| forms.iter().any(|hash| counts.count(*hash) > 0))
    };
    let named = marks.iter().filter(|one| one.iter().any(said));
    counts.total == 0 || named.take(LEAST).count() == LEAST
}

/// Which identifiers stand for which sibling; what stands for several stands for none.
struct Known<'s> {
    tokens: BTreeMap<&'s str, Option<usize>>,
    words: Vec<(usize, &'s [String])>,
}

impl<'s> Known<'s> {
    fn new(siblings: &'s [Sibling]) -> Self {
        let mut tokens: BTreeMap<&str, Option<usize>> = BTreeMap::new();
        for (at, sibling) in siblings.iter().enumerate() {
            for token in &sibling.tokens {
                let entry = tokens.entry(token).or_insert(Some(at));
                if *entry != Some(at) {
                    *entry = None;
                }
            }
        }
        let words = siblings
            .iter()
            .enumerate()
            .filter(|(_, one)| !one.words.is_empty());
        Self {
            tokens,
            words: words.map(|(at, one)| (at, one.words.as_slice())).collect(),
        }
    }

    /// The sibling that an identifier stands for, and the identifier with a mark in its place.
    fn get(&self, word: &str) -> Option<(usize, String)> {
        if let Some(sibling) = self.tokens.get(word).copied().flatten() {
            return Some((sibling, "#".to_owned()));
        }
        if self.words.is_empty() {
            return None;
        }
        let parts: Vec<String> = names::split(word)
            .iter()
            .map(|part| names::singular(part))
            .collect();
        self.words.iter().find_map(|(sibling, words)| {
            let at = parts
                .windows(words.len())
                .position(|window| window == *words)?;
            let around = [&parts[..at], &parts[at + words.len()..]];
            let case = if word.starts_with(char::is_uppercase) {
                "^"
            } else {
                ""
            };
            Some((
                *sibling,
                format!("{case}{}#{}", around[0].join("_"), around[1].join("_")),
            ))
        })
    }
}

/// Lines of import statements; those of barrels, which pass names on, are none.
fn import_lines(file: &FileFacts, lines: &[&str]) -> BTreeSet<usize> {
    let mut all = BTreeSet::new();
    let package = file.path.ends_with("__init__.py");
    for import in &file.imports {
        let first = import.line.saturating_sub(1) as usize;
        let head = lines.get(first).map_or("", |line| line.trim_start());
        if head.starts_with("export")
            || head.starts_with("pub ")
            || package && head.starts_with("from .")
        {
            continue;
        }
        let mut depth = 0i64;
        for (at, line) in lines.iter().enumerate().skip(first).take(80) {
            all.insert(at);
            depth += line.matches(['(', '{', '[']).count() as i64;
            depth -= line.matches([')', '}', ']']).count() as i64;
            if depth <= 0 {
                break;
            }
        }
    }
    all
}

fn hits(
    siblings: &[Sibling],
    known: &Known<'_>,
    lines: &[&str],
    skipped: &dyn Fn(usize) -> bool,
) -> Vec<Hit> {
    let mut all = Vec::new();
    for (line, text) in lines.iter().enumerate() {
        let trimmed = text.trim_start();
        let comment = ["//", "# ", "*", "--", "/*", "<!--"]
            .iter()
            .any(|mark| trimmed.starts_with(mark));
        if comment || skipped(line) {
            continue;
        }
        let indent = text.len() - trimmed.len();
        let mut before = String::new();
        for piece in pieces(trimmed) {
            let found = if piece.is_word {
                known.get(meant(piece.text))
            } else {
                None
            };
            let Some((sibling, mark)) = found else {
                before.push_str(if piece.quoted { "\"\"" } else { piece.text });
                continue;
            };
            let rest = trimmed.get(piece.end..).unwrap_or_default();
            if siblings[sibling].module && !is_module(trimmed, &before, rest) {
                before.push_str(piece.text);
                continue;
            }
            // Of a list on one line only the place between commas counts.
            let place = before
                .rsplit_once(',')
                .map_or(before.as_str(), |(_, last)| last)
                .trim();
            let listed = if before.contains(',') && !before.contains('"') {
                ", "
            } else {
                ""
            };
            let next = rest.trim_start().chars().next();
            let next = next
                .filter(|c| !matches!(c, '(' | '{' | ')' | ']' | '}' | ',' | ';'))
                .unwrap_or(',');
            all.push(Hit {
                line,
                sibling,
                shape: format!("{indent} {listed}{place} {mark} {next}"),
            });
            before.push_str(&mark);
        }
    }
    all
}

/// What a word or a quoted text stands for: a relative path for the module that it ends in.
fn meant(text: &str) -> &str {
    let text = text.trim_matches(['"', '\'', '`']);
    match text
        .strip_prefix('.')
        .and_then(|rest| rest.rsplit_once('/'))
    {
        Some((_, name)) => name.split('.').next().unwrap_or(name),
        None => text,
    }
}

/// Whether a name is used as that of a module: declared, passed on by a barrel, or something of it is used.
fn is_module(line: &str, before: &str, after: &str) -> bool {
    let passed_on = ["from ", "export ", "pub use "]
        .iter()
        .any(|head| line.starts_with(head));
    before.trim_end().ends_with("mod")
        || passed_on
        || after.starts_with('.')
        || after.starts_with("::")
}

/// A part of a line: a word, a quoted text, or what stands between.
struct Piece<'t> {
    text: &'t str,
    end: usize,
    is_word: bool,
    quoted: bool,
}

fn pieces(line: &str) -> Vec<Piece<'_>> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut all = Vec::new();
    let mut at = 0;
    while let Some(rest) = line.get(at..).filter(|rest| !rest.is_empty()) {
        let first = rest.chars().next().unwrap_or(' ');
        let inner = rest.get(first.len_utf8()..).unwrap_or_default();
        let quote = matches!(first, '"' | '\'' | '`')
            .then(|| inner.find(first))
            .flatten();
        let length = match quote {
            Some(close) => first.len_utf8() + close + 1,
            None if is_word(first) => rest.find(|c: char| !is_word(c)).unwrap_or(rest.len()),
            None => first.len_utf8(),
        };
        let text = rest.get(..length).unwrap_or(rest);
        all.push(Piece {
            text,
            end: at + length,
            is_word: quote.is_some() || is_word(first),
            quoted: quote.is_some(),
        });
        at += length;
    }
    all
}

/// Blocks of entries of one shape, those that name most first; where two overlap, the one that names more.
fn blocks(hits: &[Hit], total: usize) -> Vec<Block> {
    let mut by_shape: BTreeMap<&str, Vec<&Hit>> = BTreeMap::new();
    for hit in hits {
        by_shape.entry(&hit.shape).or_default().push(hit);
    }
    let mut found: Vec<Block> = Vec::new();
    for hits in by_shape.into_values() {
        let mut open: Option<Block> = None;
        for hit in hits {
            match &mut open {
                Some(block) if hit.line <= block.last + GAP => {
                    block.last = hit.line;
                    block.named.insert(hit.sibling);
                    block.like = hit.sibling;
                }
                _ => {
                    found.extend(open.take());
                    let named = BTreeSet::from([hit.sibling]);
                    open = Some(Block {
                        first: hit.line,
                        last: hit.line,
                        named,
                        like: hit.sibling,
                    });
                }
            }
        }
        found.extend(open);
    }
    for block in &mut found {
        // A line may name several: `export { a, b } from …`.
        let within = hits
            .iter()
            .filter(|hit| (block.first..=block.last).contains(&hit.line));
        block.named.extend(within.map(|hit| hit.sibling));
    }
    found.retain(|block| {
        let named = block.named.len();
        named >= LEAST && 3 * named >= total || named == total && named == LEAST - 1
    });
    found.sort_by_key(|block| (std::cmp::Reverse(block.named.len()), block.first));
    let mut kept: Vec<Block> = Vec::new();
    for block in found {
        if !kept
            .iter()
            .any(|there| block.first <= there.last && there.first <= block.last)
        {
            kept.push(block);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::parse_file;
    use crate::world::MemoryWorld;

    fn found(path: &str, text: &str, siblings: &[Sibling]) -> Vec<(String, u32)> {
        let world = MemoryWorld::new([(path, text)]);
        let file = parse_file(path, text);
        let all = find(
            siblings,
            std::iter::once(&file),
            &Texts::new(&world),
            &BTreeSet::new(),
            8,
        );
        all.iter()
            .map(|one| (one.anchor.reference(), one.named))
            .collect()
    }

    fn named(list: &[&str]) -> Vec<Sibling> {
        list.iter().map(|name| Sibling::named(name)).collect()
    }

    #[test]
    fn calls_of_one_shape_are_a_registration() {
        let text = "func root() {\n\troot.AddCommand(newAllCmd(app))\n\troot.AddCommand(newRunCmd(app))\n\troot.AddCommand(newStatusCmd())\n}\n";
        let siblings = named(&["newAllCmd", "newRunCmd", "newStatusCmd"]);
        assert_eq!(
            found("cmd/root.go", text, &siblings),
            [("cmd/root.go:2-4".to_owned(), 3)]
        );
    }

    #[test]
    fn a_file_that_only_calls_or_imports_them_is_none() {
        let text = "import { a1, b1, c1 } from './x';\nfunction f() {\n  const x = a1(1);\n  if (b1(x)) {\n    return c1();\n  }\n}\n";
        assert!(found("src/f.ts", text, &named(&["a1", "b1", "c1"])).is_empty());
    }

    #[test]
    fn an_array_a_barrel_and_modules_are() {
        let array = "const all = [\n  listAction,\n  sendAction,\n  readAction,\n];\n";
        let siblings = named(&["listAction", "sendAction", "readAction"]);
        assert_eq!(
            found("src/all.ts", array, &siblings),
            [("src/all.ts:2-4".to_owned(), 3)]
        );
        let barrel = "export { listAction } from './list';\nexport { sendAction } from './send';\nexport { readAction } from './read';\n";
        assert_eq!(
            found("src/index.ts", barrel, &siblings),
            [("src/index.ts:1-3".to_owned(), 3)]
        );
        let stars = "export * from \"./AgentError\";\nexport * from './SpaceError.js';\nexport * from \"./ToolError\";\n";
        assert_eq!(
            found(
                "src/index.ts",
                stars,
                &named(&["AgentError", "SpaceError", "ToolError"])
            ),
            [("src/index.ts:1-3".to_owned(), 3)]
        );
        let modules = "pub mod agents;\npub mod spaces;\npub mod tools;\n";
        assert_eq!(
            found(
                "src/mod.rs",
                modules,
                &named(&["agents", "spaces", "tools"])
            ),
            [("src/mod.rs:1-3".to_owned(), 3)]
        );
    }

    #[test]
    fn a_table_of_the_name_of_a_module_is_none() {
        let schema = "export default schema({\n  doctors: table({}),\n  patients: table({}),\n  visits: table({}),\n});\n";
        let main = "app.include(doctors.router)\napp.include(patients.router)\napp.include(visits.router)\n";
        let list = ["doctors", "patients", "visits"];
        let siblings: Vec<Sibling> = list.iter().map(|name| Sibling::in_file(name)).collect();
        assert!(found("schema.ts", schema, &siblings).is_empty());
        assert_eq!(
            found("main.py", main, &siblings),
            [("main.py:1-3".to_owned(), 3)]
        );
    }

    #[test]
    fn routes_in_a_list_of_navigation_are() {
        let text = "export const NAV = [\n  { href: \"/admin/models\", label: \"Models\" },\n  { href: \"/admin/users\", label: \"Users\" },\n  { href: \"/admin/audit\", label: \"Audit log\" },\n];\n";
        let siblings = named(&["/admin/models", "/admin/users", "/admin/audit"]);
        assert_eq!(
            found("nav.ts", text, &siblings),
            [("nav.ts:2-4".to_owned(), 3)]
        );
    }

    #[test]
    fn members_named_within_longer_names_are_where_that_counts() {
        let text = "pub struct Selection {\n    pub include_agents: bool,\n    pub include_tools: bool,\n    pub include_spaces: bool,\n}\n";
        let mut siblings = named(&["agents", "tools", "spaces"]);
        assert!(found("src/sync.rs", text, &siblings).is_empty());
        for sibling in &mut siblings {
            sibling.words = vec![names::singular(&sibling.name)];
        }
        assert_eq!(
            found("src/sync.rs", text, &siblings),
            [("src/sync.rs:2-4".to_owned(), 3)]
        );
    }
}
