//! The job that skills are scored against: the specification's words and the project's stack.

use std::collections::BTreeMap;

use super::find::Skill;
use super::technologies::{Owned, named};
use crate::model::evidence::Stack;
use crate::model::spec::Spec;
use crate::model::words::{is_common, stems, words};

/// Words of the planning job itself; only `[META]` skills are for it.
const PLANNING: &str = "plan planning requirement specification decision architecture risk scope \
                        trade-off tradeoff alternative option estimate simple yagni mitigation";
/// Words that every specification has: they fit no skill better than another.
const GENERIC: &str = "feature user code project application app story criterion acceptance change file \
                       create update work build keep asks goes \
                       input output time name step value set apply note current base support provide save \
                       view real check follow offer single selection complete develop developer data write run list page";
/// Weight of a technology of the stack that a skill is named after.
const SUBJECT: f64 = 4.5;
/// Weight of one that a skill only mentions.
const MENTION: f64 = 1.0;
/// What a skill for planning counts more whose author wants it always.
const ALWAYS: f64 = 3.0;
/// What it counts more where the specification names it too.
const ASKED_FOR: f64 = 1.5;
/// Words at the beginning of a description that say what it is about.
const EARLY: usize = 22;
/// Stems of a specification so short that a single mention counts.
const SHORT: usize = 120;
/// Least score of a skill that is taken.
const LEAST: f64 = 1.0;

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
    /// How often each stem stands in the specification.
    asked: BTreeMap<String, u32>,
    owned: Owned,
}

impl Job {
    /// The job that a specification sets in a project of this stack.
    pub fn of(spec: &Spec, stack: &Stack) -> Self {
        let mut asked: BTreeMap<String, u32> = BTreeMap::new();
        for text in texts(spec) {
            for stem in stems(text) {
                *asked.entry(stem).or_default() += 1;
            }
        }
        Self {
            asked,
            owned: Owned::of(stack),
        }
    }

    /// How well a skill fits.
    pub fn fit(&self, skill: &Skill, rarity: &Rarity) -> Fit {
        let own = label(skill);
        let technologies = named(&own.replace(['-', '_'], " "));
        if let Some(why) = self.foreign(&technologies) {
            return Fit::left(why);
        }
        let stack: Vec<&str> = technologies
            .into_iter()
            .filter(|name| self.owned.has(name))
            .collect();
        let (from_stack, is_subject) = self.stack_weight(skill, &stack);
        let mut matches = self.matches(skill, rarity);
        matches.retain(|one| {
            !stack
                .iter()
                .any(|name| name.eq_ignore_ascii_case(&one.word))
        });
        let planning = if skill.choice.tag == "META" {
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
        let always = !planning.is_empty() && skill.when_to_use.to_lowercase().contains("always");
        let score =
            from_stack + from_spec + planning.len() as f64 + if always { ALWAYS } else { 0.0 };
        let strong = matches.iter().filter(|one| one.strong).count();
        let evidence = strong + stack.len().min(1) + 2 * planning.len();
        let good = is_subject || (score >= LEAST && evidence > 1);
        Fit {
            score,
            why: why(&stack, &matches, &planning, good),
            good,
        }
    }

    /// What the technologies of the stack are worth, and whether one of them is the skill's subject.
    fn stack_weight(&self, skill: &Skill, stack: &[&'static str]) -> (f64, bool) {
        let subjects = named(&skill.choice.name.replace(['-', '_'], " "));
        let weight = |name: &&&str| {
            let asked = stems(name).iter().any(|stem| self.asked.contains_key(stem));
            if asked { ASKED_FOR } else { 1.0 }
        };
        let (own, named_only): (Vec<&&str>, Vec<&&str>) =
            stack.iter().partition(|name| subjects.contains(name));
        // One subject counts: a skill for two tools is not twice as good as one for one.
        let subject = own.iter().map(weight).fold(0.0, f64::max) * SUBJECT;
        let mentions = named_only.iter().map(weight).fold(0.0, f64::max) * MENTION;
        (subject + mentions, !own.is_empty())
    }

    /// Why a skill is for another project, where it is: it names technologies, and none that is here.
    fn foreign(&self, technologies: &[&'static str]) -> Option<String> {
        let first = technologies.first()?;
        if self.owned.is_unknown() || technologies.iter().any(|name| self.owned.has(name)) {
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
            (choice.name.as_str(), 1.5),
            (&untagged(&choice.description), 1.0),
            (&skill.when_to_use, 1.0),
            (&skill.headings, 0.3),
        ];
        for (text, weight) in fields {
            let is_heading = weight < 1.0;
            for (at, word) in words(text).into_iter().enumerate() {
                let times = self.asked.get(&word.stem).copied().unwrap_or(0);
                let lower = word.text.to_lowercase();
                let idle = times == 0
                    || lower.chars().count() < 2
                    || lower.starts_with(|c: char| c.is_ascii_digit())
                    || is_common(&lower)
                    || generic.contains(&word.stem);
                if idle || all.iter().any(|there| there.stem == word.stem) {
                    continue;
                }
                // What a description is about stands at its beginning.
                let early = !is_heading && at < EARLY;
                let weight = if early { weight } else { weight / 2.0 };
                let often = (1.0 + f64::from(times)).ln().min(2.5);
                all.push(Match {
                    weight: weight * often * rarity.weight(&word.stem) / 2.0,
                    stem: word.stem,
                    word: lower,
                    strong: early && times >= least_times,
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

/// A word that skill and specification share.
struct Match {
    stem: String,
    word: String,
    weight: f64,
    /// Says what the skill is about, and is no word that the specification has by chance.
    strong: bool,
}

fn texts(spec: &Spec) -> Vec<&str> {
    let mut all: Vec<&str> = [
        &spec.name,
        &spec.name,
        &spec.problem,
        &spec.proposed_solution,
    ]
    .into_iter()
    .flatten()
    .map(String::as_str)
    .collect();
    all.extend(spec.key_capabilities.iter().map(String::as_str));
    for story in &spec.user_stories {
        all.extend(
            [&story.role, &story.goal, &story.benefit]
                .into_iter()
                .flatten()
                .map(String::as_str),
        );
    }
    all.extend(spec.items().iter().map(|item| item.text));
    all
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

fn why(stack: &[&str], matches: &[Match], planning: &[String], good: bool) -> String {
    let shared: Vec<&str> = matches
        .iter()
        .take(4)
        .map(|one| one.word.as_str())
        .collect();
    let mut parts = Vec::new();
    if !stack.is_empty() {
        parts.push(format!("names {}, which this project uses", listing(stack)));
    }
    if !shared.is_empty() {
        parts.push(format!(
            "shares {} with the specification",
            listing(&shared)
        ));
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

fn listing(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
