//! The job that skills are scored against: the specification's words and the project's stack.

use std::collections::BTreeMap;

use super::asked::{self, Asked, Place, joined};
use super::find::Skill;
use super::technologies::{Owned, named};
use crate::model::evidence::Stack;
use crate::model::names;
use crate::model::spec::Spec;
use crate::model::words::{is_common, stems, words};

/// Words of the planning job itself; only `[META]` skills are for it.
const PLANNING: &str = "plan planning requirement specification decision architecture risk scope \
                        trade-off tradeoff alternative option estimate simple yagni mitigation";
/// Words that every specification has: they fit no skill better than another.
const GENERIC: &str = "feature user code project application app story criterion acceptance change file \
                       create update work build keep asks goes \
                       input output time name step value set apply note current base support provide save \
                       client server service read end choose \
                       view real check follow offer single selection complete develop developer data write run list page";
/// Weight of a technology that a skill is named after: where the specification names it, and where only
/// the project has it.
const ASKED_FOR: f64 = 6.0;
const OWNED: f64 = 1.5;
/// Weight of one that a skill only mentions.
const MENTION: f64 = 0.5;
/// What a skill for planning counts for being one, and more where its author wants it always.
const PLANS: f64 = 0.4;
const ALWAYS: f64 = 1.0;
/// What a word of the specification's title counts more.
const TITLE: f64 = 1.5;
/// Words that a skill must share whose name the specification does not speak of.
const SHARED: usize = 3;
/// Words at the beginning of a description that say what it is about.
const EARLY: usize = 22;
/// Stems of a specification so short that a single mention counts.
const SHORT: usize = 120;

/// How well a skill fits.
#[derive(Debug, Clone)]
pub struct Fit {
    /// The higher the better.
    pub score: f64,
    /// Why, for a sentence's end.
    pub why: String,
    good: bool,
}

impl Fit {
    /// A skill that is left for this reason.
    pub fn left(why: String) -> Self {
        Self {
            score: 0.0,
            why,
            good: false,
        }
    }

    /// The same with what is wrong with the skill's file, unless that is the reason already.
    #[must_use]
    pub fn but(mut self, problem: Option<&str>) -> Self {
        if let Some(problem) = problem.filter(|problem| !self.why.contains(problem)) {
            self.why = format!("{}; {problem}", self.why);
        }
        self
    }

    /// Whether it may be taken.
    pub fn is_good(&self) -> bool {
        self.good
    }
}

/// How rare words are over all skills.
pub struct Rarity {
    skills: f64,
    seen: BTreeMap<String, u32>,
}

impl Rarity {
    /// Counts the words of all skills.
    pub fn of(skills: &[Skill]) -> Self {
        let mut seen: BTreeMap<String, u32> = BTreeMap::new();
        for skill in skills {
            for stem in stems(&label(skill)) {
                *seen.entry(stem).or_default() += 1;
            }
        }
        Self {
            skills: skills.len() as f64,
            seen,
        }
    }

    /// 0.7 for a word of every skill, more the rarer it is.
    fn weight(&self, stem: &str) -> f64 {
        let seen = f64::from(self.seen.get(stem).copied().unwrap_or(1).max(1));
        (1.0 + self.skills.max(1.0) / seen).ln()
    }
}

/// What a skill says of itself.
fn label(skill: &Skill) -> String {
    let choice = &skill.choice;
    format!(
        "{}. {}. {}",
        choice.name,
        untagged(&choice.description),
        skill.when_to_use
    )
}

fn untagged(description: &str) -> String {
    ["[KNOWLEDGE]", "[META]", "[WORKFLOW]"]
        .iter()
        .fold(description.to_owned(), |text, tag| text.replace(tag, " "))
}

/// The job.
pub struct Job {
    /// The words of the specification by their stems.
    asked: BTreeMap<String, Asked>,
    /// Technologies that the specification names.
    named: Vec<&'static str>,
    /// Whether something is to be planned at all.
    has_items: bool,
    owned: Owned,
}

