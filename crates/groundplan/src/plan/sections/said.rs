//! What the specification says, clause by clause, with the item that says it. Sections look here for
//! refusals, limits, choices and vague words; what they print is the clause, never the sentence.

use std::sync::LazyLock;

use regex::Regex;

use crate::model::ground::Grounds;
use crate::model::names;
use crate::model::spec::{AcceptanceCriterion, Spec};
use crate::plan::types::Plan;

use super::common::tick;

/// Words of a clause at most.
const WORDS: usize = 16;
/// Words that a whole sentence may give: a plan does not repeat the specification.
const OF_A_SENTENCE: usize = 7;

/// One sentence of the specification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said<'a> {
    /// The item that says it.
    pub id: &'a str,
    /// The sentence on one line, without marks of lists and scenarios.
    pub text: String,
    /// Under which condition, where it is the outcome of a criterion.
    pub when: Option<&'a str>,
    /// The label in front of the item's text: `Security`, `Impact`.
    pub label: Option<&'a str>,
}

/// The sentences of all items that demand or state something; titles and questions are left out.
pub fn all(spec: &Spec) -> Vec<Said<'_>> {
    let mut found: Vec<Said<'_>> = Vec::new();
    for one in &spec.functional_requirements {
        add(&mut found, &one.id, &one.text, None);
        one.acceptance_criteria
            .iter()
            .for_each(|one| add_criterion(&mut found, one));
    }
    let stories = spec.user_stories.iter();
    stories
        .flat_map(|one| &one.acceptance_criteria)
        .chain(&spec.acceptance_criteria)
        .for_each(|one| add_criterion(&mut found, one));
    let constraints = spec.constraints.iter().map(|one| (&one.id, &one.text));
    let measured = spec.nonfunctional_requirements.iter();
    let measured = measured.map(|one| (&one.id, &one.text));
    let lists = [
        &spec.edge_cases,
        &spec.success_criteria,
        &spec.assumptions,
        &spec.statements,
    ];
    let texts = lists.into_iter().flatten().map(|one| (&one.id, &one.text));
    for (id, text) in measured.chain(constraints).chain(texts) {
        add(&mut found, id, text, None);
    }
    found
}

fn add_criterion<'a>(found: &mut Vec<Said<'a>>, one: &'a AcceptanceCriterion) {
    let outcome = one.then.as_deref().unwrap_or(&one.text);
    let when = one.when.as_deref().filter(|_| one.then.is_some());
    add(found, &one.id, outcome, when);
}

fn add<'a>(found: &mut Vec<Said<'a>>, id: &'a str, text: &'a str, when: Option<&'a str>) {
    let label = label(text);
    // Lists of places, not statements.
    if label.is_some_and(|label| label.to_lowercase().contains("affected")) {
        return;
    }
    let sentences = sentences(text).into_iter();
    found.extend(sentences.map(|text| Said {
        id,
        text,
        when,
        label,
    }));
}

/// `Security` of "Security: …"; a label is at most three words, and its colon no part of code.
fn label(text: &str) -> Option<&str> {
    let (label, rest) = text.split_once(':')?;
    let words = label.split_whitespace().count();
    let fits = (1..=3).contains(&words) && !label.contains('`') && rest.starts_with([' ', '\n']);
    fits.then(|| label.trim_matches(['*', ' ', '-']))
}

static END: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:[.!?]['\x22)\u{201d}]?\s+|;\s+|\n\s*[-*]\s+|\n\s*(?:AND|And)\s+)").ok()
});

static LEADS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(?:[-*]\s+|(?:AND|THEN|And|Then)\s+|[\p{L}][\p{L} -]{0,28}:\s+)+").ok()
});

/// Sentences of a text, each on one line.
pub fn sentences(text: &str) -> Vec<String> {
    // A shortening's full stop ends nothing.
    let text = text
        .replace("e.g. ", "e.g.\u{1}")
        .replace("i.e. ", "i.e.\u{1}");
    let parts: Vec<&str> = match END.as_ref() {
        Some(end) => end.split(&text).collect(),
        None => vec![&text],
    };
    let lines = parts.into_iter().map(|part| {
        let part = part.replace('\u{1}', " ");
        let line = part.split_whitespace().collect::<Vec<_>>().join(" ");
        let bare = LEADS
            .as_ref()
            .map_or(line.clone(), |lead| lead.replace(&line, "").into_owned());
        bare.trim_end_matches(['.', ';', ' ']).to_owned()
    });
    lines.filter(|line| !line.is_empty()).collect()
}

static MODAL: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\b(?:SHALL|MUST|shall|must|should|will|may|can|cannot)\b").ok());

impl<'a> Said<'a> {
    /// The first place where a pattern fits.
    pub fn at(&self, pattern: &LazyLock<Option<Regex>>) -> Option<usize> {
        let found = pattern.as_ref()?.find(&self.text)?;
        Some(found.start())
    }

