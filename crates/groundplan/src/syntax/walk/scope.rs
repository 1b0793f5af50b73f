//! What stands around the present node.

use tree_sitter::Node;

use super::Walk;

/// What a scope means for the declarations in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::syntax) enum ScopeKind {
    /// A type: fields and methods are its members.
    Type,
    /// An enum: names in it are its members.
    Enum,
    /// A module or namespace.
    Module,
    /// A function: only functions and types in it are declarations.
    Body,
    /// An object literal whose members are declarations.
    Object,
    /// A statement around declarations: `export …`, `const …`, decorators.
    Outer,
    /// Nothing in it is a declaration.
    Opaque,
}

/// What stands around the present node.
#[derive(Debug, Clone)]
pub(in crate::syntax) struct Scope {
    pub(in crate::syntax) kind: ScopeKind,
    pub(in crate::syntax) name: Option<String>,
    pub(in crate::syntax) exported: bool,
    pub(in crate::syntax) outer: Outer,
    /// Byte behind which nothing is a member of the object any more.
    members_end: usize,
    /// Whether its members are visible where they say nothing: an interface.
    open: bool,
    depth: u32,
}

/// A statement around a declaration.
#[derive(Debug, Clone, Default)]
pub(in crate::syntax) struct Outer {
    /// First row, comments and attributes included.
    pub(in crate::syntax) row: usize,
    /// Byte at which its head begins.
    pub(in crate::syntax) head: usize,
    pub(in crate::syntax) doc: Option<String>,
    pub(in crate::syntax) attributes: Vec<String>,
    /// Whether it says `default`.
    pub(in crate::syntax) default: bool,
    /// Whether what it declares may change: `let`, `var`.
    pub(in crate::syntax) mutable: bool,
}

impl<'t> Walk<'t> {
    /// Closes the scopes that end with the present node.
    pub(super) fn leave(&mut self) {
        while self
            .scopes
            .last()
            .is_some_and(|scope| scope.depth >= self.depth)
        {
            self.scopes.pop();
        }
    }

    /// What the innermost scope that is no statement means; a module at the top.
    pub(in crate::syntax) fn place(&self) -> ScopeKind {
        let inner = self
            .scopes
            .iter()
            .rev()
            .find(|scope| scope.kind != ScopeKind::Outer);
        inner.map_or(ScopeKind::Module, |scope| scope.kind)
    }

    /// How many scopes of a kind stand around, without a gap, from the innermost on.
    pub(in crate::syntax) fn nested(&self, kind: ScopeKind) -> usize {
        self.scopes
            .iter()
            .rev()
            .take_while(|scope| scope.kind == kind)
            .count()
    }

    /// The name of the innermost scope that has one.
    pub(in crate::syntax) fn container(&self) -> Option<&str> {
        self.scopes
            .iter()
            .rev()
            .find_map(|scope| scope.name.as_deref())
    }

    /// The name of the innermost type.
    pub(in crate::syntax) fn enclosing_type(&self) -> Option<&str> {
        let types = self
            .scopes
            .iter()
            .rev()
            .filter(|scope| scope.kind == ScopeKind::Type);
        types.into_iter().find_map(|scope| scope.name.as_deref())
    }

    /// Whether the innermost named scope is exported; true at the top.
    pub(in crate::syntax) fn container_exported(&self) -> bool {
        let named = self.scopes.iter().rev().find(|scope| scope.name.is_some());
        named.is_none_or(|scope| scope.exported)
    }

    /// Says whether what follows in the innermost named scope can be named elsewhere: `private` alone on a line.
    pub(in crate::syntax) fn show_rest(&mut self, exported: bool) {
        let named = self.scopes.iter_mut().rev();
        if let Some(scope) = named.into_iter().find(|scope| scope.name.is_some()) {
            scope.exported = exported;
        }
    }

    /// Says that the members of the innermost scope are visible where they say nothing.
    pub(in crate::syntax) fn open_members(&mut self) {
        if let Some(scope) = self.scopes.last_mut() {
            scope.open = true;
        }
    }

    /// Whether members of the innermost scope are visible where they say nothing.
    pub(in crate::syntax) fn has_open_members(&self) -> bool {
        self.scopes.last().is_some_and(|scope| scope.open)
    }

    /// Opens a scope that ends with the present node.
    pub(in crate::syntax) fn enter(
        &mut self,
        kind: ScopeKind,
        name: Option<String>,
        exported: bool,
    ) {
        let outer = Outer::default();
        let (members_end, depth) = (usize::MAX, self.depth);
        self.scopes.push(Scope {
            kind,
            name,
            exported,
            outer,
            members_end,
            open: false,
            depth,
        });
    }

    /// Says where the members of the object in the innermost scope end.
    pub(in crate::syntax) fn members_end(&mut self, byte: usize) {
        if let Some(scope) = self.scopes.last_mut() {
            scope.members_end = byte;
        }
    }

    /// Whether a node is a member of the object literal around it that is a declaration.
    pub(in crate::syntax) fn is_object_member(&self, node: Node<'_>) -> bool {
        let scope = self.scopes.last();
        scope.is_some_and(|scope| {
            scope.kind == ScopeKind::Object && node.start_byte() < scope.members_end
        })
    }

    /// The statement around the present node, if the node stands right in one.
    pub(in crate::syntax) fn outer(&self) -> Option<&Scope> {
        self.scopes
            .last()
            .filter(|scope| scope.kind == ScopeKind::Outer)
    }

    /// Opens a statement around declarations; one that stands in another one continues it.
    pub(in crate::syntax) fn enter_outer(
        &mut self,
        node: Node<'t>,
        exported: bool,
    ) -> Option<&mut Outer> {
        let mut scope = match self.outer() {
            Some(scope) => scope.clone(),
            None => {
                let outer = self.lead_of(node);
                let kind = ScopeKind::Outer;
                Scope {
                    kind,
                    name: None,
                    exported: false,
                    outer,
                    members_end: 0,
                    open: false,
                    depth: 0,
                }
            }
        };
        scope.exported |= exported;
        scope.depth = self.depth;
        self.scopes.push(scope);
        self.scopes.last_mut().map(|scope| &mut scope.outer)
    }
}
