//! Refusals that requirements and criteria ask for: when, with which status or message, in the
//! repository's way to refuse.

use super::super::verbs;
use super::action;
use super::wishes::Wish;
use crate::model::evidence::OperationKind;
use crate::model::ground::{Ground, Grounds};
use crate::model::names;
use crate::plan::context::Context;
use crate::plan::types::{ErrorCase, SchemaChanges, Verb};

/// Words that say that something is refused.
const REFUSES: &[&str] = &[
    "is refused",
    "are refused",
    "is rejected",
    "are rejected",
    "is answered with",
    "more is answered",
    "must reject",
    "must refuse",
    "cannot be",
    "no two ",
    "at most one",
    "throws `",
    "not allowed",
    "a second one gives",
    "get 403",
    "gets 403",
    "makes the command fail",
    "ends with exit code",
    "refuses to",
    "must be positive",
    "must be a positive",
    "must be unique",
    "must be after",
];

/// Refusals of an operation: its own criteria, and requirements about what it writes.
pub(super) fn settle(
    context: &Context<'_>,
    schema: &SchemaChanges,
    wish: &Wish,
    guarded: bool,
) -> Vec<ErrorCase> {
    let spec = context.spec;
    let own = spec
        .criteria()
        .filter(|one| wish.criteria.contains(&one.id))
        .map(|one| (one.id.as_str(), one.text.as_str(), true));
    let requirements = spec.functional_requirements.iter();
    let requirements = requirements.map(|one| {
        let own = wish.items.contains(&one.id);
        (one.id.as_str(), one.text.as_str(), own)
    });
    let mut all: Vec<ErrorCase> = Vec::new();
    for (id, text, is_own) in own.chain(requirements) {
        let concerns =
            (is_own || writes_it(schema, wish, text) || (guarded && is_about_callers(text)))
                && forbids_it(wish, text);
        if concerns && !wish.goes && refuses(text) {
            push(&mut all, case(context, wish, text), id);
        }
    }
    all
}

fn push(all: &mut Vec<ErrorCase>, (when, result): (String, String), item: &str) {
    match all.iter_mut().find(|case| case.when == when) {
        Some(case) => case.grounds = case.grounds.clone().and(Ground::spec(item)),
        None => all.push(ErrorCase {
            when,
            result,
            grounds: Grounds::spec(item),
        }),
    }
}

/// Whether a sentence says that something is refused.
pub(super) fn refuses(text: &str) -> bool {
    let lower = text.to_lowercase();
    let with_status = status(text).is_some_and(|code| code >= 400);
    with_status || REFUSES.iter().any(|cue| lower.contains(cue))
}

