//! `mine`: queries with their files from the history of repositories. The message of a commit is the query, its
//! parent the tree, the source files that it changed and that were there before are what should be found.
//!
//! Rules, each against a known noise of such data: one parent; no program as author; no message that tells of a
//! chore or says nothing; few files, and not a large share of all; a message counts once. A repository that holds
//! specifications is passed over, so that the set has nothing in common with sets of specifications.

use std::collections::BTreeSet;
use std::path::Path;

use regex::Regex;

use crate::git::{Blob, Git, Logged};
use crate::rows::{self, Row};

/// Commits that are looked at, newest first.
const LOOKED_AT: usize = 8_000;
/// Rows of a repository in each of the classes of [`CLASSES`].
const OF_CLASS: usize = 5;
/// Short, middle and long messages, by characters: ends of the ranges.
pub(crate) const CLASSES: [usize; 3] = [80, 300, usize::MAX];
/// Files that should be found, at most.
const MAX_GOLD: usize = 15;
/// Files of any sort that a commit changes, at most.
const MAX_CHANGED: usize = 60;
/// Source files of the tree: below there is nothing to rank, above it takes long.
const SOURCES: std::ops::RangeInclusive<usize> = 20..=3_000;
/// Folders in which specifications are kept.
const SPECS: [&str; 4] = ["specs", ".kiro", "openspec", "kitty-specs"];
/// Extensions of program source.
const SOURCE: &[&str] = &[
    "c", "cc", "cjs", "cpp", "cs", "cxx", "dart", "ex", "exs", "go", "h", "hh", "hpp", "java",
    "js", "jsx", "kt", "lua", "m", "mjs", "php", "py", "rb", "rs", "scala", "sh", "svelte",
    "swift", "ts", "tsx", "vue",
];

/// What a program or a chore says.
struct Noise {
    bot: Regex,
    chore: Regex,
    trailer: Regex,
    test: Regex,
}

impl Noise {
    fn new() -> Result<Self, regex::Error> {
        Ok(Self {
            bot: Regex::new(
                r"(?i)\[bot\]|dependabot|renovate|greenkeeper|pre-commit-ci|\bbot@|-bot\b",
            )?,
            chore: Regex::new(concat!(
                r"(?i)^(\[[^\]]*\]\s*|\w+(\([^)]*\))?!?:\s*)?",
                r"(bump|release|version|v?\d+[\d.]*\b|merge|revert|prepare (for|next)|update (change|dependenc|copyright|licen)",
                r"|changelog|typo|fix(es|ed)? (a )?typo|format|reformat|lint|whitespace|spelling|copyright|wip\b|initial commit)",
                r"|^(chore|build|ci|docs?|style|tests?|deps)(\([^)]*\))?!?:",
            ))?,
            trailer: Regex::new(
                r"(?mi)^\s*([A-Z][\w-]+-by|change-id|git-svn-id|cc|pr-url|reviewed[- ]\w+|\(cherry picked from)\b.*$",
            )?,
            test: Regex::new(concat!(
                r"(?i)(^|/)(tests?|testing|spec|__tests__|e2e|testdata|fixtures|__mocks__|mocks|cypress|testutils?|src/\w*test)(/|$)",
                r"|(^|/)(test_[^/]*|tests?\.\w+|conftest\.py)$|[._-](tests?|spec|e2e)\.\w+$|(?-i:(Test|Tests|Spec|Specs|IT)\.\w+$)|\.Tests?/",
            ))?,
        })
    }

    /// The message as a query; `None` where it tells of a chore or says too little.
    fn query(&self, logged: &Logged) -> Option<String> {
        let message = &logged.commit.message;
        if self.bot.is_match(&logged.author) || self.chore.is_match(message) {
            return None;
        }
        let text = self.trailer.replace_all(message, "").trim().to_owned();
        let said = text
            .split_whitespace()
            .filter(|word| word.chars().any(char::is_alphabetic));
        (said.count() >= 3 && text.len() >= 15).then_some(text)
    }

    fn is_source(&self, path: &str) -> bool {
        let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
        SOURCE.contains(&extension) && !self.test.is_match(path)
    }
}

/// A line of the list: `owner/name`, head commit, half.
struct Listed<'a> {
    repo: &'a str,
    head: &'a str,
    half: &'a str,
}

/// Mines the repositories of `list`, whose mirrors lie below `mirrors`, into a file of rows.
#[expect(clippy::disallowed_methods, reason = "a chore reads files")]
pub(crate) fn run(list: &str, mirrors: &Path, out: &str) -> Result<(), String> {
    let text = std::fs::read_to_string(list).map_err(|error| format!("{list}: {error}"))?;
    let noise = Noise::new().map_err(|error| error.to_string())?;
    let mut all = Vec::new();
    for line in text.lines() {
        let fields: Vec<&str> = line.split('|').map(str::trim).collect();
        // Rows of the table: | repository | language | head | half |
        let &[_, repo, _, head, half, _] = fields.as_slice() else {
            continue;
        };
        if !repo.contains('/') {
            continue;
        }
        let found = of_repository(&Listed { repo, head, half }, mirrors, &noise)?;
        eprintln!("{repo}: {} rows", found.len());
        all.extend(found);
    }
    rows::store(out, &all)
}

