//! Names that the specification gives in code spans: what each is, whether the code has it, and what
//! it belongs to. They are the specification's own design, and come before anything that is drafted.

mod belonging;
mod cue;
mod shape;
mod state;

use crate::model::index::Located;
use crate::plan::context::Context;
use crate::plan::types::NameKind;

/// How many names are followed.
const MOST: usize = 160;

/// A name of the specification.
#[derive(Debug, Clone)]
pub struct Named<'a> {
    /// The bare name: `save`, `--force`, `src/a.ts`.
    pub name: String,
    /// The type before it: `Store` of `Store.save`.
    pub owner: Option<String>,
    /// What it is.
    pub kind: NameKind,
    /// Parameters, where the span is a signature.
    pub params: Option<Vec<String>>,
    /// Items that name it, in document order.
    pub items: Vec<&'a str>,
    /// What the code has of it.
    pub state: State<'a>,
    /// Whether the specification says that it stays, or is only used.
    pub kept: bool,
    /// Names of operations and types that it belongs to, as the sentences have it.
    pub belongs_to: Vec<String>,
}

/// What the code has of a name.
#[derive(Debug, Clone, Copy)]
pub enum State<'a> {
    /// One declaration.
    Declared(Located<'a>),
    /// Several, so that none is meant for sure.
    Several,
    /// No declaration, but source text that says it: a key, a string, a command.
    Said {
        /// Path of the first file.
        path: &'a str,
        /// Line.
        line: u32,
    },
    /// A file that is there.
    File(&'a str),
    /// Nothing.
    Absent,
}

impl<'a> Named<'a> {
    /// Whether the code has nothing of it.
    pub fn is_absent(&self) -> bool {
        matches!(self.state, State::Absent)
    }

    /// The one file where it stands.
    pub fn path(&self) -> Option<&'a str> {
        match self.state {
            State::Declared(found) => Some(found.file.path.as_str()),
            State::Said { path, .. } | State::File(path) => Some(path),
            State::Several | State::Absent => None,
        }
    }
}

/// The names of the specification, in document order.
pub fn collect<'a>(context: &Context<'a>) -> Vec<Named<'a>> {
    let mut all: Vec<Named<'a>> = Vec::new();
    for mention in &context.spec.mentions {
        let item = mention.item.as_deref().unwrap_or("problem");
        let text = context.item(item).map_or("", |found| found.text);
        let said = cue::around(text, &mention.text);
        let Some(shape) = shape::of(&mention.text, &said) else {
            continue;
        };
        let there = all
            .iter_mut()
            .find(|one| one.name == shape.name && one.owner == shape.owner);
        if let Some(there) = there {
            add(there, item, shape, said.keeps);
        } else if all.len() < MOST {
            all.push(Named {
                name: shape.name,
                owner: shape.owner,
                kind: shape.kind,
                params: shape.params,
                items: vec![item],
                state: State::Absent,
                kept: said.keeps,
                belongs_to: Vec::new(),
            });
        }
    }
    state::find(context, &mut all);
    belonging::find(context, &mut all);
    all
}

/// Another place that names it: it is kept only where every place says so.
fn add<'a>(there: &mut Named<'a>, item: &'a str, shape: shape::Shape, keeps: bool) {
    if !there.items.contains(&item) {
        there.items.push(item);
    }
    there.kept &= keeps;
    there.params = there.params.take().or(shape.params);
    if there.kind == NameKind::Member && shape.kind == NameKind::Operation {
        there.kind = shape.kind;
    }
}