/// "A part in use cannot be deleted" is about deleting alone.
fn forbids_it(wish: &Wish, text: &str) -> bool {
    let lower = text.to_lowercase();
    let Some((_, behind)) = lower.split_once("cannot be ") else {
        return true;
    };
    let verb = behind
        .split(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or_default();
    match verbs::verb_form(verb) {
        Some((_, Verb::Delete, _)) => wish.verb == Verb::Delete,
        Some((base, ..)) if verbs::is_transition(base) => wish.word == Some(base),
        _ => true,
    }
}

/// Whether the sentence is about a value of the row that the operation writes.
fn writes_it(schema: &SchemaChanges, wish: &Wish, text: &str) -> bool {
    let writes =
        matches!(wish.verb, Verb::Create | Verb::Update | Verb::BulkUpdate) && wish.word.is_none();
    let Some(table) = wish.table.as_deref().filter(|_| writes) else {
        return false;
    };
    let lower = text.to_lowercase();
    let unique = lower.contains("no two ") || lower.contains("unique");
    let words = |name: &str| names::split(name).join(" ");
    let of_table = lower.contains(&words(table)) || lower.contains(&wish.object.join(" "));
    let of_field = schema.drafted_fields(table).any(|field| {
        let name = words(&field.name);
        name.len() > 3 && lower.contains(&name)
    });
    // That two rows are alike is seen where one is made.
    (of_table || of_field) && (!unique || wish.verb == Verb::Create)
}

fn is_about_callers(text: &str) -> bool {
    let lower = text.to_lowercase();
    [
        "callers who",
        "who are not",
        "non-admin",
        "unauthorized",
        "forbidden",
    ]
    .iter()
    .any(|cue| lower.contains(cue))
}

/// When, and what happens then.
fn case(context: &Context<'_>, wish: &Wish, text: &str) -> (String, String) {
    if is_about_callers(text) {
        let result = "rejected before anything is read or written".to_owned();
        return ("the caller lacks the role".to_owned(), result);
    }
    let kind = kind(text);
    let condition = match condition(text) {
        who if kind == Kind::Role && !who.contains(' ') => format!("{who} call it"),
        // A list of values cannot be cut.
        _ if kind == Kind::Value && lists_values(text) => "a value is out of its range".to_owned(),
        condition => condition,
    };
    (condition, answer(context, wish, text, kind))
}

/// "a base cost, input price or margin that is not positive".
fn lists_values(text: &str) -> bool {
    let lower = text.to_lowercase();
    let range = [
        "positive",
        "negative",
        "below",
        "above",
        "greater",
        "less than",
    ];
    lower.contains(", ") && lower.contains("must re") && range.iter().any(|cue| lower.contains(cue))
}

/// The words before what happens: "A second open reservation … is refused" → the reservation.
fn condition(text: &str) -> String {
    let lower = text.to_lowercase();
    let ends = [
        " is refused",
        " are refused",
        " is rejected",
        " are rejected",
        " is answered",
        " throws ",
        " gives 4",
        " get 4",
        " gets 4",
        " makes the command",
        " ends with",
        " with 4",
    ];
    let end = ends.iter().filter_map(|end| lower.find(end)).min();
    let rejects = ["must reject ", "must refuse "]
        .iter()
        .find_map(|cue| lower.find(cue).map(|at| at + cue.len()));
    let clause = match (rejects, end) {
        (Some(at), _) => text.get(at..),
        (None, Some(end)) => text.get(..end),
        (None, None) => Some(text),
    };
    let clause = clause.unwrap_or(text).trim();
    if let Some((_, what)) = text.split_once("refuses to ") {
        return format!("it would {}", clause_of(what));
    }
    if let Some(alike) = lower.strip_prefix("no two ") {
        return clause_of(&format!("two {alike}").replacen(" may ", " ", 1));
    }
    if let Some((alike, _)) = lower.split_once(" must be unique") {
        return clause_of(&format!("two have the same {alike}"));
    }
    if let Some((_, most)) = text.split_once("at most ")
        && most.starts_with(|c: char| c.is_ascii_digit())
    {
        let most: Vec<&str> = most
            .split([';', ',', '.'])
            .next()
            .unwrap_or(most)
            .split(' ')
            .take(4)
            .collect();
        return format!("more than {}", most.join(" "));
    }
    // "at most 5 …; the sixth is refused": the limit says more than the sixth.
    let parts = clause
        .rsplit("; ")
        .find(|part| part.split_whitespace().count() > 2);
    let part = parts.unwrap_or(clause);
    let whole = clause_of(part);
    let few = match (broken(&whole), rejects, end) {
        (Some(broken), ..) => broken,
        (None, None, None) => action::few_words(&whole),
        _ => whole,
    };
    let mut chars = few.chars();
    let first = chars
        .next()
        .map(|c| c.to_lowercase().to_string())
        .unwrap_or_default();
    format!("{first}{}", chars.as_str())
}

/// The opposite of a rule: "a garage never has more than 5" → "a garage would have more than 5"; `None`
/// where the sentence is a condition itself ("a code that cannot be read").
fn broken(rule: &str) -> Option<String> {
    let cues = [
        (" must be ", " is not "),
        (" MUST be ", " is not "),
        (" never has ", " would have "),
        (" never have ", " would have "),
        (" cannot be ", " would be "),
        (" cannot ", " would "),
        (" may not ", " would "),
        (" must not ", " would "),
        (" MUST NOT ", " would "),
    ];
    let (at, cue, by) = cues
        .iter()
        .find_map(|(cue, by)| Some((rule.find(cue)?, cue, by)))?;
    let relative = ["that", "which", "who"];
    let before = rule[..at].rsplit(' ').next().unwrap_or_default();
    (!relative.contains(&before)).then(|| rule.replacen(cue, by, 1))
}

/// The whole condition, to the end of its sentence: one that is cut says something else.
fn clause_of(text: &str) -> String {
    let sentence = text.split(". ").next().unwrap_or(text);
    let clause = sentence.split("; ").next().unwrap_or(sentence);
    // "… (409)": the answer stands behind it.
    let bare = clause.trim().trim_end_matches(['.', ',']);
    let bare = match bare.rsplit_once(" (") {
        Some((before, code)) if code.trim_end_matches(')').parse::<u16>().is_ok() => before,
        _ => bare,
    };
    bare.to_owned()
}

/// Why something is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Conflict,
    Unknown,
    Role,
    Value,
}

