//! `groundplan plan`: the main job, from the specification to the written and presented plan.

use std::fmt::Write as _;
use std::io::{BufRead as _, IsTerminal as _};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use groundplan::diag::Severity;
use groundplan::model::spec::Spec;
use groundplan::plan::types::{Claims, Plan, PlanStatus};
use groundplan::render::{self, Header, Input, LockInput, LockItem};
use groundplan::world::World as _;
use groundplan::{Compiled, Options};

use super::{CommandError, Outcome, Repo, open, read_spec};
use crate::args::{Format, Global, PlanArgs};
use crate::os_world::write;
use crate::ui;

/// The lock file of the run that is on, to be removed when it ends.
static HELD: Mutex<Option<PathBuf>> = Mutex::new(None);

/// Gives the feature free; also called on Ctrl-C.
pub fn release() {
    let held = HELD
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
        .take();
    if let Some(path) = held {
        let _ = std::fs::remove_file(path);
    }
}

/// Takes the feature; the file says who holds it.
#[expect(clippy::disallowed_methods, reason = "the run's own lock file")]
fn hold(repo: &Repo, stem: &str) -> Result<(), CommandError> {
    let dir = repo.world.root().join(".groundplan/runs");
    let path = dir.join(format!("{stem}.running"));
    let fail = |source| CommandError::Write {
        path: path.display().to_string(),
        source,
    };
    write::ensure_cache_dir(&dir).map_err(fail)?;
    let mine = format!("process {}", std::process::id());
    let made = std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&path);
    let again = match made {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            let holder = std::fs::read_to_string(&path).unwrap_or_default();
            let number = holder
                .trim()
                .rsplit(' ')
                .next()
                .unwrap_or_default()
                .to_owned();
            // A run that was killed leaves its file behind; a process that is gone holds nothing.
            let alive = Path::new("/proc/self").exists()
                && Path::new("/proc").join(&number).exists()
                && !number.is_empty();
            if alive {
                return Err(CommandError::Busy {
                    stem: stem.to_owned(),
                    holder: format!("{} ({})", holder.trim(), path.display()),
                });
            }
            Ok(())
        }
        Err(error) => Err(fail(error)),
    };
    again?;
    write::atomically(&path, mine.as_bytes()).map_err(fail)?;
    *HELD
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner) = Some(path);
    Ok(())
}

/// Runs the command: 0 when the plan is written without errors, 1 with errors.
pub fn run(global: &Global, args: &PlanArgs) -> Outcome {
    let repo = open(global, !args.dry_run)?;
    let spec = read_spec(&repo, &args.target)?;
    if !args.dry_run {
        hold(&repo, &spec.stem())?;
    }
    let outcome = work(global, args, &repo, &spec);
    release();
    outcome
}

struct Output {
    plan_path: String,
    markdown: String,
    json: String,
    lock: String,
}

fn work(global: &Global, args: &PlanArgs, repo: &Repo, spec: &Spec) -> Outcome {
    let plan_path = args
        .out
        .clone()
        .unwrap_or_else(|| format!("docs/features/{}-plan.md", spec.stem()));
    let options = Options {
        depth: super::analyze::depth(args.depth),
        write_knowledge: !args.dry_run,
        created: created(repo, &plan_path),
    };
    let mut compiled = groundplan::compile(spec, &repo.world, &options);
    let errors = compiled
        .findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .count();
    let output = outputs(repo, spec, &compiled, &plan_path)?;
    repo.reporter.finish();
    if args.dry_run {
        ui::print(if global.format == Format::Text {
            &output.markdown
        } else {
            &output.json
        });
        return Ok(u8::from(errors > 0));
    }
    let backup = save(repo, &output)?;
    for finding in &compiled.findings {
        ui::complain(ui::finding(finding).trim_end());
    }
    if global.format == Format::Text {
        ui::print(&summary(
            spec,
            &compiled,
            &output.plan_path,
            backup.as_deref(),
        ));
    } else {
        ui::print(&output.json);
    }
    let (status, note) = decide(args, spec, errors);
    if status != PlanStatus::Draft {
        compiled.plan.header.status = status;
        let decided = outputs(repo, spec, &compiled, &plan_path)?;
        put(repo, &decided)?;
    }
    record(
        repo,
        &compiled.plan,
        &plan_path,
        status,
        note.as_deref(),
        args,
    )?;
    Ok(u8::from(errors > 0))
}

/// The date on which an earlier plan of this feature was created.
fn created(repo: &Repo, plan_path: &str) -> Option<String> {
    let text = repo.world.read_text(plan_path).ok()?;
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix("**Created**: "))?;
    Some(line.trim().to_owned())
}

