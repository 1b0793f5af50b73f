//! Code in, facts out: every document of `tests/suite/syntax` holds pairs of a code block and the
//! facts that it must give.
//!
//! `UPDATE=1 cargo nextest run -p groundplan --test syntax` writes what is found; read the difference.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test fails by panicking"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use groundplan::model::index::{FileFacts, Symbol};
use groundplan::syntax;
use proptest::prelude::*;

/// Facts as the documents write them.
fn show(facts: &FileFacts) -> String {
    let mut out = String::new();
    for symbol in &facts.symbols {
        show_symbol(&mut out, symbol);
    }
    for import in &facts.imports {
        let names = import.names.join(", ");
        writeln!(out, "import {} {{{names}}} {}", import.module, import.line).unwrap();
    }
    let called = facts.uses.iter().filter(|used| used.call);
    let called = called
        .map(|used| format!("{}:{}", used.name, used.line))
        .collect::<Vec<_>>();
    if !called.is_empty() {
        writeln!(out, "calls {}", called.join(" ")).unwrap();
    }
    out
}

fn show_symbol(out: &mut String, symbol: &Symbol) {
    let (start, name, end) = (symbol.line_start, symbol.name_line, symbol.line_end);
    let exported = if symbol.exported { " exported" } else { "" };
    let kind = kind_of(symbol);
    writeln!(
        out,
        "{kind} {} {start}-{end}@{name}{exported}",
        symbol.qualified()
    )
    .unwrap();
    writeln!(out, "  head: {}", symbol.signature).unwrap();
    for (label, value) in [("doc", &symbol.doc), ("wrapper", &symbol.wrapper)] {
        if let Some(value) = value {
            writeln!(out, "  {label}: {value}").unwrap();
        }
    }
    let lists = [
        ("attribute", &symbol.attributes),
        ("base", &symbol.bases),
        ("opens", &symbol.opening),
    ];
    for (label, values) in lists {
        for value in values {
            writeln!(out, "  {label}: {}", value.replace('\n', "⏎")).unwrap();
        }
    }
}

fn kind_of(symbol: &Symbol) -> String {
    let kind = serde_json::to_value(symbol.kind).unwrap();
    kind.as_str().unwrap().to_owned()
}

/// The documents by path.
fn suite() -> BTreeMap<PathBuf, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/syntax");
    let paths = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    paths
        .map(|path| (path.clone(), std::fs::read_to_string(path).unwrap()))
        .collect()
}

/// Facts of the code blocks of a document.
fn code_blocks(document: &str) -> Vec<FileFacts> {
    let mut blocks = Vec::new();
    run(document, |facts| blocks.push(facts.clone()));
    blocks
}

/// Runs one document; the text with the facts as they are.
fn run(document: &str, mut each: impl FnMut(&FileFacts)) -> String {
    let mut out = String::new();
    let mut lines = document.lines();
    let mut facts = FileFacts::default();
    while let Some(line) = lines.next() {
        writeln!(out, "{line}").unwrap();
        let Some(info) = line.strip_prefix("```").filter(|info| !info.is_empty()) else {
            continue;
        };
        let body = lines
            .by_ref()
            .take_while(|line| *line != "```")
            .collect::<Vec<_>>();
        if info == "facts" {
            out.push_str(&show(&facts));
        } else {
            let path = info.rsplit("path=").next().unwrap();
            let code = body
                .iter()
                .fold(String::new(), |code, line| code + line + "\n");
            out.push_str(&code);
            facts = syntax::parse_file(path, &code);
            each(&facts);
        }
        out.push_str("```\n");
    }
    out
}