    /// Where the statement begins that has a word at this byte: its modal, else what follows the comma
    /// before it.
    pub fn begin(&self, at: usize) -> usize {
        let before = &self.text[..at];
        let modals = MODAL.as_ref().map(|modal| modal.find_iter(before));
        let modal = modals
            .into_iter()
            .flatten()
            .last()
            .map(|found| found.start());
        let comma = [", ", " — ", ": "]
            .iter()
            .filter_map(|mark| Some(before.rfind(mark)? + mark.len()))
            .max();
        modal.max(comma).unwrap_or(0)
    }

    /// The clause that begins at a byte of the sentence: up to its end, at most so many words.
    pub fn clause(&self, from: usize) -> String {
        let rest = self.text.get(from..).unwrap_or(&self.text);
        let end = [
            " — ",
            " – ",
            ", because ",
            " because ",
            ", so ",
            ", which ",
            " so that ",
        ]
        .iter()
        .filter_map(|mark| rest.find(mark))
        .filter(|at| *at > 0)
        .min();
        let rest = inside(&rest[..end.unwrap_or(rest.len())]);
        let words: Vec<&str> = rest.split_whitespace().collect();
        let whole = rest.len() == self.text.len() && words.len() > OF_A_SENTENCE;
        let most = if whole { OF_A_SENTENCE } else { WORDS };
        if words.len() <= most {
            return closed(words.join(" "));
        }
        // Better the part before the last comma or conjunction than half a phrase.
        let kept = &words[..most];
        let comma = kept.iter().rposition(|word| word.ends_with(','));
        // A condition alone says nothing without what follows it.
        let comma = comma.filter(|_| !is_condition(words[0]));
        let joins = ["and", "or", "before", "unless", "when", "with", "matching"];
        let join = kept.iter().rposition(|word| joins.contains(word));
        let seam = comma.map(|at| at + 1).max(join);
        match seam.filter(|at| *at > most / 3) {
            // A list or a second statement may be left; what is left of a condition is marked.
            Some(at) if comma.map(|at| at + 1) == Some(at) || words[at] == "and" => {
                closed(kept[..at].join(" "))
            }
            Some(at) => format!("{} …", closed(kept[..at].join(" "))),
            None => format!("{} …", closed(kept.join(" "))),
        }
    }

    /// The clause with the condition under which it holds: `returns X if no id is given`.
    pub fn clause_if(&self, from: usize) -> String {
        let clause = self.clause(from);
        let own = [" if ", " when ", " unless "]
            .iter()
            .any(|word| clause.contains(word));
        let condition = self.when.filter(|_| !own).map(|when| {
            let words: Vec<&str> = when.split_whitespace().collect();
            let kept = closed(words[..words.len().min(14)].join(" "));
            let more = if words.len() > 14 { " …" } else { "" };
            format!(" if {kept}{more}")
        });
        format!("{clause}{}", condition.unwrap_or_default())
    }

    /// "If X, Y" as "Y if X": the outcome first, and no copy of the sentence.
    pub fn swapped(&self) -> Option<String> {
        let (cue, rest) = self.text.split_once(' ')?;
        let (condition, outcome) = rest.split_once(", ").filter(|_| is_condition(cue))?;
        let outcome = outcome.strip_prefix("then ").unwrap_or(outcome);
        let words = condition.split_whitespace().count() + outcome.split_whitespace().count();
        let cue = cue.to_lowercase();
        (words <= WORDS).then(|| format!("{} {cue} {condition}", names::capital(outcome)))
    }

    /// The requirement or story that the item belongs to: `FR-1` for `FR-1.AC2`.
    pub fn family(&self) -> &'a str {
        self.id
            .rsplit_once('.')
            .map_or(self.id, |(family, _)| family)
    }

    /// What the sentence rests on.
    pub fn ground(&self) -> Grounds {
        Grounds::spec(self.id)
    }
}

fn is_condition(word: &str) -> bool {
    ["if", "when", "while", "once", "after"].contains(&word.to_lowercase().as_str())
}

/// Up to the bracket that closes one which was opened before the text.
fn inside(text: &str) -> &str {
    let mut open = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '(' => open += 1,
            ')' if open == 0 => return &text[..at],
            ')' => open -= 1,
            _ => {}
        }
    }
    text
}

/// Without a comma at the end, and with every code span and bracket closed: what was cut open is
/// cut off.
fn closed(text: String) -> String {
    let mut text = text;
    if text.matches('`').count() % 2 == 1 {
        text.truncate(text.rfind('`').unwrap_or(0));
    }
    if text.matches('(').count() > text.matches(')').count() {
        text.truncate(text.rfind('(').unwrap_or(0));
    }
    if text.matches("**").count() % 2 == 1 {
        text = text.replacen("**", "", 1);
    }
    text.trim_end_matches([',', ' ', ':', '(']).to_owned()
}

