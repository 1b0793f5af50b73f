//! Elixir: everything is a call, some of which declare something.

use tree_sitter::Node;

use super::common;
use crate::model::index::SymbolKind;
use crate::syntax::language::{Grammar, Handler, Language};
use crate::syntax::text;
use crate::syntax::walk::{Declaration, LeadKind, ScopeKind, Walk};

/// Elixir.
pub static ELIXIR: Language = Language {
    id: "elixir",
    name: "Elixir",
    extensions: &["ex", "exs"],
    grammar: Some(Grammar::new(tree_sitter_elixir::LANGUAGE, HANDLERS)),
    ..common::HASH
};

const HANDLERS: &[(&str, Handler)] = &[
    ("comment", |walk, node| walk.lead(node, LeadKind::Plain)),
    ("identifier", common::name),
    ("alias", common::name),
    ("call", call),
    ("unary_operator", attribute),
    ("anonymous_function", common::closure),
];

/// Words that define a function; those that end with `p` keep it to the module.
const FUNCTIONS: &[&str] = &["def", "defp", "defdelegate", "defguard", "defguardp"];
/// Words that define a macro.
const MACROS: &[&str] = &["defmacro", "defmacrop"];
/// Words that name another module.
const IMPORTS: &[&str] = &["alias", "import", "require", "use"];
/// Calls in an Ecto schema whose first argument is a field.
const FIELDS: &[&str] = &[
    "belongs_to",
    "embeds_many",
    "embeds_one",
    "field",
    "has_many",
    "has_one",
    "many_to_many",
];
/// Attributes that define a type.
const TYPES: &[&str] = &["type", "typep", "opaque"];
/// Attributes that say something of what follows.
const MARKS: &[&str] = &["deprecated", "impl", "since"];

fn call<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(target) = node.child_by_field_name("target") else {
        return;
    };
    let arguments = common::child(node, &["arguments"]);
    let first = arguments.and_then(|arguments| arguments.named_child(0));
    let word = walk.text(target);
    match first.filter(|_| walk.place() != ScopeKind::Body) {
        Some(name) if word == "defmodule" => module(walk, node, name, SymbolKind::Module),
        Some(name) if word == "defprotocol" => module(walk, node, name, SymbolKind::Interface),
        Some(name) if word == "defimpl" => implementation(walk, node, name),
        Some(head) if FUNCTIONS.contains(&word) => {
            function(walk, node, head, SymbolKind::Function);
        }
        Some(head) if MACROS.contains(&word) => function(walk, node, head, SymbolKind::Macro),
        Some(name) if IMPORTS.contains(&word) => import(walk, node, name),
        Some(list) if word == "defstruct" => fields(walk, list),
        Some(name) if FIELDS.contains(&word) && name.kind() == "atom" => {
            declare(walk, node, name, SymbolKind::Field, Some(word));
        }
        _ => walk.call(target.child_by_field_name("right").unwrap_or(target)),
    }
}

/// `alias A.B`, `alias A.{B, C}`, with options behind.
fn import<'t>(walk: &mut Walk<'t>, node: Node<'t>, name: Node<'t>) {
    let parts = name
        .child_by_field_name("left")
        .zip(name.child_by_field_name("right"));
    match parts {
        Some((left, right)) => {
            for inner in common::children(right, &["alias"]) {
                let whole = format!("{}.{}", walk.text(left), walk.text(inner));
                walk.import(&whole, Vec::new(), node);
            }
        }
        None if name.kind() == "alias" => walk.import(walk.text(name), Vec::new(), node),
        None => {}
    }
}

fn module<'t>(walk: &mut Walk<'t>, node: Node<'t>, at: Node<'t>, kind: SymbolKind) {
    let body = common::child(node, &["do_block"]);
    let declaration = Declaration::new(node, at, walk.text(at), kind);
    common::container(
        walk,
        declaration
            .body(body)
            .doc(body.and_then(|body| module_doc(walk, body)))
            .exported(walk.container_exported()),
    );
}

/// What `defimpl A, for: B` defines belongs to `B`.
fn implementation<'t>(walk: &mut Walk<'t>, node: Node<'t>, protocol: Node<'t>) {
    let arguments = common::child(node, &["arguments"]);
    let keywords = arguments.and_then(|arguments| common::child(arguments, &["keywords"]));
    let pair = keywords.and_then(|keywords| common::child(keywords, &["pair"]));
    let owner = pair.and_then(|pair| pair.child_by_field_name("value"));
    let owner = owner.map(|owner| walk.text(owner));
    if let Some(owner) = owner {
        walk.base(owner, walk.text(protocol));
    }
    walk.enter(ScopeKind::Type, owner.map(str::to_owned), true);
}

