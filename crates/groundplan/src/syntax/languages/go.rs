//! Go.

use tree_sitter::Node;

use super::common;
use crate::model::index::SymbolKind;
use crate::syntax::language::{Grammar, Handler, Language};
use crate::syntax::walk::{Declaration, LeadKind, ScopeKind, Walk};

/// Go.
pub static GO: Language = Language {
    id: "go",
    name: "Go",
    extensions: &["go"],
    info_strings: &["golang"],
    grammar: Some(Grammar::new(tree_sitter_go::LANGUAGE, HANDLERS).lenient(
        &[
            ("type X struct {", "}"),
            ("type X interface {", "}"),
            ("var x = X{", "}"),
        ],
        None,
    )),
    ..common::PLAIN
};

/// Keys under which a struct literal holds the function that does the work.
const WORKERS: &[&str] = &[
    "RunE",
    "Run",
    "Action",
    "Handler",
    "HandlerFunc",
    "Func",
    "Execute",
];

const HANDLERS: &[(&str, Handler)] = &[
    ("comment", |walk, node| walk.lead(node, LeadKind::Doc)),
    ("identifier", |walk, node| walk.name_use(node)),
    ("type_identifier", |walk, node| walk.name_use(node)),
    ("field_identifier", |walk, node| walk.name_use(node)),
    ("package_identifier", |walk, node| walk.name_use(node)),
    ("call_expression", call),
    ("import_spec", import),
    ("function_declaration", function),
    ("method_declaration", method),
    ("func_literal", |walk, _| {
        walk.enter(ScopeKind::Body, None, false)
    }),
    ("type_declaration", group),
    ("const_declaration", group),
    ("var_declaration", group),
    ("type_spec", type_spec),
    ("type_alias", type_spec),
    ("field_declaration", fields),
    ("method_elem", interface_method),
    ("const_spec", |walk, node| {
        values(walk, node, SymbolKind::Constant)
    }),
    ("var_spec", |walk, node| {
        values(walk, node, SymbolKind::Variable)
    }),
];

fn call<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(function) = node.child_by_field_name("function") else {
        return;
    };
    let name = match function.kind() {
        "identifier" => Some(function),
        "selector_expression" => function.child_by_field_name("field"),
        _ => None,
    };
    if let Some(name) = name {
        walk.call(name);
    }
}

fn import<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    if let Some(path) = node.child_by_field_name("path") {
        walk.import(walk.text(path).trim_matches(['"', '`']), Vec::new(), node);
    }
}

/// `type x …` is one declaration; in `type ( … )` each line is.
fn group<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let mut cursor = node.walk();
    let grouped = node
        .children(&mut cursor)
        .any(|child| matches!(child.kind(), "(" | "var_spec_list"));
    if !grouped && walk.place() != ScopeKind::Body {
        walk.enter_outer(node, false);
    }
}

fn function<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    declare_function(walk, node, SymbolKind::Function, None);
}

fn method<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let receiver = node
        .child_by_field_name("receiver")
        .and_then(|list| list.named_child(0));
    let owner = receiver.and_then(|receiver| receiver.child_by_field_name("type"));
    let owner = owner.map(|owner| type_name(walk, owner).to_owned());
    declare_function(walk, node, SymbolKind::Method, owner);
}

fn interface_method<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    if walk.place() == ScopeKind::Type {
        declare_function(walk, node, SymbolKind::Method, None);
    }
}

fn declare_function<'t>(
    walk: &mut Walk<'t>,
    node: Node<'t>,
    kind: SymbolKind,
    container: Option<String>,
) {
    let Some(at) = node.child_by_field_name("name") else {
        return;
    };
    let name = walk.text(at);
    let body = node.child_by_field_name("body");
    let declaration = Declaration::new(node, at, name, kind);
    walk.declare(
        declaration
            .body(body)
            .container(container)
            .exported(is_exported(name)),
    );
    walk.enter(ScopeKind::Body, Some(name.to_owned()), false);
}

/// The name of a type without package, pointer and arguments.
fn type_name<'t>(walk: &Walk<'t>, node: Node<'t>) -> &'t str {
    let text = walk.text(node).trim_start_matches(['*', '&', ' ']);
    let text = text.split('[').next().unwrap_or(text);
    text.rsplit('.').next().unwrap_or(text).trim()
}