impl Job {
    /// The job that a specification sets in a project of this stack.
    pub fn of(spec: &Spec, stack: &Stack) -> Self {
        let texts = asked::texts(spec);
        let all: Vec<&str> = texts.iter().map(|(_, text)| text.as_str()).collect();
        Self {
            asked: asked::of(&texts),
            named: named(&all.join(". ")),
            has_items: spec.problem.is_some() || !spec.items().is_empty(),
            owned: Owned::of(stack),
        }
    }

    /// How well a skill fits: its topic before the stack.
    pub fn fit(&self, skill: &Skill, rarity: &Rarity) -> Fit {
        let own = label(skill);
        let technologies = named(&own.replace(['-', '_'], " "));
        if let Some(why) = self.foreign(&technologies) {
            return Fit::left(why);
        }
        let here = |name: &&'static str| self.owned.has(name) || self.named.contains(name);
        let stack: Vec<&'static str> = technologies.into_iter().filter(here).collect();
        let (from_stack, subject) = self.stack_weight(skill, &stack);
        let matches = self.matches(skill, rarity);
        let planning = if skill.choice.tag == "META" && self.has_items {
            planning_words(&own)
        } else {
            Vec::new()
        };
        // The first words say most: a long description must not win by its length.
        let weights = matches
            .iter()
            .zip(1..)
            .map(|(one, place)| one.weight / f64::from(place).sqrt());
        let from_spec: f64 = weights.sum();
        let plans = planning.len().min(1) as f64 * PLANS;
        let always = !planning.is_empty() && skill.when_to_use.to_lowercase().contains("always");
        let score = from_stack + from_spec + plans + if always { ALWAYS } else { 0.0 };
        let strong = matches.iter().filter(|one| one.strong).count();
        let spoken_of = matches.iter().any(|one| one.strong && one.in_name);
        let good = match subject {
            Subject::Asked => true,
            Subject::Owned => strong > 0,
            Subject::None => strong >= SHARED || (spoken_of && strong > 1),
        } || !planning.is_empty();
        let why = why(&self.split(&stack), &matches, &planning, good);
        Fit { score, why, good }
    }

