//! Where a new member goes: the group of siblings that it joins, and its file there.

use crate::model::evidence::{OperationKind, SiblingGroup};
use crate::model::ground::{Anchor, Ground, Grounds};
use crate::model::names::{self, Case};
use crate::plan::context::Context;

/// A place for new code and why it is there.
#[derive(Debug, Clone)]
pub struct Place {
    /// Path of the file.
    pub path: String,
    /// Whether the file is there already.
    pub exists: bool,
    /// What the place rests on.
    pub grounds: Grounds,
    /// Identifier of the group that it joins.
    pub group: Option<String>,
}

/// Words that a group's kind or noun has for a kind of operation, best first.
fn cues(kind: OperationKind) -> &'static [&'static str] {
    match kind {
        OperationKind::Query => &["query", "queries", "loader"],
        OperationKind::Mutation => &["mutation", "command-handler", "service"],
        OperationKind::Action => &["action", "job", "task"],
        OperationKind::Route => &["route", "router", "handler", "controller", "endpoint"],
        OperationKind::Command => &["command", "subcommand", "cmd"],
        OperationKind::Function => &["function", "module", "service"],
    }
}

/// The group that an operation of this kind joins: by kind, then by most members.
pub fn group_for<'a>(context: &Context<'a>, kind: OperationKind) -> Option<&'a SiblingGroup> {
    let groups = &context.analysis().groups;
    cues(kind).iter().find_map(|cue| {
        groups
            .iter()
            .filter(|group| group.kind.contains(cue) || group.noun.contains(cue))
            .max_by_key(|group| (group.members.len(), std::cmp::Reverse(group.id.as_str())))
    })
}

/// The place of a new operation named `name` about `topic`.
pub fn place(context: &Context<'_>, kind: OperationKind, name: &str, topic: &str) -> Option<Place> {
    let group = group_for(context, kind)?;
    let shown: Vec<Ground> = group
        .members
        .iter()
        .take(2)
        .map(|m| Ground::Code(m.anchor.clone()))
        .collect();
    let path = if group.one_per_file {
        from_pattern(group, name)?
    } else {
        shared_file(group, topic, context.dialect.operation_case)?
    };
    let convention = Ground::Convention {
        rule: format!("{} live in `{}`", names::plural(&group.noun), group.dir),
        support: group
            .members
            .iter()
            .filter(|m| m.anchor.path.starts_with(&group.dir))
            .count() as u32,
        total: group.members.len() as u32,
        examples: group
            .members
            .iter()
            .take(2)
            .map(|m| m.anchor.clone())
            .collect(),
    };
    let grounds = if shown.len() > 1 {
        Grounds::from(convention)
    } else {
        Grounds::from_vec(shown)?
    };
    let exists = context.evidence.file(&path).is_some();
    Some(Place {
        path,
        exists,
        grounds,
        group: Some(group.id.clone()),
    })
}

/// Fills `{camelCase}` and the like in the group's file pattern.
fn from_pattern(group: &SiblingGroup, name: &str) -> Option<String> {
    let pattern = group
        .file_pattern
        .clone()
        .or_else(|| pattern_of_first(group))?;
    Some(fill(&pattern, &names::split(name)).replace("{name}", name))
}

/// A path pattern's marks of case, filled with these words.
pub fn fill(pattern: &str, words: &[String]) -> String {
    let filled = [
        ("{camelCase}", Case::Camel),
        ("{snake_case}", Case::Snake),
        ("{kebab-case}", Case::Kebab),
        ("{PascalCase}", Case::Pascal),
    ]
    .iter()
    .fold(pattern.to_owned(), |path, (mark, case)| {
        path.replace(mark, &names::join(words, *case))
    });
    filled.replace("{lowercase}", &words.concat())
}

/// Where the stack that is stated usually has code about a thing; `None` where code shows the place.
pub fn usual(context: &Context<'_>, thing: &[String]) -> Option<String> {
    let stated = context.analysis().stack.stated.as_ref()?;
    let mut words = thing.to_vec();
    if let Some(last) = words.last_mut().filter(|_| stated.plural) {
        *last = names::plural(&names::singular(last));
    }
    Some(fill(&stated.file, &words))
}

