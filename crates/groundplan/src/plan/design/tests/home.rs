//! Where tests of a source file lie: in the file that covers it already, else where tests of its
//! neighbours lie, under a name like theirs.

use std::collections::BTreeMap;

use super::form::{Form, by_language, moved};
use super::suites::{Suite, Suites, bare, nearness, same_family};
use crate::model::index::{FileFacts, FileKind, Symbol};
use crate::model::names::{self, Case};
use crate::plan::context::Context;
use crate::plan::design::placement;
use crate::plan::types::TestLevelKind;

/// Looks for test files, the same for the same source file and level.
pub struct Homes<'a, 'c> {
    context: &'c Context<'a>,
    /// The repository's test files.
    pub suites: Suites<'a>,
}

impl<'a, 'c> Homes<'a, 'c> {
    /// Over the repository's test files.
    pub fn new(context: &'c Context<'a>) -> Self {
        Self {
            context,
            suites: Suites::new(context),
        }
    }

    /// The test file of the source file at `source`, new or there already.
    pub fn of(&self, source: &str, level: TestLevelKind) -> String {
        self.inline(source, level)
            .or_else(|| self.named(source, level))
            .or_else(|| self.importing(source))
            .or_else(|| self.through_import(source, level))
            .or_else(|| self.beside_neighbours(source, level))
            .or_else(|| self.like_others(source))
            .unwrap_or_else(|| by_language(source))
    }

