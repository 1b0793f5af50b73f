//! Ruby, with the class methods of Rails that declare something.

use tree_sitter::Node;

use super::common;
use crate::model::index::SymbolKind;
use crate::syntax::language::{Grammar, Handler, Language};
use crate::syntax::walk::{Declaration, ScopeKind, Walk};

/// Ruby.
pub static RUBY: Language = Language {
    id: "ruby",
    name: "Ruby",
    extensions: &["rb", "rake"],
    file_names: &["Gemfile", "Rakefile"],
    grammar: Some(Grammar::new(tree_sitter_ruby::LANGUAGE, HANDLERS)),
    ..common::HASH
};

const HANDLERS: &[(&str, Handler)] = &[
    ("comment", common::comment),
    ("identifier", identifier),
    ("constant", common::name),
    ("call", call),
    ("class", class),
    ("module", class),
    ("method", method),
    ("singleton_method", method),
    ("assignment", assignment),
];

/// What a call in a class declares for each symbol it is given.
const FIELDS: &[&str] = &["attr_accessor", "attr_reader", "attr_writer"];
/// What a call in a class declares for its first symbol, the call as its wrapper.
const MACROS: &[(&str, SymbolKind)] = &[
    ("attribute", SymbolKind::Field),
    ("belongs_to", SymbolKind::Field),
    ("define_method", SymbolKind::Method),
    ("has_and_belongs_to_many", SymbolKind::Field),
    ("has_many", SymbolKind::Field),
    ("has_one", SymbolKind::Field),
    ("scope", SymbolKind::Method),
    ("task", SymbolKind::Function),
];
/// Calls in a class that take a module in.
const MIXINS: &[&str] = &["include", "extend", "prepend"];

fn is_visible(walk: &Walk<'_>) -> bool {
    walk.place() != ScopeKind::Body && walk.container_exported()
}

/// `private` alone hides what follows.
fn identifier<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    if walk.place() != ScopeKind::Body {
        match walk.text(node) {
            "private" | "protected" => walk.show_rest(false),
            "public" => walk.show_rest(true),
            _ => {}
        }
    }
    walk.name_use(node);
}

fn call<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(method) = node.child_by_field_name("method") else {
        return;
    };
    walk.call(method);
    let arguments = node.child_by_field_name("arguments");
    let Some(arguments) = arguments.filter(|_| node.child_by_field_name("receiver").is_none())
    else {
        return;
    };
    match walk.text(method) {
        "require" | "require_relative" => import(walk, node, arguments),
        _ if walk.place() == ScopeKind::Body => {}
        "private" => {
            // The method is its argument: `private def x`.
            walk.skip(method);
            let owner = walk.container().map(str::to_owned);
            walk.enter(ScopeKind::Type, owner, false);
        }
        word if FIELDS.contains(&word) => {
            for symbol in common::children(arguments, &["simple_symbol"]) {
                declare_symbol(walk, node, symbol, SymbolKind::Field, word);
            }
        }
        word => {
            let known = MACROS.iter().find(|(name, _)| *name == word);
            if let Some(((_, kind), symbol)) = known.zip(first_symbol(arguments)) {
                declare_symbol(walk, node, symbol, *kind, word);
            }
        }
    }
}

/// The first argument, where it is a symbol, or the key of a pair: `task load: :environment`.
fn first_symbol(arguments: Node<'_>) -> Option<Node<'_>> {
    let first = arguments.named_child(0)?;
    let first = first.child_by_field_name("key").unwrap_or(first);
    matches!(first.kind(), "simple_symbol" | "hash_key_symbol").then_some(first)
}

fn import<'t>(walk: &mut Walk<'t>, node: Node<'t>, arguments: Node<'t>) {
    let string = common::child(arguments, &["string"]);
    if let Some(path) = string.and_then(|string| common::child(string, &["string_content"])) {
        walk.import(walk.text(path), Vec::new(), node);
    }
}

fn declare_symbol<'t>(
    walk: &mut Walk<'t>,
    node: Node<'t>,
    at: Node<'t>,
    kind: SymbolKind,
    wrapper: &str,
) {
    let name = walk.text(at).trim_start_matches(':');
    let block = node.child_by_field_name("block");
    let declaration = Declaration::new(node, at, name, kind);
    walk.declare(
        declaration
            .body(block.and_then(|block| block.child_by_field_name("body")))
            .head_end(block.map(|block| block.start_byte()))
            .wrapper(wrapper.to_owned())
            .exported(is_visible(walk)),
    );
}

/// A class or module; `A::B` is `B` in `A`.
fn class<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(whole) = node.child_by_field_name("name") else {
        return;
    };
    let at = whole.child_by_field_name("name").unwrap_or(whole);
    let scope = whole.child_by_field_name("scope");
    let kind = if node.kind() == "module" {
        SymbolKind::Module
    } else {
        SymbolKind::Class
    };
    let superclass = node.child_by_field_name("superclass");
    let base = superclass.and_then(|superclass| superclass.named_child(0));
    let mut bases: Vec<String> = base
        .map(|base| common::bare_type(walk.text(base)).to_owned())
        .into_iter()
        .collect();
    let body = node.child_by_field_name("body");
    bases.extend(body.map(|body| mixins(walk, body)).unwrap_or_default());
    let declaration = Declaration::new(node, at, walk.text(at), kind);
    common::container(
        walk,
        declaration
            .body(body)
            .container(scope.map(|scope| last_of(walk.text(scope)).to_owned()))
            .head_end(superclass.unwrap_or(whole).end_byte())
            .bases(bases)
            .exported(is_visible(walk)),
    );
}

fn last_of(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path)
}

/// Modules that a class takes in.
fn mixins(walk: &Walk<'_>, body: Node<'_>) -> Vec<String> {
    let calls = common::children(body, &["call"]).into_iter();
    let taking = calls.filter(|call| {
        let method = call.child_by_field_name("method");
        method.is_some_and(|method| MIXINS.contains(&walk.text(method)))
    });
    let arguments = taking.filter_map(|call| call.child_by_field_name("arguments"));
    arguments
        .flat_map(|list| common::children(list, &["constant", "scope_resolution"]))
        .map(|module| walk.text(module).to_owned())
        .collect()
}

fn method<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(at) = node.child_by_field_name("name") else {
        return;
    };
    let body = node.child_by_field_name("body");
    let parameters = node.child_by_field_name("parameters").unwrap_or(at);
    let module = common::module_around(walk);
    let declaration = Declaration::new(node, at, walk.text(at), SymbolKind::Method);
    let exported = is_visible(walk);
    common::function(
        walk,
        declaration
            .body(body)
            .head_end(parameters.end_byte())
            .container(module)
            .exported(exported),
    );
}

/// Constants; `X = Struct.new(…)` is a class.
fn assignment<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let left = node.child_by_field_name("left");
    let Some(at) = left.filter(|left| left.kind() == "constant") else {
        return;
    };
    let right = node.child_by_field_name("right");
    let maker = right.and_then(|right| right.child_by_field_name("receiver"));
    let maker = maker.map(|maker| walk.text(maker));
    let made = maker.filter(|maker| matches!(*maker, "Struct" | "Class" | "Data"));
    let kind = if made.is_some() {
        SymbolKind::Class
    } else {
        SymbolKind::Constant
    };
    let declaration = Declaration::new(node, at, walk.text(at), kind);
    common::value(
        walk,
        declaration
            .wrapper(made.map(str::to_owned))
            .exported(is_visible(walk)),
    );
}
