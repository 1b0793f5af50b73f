//! Python.

use tree_sitter::Node;

use super::common;
use crate::model::index::SymbolKind;
use crate::syntax::language::{Grammar, Handler, Language};
use crate::syntax::text;
use crate::syntax::walk::{Declaration, LeadKind, ScopeKind, Walk, attribute};

/// Python and its stubs.
pub static PYTHON: Language = Language {
    id: "python",
    name: "Python",
    extensions: &["py", "pyi"],
    info_strings: &["python3"],
    grammar: Some(Grammar::new(tree_sitter_python::LANGUAGE, HANDLERS)),
    ..common::HASH
};

/// Bases that make a class an enum.
const ENUMS: &[&str] = &["Enum", "IntEnum", "StrEnum", "Flag", "IntFlag"];

const HANDLERS: &[(&str, Handler)] = &[
    ("comment", |walk, node| walk.lead(node, LeadKind::Doc)),
    ("identifier", identifier),
    ("call", call),
    ("import_statement", import),
    ("import_from_statement", import_from),
    ("decorated_definition", decorated),
    ("class_definition", class),
    ("function_definition", function),
    ("lambda", |walk, _| walk.enter(ScopeKind::Body, None, false)),
    ("expression_statement", statement),
    ("assignment", assignment),
    ("type_alias_statement", type_alias),
];

fn identifier<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    if matches!(walk.text(node), "self" | "cls") {
        walk.skip(node);
    }
    walk.name_use(node);
}

fn call<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(function) = node.child_by_field_name("function") else {
        return;
    };
    let name = match function.kind() {
        "identifier" => Some(function),
        "attribute" => function.child_by_field_name("attribute"),
        _ => None,
    };
    if let Some(name) = name {
        walk.call(name);
    }
}

/// `import a.b as c` is the whole module.
fn import<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let mut cursor = node.walk();
    for name in node.children_by_field_name("name", &mut cursor) {
        let module = walk.text(name.child_by_field_name("name").unwrap_or(name));
        walk.import(module, Vec::new(), node);
    }
}

fn import_from<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(module) = node.child_by_field_name("module_name") else {
        return;
    };
    let mut cursor = node.walk();
    let mut names = node
        .children_by_field_name("name", &mut cursor)
        .map(|name| {
            walk.text(name.child_by_field_name("name").unwrap_or(name))
                .to_owned()
        })
        .collect::<Vec<_>>();
    let mut cursor = node.walk();
    if node
        .children(&mut cursor)
        .any(|child| child.kind() == "wildcard_import")
    {
        names.push("*".to_owned());
    }
    walk.import(walk.text(module), names, node);
}

fn decorated<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let definition = node.child_by_field_name("definition");
    let mut cursor = node.walk();
    let decorators = node
        .children(&mut cursor)
        .filter(|child| child.kind() == "decorator");
    let decorators = decorators
        .map(|child| attribute(walk.text(child)))
        .collect::<Vec<_>>();
    if let Some(outer) = walk.enter_outer(node, false) {
        outer.attributes.extend(decorators);
        outer.head = definition.map_or(outer.head, |definition| definition.start_byte());
    }
}

fn class<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(at) = node.child_by_field_name("name") else {
        return;
    };
    let name = walk.text(at);
    let bases = bases(walk, node);
    let is = |names: &[&str]| {
        bases
            .iter()
            .any(|base| names.contains(&base.rsplit('.').next().unwrap_or(base)))
    };
    let (kind, scope) = match () {
        () if is(ENUMS) => (SymbolKind::Enum, ScopeKind::Enum),
        () if is(&["Protocol"]) => (SymbolKind::Interface, ScopeKind::Type),
        () => (SymbolKind::Class, ScopeKind::Type),
    };
    let exported = is_visible(walk, name);
    let body = node.child_by_field_name("body");
    let declaration = Declaration::new(node, at, name, kind);
    walk.declare(
        declaration
            .head_end(body.map(|body| body.start_byte()))
            .doc(body.and_then(|body| docstring(walk, body)))
            .bases(bases)
            .exported(exported),
    );
    walk.enter(scope, Some(name.to_owned()), exported);
}

/// Base classes without type arguments; keywords such as `metaclass=…` are none.
fn bases(walk: &Walk<'_>, node: Node<'_>) -> Vec<String> {
    let Some(list) = node.child_by_field_name("superclasses") else {
        return Vec::new();
    };
    let mut cursor = list.walk();
    let bases = list.named_children(&mut cursor).filter(|child| {
        !child.is_extra() && !matches!(child.kind(), "keyword_argument" | "dictionary_splat")
    });
    bases
        .map(|base| base.child_by_field_name("value").unwrap_or(base))
        .map(|base| walk.text(base).to_owned())
        .collect()
}

