//! What is to be shown: criteria, and what stands in for them where a specification has none.

use std::collections::BTreeSet;

use super::reading::Reading;
use super::subject::content;
use crate::model::names;
use crate::model::spec::{AcceptanceCriterion, Spec};

/// Requirements without a criterion of their own that get a test, and edge cases.
const EXTRA: usize = 8;

/// An item that is to be shown.
pub struct Item<'a> {
    /// Identifier.
    pub id: &'a str,
    /// Its own name, where it has one.
    pub title: Option<&'a str>,
    /// Title of the story or requirement that it stands under.
    pub owner: &'a str,
    /// Identifier of that story or requirement.
    pub owner_id: Option<&'a str>,
    /// The folder of its own document: `provider-microsoft` of `specs/provider-microsoft/spec.md`.
    pub folder: &'a str,
    /// How it reads.
    pub reading: Reading,
}

impl<'a> Item<'a> {
    fn of_criterion(
        one: &'a AcceptanceCriterion,
        owner: &'a str,
        owner_id: Option<&'a str>,
    ) -> Self {
        Self {
            id: &one.id,
            title: one.title.as_deref(),
            owner,
            owner_id,
            folder: "",
            reading: Reading::of_criterion(one),
        }
    }

    fn of_text(id: &'a str, owner: &'a str, text: &str) -> Self {
        Self {
            id,
            title: None,
            owner,
            owner_id: None,
            folder: "",
            reading: Reading::of_text(text),
        }
    }

    /// Content words of its text and its name.
    pub fn own_words(&self) -> BTreeSet<String> {
        let mut words = content(&self.reading.text);
        words.extend(content(self.title.unwrap_or_default()));
        words
    }

    /// Its own words and those of what it stands under.
    pub fn words(&self) -> BTreeSet<String> {
        let mut words = self.own_words();
        words.extend(content(self.owner));
        words.extend(content(self.folder));
        words
    }
}

/// Criteria; where there is none, what a section on tests lists, else all requirements; then
/// requirements with a rule or formula that no criterion covers, and edge cases.
pub fn of(spec: &Spec) -> Vec<Item<'_>> {
    let mut all = criteria(spec);
    let has_criteria = !all.is_empty();
    let topic = spec.name.as_deref().unwrap_or("feature");
    if !has_criteria {
        let listed = spec
            .statements
            .iter()
            .filter(|one| spec.test_statements.contains(&one.id));
        all.extend(listed.map(|one| Item::of_text(&one.id, topic, &one.text)));
    }
    let is_listed = !all.is_empty();
    let bare = spec.functional_requirements.iter();
    let bare = bare.filter(|one| one.acceptance_criteria.is_empty());
    let bare = bare.map(|one| {
        let owner = one.title.as_deref().unwrap_or(&one.text);
        Item {
            title: one.title.as_deref(),
            ..Item::of_text(&one.id, owner, &one.text)
        }
    });
    let wanted: Vec<Item<'_>> = bare
        .filter(|item| !is_listed || item.reading.is_pure())
        .collect();
    let most = if is_listed { EXTRA } else { wanted.len() };
    all.extend(wanted.into_iter().take(most));
    let edges = spec
        .edge_cases
        .iter()
        .filter(|one| !one.text.ends_with('?'));
    all.extend(
        edges
            .take(EXTRA)
            .map(|one| Item::of_text(&one.id, topic, &one.text)),
    );
    all
}

fn criteria(spec: &Spec) -> Vec<Item<'_>> {
    let topic = spec.name.as_deref().unwrap_or("feature");
    let mut all: Vec<Item<'_>> = Vec::new();
    for story in &spec.user_stories {
        let own = story.acceptance_criteria.iter();
        all.extend(own.map(|one| Item::of_criterion(one, &story.title, Some(&story.id))));
    }
    for requirement in &spec.functional_requirements {
        let owner = requirement.title.as_deref().unwrap_or(&requirement.text);
        let path = requirement.path.as_deref().unwrap_or_default();
        let folder = names::dir_of(path).rsplit('/').next().unwrap_or_default();
        let own = requirement.acceptance_criteria.iter();
        all.extend(own.map(|one| Item {
            folder,
            ..Item::of_criterion(one, owner, Some(&requirement.id))
        }));
    }
    let alone = spec.acceptance_criteria.iter();
    all.extend(alone.map(|one| Item::of_criterion(one, topic, None)));
    all
}
