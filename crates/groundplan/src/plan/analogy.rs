//! Lines that a new member needs by analogy: where two siblings are named on lines of one shape, as in
//! `mod add;` and `mod list;`, the new one gets such a line.

use std::collections::BTreeMap;

use crate::model::ground::Anchor;
use crate::model::index::{FileFacts, FileKind, SymbolKind};
use crate::model::names::{self, Case};
use crate::plan::context::Context;

/// How many lines are given.
const MOST: usize = 8;
/// Stands for a sibling's name in a shape; the digit behind it is the form of the name.
const MARK: char = '\u{1}';

/// A line for a new member and the line of a sibling that it is like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The new line, without its indentation.
    pub text: String,
    /// The sibling's line.
    pub like: Anchor,
}

/// The lines that a member called `new` needs, as most of its siblings have them.
pub fn lines(context: &Context<'_>, siblings: &[String], new: &str) -> Vec<Line> {
    let known: Vec<[String; 4]> = siblings.iter().map(|name| forms(name)).collect();
    let own = forms(new);
    let mut all = Vec::new();
    for file in context.evidence.index.of_kind(FileKind::Source) {
        let Some(text) = context.evidence.texts.get(&file.path) else {
            continue;
        };
        let mut shapes: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for (number, line) in (1u32..).zip(text.lines()) {
            if !is_code(line) || declares(file, number) {
                continue;
            }
            for name in &known {
                if let Some(shape) = shape(line.trim(), name) {
                    shapes.entry(shape).or_default().push(number);
                }
            }
        }
        let shared = shapes
            .into_iter()
            .filter(|(_, at)| 2 * at.len() > siblings.len().max(3));
        let mut shared: Vec<(String, Vec<u32>)> = shared.collect();
        shared.sort_by_key(|(_, at)| at.first().copied());
        for (shape, at) in shared {
            let line = at.last().copied().unwrap_or(1);
            let text = filled(&shape, &own, &file.path);
            let like = context.cite(&file.path, line, line, None);
            all.extend(like.map(|like| Line { text, like }));
        }
    }
    all.truncate(MOST);
    all
}

/// The forms in which code says a name: `AddNote`, `add_note`, `add-note`, `ADD_NOTE`.
fn forms(name: &str) -> [String; 4] {
    let words = names::split(name);
    [
        names::join(&words, Case::Pascal),
        names::join(&words, Case::Snake),
        names::join(&words, Case::Kebab),
        names::join(&words, Case::Snake).to_uppercase(),
    ]
}

fn is_code(line: &str) -> bool {
    let line = line.trim();
    let remark = ["//", "#", "*", "/*", "\"\"\"", "--"];
    !line.is_empty() && !remark.iter().any(|mark| line.starts_with(mark))
}

/// Whether a member itself is declared on this line: that is no registration of it.
fn declares(file: &FileFacts, number: u32) -> bool {
    file.symbols.iter().any(|symbol| {
        let listed = matches!(symbol.kind, SymbolKind::EnumMember | SymbolKind::Module);
        symbol.name_line == number && !listed
    })
}

/// The line with every form of the name marked; `None` where it does not say the name.
fn shape(line: &str, forms: &[String; 4]) -> Option<String> {
    let mut out = String::with_capacity(line.len());
    let (mut rest, mut before, mut any) = (line, ' ', false);
    while let Some(c) = rest.chars().next() {
        let found = forms.iter().position(|form| {
            !form.is_empty()
                && rest.starts_with(form.as_str())
                && stands(before, &rest[form.len()..], form)
        });
        if let Some(at) = found {
            out.push(MARK);
            out.push(char::from(b'0' + at as u8));
            rest = &rest[forms[at].len()..];
            (before, any) = ('a', true);
        } else {
            out.push(c);
            rest = &rest[c.len_utf8()..];
            before = c;
        }
    }
    any.then_some(out)
}