/// Where the plan does what an item asks: its one operation, else its one file; as ", in `x`".
pub fn place(plan: &Plan, id: &str) -> String {
    let family = id.rsplit_once('.').map_or(id, |(family, _)| family);
    let serves = |items: &[String]| items.iter().any(|one| one == id || one == family);
    let operations = plan
        .operations()
        .filter(|op| op.criteria.iter().any(|one| one == id));
    let mut places: Vec<&str> = operations.map(|op| op.name.as_str()).collect();
    if places.is_empty() {
        let files = plan
            .files
            .iter()
            .filter(|file| file.role != "test" && file.role != "docs");
        places = files
            .filter(|file| serves(&file.implements))
            .map(|file| file.path.as_str())
            .collect();
    }
    match places.as_slice() {
        [only] => format!(", in {}", tick(only)),
        [one, other] => format!(", in {} and {}", tick(one), tick(other)),
        _ => String::new(),
    }
}

/// A clause as a line: its first letter large, `rejects` for `SHALL reject`.
pub fn line(clause: &str) -> String {
    let joins = ["and ", "or ", "so ", "but ", "then "];
    let clause = joins
        .iter()
        .find_map(|join| clause.strip_prefix(join))
        .unwrap_or(clause);
    let modal = ["SHALL ", "MUST ", "shall ", "must ", "should ", "will "];
    let bare = modal.iter().find_map(|modal| clause.strip_prefix(modal));
    match bare {
        Some(bare) if bare.starts_with("NOT ") || bare.starts_with("not ") => {
            format!("Does not {}", &bare[4..])
        }
        Some(bare) if bare.starts_with("be ") => format!("Is {}", &bare[3..]),
        Some(bare) => names::capital(&third_person(bare)),
        None => names::capital(clause),
    }
}

/// `reject it` as `rejects it`, `always verify it` as `always verifies it`.
fn third_person(clause: &str) -> String {
    let (verb, rest) = clause.split_once(' ').unwrap_or((clause, ""));
    // `PATCH it` stays as it is.
    if verb.chars().all(|c| !c.is_lowercase()) {
        return clause.to_owned();
    }
    let is_verb = ["apply", "supply", "reply", "rely", "comply"].contains(&verb);
    let is_adverb = verb.ends_with("ly") || ["always", "never", "also"].contains(&verb);
    if is_adverb && !is_verb {
        return format!("{verb} {}", third_person(rest));
    }
    let ends = ["s", "sh", "ch", "x"].iter().any(|end| verb.ends_with(end));
    let verb = match verb.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
        _ if ends => format!("{verb}es"),
        _ => format!("{verb}s"),
    };
    format!("{verb} {rest}").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Said<'_> {
        Said {
            id: "FR-1.AC2",
            text: text.to_owned(),
            when: Some("the file is too large"),
            label: None,
        }
    }

    #[test]
    fn sentences_lose_their_marks_and_keep_their_shortenings() {
        let text = "Security: X is gated (e.g. by a flag). It SHALL fail;\n- AND it says why";
        let wanted = [
            "X is gated (e.g. by a flag)",
            "It SHALL fail",
            "it says why",
        ];
        assert_eq!(sentences(text), wanted);
        assert_eq!(label(text), Some("Security"));
        assert_eq!(label("It stores: a, b"), Some("It stores"));
        assert_eq!(label("`a: b` is stored"), None);
    }

    #[test]
    fn a_clause_ends_where_its_reason_begins() {
        let text = "The tool SHALL reject the file because it cannot be read";
        let clause = said(text).clause_if(9);
        assert_eq!(clause, "SHALL reject the file if the file is too large");
        assert_eq!(line(&clause), "Rejects the file if the file is too large");
    }

    #[test]
    fn a_condition_never_stands_without_what_follows_it() {
        let text =
            "If one line of the sheet is not valid at all, then none of the lines is stored in it";
        assert!(said(text).clause(0).ends_with('…'));
        assert_eq!(
            said("If one line is invalid, no line is stored").swapped(),
            Some("No line is stored if one line is invalid".to_owned())
        );
    }

    #[test]
    fn a_whole_sentence_is_never_given() {
        let clause = said("Reject every file that is larger than the limit of the store").clause(0);
        assert_eq!(clause, "Reject every file that is larger than …");
    }

    #[test]
    fn a_condition_that_is_cut_is_marked() {
        let text = "The tool SHALL write the name of every file that it has read before unless a person asks for more than that";
        let clause = said(text).clause(9);
        assert_eq!(
            clause,
            "SHALL write the name of every file that it has read before …"
        );
    }

    #[test]
    fn what_is_cut_open_is_cut_off() {
        assert_eq!(closed("only `a` and `b".to_owned()), "only `a` and");
        assert_eq!(closed("one (two,".to_owned()), "one");
    }

    #[test]
    fn modals_become_statements() {
        assert_eq!(line("SHALL NOT write it"), "Does not write it");
        assert_eq!(line("MUST be gated"), "Is gated");
        assert_eq!(line("SHALL verify it"), "Verifies it");
        assert_eq!(line("and MUST always apply it"), "Always applies it");
    }
}
