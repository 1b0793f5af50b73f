//! Opening the repository that a command works on.

use std::path::{Component, Path, PathBuf};

use groundplan::world::{Event, World as _};

use crate::args::Global;
use crate::failure::{Failure, reason};
use crate::os_world::{CACHE_PLACE, Cache, HistorySource, OsWorld, environment, root_of};
use crate::settings::Settings;
use crate::ui::Reporter;

/// The repository that a command works on.
pub struct Repo {
    /// The world.
    pub world: OsWorld,
    /// The progress display.
    pub reporter: Reporter,
    /// What `groundplan.toml` says.
    pub settings: Settings,
    /// How the root was found.
    pub root_origin: &'static str,
    /// Who says where the cache is.
    pub cache_origin: &'static str,
}

/// What a command may do to the repository's files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Read them, and keep nothing anywhere.
    Look,
    /// Only read them; the cache is kept.
    Read,
    /// Write documents.
    Write,
}

impl Access {
    /// A dry run only looks.
    pub fn of(dry_run: bool) -> Self {
        if dry_run { Self::Look } else { Self::Write }
    }
}

/// Opens the repository; what its configuration says wrong is noted.
pub fn open(global: &Global, access: Access) -> Result<Repo, Failure> {
    let (root, root_origin) = root(global)?;
    let reporter = Reporter::new();
    let plain = OsWorld::new(root.clone(), reporter.clone());
    let settings = Settings::of(&plain);
    let (mut cache, cache_origin) = cache(global, &root, &settings)?;
    if access == Access::Look {
        cache = cache.fixed();
    }
    let history = HistorySource {
        git_dir: global.git_dir.as_deref().map(absolute).transpose()?,
        at: global.at.clone(),
    };
    let asked = history.git_dir.is_some() || history.at.is_some();
    let mut world = plain
        .with_cache(cache)
        .with_history(history)
        .on(global.today);
    if access != Access::Write {
        world = world.read_only();
    }
    if asked {
        world.history(1)?;
    }
    for note in &settings.notes {
        reporter.event(&Event::Note { text: note.clone() });
    }
    Ok(Repo {
        world,
        reporter,
        settings,
        root_origin,
        cache_origin,
    })
}

/// A path of the command line.
pub fn absolute(path: &Path) -> Result<PathBuf, Failure> {
    let here = environment::current_dir().map_err(|error| {
        Failure::new(format!(
            "the current directory cannot be read: {}",
            reason(&error).0
        ))
        .help("go to a folder that exists, or name absolute paths")
    })?;
    Ok(here.join(path))
}

/// The path from one folder to a file or folder, both absolute: `../specs/a.md`; `None` where they have
/// nothing but the top in common.
pub fn relative(from: &Path, to: &Path) -> Option<PathBuf> {
    let pairs = from.components().zip(to.components());
    let shared = pairs.take_while(|(a, b)| a == b).count();
    let named = |part: Component<'_>| matches!(part, Component::Normal(_));
    if !from.components().take(shared).any(named) {
        return None;
    }
    let up = from.components().skip(shared).map(|_| Component::ParentDir);
    Some(up.chain(to.components().skip(shared)).collect())
}

fn root(global: &Global) -> Result<(PathBuf, &'static str), Failure> {
    let here = absolute(Path::new(""))?;
    let (root, origin) = match &global.repo {
        Some(dir) if global.from_environment.contains(&"repo") => {
            (here.join(dir), "GROUNDPLAN_REPO")
        }
        Some(dir) => (here.join(dir), "--repo"),
        None => match root_of(&here) {
            Some(root) => (root, "the enclosing git work tree"),
            None => (here, "the current directory"),
        },
    };
    let named = global.repo.as_deref().unwrap_or(&root);
    let wrong = |why: &str| {
        Failure::new(format!("{}: {why}", named.display()))
            .help("name the folder of a repository with --repo")
    };
    let real = root.canonicalize().map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => wrong("no such folder"),
        _ => wrong(&reason(&error).0),
    })?;
    if !real.is_dir() {
        return Err(wrong("not a folder"));
    }
    Ok((real, origin))
}

fn cache(
    global: &Global,
    root: &Path,
    settings: &Settings,
) -> Result<(Cache, &'static str), Failure> {
    if let Some(named) = &global.cache_dir {
        let origin = if global.from_environment.contains(&"cache_dir") {
            "GROUNDPLAN_CACHE_DIR"
        } else {
            "--cache-dir"
        };
        let dir = absolute(named)?;
        if dir.exists() && !dir.is_dir() {
            return Err(Failure::new(format!("{}: not a folder", named.display()))
                .help(format!("name a folder with {origin}")));
        }
        return Ok((Cache::inside(&dir), origin));
    }
    let (dir, origin) = match &settings.cache {
        Some(dir) => (dir.as_str(), "groundplan.toml"),
        None => (CACHE_PLACE, "default"),
    };
    let dir = root.join(dir);
    // A repository may ship a link in its place.
    let real = dir.ancestors().find_map(|dir| dir.canonicalize().ok());
    if real.is_some_and(|real| real.starts_with(root)) {
        let cache = match settings.cache {
            Some(_) => Cache::inside(&dir),
            None => Cache::of(root),
        };
        Ok((cache, origin))
    } else {
        Err(Failure::new(format!(
            "{}: a link leads the cache out of the repository",
            dir.display()
        ))
        .help("remove the link, or name a folder with --cache-dir"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_leads_over_the_folder_that_both_are_in() {
        let way = |from: &str, to: &str| relative(Path::new(from), Path::new(to));
        assert_eq!(way("/a/repo", "/a/in/x.md"), Some("../in/x.md".into()));
        assert_eq!(way("/a/in", "/a/in/x.md"), Some("x.md".into()));
        assert_eq!(way("/a/repo", "/tmp/x.md"), None);
    }
}