/// Whether a form stands as words of its own within an identifier: `Add` in `AddArgs` and `newAddCmd`,
/// not in `Address` or `adder`.
fn stands(before: char, behind: &str, form: &str) -> bool {
    let next = behind.chars().next();
    let capital = form.starts_with(|c: char| c.is_ascii_uppercase());
    let upper = form.chars().all(|c| !c.is_ascii_lowercase());
    let free = if capital && !upper {
        !before.is_ascii_uppercase()
    } else {
        !before.is_ascii_alphanumeric()
    };
    let ends = match next {
        Some(c) if upper => !c.is_ascii_alphanumeric(),
        Some(c) => !c.is_ascii_lowercase() && !c.is_ascii_digit(),
        None => true,
    };
    free && ends
}

/// The shape with the forms of the new name; a word in quotes is what a person types.
fn filled(shape: &str, own: &[String; 4], path: &str) -> String {
    let camel = path.ends_with(".rs") || path.ends_with(".py");
    let mut out = String::with_capacity(shape.len());
    let mut chars = shape.chars();
    let mut quoted = false;
    while let Some(c) = chars.next() {
        if c != MARK {
            quoted ^= matches!(c, '"' | '\'');
            out.push(c);
            continue;
        }
        let form = chars
            .next()
            .and_then(|digit| digit.to_digit(10))
            .unwrap_or(0);
        let name = match form {
            0 | 3 => own[form as usize].clone(),
            _ if quoted || form == 2 => own[2].clone(),
            _ if camel => own[1].clone(),
            _ => names::to_case(&own[1], Case::Camel),
        };
        out.push_str(&name);
    }
    out
}

/// A text in which one sibling's name stands for the new one: a signature, an import.
pub fn renamed(text: &str, sibling: &str, new: &str, path: &str) -> String {
    let lines = text.lines().map(|line| match shape(line, &forms(sibling)) {
        Some(shape) => filled(&shape, &forms(new), path),
        None => line.to_owned(),
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::evidence::Evidence;
    use crate::model::index::Index;
    use crate::model::spec::Spec;
    use std::sync::Arc;

    fn given(path: &str, text: &str, siblings: &[&str], new: &str) -> Vec<String> {
        let mut index = Index::default();
        let facts = FileFacts {
            path: path.to_owned(),
            ..FileFacts::default()
        };
        index.files.insert(path.to_owned(), facts);
        let mut evidence = Evidence {
            index: Arc::new(index),
            ..Evidence::default()
        };
        evidence.texts.insert(path.to_owned(), Arc::from(text));
        let spec = Spec::default();
        let siblings: Vec<String> = siblings.iter().map(|name| (*name).to_owned()).collect();
        let found = lines(&Context::new(&spec, &evidence), &siblings, new);
        found.into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn lines_that_siblings_have_in_one_shape() {
        let text = "mod add;\nmod list;\n\n// add is first\nmatch command {\n    Command::Add(args) => add::run(args),\n    Command::List(args) => list::run(args),\n}\nlet total = address.add(1);\n";
        assert_eq!(
            given("src/commands.rs", text, &["add", "list"], "edit-all"),
            [
                "mod edit_all;",
                "Command::EditAll(args) => edit_all::run(args),"
            ]
        );
        let text = "rootCmd.AddCommand(newDiffCmd())\nrootCmd.AddCommand(newStatusCmd())\n";
        assert_eq!(
            given("cmd/root.go", text, &["diff", "status"], "capture"),
            ["rootCmd.AddCommand(newCaptureCmd())"]
        );
    }

    #[test]
    fn a_name_within_another_word_is_none() {
        let own = forms("add");
        assert_eq!(shape("let adder = Address::new();", &own), None);
        assert!(shape("newAddCmd()", &own).is_some());
    }

    #[test]
    fn a_signature_is_taken_over() {
        let text = "pub fn run(file: &Path, args: &AddArgs) -> Result<(), String>";
        assert_eq!(
            renamed(text, "add", "edit", "src/a.rs"),
            "pub fn run(file: &Path, args: &EditArgs) -> Result<(), String>"
        );
    }
}
