//! Siblings, what they share, and where members are registered.

use serde::Serialize;

use crate::model::ground::Anchor;

/// A group of siblings: handlers, mutations, components, models, migrations, commands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct SiblingGroup {
    /// Stable identifier: kind and directory, `convex-mutation@convex/mutations`.
    pub id: String,
    /// `mutation`, `component`, `route`, `command`, `function`, `Base subclass`, `Type object`, `folder`, …
    pub kind: String,
    /// What a person calls a member: `mutation`, `component`.
    pub noun: String,
    /// Common directory.
    pub dir: String,
    /// Members in path order.
    pub members: Vec<Member>,
    /// How members' files are named: `convex/mutations/{camelCase}.ts`.
    pub file_pattern: Option<String>,
    /// One member a file, rather than many in one.
    pub one_per_file: bool,
    /// Where a member's test lies: `tests/convex/{name}.test.ts`; with counts.
    pub test_pattern: Option<ConventionFact>,
    /// What members have in common.
    pub conventions: Vec<ConventionFact>,
    /// Blocks of lines that name members one by one: an entry is added for a new one.
    pub registrations: Vec<Registration>,
    /// Of a group of folders (`folder` by kind): the files that members hold, as `loader.rs` or `{name}.service.ts`
    /// with the folder's name in it; a new folder holds them too.
    pub files: Vec<ConventionFact>,
    /// Commits that added members, newest first, at most five.
    pub added_by: Vec<AddedBy>,
}

/// A member of a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Member {
    /// Name.
    pub name: String,
    /// The declaration.
    pub anchor: Anchor,
}

/// A convention, counted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ConventionFact {
    /// `opening`, `naming`, `member`, `import`, `test_beside`, `attribute`, `validator`, …
    pub aspect: String,
    /// One sentence: `begins with requireAdmin(ctx)`.
    pub rule: String,
    /// The thing itself: `requireAdmin`, `tests/convex/{name}.test.ts`.
    pub value: String,
    /// Members that keep it.
    pub support: u32,
    /// Members that were looked at.
    pub total: u32,
    /// Members that show it, at most three.
    pub examples: Vec<Anchor>,
    /// Members that do not, at most five.
    pub exceptions: Vec<Anchor>,
}

/// A block of lines that names members of a group one by one, in one shape.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Registration {
    /// The block.
    pub anchor: Anchor,
    /// Members named there.
    pub named: u32,
    /// Members.
    pub total: u32,
    /// The member of the last entry: a new entry looks like its.
    pub like: String,
}

impl Registration {
    /// What to do there for a new member that is called `noun`.
    pub fn instruction(&self, noun: &str) -> String {
        format!(
            "add an entry for the new {noun} here, as for `{}`",
            self.like
        )
    }
}

/// How a member was added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AddedBy {
    /// Abbreviated commit identifier.
    pub commit: String,
    /// Its subject.
    pub subject: String,
    /// Other existing files the commit touched.
    pub with: Vec<String>,
}
