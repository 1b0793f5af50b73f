//! One walk over a syntax tree: the driver, the scopes, and what handlers write down.
//!
//! The walk is iterative and goes through each node once, parents first. A handler reads its node and
//! its children, never its parents or siblings (tree-sitter finds those from the root, which is slow):
//! what stands above is in the scopes, what stands before is in the lead.

use rustc_hash::FxHashMap;
use tree_sitter::{Node, Tree};

use super::language::Grammar;
use super::text;
use crate::model::index::{FileFacts, Import, NameUse, Symbol, SymbolKind};

/// How many statements an opening holds.
const OPENING: usize = 4;
/// Marks looked through for a name; they are a stack, so that the hit is near its top.
const MARKS_SEEN: usize = 8;
/// What some languages put around names.
pub(super) const QUOTES: &[char] = &['"', '`', '[', ']'];
/// Symbols looked through for a member of the same name.
const MEMBERS_SEEN: usize = 500;
/// Imports looked through for one of the same module on the same line.
const IMPORTS_SEEN: usize = 16;

/// What a scope means for the declarations in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ScopeKind {
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
pub(super) struct Scope {
    pub(super) kind: ScopeKind,
    pub(super) name: Option<String>,
    pub(super) exported: bool,
    pub(super) outer: Outer,
    /// Byte behind which nothing is a member of the object any more.
    members_end: usize,
    depth: u32,
}

/// A statement around a declaration.
#[derive(Debug, Clone, Default)]
pub(super) struct Outer {
    /// First row, comments and attributes included.
    pub(super) row: usize,
    /// Byte at which its head begins.
    pub(super) head: usize,
    pub(super) doc: Option<String>,
    pub(super) attributes: Vec<String>,
    /// Whether it says `default`.
    pub(super) default: bool,
    /// Whether what it declares may change: `let`, `var`.
    pub(super) mutable: bool,
}

/// What a leading node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LeadKind {
    /// A comment that documents what follows.
    Doc,
    /// A comment that only stands there.
    Plain,
    /// An attribute, decorator or annotation.
    Attribute,
}

/// A comment or attribute that stands before something.
#[derive(Debug, Clone, Copy)]
struct Lead<'t> {
    kind: LeadKind,
    depth: u32,
    rows: (usize, usize),
    text: &'t str,
}

/// What to do when the walk meets the name that stands at a byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Call,
    Skip,
}

/// A declaration as a handler describes it.
#[derive(Debug)]
pub(super) struct Declaration<'t> {
    /// The declaring node.
    pub(super) node: Node<'t>,
    /// The node of its name.
    pub(super) at: Node<'t>,
    /// Its name.
    pub(super) name: &'t str,
    pub(super) kind: SymbolKind,
    /// What does the work, if there is such: its first statements are the opening.
    pub(super) body: Option<Node<'t>>,
    /// Byte where the head ends; the body's start, else the node's end, where it is `None`.
    pub(super) head_end: Option<usize>,
    pub(super) attributes: Vec<String>,
    pub(super) bases: Vec<String>,
    pub(super) wrapper: Option<String>,
    pub(super) container: Option<String>,
    pub(super) doc: Option<String>,
    pub(super) exported: bool,
    /// A member that its type does not show.
    pub(super) hidden: bool,
}

impl<'t> Declaration<'t> {
    /// A declaration without a body.
    pub(super) fn new(node: Node<'t>, at: Node<'t>, name: &'t str, kind: SymbolKind) -> Self {
        Self {
            node,
            at,
            name,
            kind,
            body: None,
            head_end: None,
            attributes: Vec::new(),
            bases: Vec::new(),
            wrapper: None,
            container: None,
            doc: None,
            exported: false,
            hidden: false,
        }
    }
}

/// The state of a walk.
#[derive(Debug)]
pub struct Walk<'t> {
    text: &'t str,
    depth: u32,
    scopes: Vec<Scope>,
    lead: Vec<Lead<'t>>,
    marks: Vec<(usize, Mark)>,
    seen: FxHashMap<(u32, &'t str), usize>,
    exports: Vec<&'t str>,
    hidden: Vec<usize>,
    bases: Vec<(String, String)>,
    facts: FileFacts,
}

/// Walks the tree and adds its symbols, imports and uses to the facts.
pub(super) fn walk(grammar: &Grammar, tree: &Tree, text: &str, facts: FileFacts) -> FileFacts {
    let handlers = grammar.by_kind();
    let mut state = Walk::new(text, facts);
    let mut cursor = tree.walk();
    loop {
        let node = cursor.node();
        if let Some(Some(handler)) = handlers.get(usize::from(node.kind_id())) {
            handler(&mut state, node);
        }
        if cursor.goto_first_child() {
            state.depth += 1;
            continue;
        }
        loop {
            state.leave();
            if cursor.goto_next_sibling() {
                break;
            }
            if !cursor.goto_parent() {
                return state.finish();
            }
            state.depth -= 1;
        }
    }
}

