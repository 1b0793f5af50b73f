//! What stories and requirements ask for, before it becomes operations: the verb of each with its
//! object; one wish for one verb and one thing.

use super::super::verbs;
use super::action::{self, Action};
use super::target::Target;
use super::{existing, named_wishes, target};
use crate::model::evidence::{Operation, OperationKind};
use crate::model::names;
use crate::model::spec::{AcceptanceCriterion, Requirement, UserStory};
use crate::plan::context::Context;
use crate::plan::design::named::Named;
use crate::plan::design::phrases;
use crate::plan::types::{FieldType, SchemaChanges, TableDraft, Verb};

/// What a story or requirement asks for, before it becomes an operation.
#[derive(Debug, Clone, Default)]
pub(super) struct Wish {
    /// What is asked for.
    pub verb: Verb,
    /// The verb that names the operation, where it is none of the usual ones: `cancel`.
    pub word: Option<&'static str>,
    /// To what.
    pub object: Vec<String>,
    /// The table that it is about.
    pub table: Option<String>,
    /// Fields that its object names.
    pub fields: Vec<String>,
    /// Items of the specification that ask.
    pub items: Vec<String>,
    /// Criteria that it fulfils.
    pub criteria: Vec<String>,
    /// Sentences that ask, and the criteria's.
    pub texts: Vec<String>,
    /// What it does, in a few words of the specification.
    pub says: Option<String>,
    /// Who may.
    pub role: Option<String>,
    /// A name that the specification itself gives: `edit`, `parse_config`.
    pub given: Option<String>,
    /// Parameters that it names.
    pub params: Vec<String>,
    /// Its whole signature, where the specification writes one out.
    pub signature: Option<String>,
    /// Options that it names, with their hyphens.
    pub options: Vec<String>,
    /// Options that go.
    pub drops: Vec<String>,
    /// Its kind, where the name shows it.
    pub kind: Option<OperationKind>,
    /// The operation that is there and changes or goes.
    pub there: Option<Operation>,
    /// Whether that one goes.
    pub goes: bool,
    /// Whether an item asks for its table's rows to be made.
    pub made_elsewhere: bool,
    /// Verbs of all changes of state that are asked for.
    pub states: Vec<&'static str>,
}

impl Wish {
    /// Whether nothing is changed.
    pub fn reads(&self) -> bool {
        matches!(
            self.verb,
            Verb::Get | Verb::List | Verb::Search | Verb::History | Verb::Export | Verb::Calculate
        )
    }

    /// Whether one of its sentences says this, without regard to case.
    pub fn says(&self, cue: &str) -> bool {
        self.texts
            .iter()
            .any(|text| text.to_lowercase().contains(cue))
    }
}

