//! Rust's `use`: a tree of paths, flattened to modules and the names taken from them.

use tree_sitter::Node;

use crate::syntax::walk::Walk;

/// Writes down what a `use` declaration takes in.
pub(super) fn declaration<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(argument) = node.child_by_field_name("argument") else {
        return;
    };
    let mut open = vec![(String::new(), argument)];
    while let Some((prefix, tree)) = open.pop() {
        match tree.kind() {
            "scoped_use_list" => {
                let path = tree
                    .child_by_field_name("path")
                    .map_or("", |path| walk.text(path));
                let list = tree.child_by_field_name("list");
                open.extend(list.map(|list| (joined(&prefix, path), list)));
            }
            "use_list" => {
                let mut cursor = tree.walk();
                let items = tree
                    .named_children(&mut cursor)
                    .filter(|item| !item.is_extra());
                let items = items.map(|item| (prefix.clone(), item)).collect::<Vec<_>>();
                open.extend(items.into_iter().rev());
            }
            "use_as_clause" => {
                open.extend(tree.child_by_field_name("path").map(|path| (prefix, path)));
            }
            "use_wildcard" => {
                let path = tree.named_child(0).map_or("", |path| walk.text(path));
                walk.import(&joined(&prefix, path), vec!["*".to_owned()], node);
            }
            _ => leaf(walk, &prefix, walk.text(tree), node),
        }
    }
}

/// One name: the last part of its path; a path of one part is a whole crate or module.
fn leaf<'t>(walk: &mut Walk<'t>, prefix: &str, path: &str, node: Node<'t>) {
    let whole = if path == "self" {
        prefix.to_owned()
    } else {
        joined(prefix, path)
    };
    match whole.rsplit_once("::") {
        Some((module, name)) => walk.import(module, vec![name.to_owned()], node),
        None => walk.import(&whole, Vec::new(), node),
    }
}

fn joined(prefix: &str, path: &str) -> String {
    let path = path.split_whitespace().collect::<String>();
    match (prefix.is_empty(), path.is_empty()) {
        (true, _) => path,
        (_, true) => prefix.to_owned(),
        _ => format!("{prefix}::{path}"),
    }
}