fn pattern_of_first(group: &SiblingGroup) -> Option<String> {
    let path = &group.members.first()?.anchor.path;
    let (dir, file) = path.rsplit_once('/').unwrap_or(("", path));
    let (stem, ext) = file.split_once('.')?;
    let mark = match names::case_of(stem) {
        Some(Case::Snake) => "{snake_case}",
        Some(Case::Kebab) => "{kebab-case}",
        Some(Case::Pascal) => "{PascalCase}",
        Some(Case::Camel) => "{camelCase}",
        None => "{snake_case}",
    };
    Some(if dir.is_empty() {
        format!("{mark}.{ext}")
    } else {
        format!("{dir}/{mark}.{ext}")
    })
}

/// Members share files: that of the topic where there is one, a new one beside where files are
/// one a topic, else the file with most members.
fn shared_file(group: &SiblingGroup, topic: &str, habit: Case) -> Option<String> {
    let mut files: Vec<(&str, usize)> = Vec::new();
    for member in &group.members {
        match files
            .iter_mut()
            .find(|(path, _)| *path == member.anchor.path)
        {
            Some((_, count)) => *count += 1,
            None => files.push((&member.anchor.path, 1)),
        }
    }
    let words: Vec<String> = names::split(topic)
        .iter()
        .map(|word| names::singular(word))
        .collect();
    let fits = |path: &str| {
        let stem = names::file_stem(path);
        names::split(stem)
            .iter()
            .any(|part| words.contains(&names::singular(part)))
    };
    if let Some((path, _)) = files.iter().find(|(path, _)| fits(path)) {
        return Some((*path).to_owned());
    }
    if files.len() > 1 {
        let (path, _) = files.first()?;
        let (dir, file) = path.rsplit_once('/').unwrap_or(("", path));
        let extension = file.split_once('.').map_or("", |(_, extension)| extension);
        let plural = 2 * files
            .iter()
            .filter(|(path, _)| is_plural(names::file_stem(path)))
            .count()
            >= files.len();
        let mut name = words;
        if let Some(last) = name.last_mut().filter(|_| plural) {
            *last = names::plural(last);
        }
        // One word shows no case: files are called as what stands in them.
        let usual = if habit == Case::Camel {
            habit
        } else {
            Case::Snake
        };
        let case = super::fields::majority(
            files
                .iter()
                .filter_map(|(path, _)| names::case_of(names::file_stem(path))),
        );
        let file = format!("{}.{extension}", names::join(&name, case.unwrap_or(usual)));
        return Some(if dir.is_empty() {
            file
        } else {
            format!("{dir}/{file}")
        });
    }
    let most = files
        .iter()
        .max_by_key(|(path, count)| (*count, std::cmp::Reverse(*path)))?;
    Some(most.0.to_owned())
}

fn is_plural(stem: &str) -> bool {
    names::split(stem)
        .last()
        .is_some_and(|last| names::singular(last) != *last)
}

/// The existing operation that is nearest to one with this kind and these words.
pub fn nearest<'a>(context: &Context<'a>, kind: OperationKind, name: &str) -> Option<&'a Anchor> {
    let wanted = names::split(name);
    let scored = context
        .analysis()
        .operations
        .iter()
        .filter(|op| op.kind == kind)
        .filter_map(|op| {
            let words = names::split(&op.name);
            let shared = words.iter().filter(|word| wanted.contains(word)).count();
            let first = usize::from(words.first() == wanted.first());
            (shared > 0).then_some((shared + first, op))
        });
    scored
        .max_by_key(|(score, op)| (*score, std::cmp::Reverse(op.name.as_str())))
        .and_then(|(_, op)| op.anchor.as_ref())
}

/// The guard that members of a group begin with, where most do.
pub fn guard(group: &SiblingGroup) -> Option<(String, Ground)> {
    let fact = group
        .conventions
        .iter()
        .filter(|fact| fact.aspect == "opening" && 2 * fact.support > fact.total)
        .max_by_key(|fact| fact.support)?;
    let ground = Ground::Convention {
        rule: fact.rule.clone(),
        support: fact.support,
        total: fact.total,
        examples: fact.examples.iter().take(3).cloned().collect(),
    };
    Some((fact.value.clone(), ground))
}