/// Everything that is asked for; one wish for one verb and one thing.
pub(super) fn collect(
    context: &Context<'_>,
    schema: &SchemaChanges,
    named: &[Named<'_>],
) -> Vec<Wish> {
    let spec = context.spec;
    let mut all = named_wishes::removed(context, named);
    let given = named_wishes::given(context, named);
    // What the specification names itself is the whole of it.
    if !given.is_empty() {
        all.extend(given);
        return merged(all);
    }
    let goes: Vec<String> = all.iter().flat_map(|wish| wish.items.clone()).collect();
    for story in &spec.user_stories {
        let own = |id: &String| *id == story.id || id.starts_with(&format!("{}.", story.id));
        if !goes.iter().any(own) {
            all.extend(of_story(context, schema, story));
        }
    }
    for requirement in &spec.functional_requirements {
        all.extend(of_requirement(context, schema, requirement));
    }
    let mut all = merged(all);
    let states: Vec<&'static str> = all.iter().filter_map(|wish| wish.word).collect();
    let makes = |wish: &&Wish| {
        wish.verb == Verb::Create || wish.verb == Verb::Import || wish.word == Some("create")
    };
    let made: Vec<Option<String>> = all.iter().filter(makes).map(|w| w.table.clone()).collect();
    for wish in &mut all {
        wish.states.clone_from(&states);
        wish.made_elsewhere = made.contains(&wish.table);
    }
    all
}

pub(super) fn ids(criteria: &[AcceptanceCriterion]) -> Vec<String> {
    criteria.iter().map(|one| one.id.clone()).collect()
}

pub(super) fn push_new(all: &mut Vec<String>, one: &str) {
    if !all.iter().any(|there| there == one) {
        all.push(one.to_owned());
    }
}

/// What a story asks for, where it is about something that is stored or offered.
fn of_story(context: &Context<'_>, schema: &SchemaChanges, story: &UserStory) -> Vec<Wish> {
    let goal = story.goal.as_deref().unwrap_or_default();
    let criteria = &story.acceptance_criteria;
    let mut base = Wish {
        items: vec![story.id.clone()],
        criteria: ids(criteria),
        texts: vec![story.title.clone(), goal.to_owned()],
        role: story.role.as_deref().and_then(phrases::role),
        ..Wish::default()
    };
    base.texts
        .extend(criteria.iter().map(|one| one.text.clone()));
    if let Some(op) = changed(context, story, goal) {
        let says = action::few_words(goal.strip_prefix("to ").unwrap_or(goal));
        return vec![of_existing(op, base, says)];
    }
    let mut all = asked(context, schema, &base, story);
    beside(context, schema, &mut all, &base, criteria);
    all
}

/// The operation that is there and that the story's sentences say something of.
fn changed<'a>(context: &Context<'a>, story: &UserStory, goal: &str) -> Option<&'a Operation> {
    let at_start = |text: &&str| {
        let lower = text.to_lowercase();
        let first = action::tokens(&lower)
            .into_iter()
            .next()
            .unwrap_or_default();
        let gerund = verbs::verb_form(&first).is_some_and(|(.., form)| form == verbs::Form::Gerund);
        first == "when" || gerund
    };
    let criteria = story.acceptance_criteria.iter();
    let criteria = criteria.map(|one| one.text.as_str()).filter(at_start);
    let said = [story.title.as_str(), goal].into_iter().chain(criteria);
    said.filter_map(action::of_event)
        .find_map(|action| existing::find(context, &action))
}

fn of_existing(op: &Operation, base: Wish, says: String) -> Wish {
    Wish {
        verb: phrases::main_verb(&names::split(&op.name).join(" ")).unwrap_or_default(),
        object: names::split(&op.name),
        given: Some(op.name.clone()),
        kind: Some(op.kind),
        there: Some(op.clone()),
        says: Some(says).filter(|text| !text.is_empty()),
        ..base
    }
}

/// What the story's criteria say is made, and what its goal or title asks for.
fn asked(
    context: &Context<'_>,
    schema: &SchemaChanges,
    base: &Wish,
    story: &UserStory,
) -> Vec<Wish> {
    let goal = story.goal.as_deref().unwrap_or_default();
    let made = made(
        context,
        schema,
        &story.acceptance_criteria,
        &format!("{} {goal}", story.title),
    );
    let mut all = Vec::new();
    let mut actions = action::of_goal(goal);
    if actions.is_empty() {
        actions = action::of_goal(&story.title);
    }
    if actions.is_empty() {
        actions.extend(to_be(goal));
    }
    let said = format!("{} {goal}", story.title);
    if phrases::main_verb(&said) == Some(Verb::History) && actions.iter().all(only_looks) {
        let spoken = !actions.is_empty() && !goal.to_lowercase().contains("history");
        // "list the calibrations" is a list, whatever its title.
        if keeps_history(schema).is_some() || !spoken {
            return history(context, schema, base, &said).into_iter().collect();
        }
    }
    let searches = action::of_goal(&story.title)
        .iter()
        .any(|one| one.verb == Verb::Search);
    if let Some((action, target)) = &made {
        // "to reserve a book": the reservation is what is made.
        actions.retain(|one| one.verb != Verb::Create && !verbs::is_transition(one.word));
        all.push(wish(schema, base, action, target.clone(), goal));
    }
    for action in &mut actions {
        if searches && action.word == "filter" {
            action.verb = Verb::Search;
        }
        let target = target::find(context, schema, action)
            .or_else(|| by_state(context, schema, action, &story.acceptance_criteria));
        all.extend(target.map(|target| settled(context, schema, base, action, target, goal)));
    }
    all
}