/// The first sentence of `@moduledoc`.
fn module_doc(walk: &Walk<'_>, body: Node<'_>) -> Option<String> {
    let attributes = common::children(body, &["unary_operator"]).into_iter();
    let mut calls = attributes.filter_map(|attribute| attribute.child_by_field_name("operand"));
    let doc = calls.find(|call| {
        let target = call.child_by_field_name("target");
        target.is_some_and(|target| walk.text(target) == "moduledoc")
    })?;
    text::first_sentence(walk.text(content(doc)?))
}

/// The text of the string that an attribute gives.
fn content(call: Node<'_>) -> Option<Node<'_>> {
    let arguments = common::child(call, &["arguments"])?;
    common::child(arguments.named_child(0)?, &["quoted_content"])
}

/// The name in a head: of `a(x) when b` it is `a`.
fn name_of(head: Node<'_>) -> Node<'_> {
    let mut head = head;
    for _ in 0..3 {
        let inner = match head.kind() {
            "binary_operator" => head.child_by_field_name("left"),
            "call" => head.child_by_field_name("target"),
            _ => None,
        };
        let Some(inner) = inner else { break };
        head = inner;
    }
    head
}

fn function<'t>(walk: &mut Walk<'t>, node: Node<'t>, head: Node<'t>, kind: SymbolKind) {
    let at = name_of(head);
    let name = walk.text(at);
    let word = node.child_by_field_name("target");
    let hidden = word.is_some_and(|word| walk.text(word).ends_with('p'));
    let declaration = Declaration::new(node, at, name, kind);
    walk.declare(
        declaration
            .body(common::child(node, &["do_block"]))
            .head_end(head.end_byte())
            .exported(walk.container_exported() && !hidden),
    );
    walk.enter(ScopeKind::Body, Some(name.to_owned()), false);
}

/// `defstruct [:a, b: 1]` and `defstruct a: 1`.
fn fields<'t>(walk: &mut Walk<'t>, list: Node<'t>) {
    let atoms = common::children(list, &["atom"]);
    let keywords = common::child(list, &["keywords"]).unwrap_or(list);
    let pairs = common::children(keywords, &["pair"]).into_iter();
    let keys = pairs.filter_map(|pair| pair.child_by_field_name("key"));
    for at in atoms.into_iter().chain(keys) {
        declare(walk, at, at, SymbolKind::Field, None);
    }
}

fn declare<'t>(
    walk: &mut Walk<'t>,
    node: Node<'t>,
    at: Node<'t>,
    kind: SymbolKind,
    wrapper: Option<&str>,
) {
    let name = walk.text(at).trim_matches([':', ' ']);
    let declaration = Declaration::new(node, at, name, kind);
    walk.declare(
        declaration
            .wrapper(wrapper.map(str::to_owned))
            .exported(walk.container_exported()),
    );
}

/// `@doc`, `@type`, `@callback`, and constants such as `@limit 5`.
fn attribute<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let call = node.child_by_field_name("operand");
    let Some(call) = call.filter(|call| call.kind() == "call" && walk.text(node).starts_with('@'))
    else {
        return;
    };
    let target = call.child_by_field_name("target");
    let arguments = common::child(call, &["arguments"]);
    let first = arguments.and_then(|arguments| arguments.named_child(0));
    let Some((target, first)) = target.zip(first) else {
        return;
    };
    walk.skip(target);
    match walk.text(target) {
        "doc" => {
            if let Some(content) = content(call) {
                walk.lead(content, LeadKind::Doc);
            }
        }
        "spec" => walk.lead(node, LeadKind::Plain),
        "callback" | "macrocallback" => {
            declare(walk, node, name_of(first), SymbolKind::Method, None)
        }
        word if TYPES.contains(&word) => {
            declare(walk, node, name_of(first), SymbolKind::TypeAlias, None);
        }
        word if MARKS.contains(&word) => walk.lead(node, LeadKind::Attribute),
        _ => {}
    }
    walk.enter(ScopeKind::Body, None, false);
}
