//! Operations that the code has and that an action means: by the verb and the thing of their name,
//! their route or their file.

use super::super::verbs::verb_form;
use super::action::Action;
use super::target::singular;
use crate::model::evidence::{Operation, OperationKind};
use crate::model::names;
use crate::plan::context::Context;
use crate::plan::types::Verb;

/// The operation that the action means; `None` where none or several do.
pub(super) fn find<'a>(context: &Context<'a>, action: &Action) -> Option<&'a Operation> {
    let object = singular(&action.object);
    let offered = context.analysis().operations.iter();
    let known = offered.filter(|op| op.kind != OperationKind::Function && op.anchor.is_some());
    let mut best: Vec<(usize, &Operation)> = known
        .filter_map(|op| fit(op, action, &object).map(|fit| (fit, op)))
        .collect();
    best.sort_by_key(|(fit, op)| (std::cmp::Reverse(*fit), op.name.as_str()));
    match best.as_slice() {
        [] => None,
        [one] => Some(one.1),
        [one, two, ..] => (one.0 > two.0).then_some(one.1),
    }
}

/// How well an operation fits: its verb is the action's, and its thing is the object.
fn fit(op: &Operation, action: &Action, object: &[String]) -> Option<usize> {
    let words = names::split(&op.name);
    let is_verb = |word: &String| verb_form(word).is_some_and(|(base, ..)| base == action.word);
    words.iter().find(|word| is_verb(word))?;
    let things: Vec<String> = words
        .iter()
        .filter(|word| !is_verb(word))
        .map(|word| names::singular(word))
        .collect();
    let path = op.anchor.as_ref().map_or("", |anchor| anchor.path.as_str());
    let place: Vec<String> = names::split(op.route.as_deref().unwrap_or(names::file_stem(path)))
        .iter()
        .map(|word| names::singular(word))
        .collect();
    let head = object.last();
    match (things.is_empty(), head) {
        // "Leaving with a permit": a verb that only one thing has.
        (_, None) => (!is_common(action.verb, action.word)).then_some(1),
        (true, Some(head)) => place.contains(head).then_some(2),
        (false, Some(head)) => {
            let all = things.iter().filter(|thing| object.contains(thing)).count();
            (things.contains(head) && 2 * all >= things.len()).then_some(2 + all)
        }
    }
}

/// Whether many things have an operation with this verb.
fn is_common(verb: Verb, word: &str) -> bool {
    verb != Verb::Update || matches!(word, "update" | "edit" | "change" | "set" | "modify")
}

#[cfg(test)]
mod tests {
    use super::super::action;
    use super::*;
    use crate::model::evidence::Evidence;
    use crate::model::ground::Anchor;
    use crate::model::spec::Spec;

    fn found(text: &str) -> Option<String> {
        let mut evidence = Evidence::default();
        let all = [
            ("cancel", "convex/appointments.ts"),
            ("return_loan", "app/loans.py"),
            ("leaveSession", "http/sessions.go"),
            ("item_delete", "wh/items.py"),
            ("setJobStatus", "routes/jobs.rs"),
        ];
        for (name, path) in all {
            evidence.analysis.operations.push(Operation {
                name: name.to_owned(),
                kind: OperationKind::Route,
                anchor: Anchor::cite(path, "one\ntwo\n", 1, 1, Some(name)),
                ..Operation::default()
            });
        }
        let spec = Spec::default();
        let context = Context::new(&spec, &evidence);
        find(&context, &action::of_event(text)?).map(|op| op.name.clone())
    }

    #[test]
    fn verb_and_thing_find_the_operation() {
        let is = |name: &str| Some(name.to_owned());
        assert_eq!(
            found("Cancelling an appointment asks for a reason"),
            is("cancel")
        );
        assert_eq!(
            found("When a loan is returned, it is held"),
            is("return_loan")
        );
        assert_eq!(found("Leaving with a permit is free"), is("leaveSession"));
        assert_eq!(
            found("Deleting an item with movements gives 409"),
            is("item_delete")
        );
        assert_eq!(
            found("Setting a job to done sets its price"),
            is("setJobStatus")
        );
        assert_eq!(found("Deleting a loan is refused"), None);
        assert_eq!(found("Cancelling a loan is refused"), None);
    }
}
