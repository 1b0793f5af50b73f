//! Names that the specification gives in code spans: what each is, whether the code has it, and what
//! it belongs to. They are the specification's own design, and come before anything that is drafted.

mod belonging;
mod command;
mod cue;
mod deprecation;
mod shape;
mod state;

use crate::model::index::Located;
use crate::plan::context::Context;
use crate::plan::types::NameKind;
use cue::Said;
use shape::Shape;

/// How many names are followed.
const MOST: usize = 160;

/// A name of the specification.
#[derive(Debug, Clone)]
pub struct Named<'a> {
    /// The bare name: `save`, `--force`, `src/a.ts`, `add agent`.
    pub name: String,
    /// The type before it: `Store` of `Store.save`.
    pub owner: Option<String>,
    /// What it is.
    pub kind: NameKind,
    /// Parameters, where the span is a signature or a command line.
    pub params: Option<Vec<String>>,
    /// Its whole signature, where the span has types.
    pub signature: Option<String>,
    /// Items that name it, in document order.
    pub items: Vec<&'a str>,
    /// What the code has of it.
    pub state: State<'a>,
    /// The file in which the specification says it is.
    pub home: Option<String>,
    /// What the specification says of its fate.
    pub fate: Fate,
    /// Whether it stays for a while and tells its callers what to use instead.
    pub deprecated: bool,
    /// What takes its place, where a sentence says so.
    pub replacement: Option<String>,
    /// Names of operations and types that it belongs to, as the sentences have it.
    pub belongs_to: Vec<String>,
}

/// What the specification says of a name that is there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Fate {
    /// It is spoken of, and nothing says that it changes.
    #[default]
    Used,
    /// It stays as it is, or is reused.
    Kept,
    /// Something is added to it or changed in it.
    Changed,
    /// It goes.
    Removed,
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
    let commands = command::Commands::new(context);
    // Command lines first: they show which command an option is of.
    let mentions = context.spec.mentions.iter();
    let (lines, rest): (Vec<_>, Vec<_>) =
        mentions.partition(|mention| commands.read(&mention.text).is_some());
    for mention in lines.into_iter().chain(rest) {
        let item = mention.item.as_deref().unwrap_or("problem");
        let text = text_with(context, item, &mention.text);
        let mut said = cue::around(text, &mention.text);
        if is_excluded(item, text) {
            said.fate = Fate::Kept;
        }
        let Some(typed) = commands.read(&mention.text) else {
            if let Some(shape) = shape::of(&mention.text, &said) {
                note(&mut all, shape, item, &said);
            }
            continue;
        };
        let command = shape::command(&typed);
        for option in &typed.options {
            let owner = Some(command.name.clone());
            note(&mut all, shape::option_of(option, owner), item, &said);
        }
        // A command that loses an option stays.
        if said.fate == Fate::Removed && !typed.options.is_empty() {
            said.fate = Fate::Changed;
        }
        note(&mut all, command, item, &said);
    }
    state::find(context, &mut all);
    deprecation::find(context, &mut all);
    belonging::find(context, &mut all);
    state::options(context, &mut all);
    all
}

/// The text of an item in which a span stands: of a story its goal, where the title does not have it.
fn text_with<'a>(context: &Context<'a>, item: &str, span: &str) -> &'a str {
    let text = context.item(item).map_or("", |found| found.text);
    let mut stories = context.spec.user_stories.iter();
    let story = stories.find(|story| story.id == item && !text.contains(span));
    let parts = story.into_iter().flat_map(|story| {
        let goal = story.goal.as_deref().into_iter();
        goal.chain([story.text.as_str()])
    });
    let mark = format!("`{span}`");
    let mut parts = parts.filter(|part| part.contains(&mark));
    parts.next().unwrap_or(text)
}

/// Whether an item says what is not done: an exclusion, a question, a step of later.
fn is_excluded(item: &str, text: &str) -> bool {
    let lower = text.to_lowercase();
    let later = ["(future", "future pr", "in a later", "follow-up"];
    item.starts_with("out-of-scope")
        || item.starts_with("Q-")
        || item.starts_with("alternatives")
        || later.iter().any(|cue| lower.contains(cue))
}

/// Notes a place that names something.
fn note<'a>(all: &mut Vec<Named<'a>>, shape: Shape, item: &'a str, said: &Said) {
    // An option without its command is that of the command that has such a one.
    let same = |one: &&mut Named<'a>| {
        let owned =
            one.owner == shape.owner || (shape.kind == NameKind::Option && shape.owner.is_none());
        one.name == shape.name && owned
    };
    let Some(there) = all.iter_mut().find(same) else {
        if all.len() < MOST {
            all.push(Named {
                name: shape.name,
                owner: shape.owner,
                kind: shape.kind,
                params: shape.params,
                signature: shape.signature,
                items: vec![item],
                state: State::Absent,
                home: said.home.clone(),
                fate: said.fate,
                deprecated: false,
                replacement: None,
                belongs_to: Vec::new(),
            });
        }
        return;
    };
    if !there.items.contains(&item) {
        there.items.push(item);
    }
    // A place that says what changes outweighs one that says what stays, and both a mere mention. A file
    // in which something changes is not one that goes.
    there.fate = match (there.fate, said.fate) {
        (Fate::Changed, Fate::Removed) | (Fate::Removed, Fate::Changed)
            if there.kind == NameKind::File =>
        {
            Fate::Changed
        }
        (Fate::Removed, _) | (_, Fate::Removed) => Fate::Removed,
        (Fate::Changed, _) | (_, Fate::Changed) => Fate::Changed,
        (Fate::Kept, _) | (_, Fate::Kept) => Fate::Kept,
        _ => Fate::Used,
    };
    there.home = there.home.take().or_else(|| said.home.clone());
    there.params = there.params.take().or(shape.params);
    there.signature = there.signature.take().or(shape.signature);
    if there.kind == NameKind::Member && shape.kind == NameKind::Operation {
        there.kind = shape.kind;
    }
}
