//! What the specification itself says on security: what it refuses, who it lets, what it keeps back.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use crate::model::ground::Claim;
use crate::plan::context::Context;
use crate::plan::sections::said::{self, Said};
use crate::plan::types::{Plan, Security};

/// Lines of one list taken from the specification.
const SHOWN: usize = 10;
/// Lines that one requirement or story gives to a list.
const OF_ONE: usize = 2;

/// Who or what may: a limit, a switch, a consent, a policy.
static LIMITED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?x)
        \b(?i:only\ (?:an?\ |the\ )?(?:admin\w*|owner\w*|operator\w*|member\w*|user\w*|staff|author\w*|those|people)
        | may\ (?:only|read|see|access|write|not) | can\ only | (?:is|are|be)\ not\ allowed
        | (?:SHALL|MUST)\ (?:only|never)\ (?:be\ )?(?:call|run|read|execut|access)\w*
        | (?:be|is|are|and|or|limit|policy)\ gated
        | gated\ (?:behind|by)
        | (?:MUST\ |SHALL\ )?(?:be\ |is\ |are\ )?(?:disabled|off)\ by\ default | opt(?:s|ed)?[-\ ]in
        | refuses?\ (?:any\ |every\ |all\ )?(?:callers?|users?|visitors?)
        | operator\ (?:\w+\ )?policy | allow-?list\w* | rate[-\ ]limit\w* | permissions?
        | unauthori[sz]ed | forbidden | unauthenticated | authenticated | access\ control
        | (?:admin|staff)[-\ ]only | non-admins? | with(?:out)?\ (?:the\ )?(?:\w+'s\ )?(?:explicit\ )?consent | untrusted
        | (?:explicit|human|user|operator)\ (?:approval|consent|affirmation|confirmation)
        | (?:logged|signed)[-\ ]in | scopes | (?:401|403)\b)",
    )
    .ok()
});

/// What must not get out, or not unprotected.
static KEPT_BACK: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)
        \b(?:(?:SHALL|MUST|should|will)\ )?(?:be\ )?(?:redact(?:s|ed)?\b | scrub(?:s|bed)?\b | masked\b | encrypt(?:s|ed)?\b | withheld | withhold\w*)
        | \b(?:never|SHALL\ NOT|MUST\ NOT|does\ not|do\ not|not|without|no\ longer|avoids?)\ (?:be\ )?
          (?:leav|expos|leak|log|write|writ|stor|print|show|send|sent|includ|plac|contain|visible|see)\w*
          .{0,60}\b(?:secrets?|credentials?|tokens?|passwords?|keys?|personal|private|sensitive|confidential|plaintext|argv|logs?|others?')
        ",
    )
    .ok()
});