fn function<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(at) = node.child_by_field_name("name") else {
        return;
    };
    let name = walk.text(at);
    let member = matches!(walk.place(), ScopeKind::Type | ScopeKind::Enum);
    let kind = if member {
        SymbolKind::Method
    } else {
        SymbolKind::Function
    };
    let exported = is_visible(walk, name);
    let body = node.child_by_field_name("body");
    let declaration = Declaration::new(node, at, name, kind);
    let doc = body.and_then(|body| docstring(walk, body));
    walk.declare(declaration.body(body).doc(doc).exported(exported));
    walk.enter(ScopeKind::Body, Some(name.to_owned()), false);
}

/// Statements in classes and modules may declare something.
fn statement<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    if walk.place() != ScopeKind::Body {
        walk.enter_outer(node, false);
    }
}

fn assignment<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(left) = node.child_by_field_name("left") else {
        return;
    };
    let place = walk.place();
    match left.kind() {
        "identifier" if place != ScopeKind::Body => declare_value(walk, node, left, place),
        "attribute" if place == ScopeKind::Body && walk.container() == Some("__init__") => {
            instance_field(walk, node, left);
        }
        _ => {}
    }
}

fn declare_value<'t>(walk: &mut Walk<'t>, node: Node<'t>, at: Node<'t>, place: ScopeKind) {
    let name = walk.text(at);
    let upper = name.contains(char::is_uppercase) && !name.contains(char::is_lowercase);
    let kind = match place {
        ScopeKind::Enum => SymbolKind::EnumMember,
        ScopeKind::Type => SymbolKind::Field,
        _ if upper => SymbolKind::Constant,
        _ => SymbolKind::Variable,
    };
    let declaration = Declaration::new(node, at, name, kind);
    let (wrapper, exported) = (wrapper(walk, node), is_visible(walk, name));
    walk.declare(declaration.wrapper(wrapper).exported(exported));
}

/// `self.x = …` in `__init__` is a field, once.
fn instance_field<'t>(walk: &mut Walk<'t>, node: Node<'t>, left: Node<'t>) {
    let object = left
        .child_by_field_name("object")
        .filter(|object| walk.text(*object) == "self");
    let name = left
        .child_by_field_name("attribute")
        .filter(|_| object.is_some());
    let owner = walk.enclosing_type().map(str::to_owned);
    let Some((at, owner)) = name.zip(owner) else {
        return;
    };
    let name = walk.text(at);
    if walk.is_declared(&owner, name) {
        return;
    }
    let declaration = Declaration::new(node, at, name, SymbolKind::Field);
    let (wrapper, exported) = (wrapper(walk, node), !name.starts_with('_'));
    walk.declare(
        declaration
            .container(owner)
            .wrapper(wrapper)
            .exported(exported),
    );
}

/// The callee of the call that gives the value: `mapped_column`, `FastAPI`.
fn wrapper(walk: &Walk<'_>, assignment: Node<'_>) -> Option<String> {
    let right = assignment
        .child_by_field_name("right")
        .filter(|right| right.kind() == "call")?;
    let function = right.child_by_field_name("function")?;
    matches!(function.kind(), "identifier" | "attribute").then(|| walk.text(function).to_owned())
}

fn type_alias<'t>(walk: &mut Walk<'t>, node: Node<'t>) {
    let Some(left) = node.child_by_field_name("left") else {
        return;
    };
    let at = left.named_child(0).unwrap_or(left);
    let name = walk.text(at).split('[').next().unwrap_or_default();
    let exported = is_visible(walk, name);
    if walk.place() != ScopeKind::Body {
        let declaration = Declaration::new(node, at, name, SymbolKind::TypeAlias);
        walk.declare(declaration.exported(exported));
    }
}

/// A name that does not begin with `_`, or is special, in a module or in a visible class.
fn is_visible(walk: &Walk<'_>, name: &str) -> bool {
    let special = name.starts_with("__") && name.ends_with("__");
    walk.place() != ScopeKind::Body
        && walk.container_exported()
        && (special || !name.starts_with('_'))
}

/// The first sentence of the string that a body begins with.
fn docstring(walk: &Walk<'_>, body: Node<'_>) -> Option<String> {
    let first = body
        .named_child(0)
        .filter(|node| node.kind() == "expression_statement")?;
    let string = first
        .named_child(0)
        .filter(|node| node.kind() == "string")?;
    let raw = walk
        .text(string)
        .trim_start_matches(|c: char| c.is_ascii_alphabetic());
    text::first_sentence(raw.trim_matches(['"', '\'']))
}