fn outputs(
    repo: &Repo,
    spec: &Spec,
    compiled: &Compiled,
    plan_path: &str,
) -> Result<Output, CommandError> {
    let plan = &compiled.plan;
    let header = Header {
        name: plan.header.name.clone(),
        feature_id: plan.header.feature_id.clone(),
        status: plan.header.status.as_str().to_owned(),
        created: plan.header.created.clone(),
        updated: plan.header.updated.clone(),
        spec_path: plan.header.spec_path.clone(),
        plan_path: plan_path.to_owned(),
        tasks_path: plan.header.tasks_path.clone(),
    };
    let own = repo.world.read_text("templates/feature-plan.md").ok();
    // Another tool's template of that name has other marks; it is left alone.
    let template = own
        .filter(|text| text.contains("sections."))
        .unwrap_or_else(|| render::TEMPLATE.to_owned());
    let value =
        serde_json::to_value(plan).map_err(|error| CommandError::Output(error.to_string()))?;
    let input = Input {
        header: &header,
        doc: &compiled.doc,
        template: &template,
        plan: &value,
    };
    let text = |format: &str| {
        render::render(format, &input).map(|rendered| {
            rendered
                .diagnostics
                .iter()
                .for_each(|finding| ui::complain(ui::finding(finding).trim_end()));
            rendered.text
        })
    };
    let markdown = text("markdown").unwrap_or_default();
    let items: Vec<LockItem> = Claims::all(plan)
        .into_iter()
        .map(|claim| LockItem {
            claim: claim.text,
            grounds: claim.grounds,
        })
        .collect();
    let lock = render::lock(&LockInput {
        feature_id: plan.header.feature_id.as_deref(),
        plan_path,
        plan_text: &markdown,
        spec_path: &spec.path,
        spec_text: &repo.world.read_text(&spec.path).unwrap_or_default(),
        commit: plan.header.commit.as_deref(),
        items: &items,
    });
    let lock = lock.map_err(|error| CommandError::Output(error.to_string()))?;
    Ok(Output {
        plan_path: plan_path.to_owned(),
        markdown,
        json: text("json").unwrap_or_default(),
        lock,
    })
}

/// Backs up a plan that is there and is another, then writes.
fn save(repo: &Repo, output: &Output) -> Result<Option<String>, CommandError> {
    let full = repo.world.root().join(&output.plan_path);
    let before = repo.world.read_text(&output.plan_path).ok();
    let mut kept = None;
    if before.is_some_and(|before| before != output.markdown) {
        let name = full
            .file_name()
            .map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let dir = repo.world.root().join(".groundplan/backups");
        let fail = |source| CommandError::Write {
            path: dir.display().to_string(),
            source,
        };
        write::ensure_cache_dir(&dir).map_err(fail)?;
        let free = (1..10_000)
            .map(|number| dir.join(format!("{name}.{number}")))
            .find(|path| !path.exists());
        if let Some(backup) = free {
            write::back_up(&full, &backup).map_err(fail)?;
            kept = Some(backup.display().to_string());
        }
    }
    put(repo, output)?;
    Ok(kept)
}

fn put(repo: &Repo, output: &Output) -> Result<(), CommandError> {
    let stem = output
        .plan_path
        .strip_suffix(".md")
        .unwrap_or(&output.plan_path);
    for (path, text) in [
        (format!("{stem}.lock.json"), &output.lock),
        (format!("{stem}.json"), &output.json),
        (output.plan_path.clone(), &output.markdown),
    ] {
        let full = repo.world.root().join(&path);
        write::atomically(&full, text.as_bytes())
            .map_err(|source| CommandError::Write { path, source })?;
    }
    Ok(())
}

fn is_approved(spec: &Spec) -> bool {
    let status = spec.status.as_deref().unwrap_or_default().to_lowercase();
    ["approved", "accepted", "ready", "complete"]
        .iter()
        .any(|word| status.contains(word))
}

/// What a person (or `--yes`) decides; without a terminal nothing waits.
fn decide(args: &PlanArgs, spec: &Spec, errors: usize) -> (PlanStatus, Option<String>) {
    let may_approve = errors == 0 && (is_approved(spec) || args.allow_draft);
    if args.yes {
        if may_approve {
            return (PlanStatus::Approved, Some("unattended (--yes)".to_owned()));
        }
        let why = if errors > 0 {
            "the plan has errors"
        } else {
            "the specification is not approved; --allow-draft approves all the same"
        };
        ui::complain(&format!("not approved: {why}"));
        return (PlanStatus::Draft, None);
    }
    if !std::io::stdin().is_terminal() || !std::io::stderr().is_terminal() {
        return (PlanStatus::Draft, None);
    }
    ui::complain(
        "\nDoes this make sense? [a]pprove, [r]equest changes, [c]ancel, Enter to decide later:",
    );
    let mut lines = std::io::stdin().lock().lines().map_while(Result::ok);
    match lines
        .next()
        .unwrap_or_default()
        .trim()
        .to_lowercase()
        .chars()
        .next()
    {
        Some('a') if may_approve => (PlanStatus::Approved, None),
        Some('a') => {
            ui::complain("not approved: the plan has errors or its specification is not approved");
            (PlanStatus::Draft, None)
        }
        Some('r') => {
            ui::complain("What should change?");
            (PlanStatus::ChangesRequested, lines.next())
        }
        Some('c') => (PlanStatus::Cancelled, None),
        _ => (PlanStatus::Draft, None),
    }
}