/// What is refused or checked before anything is done with it.
static REFUSED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?x)
        \b(?:(?i:SHALL|MUST|should|will)\ )?(?i:rejects?\b | (?:is|are|be)\ rejected | refus(?:e|es)\b | (?:is|are|be)\ refused | raise[sd]?\ (?:an?\ )?`?[\w.]*\w | throws?\b
        | fails?\ (?:closed|before|with|naming) | mutually\ exclusive | validat(?:e|es|ed)\ | verif(?:y|ies)\b.{0,80}\bbefore\b
        | (?:is|are)\ (?:invalid|unsupported|refused)
        | (?:is|be|are|has|contains?)\ (?:at\ most|at\ least|no\ (?:more|longer)\ than|a\ maximum\ of|between)\ `?\d
        | must\ be\ (?:unique|positive|greater|less|between|one\ of|in\ the\ future)
        | (?:return|result|respond)s?\ (?:in\ |with\ )?(?:an?\ )?(?:[\w-]+\ )?(?:error|4\d\d\b) )
        | \b(?:(?i:SHALL|MUST)\ )?(?i:return|respond)s?\ (?:\w+\ )?(?:.{0,40}code:\ .)?`?[A-Z][A-Z0-9]+(?:_[A-Z0-9]+)+",
    )
    .ok()
});

/// What looks like a refusal and is none.
static GOES_ON: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:instead of|rather than|without|not|never) (?:an? )?(?:rais|throw|fail|error|reject|refus)").ok()
});

/// Whether a text keeps something back.
pub fn keeps_back(text: &str) -> bool {
    KEPT_BACK.as_ref().is_some_and(|kept| kept.is_match(text))
}

/// Adds what the specification states to the lists. A sentence stands in one of them: what is kept
/// back before who may, that before what is refused.
pub fn add(context: &Context<'_>, plan: &Plan, security: &mut Security) {
    let said = said::all(context.spec);
    let mut taken: BTreeSet<&str> = BTreeSet::new();
    let kept = taken_from(plan, &said, &KEPT_BACK, &mut taken);
    security.data_protection.extend(kept);
    let limited = taken_from(plan, &said, &LIMITED, &mut taken);
    security.authorization.extend(limited);
    let labelled = labelled_security(plan, &said, &mut taken);
    security.authorization.extend(labelled);
    let stated = security.validation.iter();
    let stated = stated.flat_map(|claim| claim.grounds.spec_items());
    let stated: BTreeSet<String> = stated.map(str::to_owned).collect();
    let refusals = said.iter().filter(|one| one.at(&GOES_ON).is_none());
    let refusals = refusals.filter(|one| !stated.contains(one.id));
    let refusals: Vec<Said<'_>> = refusals.cloned().collect();
    let refused = taken_from(plan, &refusals, &REFUSED, &mut taken);
    security.validation.extend(refused);
}

/// The clauses that a pattern finds, each with the place where the plan does it; a requirement gives
/// few, so that one with many scenarios does not fill the list. Items that gave one are `taken`.
fn taken_from<'a>(
    plan: &Plan,
    said: &[Said<'a>],
    pattern: &'static LazyLock<Option<Regex>>,
    taken: &mut BTreeSet<&'a str>,
) -> Vec<Claim> {
    let mut claims: Vec<Claim> = Vec::new();
    let mut families: Vec<&str> = Vec::new();
    let mut here: BTreeSet<&str> = BTreeSet::new();
    for one in said.iter().filter(|one| !taken.contains(one.id)) {
        let given = families.iter().filter(|family| **family == one.family());
        let Some(at) = one.at(pattern).filter(|_| given.count() < OF_ONE) else {
            continue;
        };
        let clause = if std::ptr::eq(pattern, &REFUSED) {
            refusal(one, at)
        } else if std::ptr::eq(pattern, &LIMITED) {
            // A limit is often a noun: its statement begins before it.
            said::line(&one.clause_if(one.begin(at)))
        } else {
            said::line(&one.clause_if(at))
        };
        let text = format!("{clause}{}", said::place(plan, one.id));
        let is_new = !claims.iter().any(|claim| claim.text == text);
        if is_whole(&clause) && is_new && here.insert(one.id) {
            families.push(one.family());
            claims.push(Claim::new(text, one.ground()));
        }
    }
    taken.extend(here);
    claims.truncate(SHOWN);
    claims
}

/// The text with a small first letter, but for code.
fn first_small(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_lowercase);
    first.chain(letters).collect()
}

/// Whether a clause says something: of several words, the last of which waits for nothing ("only
/// staff can").
fn is_whole(clause: &str) -> bool {
    let last = clause.rsplit(' ').next().unwrap_or_default();
    clause.contains(' ') && !["can", "may", "must", "shall", "and", "or", "is"].contains(&last)
}

/// A refusal in few words; of "X is refused" what counts is the subject.
fn refusal(one: &Said<'_>, at: usize) -> String {
    if let Some(swapped) = one.swapped() {
        return swapped;
    }
    let rest = &one.text[at..];
    let passive = ["is ", "are ", "be ", "has ", "contain"]
        .iter()
        .any(|verb| rest.starts_with(verb));
    let subject = one.text[..at].trim();
    let words: Vec<&str> = subject.split_whitespace().collect();
    let is_short = (1..=14).contains(&words.len());
    if !passive {
        let clause = said::line(&one.clause_if(at));
        // What throws is told with the case in which it does.
        let bare = one.when.is_none() && clause.split_whitespace().count() < 4;
        return match bare && is_short && !subject.contains(',') {
            true => format!("{subject}: {}", first_small(&clause)),
            false => clause,
        };
    }
    // A limit behind its subject is no copy of the sentence.
    let (_, limit) = rest.split_once(' ').unwrap_or_default();
    let numbers = limit.chars().any(|c| c.is_ascii_digit());
    if is_short && numbers && limit.split_whitespace().count() <= 10 {
        return format!("{subject}: {limit}");
    }
    let refused = ["rejected", "refused"]
        .iter()
        .any(|verb| rest.contains(verb));
    if refused && is_short {
        return format!("Refused: {}", subject);
    }
    said::line(&one.clause_if(0))
}

/// What stands under a label "Security" and in no list yet.
fn labelled_security<'a>(
    plan: &Plan,
    said: &[Said<'a>],
    taken: &mut BTreeSet<&'a str>,
) -> Vec<Claim> {
    let is_security = |one: &&Said<'a>| {
        let label = one.label.map(str::to_lowercase);
        label.is_some_and(|label| label.starts_with("security")) && !taken.contains(one.id)
    };
    let found: Vec<&Said<'a>> = said.iter().filter(is_security).collect();
    taken.extend(found.iter().map(|one| one.id));
    let claims = found.into_iter().map(|one| {
        let text = format!(
            "{}{}",
            said::line(&one.clause(0)),
            said::place(plan, one.id)
        );
        Claim::new(text, one.ground())
    });
    claims.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> String {
        let said = Said {
            id: "FR-1",
            text: text.to_owned(),
            when: None,
            label: None,
        };
        let at = said.at(&REFUSED).unwrap_or_default();
        refusal(&said, at)
    }

    #[test]
    fn a_refusal_keeps_its_case_and_its_limit() {
        for (text, wanted) in [
            (
                "A counted quantity is between 0 and 100000",
                "A counted quantity: between 0 and 100000",
            ),
            (
                "Different dimensions throw `UnitError`",
                "Different dimensions: throw `UnitError`",
            ),
            (
                "If one line is invalid, no line is stored",
                "No line is stored if one line is invalid",
            ),
        ] {
            assert_eq!(refused(text), wanted);
        }
    }

    #[test]
    fn a_clause_that_waits_for_its_verb_says_nothing() {
        assert!(!is_whole("Only staff can"));
        assert!(is_whole("Only staff can see it"));
    }
}