    /// Technologies that the specification names, and those that only the project has.
    fn split(&self, stack: &[&'static str]) -> (Vec<&'static str>, Vec<&'static str>) {
        stack.iter().partition(|name| self.named.contains(name))
    }

    /// What the technologies of a skill are worth, and who has the one that it is named after.
    fn stack_weight(&self, skill: &Skill, stack: &[&'static str]) -> (f64, Subject) {
        let subjects = named(&skill.choice.name.replace(['-', '_'], " "));
        let is_subject = |name: &&&str| subjects.contains(*name);
        let mut own = stack.iter().filter(is_subject).peekable();
        let mentions = if stack.is_empty() { 0.0 } else { MENTION };
        // One subject counts: a skill for two tools is not twice as good as one for one.
        if own.peek().is_none() {
            (mentions, Subject::None)
        } else if own.any(|name| self.named.contains(name)) {
            (ASKED_FOR, Subject::Asked)
        } else {
            (OWNED, Subject::Owned)
        }
    }

    /// Why a skill is for another project, where it is: it names technologies, and none that is here.
    fn foreign(&self, technologies: &[&'static str]) -> Option<String> {
        let first = technologies.first()?;
        if self.owned.is_unknown()
            || technologies
                .iter()
                .any(|name| self.owned.has(name) || self.named.contains(name))
        {
            return None;
        }
        let main = self.owned.main.unwrap_or("something else");
        Some(format!("for {first}; the project is {main}"))
    }

    /// Words of a skill that the specification has too, heaviest first.
    fn matches(&self, skill: &Skill, rarity: &Rarity) -> Vec<Match> {
        let choice = &skill.choice;
        let mut all: Vec<Match> = Vec::new();
        let generic = stems(GENERIC);
        let least_times = if self.asked.len() < SHORT { 1 } else { 2 };
        let fields = [
            (joined(&choice.name), 1.5),
            (joined(untagged(&choice.description)), 1.0),
            (joined(&skill.when_to_use), 1.0),
            (joined(&skill.headings), 0.3),
        ];
        for (text, field) in &fields {
            let is_heading = *field < 1.0;
            for (at, word) in words(text).into_iter().enumerate() {
                let lower = word.text.to_lowercase();
                let Some(asked) = self.asked.get(&word.stem) else {
                    continue;
                };
                // Short stems meet by chance: "rate" is no "rating".
                let same = word.stem.len() > 3 || asked.forms.contains(&names::singular(&lower));
                let idle = !same
                    || lower.chars().count() < 2
                    || lower.starts_with(|c: char| c.is_ascii_digit())
                    || is_common(&lower)
                    || generic.contains(&word.stem);
                if idle || all.iter().any(|there| there.stem == word.stem) {
                    continue;
                }
                // What a description is about stands at its beginning.
                let early = !is_heading && at < EARLY;
                let weight = if early { *field } else { field / 2.0 };
                let weight = if asked.is_in_title() {
                    weight * TITLE
                } else {
                    weight
                };
                let often = (1.0 + f64::from(asked.times)).ln().min(2.5);
                all.push(Match {
                    weight: weight * often * rarity.weight(&word.stem) / 2.0,
                    stem: word.stem,
                    word: lower,
                    place: asked
                        .places
                        .first()
                        .map_or("specification", Place::shown)
                        .to_owned(),
                    strong: early && (asked.is_in_title() || asked.times >= least_times),
                    in_name: *field > 1.0,
                });
            }
        }
        all.sort_by(|a, b| {
            b.weight
                .total_cmp(&a.weight)
                .then_with(|| a.word.cmp(&b.word))
        });
        all
    }
}

/// Who has the technology that a skill is named after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Subject {
    /// It is named after none that is here.
    None,
    /// The project.
    Owned,
    /// The specification names it.
    Asked,
}

/// A word that skill and specification share.
struct Match {
    stem: String,
    word: String,
    /// Where it stands in the specification.
    place: String,
    weight: f64,
    /// Stands in the skill's name.
    in_name: bool,
    /// Says what the skill is about, and is no word that the specification has by chance.
    strong: bool,
}

fn planning_words(text: &str) -> Vec<String> {
    let planning = stems(PLANNING);
    let mut all: Vec<(String, String)> = Vec::new();
    for word in words(text) {
        if planning.contains(&word.stem) && !all.iter().any(|(stem, _)| *stem == word.stem) {
            all.push((word.stem, word.text.to_lowercase()));
        }
    }
    all.into_iter().map(|(_, word)| word).take(3).collect()
}

/// Technologies that the specification names, and those that only the project has.
type Technologies<'a> = (Vec<&'a str>, Vec<&'a str>);

fn why(
    (asked, owned): &Technologies<'_>,
    matches: &[Match],
    planning: &[String],
    good: bool,
) -> String {
    let shared = matches.iter().filter(|one| !is_among(&one.word, asked));
    let shared = shared.map(|one| format!("{} ({})", one.word, one.place));
    let shared: Vec<String> = shared.take(4).collect();
    let shared: Vec<&str> = shared.iter().map(String::as_str).collect();
    let mut parts = Vec::new();
    if !asked.is_empty() {
        parts.push(format!(
            "for {}, which the specification names",
            listing(asked)
        ));
    }
    if !shared.is_empty() {
        parts.push(format!(
            "shares {} with the specification",
            listing(&shared)
        ));
    }
    if !owned.is_empty() {
        parts.push(format!("names {}, which this project uses", listing(owned)));
    }
    if !planning.is_empty() {
        let words: Vec<&str> = planning.iter().map(String::as_str).collect();
        parts.push(format!("is about planning itself ({})", words.join(", ")));
    }
    match (parts.is_empty(), good) {
        (true, _) => "no word in common with the specification or the stack".to_owned(),
        (false, true) => parts.join("; "),
        (false, false) => format!("only {}, too little to fit", parts.join("; ")),
    }
}

fn is_among(word: &str, names: &[&str]) -> bool {
    names.iter().any(|name| name.eq_ignore_ascii_case(word))
}

fn listing(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
