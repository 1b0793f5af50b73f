//! `groundplan plan`: the main job. Reads, compiles, checks, writes and presents, then asks for a
//! decision where somebody is there to give one.

mod decide;
mod documents;
mod hold;
mod owned;
mod places;
mod previous;
mod record;
mod save;
mod summary;

use groundplan::diag::{Diagnostic, Severity};
use groundplan::model::evidence::Depth;
use groundplan::model::redact;
use groundplan::model::spec::Spec;
use groundplan::plan::types::PlanStatus;
use groundplan::render;
use groundplan::world::Event;
use groundplan::{Compiled, Options};

use super::Outcome;
use crate::args::{DepthArg, Format, Global, PlanArgs};
use crate::failure::Failure;
use crate::repo::{Access, Repo, open};
use crate::target::read_spec;
use crate::ui::{self, RunEvent};

use decide::Decision;
use documents::Documents;
use places::Places;
use previous::Previous;
use save::Saved;

/// One run: everything that the steps below share.
struct Run<'a> {
    format: Format,
    depth: Option<DepthArg>,
    args: &'a PlanArgs,
    repo: &'a Repo,
    spec: &'a Spec,
    places: Places,
}

/// Runs the command: 0 when the plan is written without errors, 1 with errors, or when `--yes` was
/// refused.
pub fn run(global: &Global, args: &PlanArgs) -> Outcome {
    ui::printable(global.format)?;
    let repo = open(global, Access::of(args.dry_run))?;
    let spec = read_spec(&repo, &args.target)?;
    let run = Run {
        format: global.format,
        depth: args.depth.or(global.depth).or(repo.settings.depth),
        args,
        repo: &repo,
        spec: &spec,
        places: Places::of(&repo, &spec, args)?,
    };
    repo.world.hide(&run.places.shown(&run.places.plan));
    if args.dry_run {
        return run.print_only();
    }
    let (state, stem) = (&run.places.state, spec.stem());
    let held = hold::hold(state, &stem)?;
    let _held = if run.places.is_inside() {
        held
    } else {
        held.without_trace(state, &stem)
    };
    owned::check(&run)?;
    run.write()
}

/// What became of a run, for the presentation.
struct Written<'a> {
    findings: &'a [Diagnostic],
    /// State of the plan that was there.
    before: Option<PlanStatus>,
    /// What was written, and where that plan is kept.
    saved: &'a Saved,
    /// Whether nothing but the state changed.
    unchanged: bool,
}

