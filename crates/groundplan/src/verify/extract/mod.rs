//! Passages → citations; one file a family of forms, listed here.
//!
//! A form finds what has its shape; whether it is there is for [`super::resolve`]. Where two forms see the same
//! bytes, the one that is listed first has them.

mod code_block;
mod dependency;
mod link;
mod name;
mod path;
mod project;
mod token;
mod tree;

use std::ops::Range;

use super::passage::{Block, Fence, Passages};

pub(super) use token::{is_file_name, may_be_member};

/// A cited path.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PathRef {
    /// As written, without line and symbol.
    pub path: String,
    /// Its bytes.
    pub path_span: Range<usize>,
    /// First and last line.
    pub lines: Option<(u32, u32)>,
    /// Bytes of the numbers.
    pub lines_span: Range<usize>,
    /// `p#sym`, `p::sym`.
    pub symbol: Option<String>,
    /// Whether the lines are said to be approximate.
    pub approximate: bool,
    /// Where it stands.
    pub origin: Origin,
}

/// Where a path stands, which decides how sure it is that one is meant.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Origin {
    /// Prose.
    #[default]
    Prose,
    /// A code span.
    Code,
    /// The destination of a link.
    Link,
    /// A file tree; whether it says that the entry is new, or is there.
    Tree(Option<bool>),
    /// The head of a code block.
    Header,
    /// A diff's new file.
    NewFile,
}

/// A cited name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NameRef {
    /// `Type` of `Type::member`; `a.b` of `a.b.c`.
    pub qualifier: Option<String>,
    /// The last name.
    pub name: String,
    /// Whether it is written as a call.
    pub call: bool,
    /// Whether its shape alone does not tell a name of code: a plain word.
    pub weak: bool,
    /// Whether it is written with a keyword that declares: `fn x`.
    pub keyword: bool,
    /// Whether it is a word of some language, which names something only where that is declared.
    pub reserved: bool,
}

/// A cited dependency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DependencyRef {
    /// Name.
    pub name: String,
    /// Version as written.
    pub version: String,
    /// Whether the form alone tells a dependency; else a manifest must know the name.
    pub sure: bool,
}

/// What is cited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A file or folder, lines or a name in it.
    Path(PathRef),
    /// A name.
    Name(NameRef),
    /// A script of the project: its runner and its name.
    Script(&'static str, String),
    /// A dependency and its version.
    Dependency(DependencyRef),
    /// An environment variable.
    Variable(String),
    /// A route: method and path.
    Route(Option<String>, String),
    /// A table.
    Table(String),
    /// An import statement in a code block.
    Import,
}

/// Where in the document a citation stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In a block of prose.
    Block(usize),
    /// In a code block.
    Fence(usize),
}

/// A citation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// Its bytes in the document.
    pub span: Range<usize>,
    /// What is cited.
    pub what: What,
    /// Where it stands.
    pub place: Place,
}

/// Something found in a block or fence.
pub(super) type Found = (Range<usize>, What);

/// What a form reads.
pub(super) enum Find {
    /// A block of prose.
    Block(fn(&str, &Block) -> Vec<Found>),
    /// A code block.
    Fence(fn(&str, &Fence) -> Vec<Found>),
}

/// A family of citation forms.
pub struct Form {
    /// Stable identifier.
    pub id: &'static str,
    /// What it finds.
    pub summary: &'static str,
    find: Find,
}

/// All forms, those that win where two see the same bytes first.
pub const FORMS: &[&Form] = &[
    &project::SCRIPTS,
    &project::ROUTES,
    &dependency::PINNED,
    &path::FORM,
    &link::FORM,
    &dependency::FORM,
    &project::VARIABLES,
    &project::TABLES,
    &name::FORM,
    &tree::FORM,
    &code_block::FORM,
    &code_block::COMMANDS,
];

/// All citations of a document, in its order.
pub fn citations(source: &str, passages: &Passages) -> Vec<Citation> {
    let mut all = Vec::new();
    for (index, block) in passages.blocks.iter().enumerate() {
        let found = FORMS.iter().flat_map(|form| match form.find {
            Find::Block(find) => find(source, block),
            Find::Fence(_) => Vec::new(),
        });
        take(found, Place::Block(index), &mut all);
    }
    for (index, fence) in passages.fences.iter().enumerate() {
        let found = FORMS.iter().flat_map(|form| match form.find {
            Find::Fence(find) => find(source, fence),
            Find::Block(_) => Vec::new(),
        });
        take(found, Place::Fence(index), &mut all);
    }
    all.sort_by_key(|one| (one.span.start, one.span.end));
    all
}

/// Takes what overlaps nothing that was taken of the same place.
fn take(found: impl Iterator<Item = Found>, place: Place, all: &mut Vec<Citation>) {
    let from = all.len();
    for (span, what) in found {
        let mut taken = all[from..].iter();
        if taken.all(|one| span.end <= one.span.start || one.span.end <= span.start) {
            all.push(Citation { span, what, place });
        }
    }
}
