//! `groups`: what the detector of sibling groups finds of a labelled set (`fixtures/groups`).
//!
//! The group found for a case is the one whose members' files share most with the labelled ones (F1 of at least one
//! half). A labelled convention is found when the kind of that group says it, or one of its conventions: in its words,
//! or in the first line of an example. A registration is found when the group is said to be listed in that file.

use std::collections::BTreeSet;
use std::path::Path;

use groundplan::analyze::{self, Options, Query};
use groundplan::model::evidence::{Analysis, Depth, SiblingGroup};
use groundplan::world::World;
use regex::{Regex, RegexBuilder};
use serde::Deserialize;

use crate::git::Git;
use crate::world::{CommitWorld, Store};

/// A labelled group.
#[derive(Debug, Deserialize)]
struct Case {
    repo: String,
    language: String,
    commit: String,
    query: String,
    folder: String,
    members: String,
    without: Vec<String>,
    conventions: Vec<Labelled>,
    registration: Vec<String>,
}

/// A labelled convention.
#[derive(Debug, Deserialize)]
struct Labelled {
    what: String,
    mark: String,
    keep: u32,
}

/// Found, labelled, said.
#[derive(Debug, Default, Clone, Copy)]
struct Count {
    found: usize,
    labelled: usize,
    said: usize,
    right: usize,
}

impl Count {
    fn line(&self, name: &str) -> String {
        let share = |part: usize, of: usize| part as f64 / of.max(1) as f64;
        format!(
            "| {name} | {} of {} | {:.2} | {} of {} | {:.2} |",
            self.found,
            self.labelled,
            share(self.found, self.labelled),
            self.right,
            self.said,
            share(self.right, self.said)
        )
    }
}

/// Runs the detector on every case and prints recall and precision.
#[expect(clippy::disallowed_methods, reason = "a chore reads files")]
pub(crate) fn run(path: &str, mirrors: &Path) -> Result<(), String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
    let cases: Vec<Case> = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    let mut counts = [Count::default(); 3];
    for case in &cases {
        println!("{} {} ({})", case.repo, case.folder, case.language);
        measure(case, mirrors, &mut counts)?;
    }
    println!(
        "\n| | found of labelled | recall | right of said | precision |\n| --- | --- | --- | --- | --- |"
    );
    for (count, name) in counts
        .iter()
        .zip(["groups", "conventions", "registrations"])
    {
        println!("{}", count.line(name));
    }
    Ok(())
}

/// A pattern of a path's part: `*` stands for all but `/`.
fn glob(pattern: &str) -> Result<Regex, String> {
    let pattern = regex::escape(pattern).replace(r"\*", "[^/]*");
    Regex::new(&format!("^{pattern}$")).map_err(|error| error.to_string())
}

fn labelled_files(case: &Case, world: &dyn World) -> Result<BTreeSet<String>, String> {
    let members = glob(&case.members)?;
    let without = case.without.iter().map(|pattern| glob(pattern));
    let without: Vec<Regex> = without.collect::<Result<_, _>>()?;
    let prefix = match case.folder.as_str() {
        "." => String::new(),
        folder => format!("{folder}/"),
    };
    let files = world.files().map_err(|error| error.to_string())?;
    let wanted = |path: &String| {
        path.strip_prefix(&prefix).is_some_and(|below| {
            let name = below.rsplit('/').next().unwrap_or(below);
            let left_out = |of: &Regex| of.is_match(below) || of.is_match(name);
            members.is_match(below) && !without.iter().any(left_out)
        })
    };
    Ok(files
        .into_iter()
        .map(|file| file.path)
        .filter(wanted)
        .collect())
}

/// Files of a group's members; of a group of folders the files of `wanted` in them.
fn files_of(group: &SiblingGroup, wanted: &BTreeSet<String>) -> BTreeSet<String> {
    let dir = |path: &str| path.rsplit_once('/').map_or("", |(dir, _)| dir).to_owned();
    let paths = group
        .members
        .iter()
        .map(|member| member.anchor.path.clone());
    if group.kind != "folder" {
        return paths.collect();
    }
    let dirs: BTreeSet<String> = paths.map(|path| dir(&path)).collect();
    let within = wanted.iter().filter(|path| dirs.contains(&dir(path)));
    let strange = dirs
        .iter()
        .filter(|own| !wanted.iter().any(|path| dir(path) == **own));
    within.chain(strange).cloned().collect()
}

fn f1(group: &SiblingGroup, wanted: &BTreeSet<String>) -> f64 {
    let files = files_of(group, wanted);
    2.0 * files.intersection(wanted).count() as f64 / (files.len() + wanted.len()).max(1) as f64
}