/// Appends the decision to the review sidecar.
fn record(
    repo: &Repo,
    plan: &Plan,
    plan_path: &str,
    status: PlanStatus,
    note: Option<&str>,
    args: &PlanArgs,
) -> Result<(), CommandError> {
    if status == PlanStatus::Draft {
        return Ok(());
    }
    let path = format!(
        "{}.review.json",
        plan_path.strip_suffix(".md").unwrap_or(plan_path)
    );
    let before = repo.world.read_text(&path).ok();
    let mut all: Vec<serde_json::Value> = before
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default();
    all.push(serde_json::json!({
        "status": status.as_str(),
        "date": plan.header.updated,
        "note": note,
        "unattended": args.yes,
        "allow_draft": args.allow_draft,
    }));
    let text = super::json(&all)?;
    write::atomically(&repo.world.root().join(&path), text.as_bytes())
        .map_err(|source| CommandError::Write { path, source })
}

/// The summary of the seed's step 15.
fn summary(spec: &Spec, compiled: &Compiled, plan_path: &str, backup: Option<&str>) -> String {
    let plan = &compiled.plan;
    let mut out = String::new();
    let id = spec.feature_id.as_deref().unwrap_or(&plan.header.name);
    let _ = writeln!(out, "Implementation plan for {id}: {}", plan.header.name);
    let list = |out: &mut String, title: &str, lines: Vec<String>| {
        if !lines.is_empty() {
            let _ = writeln!(out, "\n{title}:");
            for line in lines {
                let _ = writeln!(out, "- {line}");
            }
        }
    };
    list(
        &mut out,
        "Research",
        plan.research
            .iter()
            .map(|item| {
                let file = item
                    .file
                    .as_ref()
                    .map_or_else(String::new, |file| format!(" ({file})"));
                format!("{}: {:?}{file}", item.question, item.state)
            })
            .collect(),
    );
    let tables: Vec<&str> = plan
        .schema
        .new_tables
        .iter()
        .map(|table| table.name.as_str())
        .collect();
    let changed: Vec<&str> = plan
        .schema
        .modified_tables
        .iter()
        .map(|table| table.name.as_str())
        .collect();
    let mut architecture = Vec::new();
    if !tables.is_empty() {
        architecture.push(format!(
            "{} new tables ({})",
            tables.len(),
            tables.join(", ")
        ));
    }
    if !changed.is_empty() {
        architecture.push(format!(
            "{} changed tables ({})",
            changed.len(),
            changed.join(", ")
        ));
    }
    architecture.extend(plan.contracts.groups.iter().map(|group| {
        format!(
            "{} {}",
            group.operations.len(),
            group.heading.to_lowercase()
        )
    }));
    architecture.push(format!("{} files", plan.files.len()));
    list(&mut out, "Architecture", architecture);
    list(
        &mut out,
        "Key technical decisions",
        plan.decisions
            .iter()
            .enumerate()
            .map(|(at, decision)| format!("TD{}: {}", at + 1, decision.title))
            .collect(),
    );
    list(
        &mut out,
        "Performance targets",
        plan.performance
            .targets
            .iter()
            .map(|claim| claim.text.clone())
            .collect(),
    );
    list(
        &mut out,
        "Security",
        plan.security
            .authorization
            .iter()
            .take(3)
            .map(|claim| claim.text.clone())
            .collect(),
    );
    list(
        &mut out,
        "Testing",
        plan.tests
            .levels
            .iter()
            .map(|level| format!("{:?}: {} tests", level.level, level.cases.len()))
            .collect(),
    );
    list(
        &mut out,
        "Depends on",
        plan.dependencies
            .required
            .iter()
            .take(5)
            .map(|claim| claim.text.clone())
            .collect(),
    );
    let open = plan.questions.len();
    let _ = writeln!(
        out,
        "\nOpen for the reviewer: {open} questions, {} risks",
        plan.risks.len()
    );
    if let Some(backup) = backup {
        let _ = writeln!(out, "The plan that was there is kept: {backup}");
    }
    let _ = writeln!(
        out,
        "Checks: {} findings\nFile created: {plan_path}",
        compiled.findings.len()
    );
    out
}