fn kind(text: &str) -> Kind {
    let lower = text.to_lowercase();
    let says = |cues: &[&str]| cues.iter().any(|cue| lower.contains(cue));
    if says(&[
        "somebody else",
        "another user",
        "not the owner",
        "members get",
        "clerks are",
        "not managers",
    ]) {
        Kind::Role
    } else if says(&[
        "already",
        "second",
        "taken",
        "exists",
        "twice",
        "no two ",
        "unique",
        "cannot be",
        "only ",
    ]) {
        Kind::Conflict
    } else if says(&["unknown", "not found", "does not exist"]) {
        Kind::Unknown
    } else {
        Kind::Value
    }
}

/// The status that a sentence gives: "answers 409", "refused with 422", "(404)"; not "500 characters".
fn status(text: &str) -> Option<u16> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let cues = [
        "with", "answered", "answers", "gives", "returns", "return", "get", "gets", "status",
        "code", "http", "is", "a", "an",
    ];
    let units = |next: Option<&&str>| {
        next.is_some_and(|word| {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric());
            word.len() > 2 && word.ends_with('s') && word != "is"
        })
    };
    words.iter().enumerate().find_map(|(at, word)| {
        let digits = word.trim_matches(|c: char| !c.is_ascii_digit());
        let code: u16 = digits.parse().ok().filter(|_| digits.len() == 3)?;
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric()) == digits;
        let before = at.checked_sub(1).and_then(|at| words.get(at));
        let told = before.is_none_or(|before| {
            let before = before.trim_matches(|c: char| !c.is_alphanumeric());
            cues.contains(&before.to_lowercase().as_str())
        });
        let marked = word.starts_with(['(', '`']);
        let is_status = (400..600).contains(&code) && bare && (told || marked);
        (is_status && !units(words.get(at + 1))).then_some(code)
    })
}

/// What the caller gets.
fn answer(context: &Context<'_>, wish: &Wish, text: &str, kind: Kind) -> String {
    let message = text
        .split(['"', '“', '”'])
        .nth(1)
        .filter(|_| text.contains(['"', '“']));
    let exit = text
        .split("exit code ")
        .nth(1)
        .and_then(|rest| rest.split(' ').next());
    let error = text
        .split('`')
        .nth(1)
        .filter(|name| text.contains("throws `") && !name.contains(' '));
    if let Some(exit) = exit {
        return format!("exit code {}", exit.trim_matches(['.', ',']));
    }
    if let Some(error) = text
        .split_once("throws `")
        .and_then(|(_, rest)| rest.split('`').next())
        .or(error)
    {
        return format!("throws `{error}`");
    }
    let code = status(text).unwrap_or(match kind {
        Kind::Conflict => 409,
        Kind::Unknown => 404,
        Kind::Role => 403,
        Kind::Value => 422,
    });
    let is_route = wish.kind.unwrap_or(context.dialect.kinds.1) == OperationKind::Route;
    let nothing = "nothing is written";
    match (message, is_route) {
        (Some(message), true) => format!("{code} with \"{message}\"; {nothing}"),
        (Some(message), false) => format!("error \"{message}\"; {nothing}"),
        (None, true) => format!("{code}; {nothing}"),
        (None, false) => match thrower(context, kind) {
            Some(call) => format!("throws `{call}`; {nothing}"),
            None => format!("rejected with an error that says so; {nothing}"),
        },
    }
}