#[test]
fn documents() {
    let mut wrong = Vec::new();
    for (path, document) in suite() {
        let found = run(&document, |_| {});
        if found == document {
            continue;
        }
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, found).unwrap();
        } else {
            let first = document.lines().zip(found.lines()).find(|(a, b)| a != b);
            wrong.push(format!("{}: expected, found: {first:#?}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What the documents of the suite show, a row a language: so that the page promises nothing else.
fn extracted() -> String {
    let mut rows = BTreeMap::<String, [BTreeSet<String>; 2]>::new();
    for document in suite().values() {
        for facts in code_blocks(document) {
            let language = facts.language.unwrap_or_default();
            let [kinds, more] = rows.entry(language).or_default();
            for symbol in &facts.symbols {
                kinds.insert(kind_of(symbol).replace('_', " "));
                let has = [
                    (symbol.doc.is_some(), "docs"),
                    (!symbol.attributes.is_empty(), "attributes"),
                    (!symbol.bases.is_empty(), "bases"),
                    (symbol.wrapper.is_some(), "wrapper"),
                    (!symbol.opening.is_empty(), "opening"),
                ];
                more.extend(
                    has.iter()
                        .filter(|(has, _)| *has)
                        .map(|(_, what)| (*what).to_owned()),
                );
            }
            let has = [
                (!facts.imports.is_empty(), "imports"),
                (!facts.uses.is_empty(), "uses"),
            ];
            more.extend(
                has.iter()
                    .filter(|(has, _)| *has)
                    .map(|(_, what)| (*what).to_owned()),
            );
        }
    }
    let mut out = String::from("| language | files | symbols | and |\n| --- | --- | --- | --- |\n");
    let joined = |set: &BTreeSet<String>| set.iter().cloned().collect::<Vec<_>>().join(", ");
    let nothing = [
        BTreeSet::from(["—".to_owned()]),
        BTreeSet::from(["lines, hash".to_owned()]),
    ];
    for language in syntax::languages::all() {
        let [kinds, more] = rows.get(language.id).unwrap_or(&nothing);
        let extensions = language
            .extensions
            .iter()
            .map(|extension| format!("`.{extension}`"));
        let names = language.file_names.iter().map(|name| format!("`{name}`"));
        let files = extensions.chain(names).collect::<Vec<_>>().join(" ");
        let (kinds, more) = (joined(kinds), joined(more));
        writeln!(out, "| {} | {files} | {kinds} | {more} |", language.name).unwrap();
    }
    out
}

#[test]
fn the_page_of_languages_tells_what_the_suite_shows() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/languages.md");
    let text = std::fs::read_to_string(&page).unwrap();
    let (head, rest) = text.split_once("<!-- extracted -->\n").unwrap();
    let (_, tail) = rest.split_once("<!-- end -->").unwrap();
    let found = format!(
        "{head}<!-- extracted -->\n{}<!-- end -->{tail}",
        extracted()
    );
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&page, found).unwrap();
    } else {
        assert!(
            found == text,
            "docs/languages.md is stale: run with UPDATE=1"
        );
    }
}

#[test]
fn every_language_is_found_by_its_names() {
    for language in syntax::languages::all() {
        for extension in language.extensions {
            let found = syntax::language_of(&format!("a/b.{extension}")).unwrap();
            assert_eq!(found.id, language.id, "extension {extension}");
        }
        for name in language.file_names {
            assert_eq!(
                syntax::language_of(&format!("a/{name}")).unwrap().id,
                language.id
            );
        }
        assert_eq!(syntax::of_info_string(language.id).unwrap().id, language.id);
    }
}

#[test]
fn code_blocks_are_checked() {
    let errors = |info, code| syntax::check(info, code).map(|errors| errors.len());
    assert_eq!(errors("ts", "const a: number = 1;"), Some(0));
    assert_eq!(
        errors(
            "typescript title=\"x\"",
            "price: v.number(),\nname: v.string(),"
        ),
        Some(0)
    );
    assert_eq!(
        errors("ts", "async list(): Promise<void> {}\nprivate x = 1;"),
        Some(0)
    );
    assert_eq!(
        errors("ts", "return <div>{a}</div>;"),
        Some(0),
        "JSX under a ts fence"
    );
    assert_eq!(errors("mermaid", "graph TD"), None);
    assert_eq!(errors("", "x"), None);
    let found = syntax::check("ts", "const a = 1;\nconst b = {;\n").unwrap();
    assert_eq!(found.first().map(|error| error.line), Some(2), "{found:?}");
}

