//! `check --watch`: the check again whenever a file of the repository was changed.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use notify::{Event, EventKind, RecursiveMode, Watcher as _};

use crate::failure::Failure;
use crate::ui;

/// Changes that follow each other within this time are one.
const QUIET: Duration = Duration::from_millis(200);

/// Folders whose changes nobody checks: git's own, what this program writes, what builds write.
const PASSED_OVER: &[&str] = &[
    ".git",
    ".groundplan",
    "node_modules",
    "target",
    ".venv",
    "dist",
];

/// Runs `once` now and after every change below `root`; ends when it cannot be watched, or at Ctrl-C.
pub fn repeat(root: &Path, mut once: impl FnMut() -> Result<(), Failure>) -> Result<(), Failure> {
    let (sender, changes) = channel();
    let wrong = |error: notify::Error| {
        Failure::new(format!("{}: cannot be watched: {error}", root.display()))
            .help("on Linux, raise fs.inotify.max_user_watches, or run the check without --watch")
    };
    let mut watcher = notify::recommended_watcher(sender).map_err(wrong)?;
    watcher
        .watch(root, RecursiveMode::Recursive)
        .map_err(wrong)?;
    loop {
        // A document that cannot be read now may be readable after the next change.
        if let Err(failure) = once() {
            ui::complain(&format!("error: {failure}"));
        }
        ui::complain("watching; Ctrl-C ends");
        wait(root, &changes).map_err(wrong)?;
    }
}

/// Waits for a change that counts, and until there is no other for a while.
fn wait(root: &Path, changes: &Receiver<notify::Result<Event>>) -> notify::Result<()> {
    loop {
        let event = changes
            .recv()
            .map_err(|_| notify::Error::generic("the watcher ended"))??;
        if counts(root, &event) {
            break;
        }
    }
    while changes.recv_timeout(QUIET).is_ok() {}
    Ok(())
}

fn counts(root: &Path, event: &Event) -> bool {
    let changes = matches!(
        event.kind,
        EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_)
    );
    let matters = |path: &PathBuf| {
        let inside = path.strip_prefix(root).unwrap_or(path);
        let mut parts = inside.components();
        !parts.any(|part| {
            part.as_os_str()
                .to_str()
                .is_some_and(|name| PASSED_OVER.contains(&name))
        })
    };
    changes && event.paths.iter().any(matters)
}

#[cfg(test)]
mod tests {
    use super::*;
    use notify::event::{AccessKind, CreateKind};

    #[test]
    fn what_git_and_builds_write_does_not_count() {
        let event = |kind, path: &str| Event::new(kind).add_path(PathBuf::from(path));
        let root = Path::new("/r");
        let create = EventKind::Create(CreateKind::File);
        assert!(counts(root, &event(create, "/r/docs/a.md")));
        assert!(!counts(root, &event(create, "/r/.git/index")));
        assert!(!counts(root, &event(create, "/r/web/node_modules/a.md")));
        assert!(!counts(
            root,
            &event(EventKind::Access(AccessKind::Any), "/r/docs/a.md")
        ));
    }
}