    /// Test files that do not drive a whole product and are of the source's package and family.
    fn near<'s>(&'s self, source: &'s str) -> impl Iterator<Item = &'s Suite<'a>> {
        let package = self.suites.package_of(source);
        let all = self.suites.all.iter();
        all.filter(move |suite| {
            let own = suite.package == package || suite.package.is_empty();
            own && !suite.end_to_end && same_family(&suite.file.path, source)
        })
    }

    /// The source itself, where unit tests stand in the files that they test.
    fn inline(&self, source: &str, level: TestLevelKind) -> Option<String> {
        if !source.ends_with(".rs") {
            return None;
        }
        let file = self.context.evidence.file(source);
        if file.is_some_and(has_tests) {
            let outside = level == TestLevelKind::Integration;
            let other = || self.named(source, level).or_else(|| self.importing(source));
            return outside.then(other).flatten().or(Some(source.to_owned()));
        }
        let package = self.suites.package_of(source);
        let sources = self.context.evidence.index.of_kind(FileKind::Source);
        let own = sources.filter(|file| {
            file.path.ends_with(".rs") && self.suites.package_of(&file.path) == package
        });
        let (with, without): (Vec<&FileFacts>, Vec<&FileFacts>) =
            own.partition(|file| has_tests(file));
        let is_habit = with.len() * 2 > without.len();
        let fits = level == TestLevelKind::Unit || self.near(source).next().is_none();
        (is_habit && fits).then(|| source.to_owned())
    }

    /// The test file that bears the source's name.
    fn named(&self, source: &str, level: TestLevelKind) -> Option<String> {
        let dir = names::dir_of(source);
        let about = command_of(source).or_else(|| self.program_of(source));
        let own = self.near(source).filter(|suite| {
            let is_of_command = || about.as_deref() == Some(bare(&suite.file.path).as_str());
            suite.source == Some(source) || is_of_command()
        });
        let best = own.max_by_key(|suite| {
            let path = suite.file.path.as_str();
            (
                level_of_path(path) == Some(level),
                suite.source == Some(source),
                nearness(names::dir_of(path), dir),
                std::cmp::Reverse(path.matches('.').count()),
            )
        });
        best.map(|suite| suite.file.path.clone())
    }

    /// `cli` for a file that only a program is built of: tests can start it and nothing else.
    fn program_of(&self, source: &str) -> Option<String> {
        let beside = |file: &str| {
            let path = names::in_dir(names::dir_of(source), file);
            self.context.evidence.file(&path).is_some()
        };
        let is_program = source.ends_with(".rs") && beside("main.rs") && !beside("lib.rs");
        is_program.then(|| "cli".to_owned())
    }

    /// The test file that uses the source most, among those about nothing else by name.
    fn importing(&self, source: &str) -> Option<String> {
        let file = self.context.evidence.file(source)?;
        let declared: Vec<&Symbol> = file
            .symbols
            .iter()
            .filter(|symbol| symbol.container.is_none() && symbol.name.len() > 3)
            .collect();
        let dir = names::dir_of(source);
        let words = names::split(names::file_stem(source));
        let scored = self.near(source).filter_map(|suite| {
            let mut imports = suite.file.imports.iter();
            let direct = imports.any(|import| import.resolved.as_deref() == Some(source));
            let beside = names::dir_of(&suite.file.path) == dir && source.ends_with(".go");
            let used = declared
                .iter()
                .filter(|symbol| uses(suite.file, symbol))
                .count();
            let said = names::split(names::file_stem(&suite.file.path));
            let alike = said.iter().filter(|word| words.contains(word)).count();
            let about_other = suite.source.is_some();
            let counts = (direct || beside || source.ends_with(".rs")) && used > 0;
            let enough = alike > 0 || (used > 1 && !about_other);
            (counts && enough).then_some((alike * 3 + used.min(6), suite))
        });
        let best = scored.reduce(|a, b| if b.0 > a.0 { b } else { a })?;
        Some(best.1.file.path.clone())
    }

    /// The test file of a module beside the source that the source is built on.
    fn through_import(&self, source: &str, level: TestLevelKind) -> Option<String> {
        let file = self.context.evidence.file(source)?;
        let words = names::split(names::file_stem(source));
        let mut built_on = file
            .imports
            .iter()
            .filter_map(|import| import.resolved.as_deref())
            .filter(|path| {
                let alike = names::split(names::file_stem(path));
                names::dir_of(path) == names::dir_of(source)
                    && alike.iter().any(|word| words.contains(word))
            });
        built_on.find_map(|path| self.named(path, level))
    }

    /// A new file where tests of the nearest source files lie.
    fn beside_neighbours(&self, source: &str, level: TestLevelKind) -> Option<String> {
        let mut votes: Vec<(String, Form, usize, usize)> = Vec::new();
        for suite in self.suites.all.iter().filter(|suite| !suite.end_to_end) {
            let Some(tested) = suite.source.filter(|tested| same_family(tested, source)) else {
                continue;
            };
            let Some(dir) = self.moved(tested, suite, source) else {
                continue;
            };
            let near = nearness(names::dir_of(tested), names::dir_of(source));
            let same_package = self.suites.package_of(tested) == self.suites.package_of(source);
            let level = usize::from(level_of_path(&suite.file.path) == Some(level));
            let rank = 4 * usize::from(same_package) + near + level;
            let form = Form::of(&suite.file.path);
            match votes
                .iter_mut()
                .find(|vote| vote.0 == dir && vote.1 == form)
            {
                Some(vote) => (vote.2, vote.3) = (vote.2.max(rank), vote.3 + 1),
                None => votes.push((dir, form, rank, 1)),
            }
        }
        let best = votes
            .into_iter()
            .rev()
            .max_by_key(|vote| (vote.2, vote.3))?;
        Some(names::in_dir(&best.0, &best.1.fill(source)))
    }

    /// The folder that relates to `source` as a test's does to the file that it tests.
    fn moved(&self, tested: &str, suite: &Suite<'_>, source: &str) -> Option<String> {
        let from = self.suites.package_of(tested);
        let to = self.suites.package_of(source);
        let relative = |path: &str, package: &str| {
            let rest = path.strip_prefix(package).unwrap_or(path);
            names::dir_of(rest.trim_start_matches('/')).to_owned()
        };
        if suite.package != from && from != to {
            return None;
        }
        let base = if suite.package == from {
            (from, to)
        } else {
            ("", "")
        };
        let moved = moved(
            &relative(tested, base.0),
            &relative(&suite.file.path, base.0),
            &relative(source, base.1),
        )?;
        Some(
            names::in_dir(base.1, &moved)
                .trim_end_matches('/')
                .to_owned(),
        )
    }

    /// A new file in the folder of the package where most tests lie.
    fn like_others(&self, source: &str) -> Option<String> {
        let mut folders: BTreeMap<&str, (usize, &str)> = BTreeMap::new();
        for suite in self.near(source) {
            let path = suite.file.path.as_str();
            folders.entry(names::dir_of(path)).or_insert((0, path)).0 += 1;
        }
        let most = folders
            .into_iter()
            .rev()
            .max_by_key(|(_, (count, _))| *count);
        let (dir, (_, example)) = most?;
        Some(names::in_dir(dir, &Form::of(example).fill(source)))
    }

    /// The end-to-end suite that says most of these words, else a new one about `topic`.
    pub fn end_to_end(&self, words: &[String], topic: &[String]) -> String {
        let suites = self.suites.all.iter().filter(|suite| suite.end_to_end);
        let suites: Vec<&str> = suites.map(|suite| suite.file.path.as_str()).collect();
        let said = |path: &str| {
            let parts = names::split(names::file_stem(path));
            let parts = parts.iter().filter(|part| part.len() > 3);
            parts
                .filter(|part| words.contains(&names::singular(part)))
                .count()
        };
        let best = suites.iter().rev().max_by_key(|path| said(path));
        match best {
            Some(path) if said(path) > 1 => (*path).to_owned(),
            Some(path) => {
                let form = Form::of(path);
                names::in_dir(names::dir_of(path), &form.fill(&topic.join("-")))
            }
            None => format!("e2e/{}.spec.ts", names::join(topic, Case::Kebab)),
        }
    }

    /// A file for tests that are about no source file of the plan.
    pub fn without_source(&self, topic: &[String]) -> String {
        let languages = &self.context.analysis().stack.languages;
        let language = languages
            .first()
            .map_or("", |share| share.language.as_str());
        let extension = match language {
            "rust" => "rs",
            "python" => "py",
            "go" => "go",
            "javascript" => "js",
            "ruby" => "rb",
            "java" => "java",
            "kotlin" => "kt",
            "dart" => "dart",
            "php" => "php",
            "csharp" => "cs",
            "swift" => "swift",
            "elixir" => "ex",
            _ => "ts",
        };
        let usual = placement::usual(self.context, topic).unwrap_or_default();
        let source = format!("{}.{extension}", topic.join("-"));
        let source = names::in_dir(names::dir_of(&usual), &source);
        self.like_others(&source)
            .unwrap_or_else(|| by_language(&source))
    }

    /// The suite that is run against the real thing, where one is there.
    pub fn live(&self) -> Option<String> {
        let cues = ["live", "e2e", "smoke", "system"];
        let mut suites = self.suites.all.iter().map(|suite| suite.file.path.as_str());
        let found = suites.find(|path| {
            let words = names::split(names::file_stem(path));
            words.iter().any(|word| cues.contains(&word.as_str()))
        });
        found.map(str::to_owned)
    }
}