#[test]
fn large_and_minified_files_give_lexical_facts() {
    let minified = format!("export const a = \"{}\";\n", "x".repeat(20_000));
    let facts = syntax::parse_file("a.ts", &minified);
    assert_eq!(
        (facts.lines, facts.hash.len(), facts.symbols.len()),
        (1, 16, 0)
    );
    let large = "export const a = 1;\n".repeat(60_000);
    assert_eq!(syntax::parse_file("a.ts", &large).symbols.len(), 0);
}

#[test]
fn deep_trees_are_walked() {
    let deep = |depth| format!("const a = {}1{};", "[".repeat(depth), "]".repeat(depth));
    assert_eq!(syntax::parse_file("a.ts", &deep(900)).symbols.len(), 1);
    for path in ["a.ts", "a.js", "a.py", "a.rs", "a.go"] {
        assert_eq!(syntax::parse_file(path, &deep(9_000)).lines, 1);
    }
    let chain = format!("const a = b{};", "\n.c(1)".repeat(9_000));
    assert_eq!(syntax::parse_file("a.ts", &chain).symbols.len(), 1);
}

/// An object or a block? The parser kept both at every level, and freed them by recursion.
#[test]
fn ambiguous_nesting_does_not_overflow_the_stack() {
    let text = "{a: {a: \n".repeat(60_000);
    assert_eq!(syntax::parse_file("a.ts", &text).lines, 60_000);
}

/// Error recovery took minutes on these.
#[test]
fn hostile_text_ends_in_time() {
    for (path, unit) in [("a.go", "*/\n"), ("a.ts", "|/*\n")] {
        let begin = std::time::Instant::now();
        syntax::parse_file(path, &unit.repeat(100_000));
        assert!(begin.elapsed().as_secs() < 30, "{path}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn any_text_gives_facts(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let text = String::from_utf8_lossy(&bytes);
        every_language(&text);
    }

    #[test]
    fn any_piece_of_code_gives_facts(
        words in proptest::collection::vec(proptest::sample::select(WORDS), 0..80),
    ) {
        every_language(&words.concat());
    }
}

/// Pieces of code whose wrong orders are the ones that break parsers.
const WORDS: &[&str] = &[
    "class ",
    "A",
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    "<",
    ">",
    "=",
    "=>",
    ":",
    ";",
    ",",
    ".",
    "\n",
    "  ",
    "export ",
    "default ",
    "const ",
    "fn ",
    "def ",
    "func ",
    "impl ",
    "struct ",
    "enum ",
    "é",
    "\"",
    "'",
    "`",
    "//",
    "/*",
    "*/",
    "#",
    "@",
    "x",
    "import ",
    "from ",
    "CREATE TABLE ",
    "--",
    "pub ",
    "type ",
    "\r\n",
    "\0",
    "function ",
    "async ",
    "await ",
    "return ",
    "module.exports",
    "mod ",
    "use ",
    "🙂",
];

fn every_language(text: &str) {
    for language in syntax::languages::all() {
        let name = language
            .extensions
            .first()
            .map(|extension| format!("a.{extension}"));
        let path = name.unwrap_or_else(|| language.file_names[0].to_owned());
        let facts = syntax::parse_file(&path, text);
        let lines = facts.lines.max(1);
        for symbol in &facts.symbols {
            assert!(symbol.line_start <= symbol.name_line, "{path} {symbol:?}");
            assert!(symbol.name_line <= symbol.line_end, "{path} {symbol:?}");
            assert!(symbol.line_end <= lines, "{path} {symbol:?} {lines}");
        }
        syntax::check(language.id, text);
    }
}
