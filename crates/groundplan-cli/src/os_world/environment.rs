//! The environment, the current directory and the clock, each behind one function.
#![expect(
    clippy::disallowed_methods,
    reason = "the world reads the environment and the clock"
)]

use std::path::PathBuf;

use jiff::Timestamp;
use jiff::civil::Date;

/// A variable, if it is set to something.
pub fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

fn folder(name: &str) -> Option<PathBuf> {
    let set = std::env::var_os(name).map(PathBuf::from);
    set.filter(|path| path.is_absolute())
}

/// The person's home directory.
pub fn home() -> Option<PathBuf> {
    folder("HOME").or_else(|| folder("USERPROFILE"))
}

/// Where cargo keeps the sources of crates.
pub fn cargo_registry() -> Option<PathBuf> {
    let cargo = folder("CARGO_HOME").or_else(|| Some(home()?.join(".cargo")))?;
    Some(cargo.join("registry/src"))
}

/// The current directory.
pub fn current_dir() -> std::io::Result<PathBuf> {
    std::env::current_dir()
}

/// Now.
pub fn now() -> Timestamp {
    Timestamp::try_from(std::time::SystemTime::now()).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// Today, in UTC.
pub fn today() -> Date {
    jiff::tz::Offset::UTC.to_datetime(now()).date()
}

/// A program of the person's `PATH`; what a relative entry of it names is no program: it would be one
/// of whatever folder this is.
pub fn program(name: &str) -> Option<PathBuf> {
    let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    let path = std::env::var_os("PATH")?;
    let folders = std::env::split_paths(&path).filter(|folder| folder.is_absolute());
    folders
        .map(|folder| folder.join(&file))
        .find(|full| full.is_file())
}