impl<'t> Walk<'t> {
    fn new(text: &'t str, facts: FileFacts) -> Self {
        Self {
            text,
            depth: 0,
            scopes: Vec::new(),
            lead: Vec::new(),
            marks: Vec::new(),
            seen: FxHashMap::default(),
            exports: Vec::new(),
            hidden: Vec::new(),
            bases: Vec::new(),
            facts,
        }
    }

    fn finish(mut self) -> FileFacts {
        for (at, symbol) in self.facts.symbols.iter_mut().enumerate() {
            let owner = symbol.container.as_deref().unwrap_or(&symbol.name);
            let named = self.exports.contains(&owner) && self.hidden.binary_search(&at).is_err();
            let member = symbol.container.is_none() || is_member(symbol.kind);
            symbol.exported |= named && member;
            if symbol.container.is_none() {
                let bases = self.bases.iter().filter(|(owner, _)| *owner == symbol.name);
                symbol.bases.extend(bases.map(|(_, base)| base.clone()));
            }
        }
        self.facts.symbols.sort_by_key(|symbol| symbol.line_start);
        self.facts
    }

    fn leave(&mut self) {
        while self
            .scopes
            .last()
            .is_some_and(|scope| scope.depth >= self.depth)
        {
            self.scopes.pop();
        }
    }

    /// The text of a node.
    pub(super) fn text(&self, node: Node<'_>) -> &'t str {
        self.slice(node.start_byte(), node.end_byte())
    }

    /// The text between two bytes.
    pub(super) fn slice(&self, start: usize, end: usize) -> &'t str {
        self.text.get(start..end).unwrap_or("")
    }

    /// What the innermost scope that is no statement means; a module at the top.
    pub(super) fn place(&self) -> ScopeKind {
        let inner = self
            .scopes
            .iter()
            .rev()
            .find(|scope| scope.kind != ScopeKind::Outer);
        inner.map_or(ScopeKind::Module, |scope| scope.kind)
    }

    /// How many scopes of a kind stand around, without a gap, from the innermost on.
    pub(super) fn nested(&self, kind: ScopeKind) -> usize {
        self.scopes
            .iter()
            .rev()
            .take_while(|scope| scope.kind == kind)
            .count()
    }

    /// The name of the innermost scope that has one.
    pub(super) fn container(&self) -> Option<&str> {
        self.scopes
            .iter()
            .rev()
            .find_map(|scope| scope.name.as_deref())
    }

    /// The name of the innermost type.
    pub(super) fn enclosing_type(&self) -> Option<&str> {
        let types = self
            .scopes
            .iter()
            .rev()
            .filter(|scope| scope.kind == ScopeKind::Type);
        types.into_iter().find_map(|scope| scope.name.as_deref())
    }

    /// Whether the innermost named scope is exported; true at the top.
    pub(super) fn container_exported(&self) -> bool {
        let named = self.scopes.iter().rev().find(|scope| scope.name.is_some());
        named.is_none_or(|scope| scope.exported)
    }

    /// Opens a scope that ends with the present node.
    pub(super) fn enter(&mut self, kind: ScopeKind, name: Option<String>, exported: bool) {
        let outer = Outer::default();
        let (members_end, depth) = (usize::MAX, self.depth);
        self.scopes.push(Scope {
            kind,
            name,
            exported,
            outer,
            members_end,
            depth,
        });
    }

    /// Says where the members of the object in the innermost scope end.
    pub(super) fn members_end(&mut self, byte: usize) {
        if let Some(scope) = self.scopes.last_mut() {
            scope.members_end = byte;
        }
    }

    /// Whether a node is a member of the object literal around it that is a declaration.
    pub(super) fn is_object_member(&self, node: Node<'_>) -> bool {
        let scope = self.scopes.last();
        scope.is_some_and(|scope| {
            scope.kind == ScopeKind::Object && node.start_byte() < scope.members_end
        })
    }

    /// The statement around the present node, if the node stands right in one.
    pub(super) fn outer(&self) -> Option<&Scope> {
        self.scopes
            .last()
            .filter(|scope| scope.kind == ScopeKind::Outer)
    }

