//! What a specification speaks of: its words by stem, and where each stands.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::names;
use crate::model::spec::Spec;
use crate::model::words::words;

/// A place in the specification.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// The title.
    Title,
    /// The item with this identifier.
    Item(String),
    /// The problem statement.
    Problem,
    /// The proposed solution.
    Solution,
}

impl Place {
    /// As a reason names it.
    pub fn shown(&self) -> &str {
        match self {
            Self::Title => "title",
            Self::Item(id) => id,
            Self::Problem => "problem",
            Self::Solution => "solution",
        }
    }
}

/// A word of the specification.
#[derive(Debug, Default)]
pub struct Asked {
    /// How often it stands there.
    pub times: u32,
    /// Where it stands: the title before all, then identifiers of items.
    pub places: BTreeSet<Place>,
    /// Its forms in the singular.
    pub forms: BTreeSet<String>,
}

impl Asked {
    /// Whether the title holds it.
    pub fn is_in_title(&self) -> bool {
        self.places.contains(&Place::Title)
    }
}

/// The words of these texts by stem.
pub fn of(texts: &[(Place, String)]) -> BTreeMap<String, Asked> {
    let mut all: BTreeMap<String, Asked> = BTreeMap::new();
    for (place, text) in texts {
        for word in words(text) {
            let there = all.entry(word.stem).or_default();
            there.times += 1;
            there.places.insert(place.clone());
            there
                .forms
                .insert(names::singular(&word.text.to_lowercase()));
        }
    }
    all
}

/// The texts of a specification with their places.
pub fn texts(spec: &Spec) -> Vec<(Place, String)> {
    let title = spec.name.as_ref().or(spec.title.as_ref());
    // What the title says is said twice: it is what the job is about.
    let heads = [
        (Place::Title, title),
        (Place::Title, title),
        (Place::Problem, spec.problem.as_ref()),
        (Place::Solution, spec.proposed_solution.as_ref()),
    ];
    let heads = heads
        .into_iter()
        .filter_map(|(place, text)| Some((place, joined(text?))));
    let abilities = spec.key_capabilities.iter();
    let abilities = abilities.map(|text| (Place::Solution, joined(text)));
    let stories = spec.user_stories.iter().flat_map(|story| {
        let parts = [&story.role, &story.goal, &story.benefit];
        let parts = parts.into_iter().flatten();
        parts.map(|text| (Place::Item(story.id.clone()), joined(text)))
    });
    let items = spec.items().into_iter();
    let items = items.map(|item| (Place::Item(item.id.to_owned()), joined(item.text)));
    heads.chain(abilities).chain(stories).chain(items).collect()
}

/// Words with a particle are one word: "sign-in" is no sign.
pub fn joined(text: impl AsRef<str>) -> String {
    let mut joined = text.as_ref().to_owned();
    for particle in ["-in", "-out", "-up", "-off", "-on", "-to-end"] {
        let pieces: Vec<&str> = joined.split(particle).collect();
        let mut out = String::new();
        for (at, piece) in pieces.iter().enumerate() {
            let goes_on = piece.starts_with(char::is_alphanumeric);
            if at > 0 {
                out.push_str(if goes_on { particle } else { &particle[1..] });
            }
            out.push_str(piece);
        }
        joined = out;
    }
    joined
}