fn holds_specs(tree: &[Blob]) -> bool {
    tree.iter()
        .any(|blob| blob.path.split('/').any(|part| SPECS.contains(&part)))
}

fn of_repository(listed: &Listed<'_>, mirrors: &Path, noise: &Noise) -> Result<Vec<Row>, String> {
    let git = Git::open(mirrors, listed.repo);
    if holds_specs(&git.tree(listed.head)?) {
        return Ok(Vec::new());
    }
    let log = git.log(listed.head, LOOKED_AT)?;
    let mut seen = BTreeSet::new();
    let mut classes: [Vec<(&Logged, String)>; 3] = Default::default();
    for logged in &log {
        let Some(text) = noise.query(logged).filter(|_| is_small(logged, noise)) else {
            continue;
        };
        if seen.insert(text.clone()) {
            let length = text.chars().count();
            let class = CLASSES.iter().position(|end| length < *end);
            classes[class.unwrap_or(2)].push((logged, text));
        }
    }
    let mut rows = Vec::new();
    for class in &classes {
        // Evenly over the whole history; some of them fall away when their tree is looked at.
        let step = class.len().div_ceil(OF_CLASS * 2).max(1);
        let made = class.iter().step_by(step);
        let made = made.filter_map(|(logged, text)| row(listed, &git, logged, text, noise));
        rows.extend(made.take(OF_CLASS));
    }
    Ok(rows)
}

fn is_small(logged: &Logged, noise: &Noise) -> bool {
    let gold = logged.modified.iter().filter(|path| noise.is_source(path));
    logged.parents.len() == 1
        && logged.commit.files.len() <= MAX_CHANGED
        && (1..=MAX_GOLD).contains(&gold.count())
}

fn row(listed: &Listed<'_>, git: &Git, logged: &Logged, text: &str, noise: &Noise) -> Option<Row> {
    let base = logged.parents.first()?;
    let tree = git.tree(base).ok()?;
    let sources = tree
        .iter()
        .filter(|blob| noise.is_source(&blob.path))
        .count();
    let changed = logged.modified.iter();
    let gold: Vec<String> = changed
        .filter(|path| noise.is_source(path))
        .cloned()
        .collect();
    if !SOURCES.contains(&sources) || gold.len() * 5 > sources * 2 || holds_specs(&tree) {
        return None;
    }
    let named = |path: &&String| {
        let name = path.rsplit('/').next().unwrap_or(path);
        text.contains(name)
    };
    Some(Row {
        id: format!("{}:{}", listed.repo, logged.commit.id.get(..10)?),
        repo: listed.repo.to_owned(),
        mirror: listed.repo.replace('/', "+"),
        language: gold[0].rsplit_once('.')?.1.to_owned(),
        kind: "message".to_owned(),
        spec_lang: "en".to_owned(),
        base_commit: base.clone(),
        spec_text: text.to_owned(),
        gold_named_in_spec: gold.iter().filter(named).cloned().collect(),
        gold_files: gold,
        half: listed.half.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use groundplan::world::Commit;

    fn said(author: &str, message: &str) -> Option<String> {
        let logged = Logged {
            commit: Commit {
                message: message.to_owned(),
                ..Commit::default()
            },
            parents: vec!["p".to_owned()],
            author: author.to_owned(),
            modified: vec!["src/a.rs".to_owned()],
        };
        Noise::new().ok()?.query(&logged)
    }

    #[test]
    fn programs_and_chores_are_no_queries() {
        assert_eq!(
            said("dependabot[bot] <x>", "Use the new parser of dates"),
            None
        );
        for chore in [
            "Bump serde from 1.0 to 1.1",
            "chore(deps): take the new clap",
            "v1.2.3 is here now",
            "Fix typo in the reader",
            "Merge branch 'x' into main",
            "docs: say how a cache is used",
            "two words",
        ] {
            assert_eq!(said("A <a@b>", chore), None, "{chore}");
        }
    }

    #[test]
    fn a_message_is_a_query_without_its_trailers() {
        let message = "fix: read dates with a zone (#12)\n\nThey were cut.\n\nSigned-off-by: A <a@b>\nReviewed-by: B";
        let query = "fix: read dates with a zone (#12)\n\nThey were cut.";
        assert_eq!(said("A <a@b>", message).as_deref(), Some(query));
    }

    #[test]
    fn tests_and_settings_are_not_to_be_found() -> Result<(), regex::Error> {
        let noise = Noise::new()?;
        let source = |path| noise.is_source(path);
        assert!(source("src/latest.rs") && source("lib/a.ex"));
        assert!(!source("tests/a.rs") && !source("src/a.test.ts") && !source("a_test.go"));
        assert!(!source("src/test/java/A.java") && !source("Cargo.toml"));
        Ok(())
    }
}
