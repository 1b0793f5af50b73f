//! `groundplan verify`: every citation of a plan against the code.

use std::path::PathBuf;

use groundplan::model::{edit, redact};
use groundplan::verify::{self, Baseline, Report, Verdict};
use groundplan::world::World as _;

use super::Outcome;
use crate::args::{Global, VerifyArgs};
use crate::failure::Failure;
use crate::os_world::write;
use crate::repo::{Access, Repo, open};
use crate::target::{Place, place};
use crate::ui;

/// Runs the command; 1 if something is missing, moved or changed.
pub fn run(global: &Global, args: &VerifyArgs) -> Outcome {
    let repo = open(
        global,
        if args.fix || args.lock {
            Access::Write
        } else {
            Access::Read
        },
    )?;
    let document = document(&repo, args)?;
    let mut text = read(&repo, &document)?;
    let mut report = verify::verify(&repo.world, &document.name, &text);
    if args.fix {
        let (fixed, count) = verify::fixed(&text, &report);
        if count > 0 {
            write::atomically(&document.real, fixed.as_bytes())
                .map_err(|error| Failure::write(&document.real, &error))?;
            ui::complain(edit::diff(&document.name, &text, &fixed).trim_end());
            text = fixed;
            report = verify::verify(&repo.world, &document.name, &text);
        }
    }
    if args.lock {
        lock(&repo, &document, &report, args.reason.as_deref())?;
        report = verify::verify(&repo.world, &document.name, &text);
    }
    repo.reporter.finish();
    for claim in &mut report.claims {
        claim.text = redact::clean(&claim.text);
        claim.reason = redact::clean(&claim.reason);
    }
    let shown = verify::render(global.format.id(), &report);
    ui::print(&shown.unwrap_or_default())?;
    Ok(code(&report))
}

/// Writes the present state into the lock beside the document; what else it holds stays.
fn lock(
    repo: &Repo,
    document: &Document,
    report: &Report,
    reason: Option<&str>,
) -> Result<(), Failure> {
    let beside = |path: &str| {
        path.strip_suffix(".md")
            .map(|stem| format!("{stem}{}", verify::LOCK_ENDING))
    };
    let place = beside(&document.real.to_string_lossy());
    let (Some(place), Some(name)) = (place, beside(&document.name)) else {
        return Err(
            Failure::new(format!("{}: no `.md`, so it has no lock", document.name))
                .help("name a markdown document"),
        );
    };
    let place = PathBuf::from(place);
    repo.world.grant(&name, &place);
    let present = repo.world.read_text(&name).ok();
    let baseline = Baseline {
        reason,
        date: repo.world.today().to_string(),
    };
    let text =
        verify::relock(&repo.world, report, present.as_deref(), &baseline).map_err(|why| {
            Failure::new(format!("{name}: {why}")).help("repair or remove it, then lock again")
        })?;
    write::atomically(&place, text.as_bytes()).map_err(|error| Failure::write(&place, &error))
}

fn code(report: &Report) -> u8 {
    let wrong = |verdict| {
        report
            .coverage
            .by_verdict
            .get(&verdict)
            .is_some_and(|count| *count > 0)
    };
    let alarms = [Verdict::Missing, Verdict::Moved, Verdict::Changed];
    u8::from(alarms.into_iter().any(wrong))
}

/// The document: its name for the report, and its real place.
struct Document {
    name: String,
    real: PathBuf,
}

fn document(repo: &Repo, args: &VerifyArgs) -> Result<Document, Failure> {
    let target = args.plan.to_string_lossy();
    let found = match place(repo, &target)? {
        Place::Inside(name) => Document {
            real: repo.world.root().join(&name),
            name,
        },
        Place::Outside(real) => {
            let name = real.to_string_lossy().into_owned();
            repo.world.grant(&name, &real);
            Document { name, real }
        }
        Place::Name => {
            return Err(
                Failure::new(format!("{target}: no such file")).help("name a markdown document")
            );
        }
    };
    if found.real.is_dir() {
        return Err(Failure::new(format!("{target}: a folder, not a document"))
            .help("name a markdown document in it"));
    }
    Ok(found)
}

fn read(repo: &Repo, document: &Document) -> Result<String, Failure> {
    let bytes = repo.world.read(&document.name)?;
    if bytes.contains(&0) {
        return Err(Failure::new(format!("{}: binary, not text", document.name))
            .help("name a markdown document"));
    }
    String::from_utf8(bytes).map_err(|_| {
        Failure::new(format!("{}: not UTF-8", document.name)).help("save the document as UTF-8")
    })
}