/// The repository's helper for refusals: `appError("CONFLICT", …)` where codes are its arguments,
/// `conflict(…)` where each has a function of its own.
fn thrower(context: &Context<'_>, kind: Kind) -> Option<String> {
    let codes: &[&str] = match kind {
        Kind::Conflict => &["CONFLICT", "ALREADY_EXISTS", "DUPLICATE"],
        Kind::Unknown => &["NOT_FOUND"],
        Kind::Role => &["FORBIDDEN", "UNAUTHORIZED"],
        Kind::Value => &["INVALID", "VALIDATION", "BAD_REQUEST"],
    };
    let files = context.evidence.index.files.values();
    let helpers = files.filter(|file| names::file_stem(&file.path).contains("error"));
    for file in helpers {
        let own = file.symbols.iter().find(|symbol| {
            let words = names::split(&symbol.name).join("_").to_uppercase();
            symbol.exported && codes.iter().any(|code| words.starts_with(code))
        });
        if let Some(own) = own {
            return Some(format!("{}(…)", own.name));
        }
    }
    let paths = context.analysis().operations.iter();
    let paths = paths.filter_map(|op| op.anchor.as_ref().map(|anchor| anchor.path.as_str()));
    let mut texts = paths.filter_map(|path| context.evidence.texts.get(path));
    texts.find_map(|text| {
        text.match_indices("throw ").find_map(|(at, found)| {
            let call = text.get(at + found.len()..)?;
            let (helper, behind) = call.split_once("(\"")?;
            let written = behind.split('"').next()?;
            let is_code =
                !written.is_empty() && written.chars().all(|c| c.is_ascii_uppercase() || c == '_');
            let plain = helper.chars().all(char::is_alphanumeric);
            let known = codes.iter().find(|code| {
                let quoted = format!("\"{code}\"");
                let mut all = context.evidence.texts.values();
                all.any(|one| one.contains(&quoted))
            })?;
            (plain && is_code).then(|| format!("{helper}(\"{known}\", …)"))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::evidence::Evidence;
    use crate::model::spec::Spec;

    fn of(text: &str, kind: OperationKind) -> (String, String) {
        let spec = Spec::default();
        let evidence = Evidence::default();
        let context = Context::new(&spec, &evidence);
        let wish = Wish {
            kind: Some(kind),
            ..Wish::default()
        };
        assert!(refuses(text), "{text}");
        case(&context, &wish, text)
    }

    #[test]
    fn a_refusal_has_its_condition_and_its_answer() {
        let route = OperationKind::Route;
        let (when, result) = of(
            "A second open reservation of the same member for the same book is refused with 409",
            route,
        );
        assert_eq!(
            when,
            "a second open reservation of the same member for the same book"
        );
        assert_eq!(result, "409; nothing is written");
        let (_, result) = of(
            "A second is refused with the error \"Already there\"",
            OperationKind::Mutation,
        );
        assert_eq!(result, "error \"Already there\"; nothing is written");
        let (when, result) = of(
            "Registering a name twice throws `DuplicateError`",
            OperationKind::Function,
        );
        assert_eq!(
            (when.as_str(), result.as_str()),
            ("registering a name twice", "throws `DuplicateError`")
        );
        let (_, result) = of(
            "An unknown id makes the command fail with exit code 1 and more",
            OperationKind::Command,
        );
        assert_eq!(result, "exit code 1");
        let (when, _) = of(
            "A garage never has more permits than 80 % of it; more is answered with 422",
            route,
        );
        assert!(
            when.starts_with("a garage would have more permits than 80 %"),
            "{when}"
        );
        let (when, _) = of("A revoked permit cannot be revoked again (409)", route);
        assert_eq!(when, "a revoked permit would be revoked again");
        assert!(!refuses("The newest change comes first"));
        let create = Wish {
            verb: Verb::Create,
            ..Wish::default()
        };
        assert!(!forbids_it(&create, "A part in use cannot be deleted"));
        assert!(forbids_it(&create, "A second is refused"));
    }
}
