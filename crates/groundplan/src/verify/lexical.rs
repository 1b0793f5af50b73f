//! Declarations in languages without a grammar: a keyword or a head before the name, the span by indentation.

use regex::Regex;

use super::pattern::Pattern;
use crate::model::index::{Symbol, SymbolKind};

/// Words before a declared name, and what they declare.
const KEYWORDS: &[(&str, SymbolKind)] = &[
    ("class", SymbolKind::Class),
    ("interface", SymbolKind::Interface),
    ("protocol", SymbolKind::Interface),
    ("trait", SymbolKind::Interface),
    ("struct", SymbolKind::Struct),
    ("record", SymbolKind::Struct),
    ("object", SymbolKind::Class),
    ("extension", SymbolKind::Class),
    ("enum", SymbolKind::Enum),
    ("model", SymbolKind::Table),
    ("message", SymbolKind::Message),
    ("service", SymbolKind::Message),
    ("rpc", SymbolKind::Method),
    ("module", SymbolKind::Module),
    ("namespace", SymbolKind::Module),
    ("defmodule", SymbolKind::Module),
    ("def", SymbolKind::Function),
    ("defp", SymbolKind::Function),
    ("func", SymbolKind::Function),
    ("fun", SymbolKind::Function),
    ("fn", SymbolKind::Function),
    ("function", SymbolKind::Function),
    ("sub", SymbolKind::Function),
    ("val", SymbolKind::Variable),
    ("var", SymbolKind::Variable),
    ("let", SymbolKind::Variable),
    ("const", SymbolKind::Constant),
    ("define", SymbolKind::Constant),
    ("typealias", SymbolKind::TypeAlias),
    ("typedef", SymbolKind::TypeAlias),
    ("type", SymbolKind::TypeAlias),
];
/// Statements that a head of the form `word name(` may be.
const STATEMENTS: &[&str] = &[
    "return", "new", "throw", "else", "await", "yield", "case", "in", "not", "and", "or", "raise",
];

static TYPES: Pattern = Pattern::new(
    r"\b(?:class|interface|struct|enum|trait|object|record|module|protocol|extension|impl|namespace|defmodule|message|model)\s+(?P<name>[A-Za-z_][\w.]*)",
);

/// Declarations of a name in a text.
pub(super) fn declarations(text: &str, name: &str) -> Vec<Symbol> {
    let word = regex::escape(name);
    let keyed = Regex::new(&format!(
        r"^[^/#*]*?\b(?P<keyword>[a-z]+)\s+(?:<[^>]*>\s*)?(?:[\w<>?]+[.:])*(?:\([^)]*\)\s*)?{word}\b"
    ));
    // `public Foo name(…)`, `name(…) {`, `Foo name;`, `name,` in an enumeration, `name: Foo`.
    let headed = Regex::new(&format!(
        r"^\s*(?:[\w.<>\[\],?@&*:]+\s+)+[*&]?(?:\w+::)?{word}\s*(?:\(|=|;|\{{)|^\s*{word}\s*\([^;]*\)?\s*\{{\s*$|^\s*{word}\s*(?:,|=\s*[^;{{]+,\s*$|:\s*\S)|^\s*{word}(?:\(\))?\s*\{{|\benum\b.*[{{,]\s*{word}\s*[,}}=]|^\s*using\s+{word}\s*="
    ));
    let (Ok(keyed), Ok(headed)) = (keyed, headed) else {
        return Vec::new();
    };
    let lines: Vec<&str> = text.lines().collect();
    let declared = lines.iter().enumerate().filter_map(|(at, line)| {
        let kind = kind(line, &keyed, &headed)?;
        Some(symbol(&lines, at, name, kind))
    });
    declared.collect()
}

fn kind(line: &str, keyed: &Regex, headed: &Regex) -> Option<SymbolKind> {
    let keyword = keyed.captures(line).and_then(|found| {
        let written = found.name("keyword")?.as_str();
        KEYWORDS.iter().find(|(word, _)| *word == written)
    });
    if let Some((_, kind)) = keyword {
        return Some(*kind);
    }
    let first = line.split_whitespace().next().unwrap_or_default();
    let comment = [
        "//", "#", "*", "--", "/*", "import", "use", "using", "package",
    ];
    let alias = first == "using" && line.contains('=');
    let statement = !alias
        && (STATEMENTS.contains(&first) || comment.iter().any(|mark| first.starts_with(mark)));
    let kind = if line.contains('(') {
        SymbolKind::Method
    } else {
        SymbolKind::Field
    };
    (!statement && headed.is_match(line)).then_some(kind)
}

fn symbol(lines: &[&str], at: usize, name: &str, kind: SymbolKind) -> Symbol {
    let number = |index: usize| u32::try_from(index + 1).unwrap_or(u32::MAX);
    Symbol {
        name: name.to_owned(),
        kind,
        container: container(lines, at),
        line_start: number(start(lines, at)),
        name_line: number(at),
        line_end: number(end(lines, at)),
        signature: lines[at].trim().to_owned(),
        ..Symbol::default()
    }
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// The first of the comments and attributes right above.
fn start(lines: &[&str], at: usize) -> usize {
    let above = lines[..at].iter().rev().take_while(|line| {
        let line = line.trim_start();
        ["//", "/*", "*", "#", "@", "["]
            .iter()
            .any(|mark| line.starts_with(mark))
    });
    at - above.count()
}

/// The last line that is deeper, and the one that closes it.
fn end(lines: &[&str], at: usize) -> usize {
    let depth = indent(lines[at]);
    let rest = lines.iter().enumerate().skip(at + 1);
    let mut last = at;
    for (index, line) in rest {
        let text = line.trim();
        let label = ["public:", "private:", "protected:"].contains(&text);
        let closes = label || text.starts_with(['}', ')', ']']) || text == "end" || text == "{";
        if !text.is_empty() && indent(line) <= depth && !(closes && indent(line) == depth) {
            break;
        }
        if !text.is_empty() {
            last = index;
        }
        if closes && !label && text != "{" && indent(line) == depth {
            break;
        }
    }
    last
}

/// The name of the nearest type above that is less deep.
fn container(lines: &[&str], at: usize) -> Option<String> {
    let depth = indent(lines[at]);
    let above = lines[..at]
        .iter()
        .rev()
        .filter(|line| !line.trim().is_empty() && indent(line) < depth);
    above
        .filter_map(|line| TYPES.captures(line))
        .find_map(|found| Some(found.name("name")?.as_str().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, name: &str) -> Vec<String> {
        let one = |symbol: Symbol| {
            format!(
                "{} {}-{}",
                symbol.qualified(),
                symbol.line_start,
                symbol.line_end
            )
        };
        declarations(text, name).into_iter().map(one).collect()
    }

    #[test]
    fn declarations_by_keyword_and_by_head() {
        let java = "public class Store {\n  /** Saves. */\n  public void save(Item one) {\n    one.save();\n    return save(one);\n  }\n}\n";
        assert_eq!(shown(java, "save"), ["Store.save 2-6"]);
        assert_eq!(shown(java, "Store"), ["Store 1-7"]);
        let ruby = "class User\n  def self.find(id)\n    find(id)\n  end\nend\n";
        assert_eq!(shown(ruby, "find"), ["User.find 2-4"]);
    }
}