/// The command that a file of a program is about: `couple` of `cmd_couple.rs`, `cli` of its entry.
fn command_of(source: &str) -> Option<String> {
    let stem = names::file_stem(source);
    let rest = ["cmd_", "cmd-", "command_"]
        .iter()
        .find_map(|start| stem.strip_prefix(start));
    let entry = (stem == "main").then_some("cli");
    rest.or(entry).map(|name| name.replace(['_', '-'], ""))
}

/// Whether a source file has tests of its own.
fn has_tests(file: &FileFacts) -> bool {
    let is_test = |attribute: &String| attribute == "test" || attribute.ends_with("::test");
    let mut symbols = file.symbols.iter();
    symbols.any(|symbol| symbol.attributes.iter().any(is_test))
}

fn uses(test: &FileFacts, symbol: &Symbol) -> bool {
    let imported = test
        .imports
        .iter()
        .any(|import| import.names.contains(&symbol.name));
    imported || test.uses.iter().any(|used| used.name == symbol.name)
}

/// The level that a path's folders or name say.
pub fn level_of_path(path: &str) -> Option<TestLevelKind> {
    let lower = path.to_lowercase();
    let has = |word: &str| lower.split(['/', '.', '_', '-']).any(|part| part == word);
    if has("e2e") || has("live") {
        Some(TestLevelKind::EndToEnd)
    } else if has("integration") {
        Some(TestLevelKind::Integration)
    } else {
        (has("unit") || has("widget")).then_some(TestLevelKind::Unit)
    }
}