    /// Opens a statement around declarations; one that stands in another one continues it.
    pub(super) fn enter_outer(&mut self, node: Node<'t>, exported: bool) -> Option<&mut Outer> {
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
                    depth: 0,
                }
            }
        };
        scope.exported |= exported;
        scope.depth = self.depth;
        self.scopes.push(scope);
        self.scopes.last_mut().map(|scope| &mut scope.outer)
    }

    /// Notes a comment or attribute that may belong to what follows.
    pub(super) fn lead(&mut self, node: Node<'t>, kind: LeadKind) {
        let (start, end) = (node.start_position(), node.end_position());
        let begins_line = kind == LeadKind::Attribute || {
            let line = self.slice(
                node.start_byte().saturating_sub(start.column),
                node.start_byte(),
            );
            line.trim().is_empty()
        };
        if !begins_line {
            return;
        }
        self.drop_deeper_lead();
        let apart = |last: &Lead<'_>| last.depth == self.depth && last.rows.1 + 1 < start.row;
        if self.lead.last().is_some_and(apart) {
            self.lead.retain(|lead| lead.depth < self.depth);
        }
        // A line comment of some grammars takes its line's end along.
        let last = if end.column == 0 {
            end.row.saturating_sub(1)
        } else {
            end.row
        };
        let rows = (start.row, last.max(start.row));
        self.lead.push(Lead {
            kind,
            depth: self.depth,
            rows,
            text: self.text(node),
        });
    }

    fn drop_deeper_lead(&mut self) {
        while self.lead.last().is_some_and(|lead| lead.depth > self.depth) {
            self.lead.pop();
        }
    }

    /// What leads up to a node: comments and attributes that touch it.
    fn lead_of(&mut self, node: Node<'t>) -> Outer {
        self.drop_deeper_lead();
        let depth = self.depth;
        let mut row = node.start_position().row;
        let mut taken = Vec::new();
        for lead in self
            .lead
            .iter()
            .rev()
            .take_while(|lead| lead.depth == depth)
        {
            if lead.rows.1 + 1 < row || lead.rows.0 > node.start_position().row {
                break;
            }
            row = lead.rows.0.min(row);
            taken.push(*lead);
        }
        self.lead.retain(|lead| lead.depth < depth);
        taken.reverse();
        let of = |kind| {
            taken
                .iter()
                .filter(move |lead: &&Lead<'_>| lead.kind == kind)
        };
        let doc = of(LeadKind::Doc)
            .map(|lead| lead.text)
            .collect::<Vec<_>>()
            .join("\n");
        Outer {
            row,
            head: head_of(node),
            doc: text::first_sentence(&doc),
            attributes: of(LeadKind::Attribute)
                .map(|lead| attribute(lead.text))
                .collect(),
            ..Outer::default()
        }
    }

    /// Writes a declaration down.
    pub(super) fn declare(&mut self, declaration: Declaration<'t>) {
        let around = match self.outer() {
            Some(scope) => scope.outer.clone(),
            None => self.lead_of(declaration.node),
        };
        let Declaration {
            node,
            at,
            name,
            kind,
            body,
            ..
        } = declaration;
        if self.text(at) == name {
            self.skip(at);
        }
        let head_end = declaration.head_end.or(body.map(|body| body.start_byte()));
        let head = self.slice(around.head, head_end.unwrap_or(node.end_byte()));
        let mut attributes = around.attributes;
        attributes.extend(declaration.attributes);
        let symbol = Symbol {
            name: name.to_owned(),
            kind,
            container: declaration
                .container
                .or_else(|| self.container().map(str::to_owned)),
            line_start: line(around.row.min(node.start_position().row)),
            name_line: line(at.start_position().row),
            line_end: last_line(node),
            signature: text::head(head),
            doc: declaration.doc.or(around.doc),
            attributes,
            bases: declaration.bases,
            wrapper: declaration.wrapper,
            exported: declaration.exported,
            opening: body.map(|body| self.opening(body)).unwrap_or_default(),
        };
        if !symbol.name.is_empty() {
            if declaration.hidden {
                self.hidden.push(self.facts.symbols.len());
            }
            self.facts.symbols.push(symbol);
        }
    }

    /// The first statements of a body; of an expression, itself.
    fn opening(&self, body: Node<'t>) -> Vec<String> {
        const BLOCKS: &[&str] = &["statement_block", "block", "statement_list"];
        if !BLOCKS.contains(&body.kind()) {
            return vec![text::statement(self.text(body))];
        }
        let mut cursor = body.walk();
        let mut opening = Vec::new();
        for statement in body
            .named_children(&mut cursor)
            .filter(|node| !node.is_extra())
        {
            if statement.kind() == "statement_list" {
                return self.opening(statement);
            }
            let docstring = opening.is_empty() && is_docstring(statement);
            if !docstring {
                opening.push(text::statement(self.text(statement)));
            }
            if opening.len() == OPENING {
                break;
            }
        }
        opening
    }

    /// Notes a use of the name at a node.
    pub(super) fn name_use(&mut self, node: Node<'t>) {
        let mark = self.take_mark(node.start_byte());
        let name = self.text(node).trim_matches(QUOTES);
        if mark != Some(Mark::Skip) && name.len() > 1 {
            self.push_use(
                name,
                line(node.start_position().row),
                mark == Some(Mark::Call),
            );
        }
    }

    fn push_use(&mut self, name: &'t str, line: u32, call: bool) {
        let next = self.facts.uses.len();
        let at = *self.seen.entry((line, name)).or_insert(next);
        match self.facts.uses.get_mut(at) {
            Some(known) => known.call |= call,
            None => self.facts.uses.push(NameUse {
                name: name.to_owned(),
                line,
                call,
            }),
        }
    }

    /// The name at this node is called.
    pub(super) fn call(&mut self, name: Node<'t>) {
        self.marks.push((name.start_byte(), Mark::Call));
    }

    /// The name at this node is no use.
    pub(super) fn skip(&mut self, name: Node<'t>) {
        self.marks.push((name.start_byte(), Mark::Skip));
    }

    fn take_mark(&mut self, byte: usize) -> Option<Mark> {
        while self.marks.last().is_some_and(|(at, _)| *at < byte) {
            self.marks.pop();
        }
        let near = self.marks.iter().rev().take(MARKS_SEEN);
        let found = near.clone().position(|(at, _)| *at == byte)?;
        let at = self.marks.len() - 1 - found;
        Some(self.marks.remove(at).1)
    }

    /// Notes an import; the same module on the same line only once.
    pub(super) fn import(&mut self, module: &str, names: Vec<String>, node: Node<'t>) {
        let line = line(node.start_position().row);
        if module.is_empty() {
            return;
        }
        let mut near = self.facts.imports.iter_mut().rev().take(IMPORTS_SEEN);
        if let Some(known) = near.find(|known| known.line == line && known.module == module) {
            let new = names.into_iter().filter(|name| !known.names.contains(name));
            return known.names.extend(new.collect::<Vec<_>>());
        }
        self.facts.imports.push(Import {
            module: module.to_owned(),
            names,
            line,
            resolved: None,
        });
    }

    /// Whether a member of this name is written down already.
    pub(super) fn is_declared(&self, container: &str, name: &str) -> bool {
        let mut symbols = self.facts.symbols.iter().rev().take(MEMBERS_SEEN);
        symbols.any(|known| known.name == name && known.container.as_deref() == Some(container))
    }

    /// Whether the declaration written down last has an attribute.
    pub(super) fn last_has_attribute(&self, name: &str) -> bool {
        let last = self.facts.symbols.last();
        last.is_some_and(|symbol| symbol.attributes.iter().any(|attribute| attribute == name))
    }

    /// A base that a type gets outside of its declaration.
    pub(super) fn base(&mut self, owner: &str, base: &str) {
        self.bases.push((owner.to_owned(), base.to_owned()));
    }

    /// A name at the top level that other files can use, wherever it is declared.
    pub(super) fn export(&mut self, name: &'t str) {
        self.exports.push(name);
    }
}