fn only_looks(action: &Action) -> bool {
    matches!(action.verb, Verb::List | Verb::Get | Verb::Search)
}

/// "the base cost to be calculated from its size".
fn to_be(goal: &str) -> Option<Action> {
    let (subject, rest) = goal.split_once(" to be ")?;
    let mut action = action::of_passive(&format!("{subject} is {rest}"))?;
    action.rest = rest.to_owned();
    Some(action)
}

/// The planned table that a criterion says is made: "An entry is created with …", "Opening a sheet
/// stores …".
fn made(
    context: &Context<'_>,
    schema: &SchemaChanges,
    criteria: &[AcceptanceCriterion],
    said: &str,
) -> Option<(Action, Target)> {
    let is_planned = |target: &Target| {
        schema
            .new_tables
            .iter()
            .any(|table| table.name == target.table)
    };
    criteria.iter().find_map(|criterion| {
        let text = criterion.text.as_str();
        let made = action::of_passive(text).filter(|one| one.verb == Verb::Create);
        let opened = || {
            let event = action::of_event(text)?;
            let stores = action::tokens(text)
                .iter()
                .any(|word| word == "stores" || word == "creates");
            (stores && !event.object.is_empty()).then_some(Action {
                verb: Verb::Create,
                word: "create",
                ..event
            })
        };
        let action = made.or_else(opened)?;
        let own = target::find(context, schema, &action).filter(is_planned);
        // "An entry is created": the story says of what.
        let whole = || {
            let rest = said.to_owned();
            let story = Action {
                object: Vec::new(),
                rest,
                ..action.clone()
            };
            target::find(context, schema, &story).filter(is_planned)
        };
        let target = match own {
            Some(target) => target,
            None if action.object.len() == 1 => whole()?,
            None => return None,
        };
        target.fields.is_empty().then_some((action, target))
    })
}

/// The thing whose state a verb changes, where its object is none: what a criterion says it is done
/// to ("only an entry can be offered"), else the one planned table with a state.
fn by_state(
    context: &Context<'_>,
    schema: &SchemaChanges,
    action: &Action,
    criteria: &[AcceptanceCriterion],
) -> Option<Target> {
    if !verbs::is_transition(action.word) {
        return None;
    }
    let said = criteria
        .iter()
        .filter_map(|one| action::of_passive(&one.text))
        .filter(|one| one.word == action.word)
        .find_map(|one| target::find(context, schema, &one));
    said.or_else(|| {
        let mut stated = schema.new_tables.iter().filter(|table| has_state(table));
        let only = stated.next()?;
        stated.next().is_none().then(|| Target {
            table: only.name.clone(),
            fields: Vec::new(),
        })
    })
}

fn has_state(table: &TableDraft) -> bool {
    table.fields.iter().any(|field| {
        let enumerated = matches!(field.ty, FieldType::Enum { .. });
        enumerated || matches!(field.name.as_str(), "status" | "state")
    })
}

