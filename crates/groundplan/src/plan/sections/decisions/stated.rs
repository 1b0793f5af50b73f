//! Choices that the specification has made: "X rather than Y", "never use Y", and the alternatives it
//! considered and rejected.

use std::sync::LazyLock;

use regex::Regex;

use super::{Made, option};
use crate::model::ground::{Claim, Ground, Grounds};
use crate::model::names;
use crate::plan::context::Context;
use crate::plan::design::tests::content;
use crate::plan::sections::common::short;
use crate::plan::sections::said::{self, Said};
use crate::plan::types::{Decision, Key, Plan};

/// Decisions shown of this sort.
const SHOWN: usize = 4;
/// Characters of an option at most.
const LONGEST: usize = 110;

/// The reason of a choice that the specification gives no other reason for.
pub const STATED: &str = "The specification states it";

/// What stands between the way that is chosen and the one that is not.
static BETWEEN: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r",?\s+\b(?:rather than|instead of|in favou?r of not)\s+").ok());

/// A way that is ruled out.
static RULED_OUT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"\b(?:never|SHALL NOT|MUST NOT|shall not|must not|do not|does not)\s+(?:be\s+)?(?:us(?:e|es|ed|ing)|call|emulat|duplicat|re-?implement|introduc|rel(?:y|ies) on|depend on|poll|answered from|assum|infer|fall back|add)\w*\s")
        .ok()
});

/// Decisions of the specification itself, at most one of a requirement.
pub fn make(context: &Context<'_>, _: &Plan) -> Vec<Made> {
    let spec = context.spec;
    let mut said = said::all(spec);
    // A target is compared with how it is today; that is no choice.
    said.retain(|one| {
        let measured = spec.nonfunctional_requirements.iter().map(|one| &one.id);
        let mut measured = measured.chain(spec.success_criteria.iter().map(|one| &one.id));
        !measured.any(|id| id == one.id)
    });
    let mut families: Vec<&str> = Vec::new();
    let mut made: Vec<Made> = alternatives(context).into_iter().collect();
    for (at, one) in said.iter().enumerate() {
        // Beside a way that is ruled out stands the one that is taken.
        let beside = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
        let beside = beside.filter_map(|at| said.get(at));
        let mut beside = beside.filter(|other| other.id == one.id);
        let beside = beside.find(|other| other.at(&RULED_OUT).is_none());
        let Some((chosen, rejected)) = pair(one, beside) else {
            continue;
        };
        let is_said = made.iter().any(|made| {
            let options = &made.decision.options;
            let mut options = options.iter();
            options.any(|option| is_same(&option.title, &rejected))
        });
        if !families.contains(&one.family()) && !is_said && made.len() < SHOWN {
            families.push(one.family());
            made.push(decide(one, &chosen, &rejected));
        }
    }
    made
}

/// The way that a sentence chooses and the one it rejects.
fn pair(one: &Said<'_>, beside: Option<&Said<'_>>) -> Option<(String, String)> {
    // The outcome of a criterion is behaviour, but for the means it names.
    if one.when.is_some() && !one.text.contains(" use") {
        return None;
    }
    let title = |text: &str| short(&said::line(text), LONGEST);
    if let Some(found) = BETWEEN.as_ref()?.find(&one.text) {
        let from = one.begin(found.start());
        let chosen = one.text.get(from..found.start())?;
        let rejected = phrase(&one.text[found.end()..]);
        let fits = chosen.split_whitespace().count() > 2 && rejected.contains(' ');
        let fits = fits && chooses(chosen);
        return fits.then(|| (title(chosen), title(&rejected)));
    }
    let found = RULED_OUT.as_ref()?.find(&one.text)?;
    let rejected = phrase(&one.text[after_negation(&one.text, found.start())..]);
    let beside = beside?;
    let chosen = said::line(&beside.clause(beside.begin(beside.text.len())));
    let fits = rejected.split_whitespace().count() > 1 && chooses(&chosen);
    fits.then(|| (title(&chosen), title(&rejected)))
}

