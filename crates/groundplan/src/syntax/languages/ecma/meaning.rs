//! What a value means for the symbol that it gives: what wraps it, what does the work in it.

use tree_sitter::Node;

use super::{body_of, is_function, name_of};
use crate::model::index::SymbolKind;
use crate::syntax::walk::{ScopeKind, Walk};

/// Names under which a configuration object holds the function that does the work.
const HANDLERS: &[&str] = &[
    "handler", "handle", "execute", "run", "resolve", "action", "invoke", "setup",
];
/// How far calls in calls are followed: `memo(forwardRef(…))`, `a.b().c().d()`.
const CALLS: usize = 12;

/// What a value is for the symbol that it gives.
pub(super) struct Meaning<'t> {
    pub(super) scope: ScopeKind,
    pub(super) body: Option<Node<'t>>,
    pub(super) head_end: Option<usize>,
    pub(super) bases: Vec<String>,
    pub(super) wrapper: Option<String>,
    pub(super) members_end: usize,
    class: bool,
}

impl<'t> Meaning<'t> {
    pub(super) fn of(walk: &Walk<'t>, value: Option<Node<'t>>) -> Self {
        let mut meaning = Self {
            scope: ScopeKind::Opaque,
            body: None,
            head_end: None,
            bases: Vec::new(),
            wrapper: None,
            members_end: usize::MAX,
            class: false,
        };
        let Some(value) = value.map(unwrapped) else {
            return meaning;
        };
        match value.kind() {
            _ if is_function(value) => {
                meaning.body = body_of(value);
                meaning.scope = ScopeKind::Body;
            }
            "class" => {
                meaning.class = true;
                meaning.head_end = body_of(value).map(|body| body.start_byte());
                meaning.bases = super::declarations::bases(walk, value);
                meaning.scope = ScopeKind::Type;
            }
            "object" => {
                meaning.body = member_worker(walk, value).and_then(body_of);
                meaning.scope = ScopeKind::Object;
            }
            "new_expression" => {
                let class = value.child_by_field_name("constructor");
                meaning.wrapper = class.map(|class| walk.text(class).to_owned());
                meaning.scope = ScopeKind::Object;
            }
            "call_expression" => {
                let chain = Chain::of(walk, value);
                meaning.wrapper = chain.wrapper;
                meaning.members_end = chain.first_end;
                meaning.body = chain.function.and_then(body_of);
                meaning.scope = if meaning.body.is_some() {
                    ScopeKind::Body
                } else {
                    ScopeKind::Object
                };
            }
            _ => {}
        }
        meaning
    }

    pub(super) fn kind(&self, function: SymbolKind, plain: SymbolKind) -> SymbolKind {
        match self.scope {
            _ if self.class => SymbolKind::Class,
            ScopeKind::Body => function,
            _ => plain,
        }
    }
}

/// Calls on the results of calls.
struct Chain<'t> {
    /// Of a chain that ends with a function (`procedure.input(…).mutation(async …)`) the whole path, else
    /// the callee of the first call (`defineTable(…).index(…)`: `defineTable`).
    wrapper: Option<String>,
    /// The function that does the work.
    function: Option<Node<'t>>,
    /// Where the first call ends: arguments behind it are options, not members.
    first_end: usize,
}

impl<'t> Chain<'t> {
    fn of(walk: &Walk<'t>, call: Node<'t>) -> Self {
        let mut path = Vec::new();
        let (mut first, mut first_end) = (0, usize::MAX);
        let mut function = None;
        let mut next = Some(call);
        while let Some(node) = next.take().filter(|_| path.len() < CALLS * 2) {
            match node.kind() {
                "call_expression" => {
                    function = function.or_else(|| worker(walk, node, CALLS));
                    (first, first_end) = (path.len(), node.end_byte());
                    next = node.child_by_field_name("function");
                }
                "member_expression" => {
                    path.extend(
                        node.child_by_field_name("property")
                            .map(|name| walk.text(name)),
                    );
                    next = node.child_by_field_name("object");
                }
                "identifier" | "this" | "super" => path.push(walk.text(node)),
                _ => {}
            }
        }
        if function.is_none() {
            path.drain(..first.min(path.len()));
        }
        path.reverse();
        let wrapper = (!path.is_empty()).then(|| path.join("."));
        Self {
            wrapper,
            function,
            first_end,
        }
    }
}

/// The function among the arguments of a call, or in an object there under one of the usual names.
fn worker<'t>(walk: &Walk<'t>, call: Node<'t>, left: usize) -> Option<Node<'t>> {
    let arguments = call.child_by_field_name("arguments")?;
    let mut cursor = arguments.walk();
    let mut found = None;
    for argument in arguments.named_children(&mut cursor).map(unwrapped) {
        let here = match argument.kind() {
            _ if is_function(argument) => Some(argument),
            "object" => member_worker(walk, argument),
            "call_expression" if left > 0 => worker(walk, argument, left - 1),
            _ => None,
        };
        // The last one does the work: `app.get(path, guard(…), handler)`.
        found = here.or(found);
    }
    found
}

fn member_worker<'t>(walk: &Walk<'t>, object: Node<'t>) -> Option<Node<'t>> {
    let mut cursor = object.walk();
    object.named_children(&mut cursor).find_map(|member| {
        let (field, value) = match member.kind() {
            "pair" => ("key", member.child_by_field_name("value").map(unwrapped)?),
            "method_definition" => ("name", member),
            _ => return None,
        };
        let (_, name) = name_of(walk, member, field)?;
        let works = is_function(value) || value.kind() == "method_definition";
        (works && HANDLERS.contains(&name)).then_some(value)
    })
}

/// A value without what does not change it: brackets, `await`, casts.
pub(super) fn unwrapped(mut node: Node<'_>) -> Node<'_> {
    const AROUND: &[&str] = &[
        "parenthesized_expression",
        "await_expression",
        "as_expression",
        "satisfies_expression",
        "non_null_expression",
        "type_assertion",
    ];
    for _ in 0..CALLS {
        if !AROUND.contains(&node.kind()) {
            break;
        }
        let inner = if node.kind() == "type_assertion" {
            node.named_child(1)
        } else {
            node.named_child(0)
        };
        let Some(inner) = inner else { break };
        node = inner;
    }
    node
}
