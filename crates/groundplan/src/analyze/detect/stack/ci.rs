//! Workflows of continuous integration: when they run, and what they run.

use serde_json::Value;

use super::commands::{self, Found};
use crate::analyze::detect::texts::Texts;
use crate::manifests::line_of;
use crate::model::evidence::Workflow;
use crate::model::index::Index;

/// Events that stand before a merge.
const BEFORE_MERGE: &[&str] = &["pull_request", "pull_request_target", "merge_group"];

/// The workflows in path order, and the commands of those that stand before a merge.
pub(super) fn read(index: &Index, texts: &Texts<'_>) -> (Vec<Workflow>, Vec<Found>) {
    let (mut workflows, mut found) = (Vec::new(), Vec::new());
    let paths = index
        .files
        .keys()
        .filter(|path| path.starts_with(".github/workflows/") || *path == ".gitlab-ci.yml");
    for path in paths {
        let Some(text) = texts.get(path) else {
            continue;
        };
        let parsed: Value = serde_saphyr::from_str(&text).unwrap_or_default();
        let before_merge = !path.starts_with(".github/") || is_before_merge(&parsed);
        let steps = steps(&parsed, path, &text);
        let tests = steps.iter().any(|step| step.name.starts_with("test"));
        let line = if before_merge {
            line_of(&text, "pull_request")
        } else {
            1
        };
        workflows.extend(texts.cite(path, line, line, None).map(|anchor| Workflow {
            anchor,
            before_merge,
            tests,
        }));
        if before_merge {
            found.extend(steps);
        }
    }
    (workflows, found)
}

fn is_before_merge(workflow: &Value) -> bool {
    match workflow.get("on") {
        Some(Value::String(event)) => BEFORE_MERGE.contains(&event.as_str()),
        Some(Value::Array(events)) => {
            let mut events = events.iter().filter_map(Value::as_str);
            events.any(|event| BEFORE_MERGE.contains(&event))
        }
        Some(Value::Object(events)) => events
            .keys()
            .any(|event| BEFORE_MERGE.contains(&event.as_str())),
        _ => false,
    }
}

/// Commands of all steps that may not fail: `run` of GitHub's steps, `script` of GitLab's jobs.
fn steps(workflow: &Value, path: &str, text: &str) -> Vec<Found> {
    let mut all = Vec::new();
    let jobs = workflow.get("jobs").unwrap_or(workflow);
    for job in jobs.as_object().into_iter().flatten().map(|(_, job)| job) {
        let home = folder(job.pointer("/defaults/run"));
        for step in job
            .get("steps")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
        {
            let may_fail = step.get("continue-on-error") == Some(&Value::Bool(true));
            let script = step
                .get("run")
                .and_then(Value::as_str)
                .filter(|_| !may_fail);
            let home = folder(Some(step)).or(home);
            all.extend(
                script
                    .iter()
                    .flat_map(|script| commands(script, home, path, text)),
            );
        }
        let script = job
            .get("script")
            .and_then(Value::as_array)
            .into_iter()
            .flatten();
        all.extend(
            script
                .filter_map(Value::as_str)
                .flat_map(|script| commands(script, home, path, text)),
        );
    }
    all
}

fn folder(step: Option<&Value>) -> Option<&str> {
    let dir = step?.get("working-directory")?.as_str()?;
    Some(dir.trim_start_matches("./").trim_end_matches('/')).filter(|dir| !matches!(*dir, "" | "."))
}

fn commands(script: &str, home: Option<&str>, path: &str, text: &str) -> Vec<Found> {
    let lines = script.lines().filter(|line| !line.contains("${{"));
    let found = lines.filter_map(|line| {
        let line = line.trim();
        let (name, typed) = commands::classify(line)?;
        Some(Found {
            name: name.to_owned(),
            command: home.map_or(typed.clone(), |dir| format!("cd {dir} && {typed}")),
            path: path.to_owned(),
            line: line_of(text, line),
            aside: home.is_some(),
        })
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::index::FileFacts;
    use crate::world::MemoryWorld;

    const CI: &str = "on:\n  pull_request:\njobs:\n  a:\n    steps:\n      - run: npm ci\n      - run: npm run test:run\n      - run: npm run lint\n        continue-on-error: true\n";
    const RELEASE: &str =
        "on:\n  push:\n    tags: ['v*']\njobs:\n  a:\n    steps:\n      - run: npm run test:e2e\n";

    #[test]
    fn only_what_runs_before_a_merge_and_tests_is_a_gate() {
        let files = [
            (".github/workflows/ci.yml", CI),
            (".github/workflows/release.yml", RELEASE),
        ];
        let world = MemoryWorld::new(files);
        let mut index = Index::default();
        for (path, _) in files {
            index.files.insert(path.to_owned(), FileFacts::default());
        }
        let (workflows, found) = read(&index, &Texts::new(&world));
        let gates: Vec<bool> = workflows.iter().map(Workflow::is_gate).collect();
        assert_eq!(gates, [true, false]);
        let found: Vec<(&str, &str)> = found
            .iter()
            .map(|one| (one.name.as_str(), one.command.as_str()))
            .collect();
        assert_eq!(found, [("test", "npm run test:run")]);
    }
}