/// Other changes of state that single criteria ask for: "Declining an offer puts …".
fn beside(
    context: &Context<'_>,
    schema: &SchemaChanges,
    all: &mut Vec<Wish>,
    base: &Wish,
    criteria: &[AcceptanceCriterion],
) {
    let Some(main) = all.first().and_then(|wish| wish.table.clone()) else {
        return;
    };
    for criterion in criteria {
        let Some(action) = action::of_event(&criterion.text) else {
            continue;
        };
        let known = all.iter().any(|wish| wish.word == Some(action.word));
        let starts = criterion.text.to_lowercase().starts_with("when");
        if known || starts || !verbs::is_transition(action.word) {
            continue;
        }
        let makes = all
            .iter()
            .any(|wish| wish.verb == Verb::Create && wish.says(&criterion.text.to_lowercase()));
        if makes && action.word == "open" {
            continue;
        }
        let target = target::find(context, schema, &action).unwrap_or(Target {
            table: main.clone(),
            fields: Vec::new(),
        });
        let own = Wish {
            criteria: vec![criterion.id.clone()],
            texts: vec![criterion.text.clone()],
            ..base.clone()
        };
        for wish in all.iter_mut() {
            wish.criteria.retain(|id| *id != criterion.id);
        }
        let said = format!("{} {}", action.word, action.object.join(" "));
        all.push(wish(schema, &own, &action, target, &said));
    }
}

/// The planned table that keeps what was.
fn keeps_history(schema: &SchemaChanges) -> Option<&TableDraft> {
    schema.new_tables.iter().find(|table| {
        let words = names::split(&table.name);
        words
            .iter()
            .any(|word| word == "history" || names::singular(word) == "revision")
    })
}

/// "the maintenance history" of what is planned as `maintenance_windows`.
fn shares_word(schema: &SchemaChanges, said: &[String]) -> Option<String> {
    let found = schema.new_tables.iter().find(|table| {
        let words = names::split(&table.name);
        words
            .iter()
            .any(|word| word.len() > 4 && said.contains(word))
    });
    found.map(|table| table.name.clone())
}

/// The history of a thing: the planned table that keeps it, else the thing itself.
fn history(context: &Context<'_>, schema: &SchemaChanges, base: &Wish, said: &str) -> Option<Wish> {
    let keeps = keeps_history(schema);
    let object = action::tokens(said);
    let as_read = Action {
        verb: Verb::History,
        word: "list",
        object,
        rest: String::new(),
        many: false,
    };
    let table = match keeps {
        Some(table) => table.name.clone(),
        None => shares_word(schema, &as_read.object)
            .or_else(|| target::find(context, schema, &as_read).map(|found| found.table))?,
    };
    Some(Wish {
        verb: Verb::History,
        object: names::singular_words(&table),
        table: Some(table),
        ..base.clone()
    })
}

/// A wish on what is planned, or on what is there: then the operation that is there, if any, changes.
fn settled(
    context: &Context<'_>,
    schema: &SchemaChanges,
    base: &Wish,
    action: &Action,
    target: Target,
    said: &str,
) -> Wish {
    let is_planned = schema.new_tables.iter().any(|t| t.name == target.table);
    let there = existing::find(context, action).filter(|_| !is_planned && target.fields.is_empty());
    match there {
        Some(op) => {
            let said = said.strip_prefix("to ").unwrap_or(said);
            of_existing(op, base.clone(), action::few_words(said))
        }
        None => wish(schema, base, action, target, said),
    }
}

fn wish(schema: &SchemaChanges, base: &Wish, action: &Action, target: Target, said: &str) -> Wish {
    let plain = matches!(
        action.word,
        "update" | "edit" | "change" | "modify" | "set" | "apply" | "adjust" | "maintain" | "raise"
    );
    let (verb, word) = match (action.verb, action.many) {
        (Verb::Update, true) => (Verb::BulkUpdate, Some(action.word).filter(|_| !plain)),
        (Verb::Create, true) => (Verb::BulkUpdate, Some("create")),
        (Verb::Delete, true) => (Verb::BulkUpdate, Some("delete")),
        (Verb::Update, false) if verbs::is_transition(action.word) => {
            (Verb::Update, Some(action.word))
        }
        (verb, _) => (verb, None),
    };
    // A join table's row is removed, its thing is not changed.
    let joins = target_refs(schema, &target.table);
    let verb = match (verb, word) {
        (Verb::Update, None) if joins && action.word == "remove" => Verb::Delete,
        _ => verb,
    };
    let said = said.strip_prefix("to ").unwrap_or(said);
    let first = said.split_whitespace().next().unwrap_or_default();
    let is_verb = verbs::verb_form(&first.to_lowercase()).is_some();
    Wish {
        verb,
        word,
        object: names::singular_words(&target.table),
        fields: target.fields,
        table: Some(target.table),
        says: is_verb.then(|| third(said, action)),
        ..base.clone()
    }
}