fn is_member(kind: SymbolKind) -> bool {
    matches!(
        kind,
        SymbolKind::Method | SymbolKind::Field | SymbolKind::EnumMember
    )
}

/// Where the head of a declaration begins: behind its decorators.
fn head_of(node: Node<'_>) -> usize {
    let mut cursor = node.walk();
    let head = node
        .children(&mut cursor)
        .find(|child| child.kind() != "decorator");
    head.map_or(node.start_byte(), |child| child.start_byte())
}

/// A row as a line from 1.
pub(super) fn line(row: usize) -> u32 {
    u32::try_from(row).unwrap_or(u32::MAX - 1) + 1
}

/// The last line that a node stands on; a node that ends with a line's end ends on that line.
fn last_line(node: Node<'_>) -> u32 {
    let (start, end) = (node.start_position().row, node.end_position());
    let row = if end.column == 0 {
        end.row.saturating_sub(1)
    } else {
        end.row
    };
    line(row.max(start))
}

/// An attribute without its marks: `app.get("/x")`.
pub(super) fn attribute(text: &str) -> String {
    let text = text.trim().trim_start_matches(['#', '!', '@']);
    let inner = text
        .strip_prefix('[')
        .and_then(|text| text.strip_suffix(']'));
    text::one_line(inner.unwrap_or(text))
}

/// A string alone as a statement: a docstring, or a directive such as `"use client"`.
fn is_docstring(statement: Node<'_>) -> bool {
    statement.kind() == "expression_statement"
        && statement.named_child_count() == 1
        && statement
            .named_child(0)
            .is_some_and(|child| child.kind() == "string")
}
