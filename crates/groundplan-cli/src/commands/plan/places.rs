//! Where the documents of a run go.

use std::path::{MAIN_SEPARATOR, Path, PathBuf};

use groundplan::model::spec::Spec;

use crate::args::PlanArgs;
use crate::failure::Failure;
use crate::repo::{Repo, absolute, relative};

/// Folder of what is not for commits.
const STATE: &str = ".groundplan";

/// Places of one feature's documents.
pub struct Places {
    /// The repository's root.
    root: PathBuf,
    /// `FEAT-016-plan.md`.
    pub plan: PathBuf,
    /// `FEAT-016-plan.json`: the typed plan.
    pub json: PathBuf,
    /// `FEAT-016-plan.lock.json`: every ground.
    pub lock: PathBuf,
    /// `FEAT-016-plan.review.json`: what was decided.
    pub review: PathBuf,
    /// Path of the tasks, as the plan names it.
    pub tasks: String,
    /// Folder of backups and of the run's lock: `.groundplan`.
    pub state: PathBuf,
}

impl Places {
    /// `--out`, else the folder of the features' documents.
    pub fn of(repo: &Repo, spec: &Spec, args: &PlanArgs) -> Result<Self, Failure> {
        let root = repo.world.root().to_owned();
        let stem = spec.stem();
        let features = &repo.settings.features;
        let plan = match &args.out {
            Some(out) => asked(out, &stem)?,
            None => repo.world.document(&format!("{features}/{stem}-plan.md"))?,
        };
        let beside = |ending: &str| plan.with_extension(ending);
        // A repository may ship a link in the place of `.groundplan`.
        let state = if plan.starts_with(&root) {
            repo.world.document(STATE)?
        } else {
            plan.parent().unwrap_or(&root).join(STATE)
        };
        Ok(Self {
            json: beside("json"),
            lock: beside("lock.json"),
            review: beside("review.json"),
            tasks: format!("{features}/{stem}-tasks.md"),
            state,
            plan,
            root,
        })
    }

    /// A path as documents name it: from the root, where there is a way.
    pub fn shown(&self, path: &Path) -> String {
        let way = relative(&self.root, path);
        slashed(way.as_deref().unwrap_or(path))
    }

    /// Whether the plan lies in the repository.
    pub fn is_inside(&self) -> bool {
        self.plan.starts_with(&self.root)
    }

    /// From the folder of a plan outside of the repository to its root: `../repo/`.
    pub fn to_root(&self) -> Option<String> {
        let folder = self.plan.parent().filter(|_| !self.is_inside())?;
        let way = relative(folder, &self.root);
        let way = slashed(way.as_deref().unwrap_or(&self.root));
        Some(if way.is_empty() {
            way
        } else {
            format!("{way}/")
        })
    }

    /// A path as a person in the current directory can open it.
    pub fn named(&self, path: &Path) -> String {
        let here = absolute(Path::new(""));
        let here = here.ok().and_then(|here| here.canonicalize().ok());
        let near = here.and_then(|here| path.strip_prefix(here).ok());
        near.unwrap_or(path).display().to_string()
    }
}

fn slashed(path: &Path) -> String {
    path.to_string_lossy().replace(MAIN_SEPARATOR, "/")
}

/// The file that `--out` means: itself, or one in that folder.
fn asked(out: &Path, stem: &str) -> Result<PathBuf, Failure> {
    let full = absolute(out)?;
    let folder = full.is_dir() || out.to_string_lossy().ends_with(['/', MAIN_SEPARATOR]);
    let file = if folder {
        full.join(format!("{stem}-plan.md"))
    } else {
        full
    };
    if file.extension().is_none_or(|extension| extension != "md") {
        return Err(
            Failure::new(format!("{}: a plan is written as markdown", out.display()))
                .help("name a file that ends in .md, or a folder that exists"),
        );
    }
    let folder = file.parent().unwrap_or(Path::new("/"));
    let real = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    Ok(real.join(file.file_name().unwrap_or_default()))
}