fn target_refs(schema: &SchemaChanges, table: &str) -> bool {
    let planned = schema.new_tables.iter().find(|one| one.name == table);
    planned.is_some_and(|one| {
        let references = one.fields.iter();
        references
            .filter(|field| matches!(field.ty, FieldType::Reference { .. }))
            .count()
            > 1
    })
}

/// "offer a free slot" → "offers a free slot".
fn third(said: &str, action: &Action) -> String {
    let second = said.split_whitespace().nth(1).unwrap_or_default();
    // "create and update parts": each of the two is said alone.
    if matches!(second, "and" | "or") {
        return format!(
            "{} {}",
            verbs::third_person(action.word),
            action.object.join(" ")
        );
    }
    let few = action::few_words(said);
    let (first, rest) = few.split_once(' ').unwrap_or((few.as_str(), ""));
    let base = verbs::verb_form(&first.to_lowercase()).map_or(first, |(base, ..)| base);
    format!("{} {rest}", verbs::third_person(base))
        .trim()
        .to_owned()
}

/// A requirement that asks for something to be done: not one that stores, refuses or forbids.
fn of_requirement(
    context: &Context<'_>,
    schema: &SchemaChanges,
    requirement: &Requirement,
) -> Vec<Wish> {
    let text = requirement.text.as_str();
    let lower = text.to_lowercase();
    let forbids = ["cannot", "must not", "shall not", "not be able", "never"];
    let per_event = ["every ", "each ", "when ", "no two "];
    if forbids.iter().any(|no| lower.contains(no)) {
        return Vec::new();
    }
    let mut base = Wish {
        items: vec![requirement.id.clone()],
        criteria: ids(&requirement.acceptance_criteria),
        texts: vec![text.to_owned()],
        role: phrases::role(text),
        ..Wish::default()
    };
    let criteria = requirement.acceptance_criteria.iter();
    base.texts.extend(criteria.map(|one| one.text.clone()));
    if per_event.iter().any(|cue| lower.starts_with(cue)) {
        return can_be(context, text, base).into_iter().collect();
    }
    let mut all = Vec::new();
    for action in action::of_requirement(text) {
        if !is_asked(&action, &lower, requirement) {
            continue;
        }
        let at = lower.find(action.word).unwrap_or(0);
        let said = text.get(at..).unwrap_or_default();
        if phrases::main_verb(text) == Some(Verb::History) && only_looks(&action)
            || action
                .object
                .iter()
                .any(|word| word.starts_with("revision"))
        {
            all.extend(history(context, schema, &base, text));
            continue;
        }
        let found = target::find(context, schema, &action)
            .or_else(|| by_state(context, schema, &action, &requirement.acceptance_criteria));
        all.extend(found.map(|target| settled(context, schema, &base, &action, target, said)));
    }
    all
}

/// Whether a requirement's verb asks for an operation.
fn is_asked(action: &Action, lower: &str, requirement: &Requirement) -> bool {
    let by_system = lower.starts_with("the system") || lower.starts_with("all ");
    let stores = phrases::stores(&action.word.to_lowercase()) && by_system;
    let only_says = matches!(action.verb, Verb::Validate | Verb::Get)
        && requirement.acceptance_criteria.is_empty();
    // A formula says how a value comes about that is stored with something else.
    let formula =
        action.verb == Verb::Calculate && lower.contains('=') && !lower.contains("without storing");
    let refuses = by_system && verbs::is_transition(action.word);
    !(stores || only_says || formula || refuses)
}