/// Whether the content words of one text are all in the other.
fn is_same(one: &str, other: &str) -> bool {
    let (one, other) = (content(one), content(other));
    one.is_subset(&other) || other.is_subset(&one)
}

/// Verbs of what is built in one way and could be in another.
const MEANS: &[&str] = &[
    "route",
    "initiate",
    "open",
    "use",
    "reuse",
    "store",
    "keep",
    "send",
    "call",
    "build",
    "render",
    "write",
    "read",
    "derive",
    "run",
    "implement",
    "replace",
    "move",
    "split",
    "extend",
    "wrap",
    "add",
    "put",
    "cut",
    "compare",
    "load",
    "return",
    "pass",
    "inject",
    "generate",
    "emit",
    "compute",
    "calculate",
    "cache",
    "poll",
    "stream",
    "import",
    "export",
    "expose",
    "delegate",
    "create",
    "define",
    "declare",
    "resolve",
];

/// Whether a text says what is built: its verb is one of means. What happens by it, and whose job
/// it is, is no choice.
fn chooses(chosen: &str) -> bool {
    let modal = [
        "SHALL", "MUST", "shall", "must", "should", "will", "be", "is", "are", "and",
    ];
    let mut words = chosen
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| !modal.contains(word));
    words.any(|word| {
        let word = word.to_lowercase();
        let stems = ["ing", "ed", "es", "s", "d"].iter();
        let mut stems = stems.filter_map(|end| word.strip_suffix(end));
        MEANS.contains(&word.as_str())
            || stems.any(|stem| {
                let single = stem.strip_suffix('t').unwrap_or(stem);
                MEANS.iter().any(|verb| {
                    *verb == stem || *verb == single || verb.strip_suffix('e') == Some(stem)
                })
            })
    })
}

/// Where the verb begins behind "SHALL NOT" or "never".
fn after_negation(text: &str, from: usize) -> usize {
    let rest = &text[from..];
    let marks = ["NOT ", "not ", "never "];
    let ends = marks
        .iter()
        .filter_map(|mark| Some(rest.find(mark)? + mark.len()));
    from + ends.min().unwrap_or(0)
}

/// A phrase up to its reason, its contrast or the next statement.
fn phrase(text: &str) -> String {
    let ends = [
        " because ",
        " so that ",
        ", so ",
        " — ",
        " – ",
        ", and ",
        ", because ",
        ", which ",
        "; ",
        " unless ",
        ", returning ",
    ];
    let end = ends.iter().filter_map(|mark| text.find(mark)).min();
    let kept = text[..end.unwrap_or(text.len())].trim();
    kept.trim_end_matches([',', '.', ' ']).to_owned()
}

/// The reason that a sentence gives, as a clause.
fn reason(one: &Said<'_>) -> Option<String> {
    let marks = ["because ", "so that ", " so ", "since "];
    let at = marks.iter().find_map(|mark| one.text.find(mark))?;
    Some(names::capital(one.clause(at).trim()))
}

fn decide(one: &Said<'_>, chosen: &str, rejected: &str) -> Made {
    let grounds = one.ground();
    let why = reason(one).unwrap_or_else(|| STATED.to_owned());
    Made::settled(Decision {
        key: Key::of_text("decisions", &format!("{chosen}|{rejected}")),
        title: short(chosen, LONGEST),
        context: Vec::new(),
        options: vec![
            option(chosen, Vec::new(), Vec::new()),
            option(rejected, Vec::new(), Vec::new()),
        ],
        chosen: 0,
        decision: Claim::new(format!("{} rules the other out", one.id), grounds.clone()),
        rationale: vec![Claim::new(why, grounds)],
        implications: Vec::new(),
    })
}