fn type_spec<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let names = node
        .child_by_field_name("name")
        .zip(node.child_by_field_name("type"));
    let Some((at, value)) = names.filter(|_| walk.place() != ScopeKind::Body) else {
        return;
    };
    let kind = match value.kind() {
        "struct_type" => SymbolKind::Struct,
        "interface_type" => SymbolKind::Interface,
        _ => SymbolKind::TypeAlias,
    };
    let name = walk.text(at);
    let open = (kind != SymbolKind::TypeAlias).then(|| body_start(value));
    let bases = embedded(walk, value);
    let declaration = Declaration::new(node, at, name, kind);
    walk.declare(
        declaration
            .head_end(open)
            .bases(bases)
            .exported(is_exported(name)),
    );
    let inner = if open.is_some() {
        ScopeKind::Type
    } else {
        ScopeKind::Opaque
    };
    walk.enter(inner, Some(name.to_owned()), true);
}

/// Where the braces of a struct or interface begin.
fn body_start(value: Node<'_>) -> usize {
    let mut cursor = value.walk();
    let open = value
        .children(&mut cursor)
        .find(|child| child.kind() != "struct" && child.kind() != "interface");
    open.map_or(value.end_byte(), |open| open.start_byte())
}

/// Types that a struct or interface takes in without a name.
fn embedded(walk: &Walk<'_>, value: Node<'_>) -> Vec<String> {
    let list = if value.kind() == "struct_type" {
        value.named_child(0)
    } else {
        Some(value)
    };
    let Some(list) = list else { return Vec::new() };
    let mut cursor = list.walk();
    let mut bases = Vec::new();
    for child in list.named_children(&mut cursor) {
        let base = match child.kind() {
            "field_declaration" if child.child_by_field_name("name").is_none() => {
                child.child_by_field_name("type")
            }
            "type_elem" => Some(child),
            _ => None,
        };
        bases.extend(base.map(|base| walk.text(base).trim_start_matches('*').to_owned()));
    }
    bases
}

fn fields<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    if walk.place() == ScopeKind::Type {
        declare_names(walk, node, SymbolKind::Field, None, None);
    }
    walk.enter(ScopeKind::Opaque, None, false);
}

fn values<'t>(walk: &mut Walk<'t>, node: Node<'t>, kind: SymbolKind) {
    if walk.place() == ScopeKind::Module {
        let value = node
            .child_by_field_name("value")
            .and_then(|list| list.named_child(0));
        let (wrapper, body) = value.map(|value| made_by(walk, value)).unwrap_or_default();
        declare_names(walk, node, kind, wrapper, body);
    }
}

fn declare_names<'t>(
    walk: &mut Walk<'t>,
    node: Node<'t>,
    kind: SymbolKind,
    wrapper: Option<String>,
    body: Option<Node<'t>>,
) {
    let mut cursor = node.walk();
    let names = node.children_by_field_name("name", &mut cursor);
    for at in names.filter(|at| at.is_named()).collect::<Vec<_>>() {
        let name = walk.text(at);
        if name == "_" {
            continue;
        }
        let wrapper = wrapper.clone();
        let declaration = Declaration::new(node, at, name, kind);
        walk.declare(
            declaration
                .body(body)
                .wrapper(wrapper)
                .exported(is_exported(name)),
        );
    }
}

/// What makes a value (`cobra.Command` of `&cobra.Command{…}`, the callee of a call), and the function
/// in it that does the work.
fn made_by<'t>(walk: &Walk<'t>, value: Node<'t>) -> (Option<String>, Option<Node<'t>>) {
    let value = match value.kind() {
        "unary_expression" => value.child_by_field_name("operand").unwrap_or(value),
        _ => value,
    };
    match value.kind() {
        "func_literal" => (None, value.child_by_field_name("body")),
        "call_expression" => {
            let function = value.child_by_field_name("function");
            let plain =
                function.filter(|f| matches!(f.kind(), "identifier" | "selector_expression"));
            (plain.map(|function| walk.text(function).to_owned()), None)
        }
        "composite_literal" => {
            let class = value
                .child_by_field_name("type")
                .map(|class| walk.text(class).to_owned());
            let body = value.child_by_field_name("body");
            (class, body.and_then(|body| worker(walk, body)))
        }
        _ => (None, None),
    }
}

fn worker<'t>(walk: &Walk<'t>, literal: Node<'t>) -> Option<Node<'t>> {
    let mut cursor = literal.walk();
    literal.named_children(&mut cursor).find_map(|element| {
        let key = element.child_by_field_name("key")?;
        let value = element.child_by_field_name("value")?.named_child(0)?;
        let works = value.kind() == "func_literal" && WORKERS.contains(&walk.text(key));
        value.child_by_field_name("body").filter(|_| works)
    })
}

fn is_exported(name: &str) -> bool {
    name.starts_with(char::is_uppercase)
}