fn measure(case: &Case, mirrors: &Path, counts: &mut [Count; 3]) -> Result<(), String> {
    let git = Git::open(mirrors, &case.repo);
    let store = Store::new(&git)?;
    let world = CommitWorld::new(&git, &store, &case.commit)?;
    let (index, _) = analyze::index(&world);
    let options = Options {
        depth: Some(Depth::Thorough),
        ..Options::default()
    };
    let query = Query::of_text(&case.query);
    let analysis = analyze::analyze(&query, &index, &world, &options);
    let wanted = labelled_files(case, &world)?;
    let like: Vec<&SiblingGroup> = analysis
        .groups
        .iter()
        .filter(|group| f1(group, &wanted) >= 0.5)
        .collect();
    counts[0].labelled += 1;
    counts[0].found += usize::from(!like.is_empty());
    // A group near the labelled folder that is not the labelled one is no error: the list is not complete.
    counts[0].said += like.len();
    counts[0].right += like.len();
    let kinds: Vec<&str> = like.iter().map(|group| group.id.as_str()).collect();
    println!("  groups: {}", kinds.join(", "));
    conventions(case, &like, &world, &mut counts[1])?;
    registrations(case, &like, &analysis, &mut counts[2]);
    Ok(())
}

/// What the group says of its members, in lines that the mark of a label may find.
fn said(group: &SiblingGroup, world: &dyn World) -> Vec<(u32, String)> {
    let total = u32::try_from(group.members.len()).unwrap_or(u32::MAX);
    let line = |anchor: &groundplan::model::ground::Anchor| {
        let text = world.read_text(&anchor.path).unwrap_or_default();
        let at = anchor.line_start.saturating_sub(1) as usize;
        text.lines().nth(at).unwrap_or_default().to_owned()
    };
    let mut all = Vec::new();
    if group.kind != "folder" && group.kind != "function" {
        // The kind is what their declarations have in common.
        let first = group.members.first();
        all.extend(first.map(|member| (total, line(&member.anchor))));
    }
    let facts = group.conventions.iter().chain(&group.test_pattern);
    for fact in facts.chain(&group.files) {
        let examples: Vec<String> = fact.examples.iter().map(line).collect();
        let shown = format!("{}\n{}\n{}", fact.rule, fact.value, examples.join("\n"));
        all.push((fact.support, shown));
    }
    all
}

fn conventions(
    case: &Case,
    like: &[&SiblingGroup],
    world: &dyn World,
    count: &mut Count,
) -> Result<(), String> {
    let said: Vec<(u32, String)> = like.iter().flat_map(|group| said(group, world)).collect();
    for labelled in &case.conventions {
        let mark = RegexBuilder::new(&labelled.mark).multi_line(true).build();
        let mark = mark.map_err(|error| error.to_string())?;
        let found = said.iter().find(|(_, shown)| mark.is_match(shown));
        count.labelled += 1;
        count.found += usize::from(found.is_some());
        // Right is what is counted right too: within one of the label.
        count.said += usize::from(found.is_some());
        let exact = found.is_some_and(|(support, _)| support.abs_diff(labelled.keep) <= 1);
        count.right += usize::from(exact);
        let verdict = match found {
            Some((support, _)) => format!("counted {support}"),
            None => "missed".to_owned(),
        };
        println!("  {} ({}): {verdict}", labelled.what, labelled.keep);
    }
    Ok(())
}

fn registrations(case: &Case, like: &[&SiblingGroup], analysis: &Analysis, count: &mut Count) {
    let points = analysis.integration_points.iter();
    let points = points.filter(|point| point.integration_type == "registration");
    let points: BTreeSet<&str> = points.map(|point| point.anchor.path.as_str()).collect();
    let places = like.iter().flat_map(|group| &group.registrations);
    let said: BTreeSet<&str> = places.map(|place| place.anchor.path.as_str()).collect();
    for file in &case.registration {
        let (of_group, of_plan) = (said.contains(file.as_str()), points.contains(file.as_str()));
        count.labelled += 1;
        count.found += usize::from(of_group);
        println!("  listed in {file}: {of_group}, said in the analysis: {of_plan}");
    }
    count.said += said.len();
    let right = said
        .iter()
        .filter(|path| case.registration.iter().any(|file| file == *path));
    count.right += right.count();
    let strange = said
        .iter()
        .filter(|path| !case.registration.iter().any(|file| file == *path));
    strange.for_each(|path| println!("  also said: {path}"));
}