impl Run<'_> {
    fn compile(&self, previous: Option<&Previous>) -> Compiled {
        let options = Options {
            depth: self.depth.map(Depth::from),
            write_knowledge: !self.args.dry_run,
            levels: self.repo.settings.levels.clone(),
            created: previous.and_then(|previous| previous.created.clone()),
        };
        let mut compiled = groundplan::compile(self.spec, &self.repo.world, &options);
        compiled.plan.header.tasks_path = self.places.tasks.clone();
        self.repo.reporter.finish();
        compiled
    }

    fn print_only(&self) -> Outcome {
        let previous = Previous::read(&self.places);
        let compiled = self.compile(previous.as_ref());
        let documents = Documents::of(self, &compiled, previous.as_ref())?;
        ui::print(match self.format {
            Format::Text => &documents.markdown,
            Format::Jsonl => &documents.json_line,
            _ => &documents.json,
        })?;
        let findings = self.findings(&compiled, &documents);
        show(&findings);
        Ok(ui::exit_code(&findings))
    }

    fn write(&self) -> Outcome {
        let previous = Previous::read(&self.places);
        self.refuse_open_conflicts(previous.as_ref())?;
        let mut compiled = self.compile(previous.as_ref());
        let unchanged = self.keep_state(&mut compiled, previous.as_ref())?;
        let documents = Documents::of(self, &compiled, previous.as_ref())?;
        let findings = self.findings(&compiled, &documents);
        let errors = findings.iter().any(|one| one.severity == Severity::Error);
        let unattended = self
            .args
            .yes
            .then(|| decide::unattended(self, errors, compiled.plan.header.status));
        // A plan whose state alone changes loses nothing.
        let replaced = previous.as_ref().filter(|_| !unchanged);
        let (saved, refused) = match unattended {
            Some(Ok(decision)) => {
                let saved = self.decided(&mut compiled, replaced, previous.as_ref(), &decision)?;
                (saved, None)
            }
            Some(Err(why)) => (self.save(&documents, replaced, None)?, Some(why)),
            None => (self.save(&documents, replaced, None)?, None),
        };
        show(&findings);
        let outcome = Written {
            findings: &findings,
            before: previous.as_ref().map(|previous| previous.status),
            saved: &saved,
            unchanged,
        };
        self.present(&compiled, &outcome)?;
        if let Some(why) = &refused {
            ui::complain(&format!("not approved: {why}"));
        }
        if let Some(decision) = self.ask(errors, compiled.plan.header.status) {
            // What was just written needs no backup, but somebody may have edited it before deciding.
            let written = Previous::read(&self.places);
            self.decided(&mut compiled, None, written.as_ref(), &decision)?;
        }
        Ok(ui::exit_code(&findings).max(u8::from(refused.is_some())))
    }

    /// Merging into a text that still holds both sides of a conflict would bury one of them.
    fn refuse_open_conflicts(&self, previous: Option<&Previous>) -> Result<(), Failure> {
        let conflicts = previous.map(|previous| render::conflicts(&previous.text));
        let Some(line) = conflicts.and_then(|lines| lines.first().copied()) else {
            return Ok(());
        };
        let plan = self.places.named(&self.places.plan);
        Err(Failure::new(format!(
            "{plan}:{line}: a conflict of an earlier run is still there; nothing was changed"
        ))
        .help("keep one of the two texts, take the three lines of marks out, and run again"))
    }

    /// A plan that says what the last one said keeps its state and its date; says whether it does.
    fn keep_state(
        &self,
        compiled: &mut Compiled,
        previous: Option<&Previous>,
    ) -> Result<bool, Failure> {
        let Some(previous) = previous else {
            return Ok(false);
        };
        let fresh = compiled.plan.header.clone();
        compiled.plan.header.status = previous.status;
        if let Some(updated) = &previous.updated {
            compiled.plan.header.updated.clone_from(updated);
        }
        let same = Documents::of(self, compiled, Some(previous))?.markdown == previous.text;
        if !same {
            compiled.plan.header = fresh;
        } else if let Err(text) = record::confirms(self, previous) {
            compiled.plan.header = fresh;
            self.repo.reporter.event(&Event::Note { text });
        }
        Ok(same)
    }

    /// Writes, and says what was written.
    fn save(
        &self,
        documents: &Documents,
        previous: Option<&Previous>,
        review: Option<&str>,
    ) -> Result<Saved, Failure> {
        let saved = save::save(self, documents, previous, review)?;
        if let Some(path) = &saved.kept {
            let path = &self.places.shown(path);
            ui::event(&RunEvent::Kept { path });
        }
        for path in &saved.written {
            let path = self.places.shown(path);
            ui::event(&Event::Wrote { path });
        }
        Ok(saved)
    }

    /// Findings on the specification, of the passes, on the plan, and of the template.
    fn findings(&self, compiled: &Compiled, documents: &Documents) -> Vec<Diagnostic> {
        let spec = self.spec.diagnostics.iter();
        let passes = compiled.evidence.diagnostics.iter();
        let plan = compiled.findings.iter().chain(&documents.notes);
        spec.chain(passes).chain(plan).cloned().collect()
    }

    /// Writes the plan in its new state, with the record of the decision; `replaced` is kept as a backup.
    fn decided(
        &self,
        compiled: &mut Compiled,
        replaced: Option<&Previous>,
        previous: Option<&Previous>,
        decision: &Decision,
    ) -> Result<Saved, Failure> {
        compiled.plan.header.status = decision.status;
        let documents = Documents::of(self, compiled, previous)?;
        let review = record::review(self, &documents, decision)?;
        let saved = self.save(&documents, replaced, Some(&review))?;
        let (status, path) = (
            decision.status.as_str(),
            self.places.shown(&self.places.review),
        );
        let by = record::who(self);
        let event = RunEvent::Decided {
            status,
            by: by.as_deref(),
            path: &path,
        };
        ui::tell(&event, &format!("state: {status}, recorded in {path}"));
        Ok(saved)
    }

    fn present(&self, compiled: &Compiled, written: &Written<'_>) -> Result<(), Failure> {
        match self.format {
            Format::Text => {}
            Format::Jsonl => return ui::print(&Documents::of(self, compiled, None)?.json_line),
            _ => return ui::print(&Documents::of(self, compiled, None)?.json),
        }
        let mut text = summary::of(self.spec, compiled);
        let state = compiled.plan.header.status;
        text.push_str(&format!("\nChecks: {}\n", ui::tally(written.findings)));
        text.push_str(&format!("State: {}", state.as_str()));
        let lost = written.before.filter(|before| *before != state);
        if let Some(before) = lost.filter(|before| *before != PlanStatus::Draft) {
            let before = before.as_str();
            text.push_str(&format!(" (the plan that was there was {before})"));
        }
        if let Some(kept) = &written.saved.kept {
            let kept = self.places.shown(kept);
            text.push_str(&format!("\nThe plan that was there is kept in {kept}"));
        }
        let did = match (written.unchanged, written.before) {
            (true, Some(before)) if before == state => "File unchanged",
            (_, Some(_)) => "File written",
            (_, None) => "File created",
        };
        let others = written.saved.written.iter();
        let others = others.filter(|path| **path != self.places.plan);
        let others: Vec<String> = others.map(|path| self.places.shown(path)).collect();
        if !others.is_empty() {
            text.push_str(&format!("\nBeside it: {}", others.join(", ")));
        }
        text.push_str(&format!(
            "\n{did}: {}\n",
            self.places.named(&self.places.plan)
        ));
        ui::print(&redact::clean(&text))
    }

    /// Asks at a terminal.
    fn ask(&self, errors: bool, state: PlanStatus) -> Option<Decision> {
        let asks = self.format == Format::Text && !self.args.yes;
        asks.then(|| decide::ask(self, errors, state)).flatten()
    }
}

/// Findings go to stderr: stdout is the summary or the plan.
fn show(findings: &[Diagnostic]) {
    for finding in findings.iter().filter(|one| one.severity != Severity::Note) {
        ui::tell(&RunEvent::Finding(finding), ui::finding(finding).trim_end());
    }
}
