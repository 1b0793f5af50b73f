//! Writing: a file is there as a whole or not at all.

use std::io::Write as _;
use std::path::Path;

/// Writes beside the target, makes it durable, and renames it into place.
#[expect(clippy::disallowed_methods, reason = "the world writes files")]
pub fn atomically(path: &Path, content: &[u8]) -> std::io::Result<()> {
    let dir = path
        .parent()
        .filter(|dir| !dir.as_os_str().is_empty())
        .unwrap_or_else(|| Path::new("."));
    std::fs::create_dir_all(dir)?;
    let mut file = tempfile::Builder::new()
        .prefix(".groundplan-")
        .tempfile_in(dir)?;
    file.write_all(content)?;
    file.as_file().sync_all()?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(path).map_or(0o644, |data| data.permissions().mode());
        file.as_file()
            .set_permissions(std::fs::Permissions::from_mode(mode))?;
    }
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// Makes the cache's directory, with a `.gitignore` that keeps it out of commits.
#[expect(clippy::disallowed_methods, reason = "the world writes files")]
pub fn ensure_cache_dir(dir: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(dir)?;
    let ignore = dir.join(".gitignore");
    if !ignore.exists() {
        std::fs::write(ignore, "*\n")?;
    }
    Ok(())
}

/// Copies a file that is about to be replaced to `backup`.
#[expect(clippy::disallowed_methods, reason = "the world writes files")]
pub fn back_up(path: &Path, backup: &Path) -> std::io::Result<()> {
    let content = std::fs::read(path)?;
    atomically(backup, &content)
}
