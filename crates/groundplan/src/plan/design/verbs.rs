//! Verbs of actions and the forms in which they stand. Rules over words, for English.

use crate::plan::types::Verb;

/// Form in which a verb stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// `cancel`.
    Base,
    /// `cancels`.
    Third,
    /// `cancelled`.
    Past,
    /// `cancelling`.
    Gerund,
}

/// Verbs of actions. What changes the state of a thing is an update that keeps its own word.
const ACTIONS: &[(Verb, &[&str])] = &[
    (
        Verb::Create,
        &[
            "create", "add", "register", "submit", "record", "place", "book", "issue", "plan",
            "schedule", "write", "enter", "make", "send", "upsert", "post", "generate", "store",
        ],
    ),
    (
        Verb::Update,
        &[
            "update",
            "edit",
            "change",
            "modify",
            "set",
            "rename",
            "adjust",
            "assign",
            "maintain",
            "raise",
            "lower",
            "correct",
            "apply",
            "overwrite",
            "override",
        ],
    ),
    (Verb::Delete, &["delete", "remove"]),
    (
        Verb::List,
        &["list", "view", "see", "show", "browse", "display", "filter"],
    ),
    (Verb::Search, &["search", "find"]),
    (Verb::Get, &["get", "fetch", "read", "retrieve", "inspect"]),
    (Verb::Export, &["export", "download", "dump"]),
    (Verb::Import, &["import", "upload", "ingest"]),
    (
        Verb::Calculate,
        &["calculate", "compute", "derive", "estimate", "recalculate"],
    ),
    (Verb::Notify, &["notify", "alert", "remind"]),
    (Verb::Validate, &["validate", "verify"]),
    (
        Verb::Update,
        &[
            "cancel",
            "offer",
            "accept",
            "decline",
            "revoke",
            "close",
            "open",
            "approve",
            "return",
            "archive",
            "renew",
            "activate",
            "deactivate",
            "publish",
            "expire",
            "reopen",
            "complete",
            "finish",
            "start",
            "stop",
            "pause",
            "resume",
            "confirm",
            "extend",
            "leave",
            "restore",
            "retry",
            "suspend",
            "block",
            "unblock",
            "lock",
            "unlock",
            "merge",
            "discard",
            "withdraw",
            "dismiss",
            "reserve",
            "rent",
            "claim",
            "pin",
            "unpin",
            "mark",
        ],
    ),
];

/// Base form, meaning and form of a word that is an action's verb.
pub fn verb_form(word: &str) -> Option<(&'static str, Verb, Form)> {
    ACTIONS.iter().find_map(|(verb, bases)| {
        let found = bases
            .iter()
            .find_map(|base| form_of(word, base).map(|form| (*base, form)));
        found.map(|(base, form)| (base, *verb, form))
    })
}

/// Whether the verb changes a state and names its operation itself.
pub fn is_transition(base: &str) -> bool {
    ACTIONS
        .last()
        .is_some_and(|(_, bases)| bases.contains(&base))
}

/// The verb as it stands with "it": `cancels`.
pub fn third_person(base: &str) -> String {
    match base {
        base if ["s", "x", "ch", "sh", "o"]
            .iter()
            .any(|end| base.ends_with(end)) =>
        {
            format!("{base}es")
        }
        base if base.ends_with('y') && !base.ends_with("ay") => {
            format!("{}ies", base.trim_end_matches('y'))
        }
        base => format!("{base}s"),
    }
}

fn form_of(word: &str, base: &str) -> Option<Form> {
    if word == base {
        return Some(Form::Base);
    }
    // Most words have nothing in common with most verbs.
    let shared = base.get(..base.len().saturating_sub(1))?;
    let irregular = [
        ("set", "set"),
        ("send", "sent"),
        ("make", "made"),
        ("leave", "left"),
        ("write", "written"),
        ("see", "seen"),
        ("find", "found"),
        ("read", "read"),
    ];
    if irregular.contains(&(base, word)) {
        return Some(Form::Past);
    }
    if !word.starts_with(shared) {
        return None;
    }
    if word == third_person(base) {
        return Some(Form::Third);
    }
    let stem = base.strip_suffix('e').unwrap_or(base);
    let doubled = format!("{base}{}", base.chars().last()?);
    if word == format!("{stem}ing") || word == format!("{doubled}ing") {
        return Some(Form::Gerund);
    }
    let past = [
        format!("{stem}ed"),
        format!("{doubled}ed"),
        format!("{shared}ied"),
    ];
    past.iter().any(|one| one == word).then_some(Form::Past)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_verb() {
        let form = |word: &str| verb_form(word).map(|(base, _, form)| (base, form));
        assert_eq!(form("cancelling"), Some(("cancel", Form::Gerund)));
        assert_eq!(form("planned"), Some(("plan", Form::Past)));
        assert_eq!(form("applies"), Some(("apply", Form::Third)));
        assert_eq!(form("renewing"), Some(("renew", Form::Gerund)));
        assert_eq!(form("listing"), Some(("list", Form::Gerund)));
        assert_eq!(form("price"), None);
        assert_eq!(third_person("publish"), "publishes");
    }
}