/// "…, so that the models without a price can be listed": the operation that is there changes.
fn can_be(context: &Context<'_>, text: &str, base: Wish) -> Option<Wish> {
    let (before, after) = text.split_once(" can be ")?;
    let subject = before.rsplit([',', ';']).next()?;
    let subject = subject.trim().trim_start_matches("so that ");
    let action = action::of_passive(&format!("{subject} is {after}"))?;
    let op = existing::find(context, &action)?;
    Some(of_existing(op, base, action::few_words(subject)))
}

/// Wishes with one verb and one thing are one wish; a list and a search of one thing are one too.
fn merged(all: Vec<Wish>) -> Vec<Wish> {
    let mut out: Vec<Wish> = Vec::new();
    for wish in all {
        let looks = |verb: Verb| matches!(verb, Verb::List | Verb::Search);
        let twin = out.iter_mut().find(|there| {
            let verbs = there.verb == wish.verb || (looks(there.verb) && looks(wish.verb));
            there.given == wish.given
                && verbs
                && there.word == wish.word
                && there.object == wish.object
        });
        let Some(there) = twin else {
            out.push(wish);
            continue;
        };
        for (to, from) in [
            (&mut there.items, &wish.items),
            (&mut there.criteria, &wish.criteria),
            (&mut there.texts, &wish.texts),
            (&mut there.fields, &wish.fields),
        ] {
            from.iter().for_each(|one| push_new(to, one));
        }
        there.role = there.role.take().or(wish.role);
        there.says = there.says.take().or(wish.says);
        if wish.verb == Verb::Search {
            there.verb = Verb::Search;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::evidence::Evidence;
    use crate::model::ground::{Claim, Grounds};
    use crate::model::spec::Spec;
    use crate::plan::types::Key;

    fn table(name: &str) -> TableDraft {
        TableDraft {
            key: Key::new("schema", name),
            name: name.to_owned(),
            entity: name.to_owned(),
            fields: Vec::new(),
            indexes: Vec::new(),
            checks: Vec::new(),
            claim: Claim::new(name, Grounds::spec("FR1")),
            code: Vec::new(),
        }
    }

    fn story(id: &str, title: &str, goal: &str, criterion: &str) -> UserStory {
        UserStory {
            id: id.to_owned(),
            title: title.to_owned(),
            goal: Some(goal.to_owned()),
            acceptance_criteria: vec![AcceptanceCriterion {
                id: format!("{id}.AC1"),
                text: criterion.to_owned(),
                ..AcceptanceCriterion::default()
            }],
            ..UserStory::default()
        }
    }

    #[test]
    fn stories_and_requirements_become_one_wish_a_verb_and_thing() {
        let spec = Spec {
            user_stories: vec![
                story(
                    "US-1",
                    "Reserve a book",
                    "to reserve a book",
                    "The reservation is created for the member",
                ),
                story(
                    "US-2",
                    "Cancel a reservation",
                    "to cancel my reservation",
                    "The row is kept",
                ),
                story("US-3", "Be told", "no surprise", "Nothing happens"),
            ],
            functional_requirements: vec![Requirement {
                id: "FR2".to_owned(),
                text: "Members MUST be able to create a reservation".to_owned(),
                ..Requirement::default()
            }],
            ..Spec::default()
        };
        let schema = SchemaChanges {
            new_tables: vec![table("reservations")],
            ..SchemaChanges::default()
        };
        let evidence = Evidence::default();
        let context = Context::new(&spec, &evidence);
        let found = collect(&context, &schema, &[]);
        let said: Vec<_> = found
            .iter()
            .map(|wish| (wish.verb, wish.word, wish.items.join(" ")))
            .collect();
        assert_eq!(
            said,
            [
                (Verb::Create, None, "US-1 FR2".to_owned()),
                (Verb::Update, Some("cancel"), "US-2".to_owned())
            ]
        );
    }
}
