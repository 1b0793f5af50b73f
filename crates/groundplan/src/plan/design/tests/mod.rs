//! Tests: every acceptance criterion gets a named test at a level, in the test file of the source file
//! that it is about; a rule on values or a formula that no criterion covers gets a test of its own.

mod bounds;
mod clause;
mod cues;
mod form;
mod home;
mod items;
mod level;
mod name;
mod proof;
mod reading;
mod subject;
mod suites;

use std::collections::{BTreeMap, BTreeSet};

use super::{Design, phrases};
use crate::model::ground::{Claim, Ground, Grounds};
use crate::model::names;
use crate::model::spec::AcceptanceCriterion;
use crate::plan::context::Context;
use crate::plan::types::{Key, TestCase, TestLevel, TestLevelKind, TestStrategy};
use home::Homes;
use items::Item;
use level::framework;
use name::Habit;
use reading::Reading;
pub use reading::Untested;
pub use subject::content;
use subject::{Subject, Subjects};

/// Settles tests on all three levels; the other files of the plan are settled.
pub fn settle(context: &Context<'_>, design: &Design) -> TestStrategy {
    let items = items::of(context.spec);
    let mut draft = Draft {
        context,
        homes: Homes::new(context),
        habits: BTreeMap::new(),
        cases: Vec::new(),
        said: BTreeSet::new(),
    };
    let subjects = Subjects::new(context, design, &items);
    let has_live = draft.homes.live().is_some();
    for item in items
        .iter()
        .filter(|item| item.reading.untested().is_none())
    {
        let subject = subjects.of(item);
        for level in level::of(context, design, item, &subject, has_live) {
            draft.add(item, &subject, level);
        }
    }
    let drafted = draft.settled();
    let levels = [
        TestLevelKind::Unit,
        TestLevelKind::Integration,
        TestLevelKind::EndToEnd,
    ];
    let levels = levels
        .into_iter()
        .map(|level| of_level(context, level, &drafted));
    TestStrategy {
        levels: levels.collect(),
    }
}

/// What shows a criterion that gets no test.
pub fn untested(criterion: &AcceptanceCriterion) -> Option<Untested> {
    Reading::of_criterion(criterion).untested()
}

/// At most so many words of a text, cut at a clause where that is possible.
pub fn brief(text: &str, most: usize) -> String {
    let short = clause::first(&clause::plain(text), most);
    let size = |word: &str| {
        word.split(|c: char| !c.is_alphanumeric())
            .filter(|part| !part.is_empty())
            .count()
    };
    let mut words = 0;
    let kept: Vec<&str> = short
        .split_whitespace()
        .take_while(|word| {
            words += size(word);
            words <= most
        })
        .collect();
    if words <= most {
        short
    } else {
        format!("{} …", kept.join(" ").replace('`', ""))
    }
}

/// Tests so far.
struct Draft<'a, 'c> {
    context: &'c Context<'a>,
    homes: Homes<'a, 'c>,
    habits: BTreeMap<String, Habit>,
    cases: Vec<(TestLevelKind, TestCase)>,
    /// What tests do, as far as it is said.
    said: BTreeSet<String>,
}

impl Draft<'_, '_> {
    fn add(&mut self, item: &Item<'_>, subject: &Subject<'_>, level: TestLevelKind) {
        let file = self.file(item, subject, level);
        let context = self.context;
        let habit = *self
            .habits
            .entry(file.clone())
            .or_insert_with(|| Habit::at(context, &file));
        let cases = &self.cases;
        let taken = |name: &str| {
            let mut there = cases.iter();
            there.any(|(_, case)| case.file == file && case.name == name)
        };
        let about = about(subject);
        let name = name::of(item, habit, &about, &file, taken);
        let key = Key::new("tests", item.id);
        let is_second = cases.iter().any(|(_, case)| case.key == key);
        let mut claim = proof::claim(item, level, subject, &name);
        // What several tests have in common says nothing of any of them.
        if self.said.contains(&claim.text) {
            claim = Claim::new("", Ground::spec(item.id));
        }
        self.said.insert(claim.text.clone());
        let said = Some(claim.text).filter(|text| !text.is_empty());
        let steps = said.into_iter().chain(proof::limits(&item.reading));
        claim.text = steps.collect::<Vec<_>>().join("; ");
        let case = TestCase {
            key: if is_second {
                Key::new("tests", &format!("{}-{}", item.id, level_word(level)))
            } else {
                key
            },
            name,
            criteria: vec![item.id.to_owned()],
            operations: subject
                .operation
                .iter()
                .map(|one| one.name.clone())
                .collect(),
            claim,
            file,
        };
        self.cases.push((level, case));
    }

    fn file(&self, item: &Item<'_>, subject: &Subject<'_>, level: TestLevelKind) -> String {
        if level == TestLevelKind::EndToEnd {
            let live = self.homes.live().filter(|_| item.reading.is_live());
            return live.unwrap_or_else(|| {
                let words: Vec<String> = item.words().into_iter().collect();
                self.homes.end_to_end(&words, &topic(self.context))
            });
        }
        match subject.source {
            Some(source) => self.homes.of(source, level),
            None => self.homes.without_source(&topic(self.context)),
        }
    }