/// The alternatives that the specification lists as considered: one decision for all.
fn alternatives(context: &Context<'_>) -> Option<Made> {
    let considered = context.spec.statements.iter().filter(|one| {
        let id = one.id.to_lowercase();
        id.starts_with("alternative") || id.starts_with("rejected") || id.contains("-considered")
    });
    let mut options = vec![option("As specified", Vec::new(), Vec::new())];
    let mut grounds: Vec<Ground> = Vec::new();
    for one in considered {
        let flat = one.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let (title, reason) = match flat.split_once("ejected") {
            Some((title, reason)) => (title.trim_end_matches(['R', 'r', '*', ' ', '(']), reason),
            None => (flat.as_str(), ""),
        };
        let reason = reason.trim_start_matches(['*', ':', ' ', ')', '-']);
        let against = Claim::new(short(reason, LONGEST), Ground::spec(&one.id));
        let against = (!reason.is_empty()).then_some(against);
        options.push(option(
            short(title.trim_end_matches(['.', ':', ' ']), LONGEST),
            Vec::new(),
            against.into_iter().collect(),
        ));
        grounds.push(Ground::spec(&one.id));
    }
    let grounds = Grounds::from_vec(grounds)?;
    Some(Made::settled(Decision {
        key: Key::new("decisions", "alternatives-considered"),
        title: "Alternatives Considered".to_owned(),
        context: Vec::new(),
        options,
        chosen: 0,
        decision: Claim::new("The specification rejects the others", grounds.clone()),
        rationale: vec![Claim::new("Its reasons stand with each", grounds)],
        implications: Vec::new(),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::evidence::Evidence;
    use crate::model::spec::{Spec, TextItem};
    use crate::plan::types::PlanHeader;

    fn made(id: &str, text: &str) -> Vec<Decision> {
        let item = TextItem {
            id: id.to_owned(),
            text: text.to_owned(),
            line: 1,
            path: None,
        };
        let spec = Spec {
            statements: vec![item],
            ..Spec::default()
        };
        let evidence = Evidence::default();
        let context = Context::new(&spec, &evidence);
        let plan = crate::plan::design::into_plan(
            crate::plan::design::Design::default(),
            PlanHeader::default(),
        );
        let made = make(&context, &plan).into_iter();
        made.map(|made| made.decision).collect()
    }

    fn titles(decision: &Decision) -> Vec<&str> {
        decision
            .options
            .iter()
            .map(|one| one.title.as_str())
            .collect()
    }

    #[test]
    fn a_stated_choice_has_its_rejected_way_and_its_reason() {
        let text = "The list SHALL be cut at the budget rather than fail as a whole, so the call stays useful";
        let made = made("what-1", text);
        let wanted = ["Is cut at the budget", "Fail as a whole"];
        assert_eq!(titles(&made[0]), wanted);
        assert_eq!(made[0].rationale[0].text, "So the call stays useful");
    }

    #[test]
    fn a_way_that_is_ruled_out_stands_against_what_was_said_before() {
        let made = made("what-1", "Send in two steps; never use `/sendMail` for it");
        assert_eq!(
            titles(&made[0]),
            ["Send in two steps", "Use `/sendMail` for it"]
        );
    }

    #[test]
    fn listed_alternatives_are_one_decision() {
        let made = made(
            "alternatives-1",
            "Keep all three. **Rejected**: too much to keep",
        );
        assert_eq!(titles(&made[0]), ["As specified", "Keep all three"]);
        assert_eq!(made[0].options[1].cons[0].text, "too much to keep");
    }

    #[test]
    fn an_effect_and_a_job_are_no_choice() {
        for text in [
            "Callers will receive early errors with clear messages rather than triggering obscure errors",
            "Its job is to make it once per group instead of once per hand-edit",
        ] {
            assert!(made("what-1", text).is_empty(), "{text}");
        }
    }

    #[test]
    fn an_ordinary_sentence_decides_nothing() {
        assert!(made("what-1", "The tool never fails and is not used twice").is_empty());
    }
}
