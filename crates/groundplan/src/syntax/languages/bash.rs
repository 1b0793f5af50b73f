//! Shell scripts.

use tree_sitter::Node;

use super::common;
use crate::model::index::SymbolKind;
use crate::syntax::language::{Grammar, Handler, Language};
use crate::syntax::walk::{Declaration, ScopeKind, Walk};

/// Bash, and what it can read of other shells.
pub static BASH: Language = Language {
    id: "bash",
    name: "Shell",
    extensions: &["sh", "bash", "zsh"],
    info_strings: &["shell", "console"],
    grammar: Some(Grammar::new(tree_sitter_bash::LANGUAGE, HANDLERS)),
    ..common::HASH
};

const HANDLERS: &[(&str, Handler)] = &[
    ("comment", common::comment),
    ("variable_name", common::name),
    ("command", command),
    ("declaration_command", |walk, node| {
        if walk.place() == ScopeKind::Module {
            walk.enter_outer(node, false);
        }
    }),
    ("variable_assignment", assignment),
    ("function_definition", function),
];

/// A call of another function or program; `source` and `.` take a file in.
fn command<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let name = node.child_by_field_name("name");
    let Some(word) = name.and_then(|name| common::child(name, &["word"])) else {
        return;
    };
    let argument = node.child_by_field_name("argument");
    match (walk.text(word), argument) {
        ("source" | ".", Some(path)) => {
            let path = walk.text(path).trim_matches(['"', '\'']);
            // `$DIR/x.sh`: what stands before the first slash is known at run time only.
            let fixed = path.strip_prefix('$').and_then(|path| path.split_once('/'));
            walk.import(fixed.map_or(path, |(_, rest)| rest), Vec::new(), node);
        }
        _ => {
            walk.call(word);
            walk.name_use(word);
        }
    }
}

/// Variables of the script; those of functions are not worth naming.
fn assignment<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(at) = node.child_by_field_name("name") else {
        return;
    };
    let name = walk.text(at);
    let kind = if name.contains(char::is_lowercase) {
        SymbolKind::Variable
    } else {
        SymbolKind::Constant
    };
    let declaration = Declaration::new(node, at, name, kind);
    common::value(walk, declaration.exported(true));
}

fn function<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(declaration) = Declaration::named(walk, node, SymbolKind::Function) else {
        return;
    };
    common::function(
        walk,
        declaration
            .body(node.child_by_field_name("body"))
            .exported(walk.place() == ScopeKind::Module),
    );
}