    /// The tests; all of a file on one level: that of its path, else that of most of them.
    fn settled(self) -> Drafted {
        let mut of_file: BTreeMap<String, Vec<TestLevelKind>> = BTreeMap::new();
        for (level, case) in &self.cases {
            of_file.entry(case.file.clone()).or_default().push(*level);
        }
        let level_of = |file: &str| {
            let levels = of_file.get(file).map_or(&[][..], Vec::as_slice);
            let count =
                |wanted: TestLevelKind| levels.iter().filter(|level| **level == wanted).count();
            let most = levels
                .iter()
                .copied()
                .max_by_key(|level| (count(*level), *level));
            home::level_of_path(file)
                .or(most)
                .unwrap_or(TestLevelKind::Unit)
        };
        let wanted = self.cases.iter().map(|(level, _)| *level).collect();
        let cases = self.cases.into_iter();
        Drafted {
            cases: cases
                .map(|(_, case)| (level_of(&case.file), case))
                .collect(),
            wanted,
        }
    }
}

/// All tests with their levels.
struct Drafted {
    cases: Vec<(TestLevelKind, TestCase)>,
    /// Levels that items ask for, before the tests of a file came together on one.
    wanted: BTreeSet<TestLevelKind>,
}

/// What a test is about, where its name says so: the source file, else the operation.
fn about(subject: &Subject<'_>) -> String {
    let source = subject.source.map(names::file_stem);
    let operation = subject.operation.map(|one| one.name.as_str());
    source.or(operation).unwrap_or("feature").to_owned()
}

/// Words of the feature's name, for a file of its own.
fn topic(context: &Context<'_>) -> Vec<String> {
    let name = context.spec.name.as_deref().unwrap_or("feature");
    let words = phrases::words_of(name).into_iter();
    let mut words: Vec<String> = words
        .filter(|word| word.is_ascii() && phrases::is_content(word))
        .flat_map(|word| names::split(&word))
        .collect();
    words.truncate(3);
    if words.is_empty() {
        words.push("feature".to_owned());
    }
    words
}

fn level_word(level: TestLevelKind) -> &'static str {
    match level {
        TestLevelKind::Unit => "unit",
        TestLevelKind::Integration => "integration",
        TestLevelKind::EndToEnd => "e2e",
    }
}

fn of_level(context: &Context<'_>, level: TestLevelKind, drafted: &Drafted) -> TestLevel {
    let cases = &drafted.cases;
    let own = cases.iter().filter(|(at, _)| *at == level);
    let own: Vec<TestCase> = own.map(|(_, case)| case.clone()).collect();
    let framework = framework(context, level);
    let example = own.first().and_then(|case| {
        let name = framework.map_or(String::new(), |one| one.name.to_lowercase());
        (context.dialect.test)(context, &name, case)
    });
    TestLevel {
        framework: framework.and_then(|one| {
            let anchor = one.anchor.clone()?;
            Some(Claim::new(format!("`{}`", one.name), Ground::Code(anchor)))
        }),
        command: command(context, level),
        coverage: coverage(context, level),
        none: own.is_empty().then(|| none(context, level, drafted)),
        cases: own,
        example,
        level,
    }
}

/// The command of the level, the general one where the level has none.
fn command(context: &Context<'_>, level: TestLevelKind) -> Option<Claim> {
    let names: &[&str] = match level {
        TestLevelKind::Unit => &["test:unit", "test"],
        TestLevelKind::Integration => &["test:integration", "test"],
        TestLevelKind::EndToEnd => &["test:e2e", "e2e"],
    };
    let found = names
        .iter()
        .find_map(|name| context.analysis().command(name))?;
    Some(Claim::new(format!("`{}`", found.command), found.ground()))
}

fn coverage(context: &Context<'_>, level: TestLevelKind) -> Option<Claim> {
    let target = context.analysis().stack.coverage_target.as_ref();
    let (percent, anchor) = target.filter(|_| level == TestLevelKind::Unit)?;
    let ground = Ground::Code(anchor.clone());
    Some(Claim::new(format!("{percent} %"), ground))
}

/// Why a level has no test: what was looked for.
fn none(context: &Context<'_>, level: TestLevelKind, drafted: &Drafted) -> Claim {
    let spec = context.spec;
    let looked = drafted.cases.len();
    let text = match level {
        _ if looked == 0 => {
            "The specification has no criterion and no requirement to show".to_owned()
        }
        TestLevelKind::EndToEnd if framework(context, level).is_none() => {
            "The manifests have no end-to-end framework, so criteria are shown below the surface"
                .to_owned()
        }
        _ if drafted.wanted.contains(&level) => {
            format!(
                "None apart: the {looked} tests stand in files of another level, one for each source file"
            )
        }
        TestLevelKind::Unit => {
            format!(
                "None apart: all {looked} tests go through a file, a store, a route or a command"
            )
        }
        TestLevelKind::Integration => {
            format!("None apart: all {looked} tests stand in the unit tests of their source files")
        }
        TestLevelKind::EndToEnd => {
            format!("None of the {looked} tests is about what a person sees")
        }
    };
    let first = spec.criteria().next().map(|one| one.id.as_str());
    let manifest = context.analysis().stack.evidence.first().cloned();
    let manifest = manifest.map(Ground::Code);
    Claim::new(text, Grounds::new(context.ground(first), manifest))
}

#[cfg(test)]
mod unit;
