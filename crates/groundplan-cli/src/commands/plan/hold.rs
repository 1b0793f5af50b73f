//! Two runs on one feature do not collide: the first holds a lock, which ends with its process.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::os_world::{environment, write};

/// The lock; the feature is free when it is dropped or the process ends.
#[derive(Debug)]
pub struct Held {
    file: File,
    /// What goes with the lock: beside a plan outside of the repository nothing else is to stay.
    litter: Vec<PathBuf>,
}

impl Drop for Held {
    fn drop(&mut self) {
        let _ = self.file.set_len(0);
        write::remove(&self.litter);
    }
}

impl Held {
    /// The same, without a trace at the end.
    #[must_use]
    pub fn without_trace(mut self, state: &Path, stem: &str) -> Self {
        let runs = state.join("runs");
        let lock = runs.join(format!("{stem}.lock"));
        self.litter = vec![
            state.to_owned(),
            runs.clone(),
            runs.join(".gitignore"),
            lock,
        ];
        self
    }
}

/// Takes the feature; the file says who holds it.
pub fn hold(state: &Path, stem: &str) -> Result<Held, Failure> {
    let dir = state.join("runs");
    let path = dir.join(format!("{stem}.lock"));
    write::own_folder(&dir).map_err(|error| Failure::write(&dir, &error))?;
    let open = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(&path);
    let mut file = open.map_err(|error| Failure::write(&path, &error))?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Err(busy(&mut file, stem)),
        // A file system without locks: better no lock than no plan.
        Err(TryLockError::Error(_)) => return Ok(held(file)),
    }
    let _ = file.set_len(0);
    let mut held = held(file);
    let who = format!(
        "process {} since {:.0}",
        std::process::id(),
        environment::now()
    );
    let said = held
        .file
        .rewind()
        .and_then(|()| held.file.write_all(who.as_bytes()));
    said.map_err(|error| Failure::write(&path, &error))?;
    Ok(held)
}

fn held(file: File) -> Held {
    Held {
        file,
        litter: Vec::new(),
    }
}

fn busy(file: &mut File, stem: &str) -> Failure {
    let mut holder = String::new();
    let _ = file.read_to_string(&mut holder);
    let holder = match holder.trim() {
        "" => "another run",
        said => said,
    };
    Failure::new(format!("{stem}: is being planned by {holder}"))
        .help("wait for that run to end, or stop it")
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests stop at what they did not expect")]
mod tests {
    use super::*;

    #[test]
    fn the_second_run_is_told_who_holds_the_feature() {
        let dir = tempfile::tempdir().unwrap();
        let first = hold(dir.path(), "FEAT-001").unwrap();
        let second = hold(dir.path(), "FEAT-001").unwrap_err();
        let mine = format!("process {} since", std::process::id());
        assert!(second.to_string().contains(&mine), "{second}");
        assert!(hold(dir.path(), "FEAT-002").is_ok());
        drop(first);
        assert!(hold(dir.path(), "FEAT-001").is_ok());
    }
}
