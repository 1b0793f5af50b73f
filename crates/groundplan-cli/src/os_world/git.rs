//! History by the `git` program, hardened: nothing that a repository configures is started.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use groundplan::world::{ChangedFile, Commit, History, WorldError};

use super::environment;

/// Where history is read from when it is not the repository's own.
#[derive(Debug, Clone, Default)]
pub struct HistorySource {
    /// A bare or other git directory.
    pub git_dir: Option<PathBuf>,
    /// The commit to look from.
    pub at: Option<String>,
}

/// Settings that win over the repository's own: whatever names a program is off. With them a
/// repository of another owner is no danger, so that git need not refuse it.
const SETTINGS: &[&str] = &[
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.pager=cat",
    "core.sshCommand=false",
    "core.alternateRefsCommand=false",
    "diff.external=",
    "gpg.program=false",
    "log.showSignature=false",
    "protocol.allow=never",
    "safe.directory=*",
];

/// Variables by which a caller's git (a hook, an alias) would lead ours to another repository.
const UNSET: &[&str] = &[
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_COMMON_DIR",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_NAMESPACE",
    "GIT_PREFIX",
    "GIT_EXTERNAL_DIFF",
    "GIT_PAGER",
    "GIT_CONFIG",
    "GIT_CONFIG_COUNT",
    "GIT_CONFIG_PARAMETERS",
];

/// Marks the begin of a commit, and its fields.
const FORMAT: &str = "--format=%x1e%H%x1f%ct%x1f%B";

#[expect(clippy::disallowed_methods, reason = "the world starts git")]
fn git(root: &Path, source: &HistorySource) -> Command {
    // The second is never there: starting it says that git was not found.
    let program = environment::program("git").unwrap_or_else(|| PathBuf::from("/no/git"));
    let mut command = Command::new(program);
    command.arg("-C").arg(root);
    if let Some(dir) = &source.git_dir {
        command.arg("--git-dir").arg(dir);
    }
    command.args(["--no-pager", "--no-optional-locks", "--no-replace-objects"]);
    for setting in SETTINGS {
        command.args(["-c", setting]);
    }
    for name in UNSET {
        command.env_remove(name);
    }
    command
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("GIT_NO_LAZY_FETCH", "1")
        .env("LC_ALL", "C")
        .stdin(Stdio::null());
    command
}

/// What git prints; the error is its first line of complaint.
fn output(command: &mut Command) -> Result<Vec<u8>, String> {
    let output = command.output().map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => "the git program was not found".to_owned(),
        _ => error.to_string(),
    })?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let line = said.lines().next().unwrap_or("git failed");
    Err(line.trim_start_matches("fatal: ").to_owned())
}

fn line(command: &mut Command) -> Result<String, String> {
    output(command).map(|text| String::from_utf8_lossy(&text).trim().to_owned())
}

/// The version of the git program.
pub fn version() -> Result<String, String> {
    line(git(Path::new("."), &HistorySource::default()).arg("--version"))
}

/// Who would sign a commit here: `Name <address>`, or the half of it that is set.
pub fn author(root: &Path) -> Option<String> {
    let setting = |name: &str| {
        let set = line(git(root, &HistorySource::default()).args(["config", "--get", name]));
        set.ok().filter(|value| !value.is_empty())
    };
    match (setting("user.name"), setting("user.email")) {
        (Some(name), Some(email)) => Some(format!("{name} <{email}>")),
        (name, email) => name.or(email),
    }
}

/// Whether a commit may be given to git: no option, nothing but a name.
fn is_name(at: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || "/._-~^@{}".contains(c);
    !at.is_empty() && !at.starts_with('-') && at.chars().all(plain)
}

/// Commits from the head (or `source.at`) backwards, merges left out; what is outside of `root`
/// does not count. Without git it is empty, unless a git directory or a commit was asked for.
pub fn history(root: &Path, source: &HistorySource, limit: usize) -> Result<History, WorldError> {
    let wrong = |why: String| WorldError::History { why };
    let asked = source.at.is_some() || source.git_dir.is_some();
    let at = source.at.as_deref().unwrap_or("HEAD");
    if !is_name(at) {
        return Err(wrong(format!("{at}: not the name of a commit")));
    }
    if !asked && root_of(root).is_none() {
        return Ok(History::default());
    }
    let commit = format!("{at}^{{commit}}");
    let found =
        line(git(root, source).args(["rev-parse", "--verify", "--end-of-options", &commit]));
    let head = match found {
        Ok(head) => head,
        Err(why) if asked => return Err(wrong(format!("{at}: {why}"))),
        // A repository without a commit has no history.
        Err(_) if unborn(root, source) => return Ok(History::default()),
        Err(why) => return Err(wrong(why)),
    };
    let shallow = line(git(root, source).args(["rev-parse", "--is-shallow-repository"]));
    let prefix = match source.git_dir {
        Some(_) => String::new(),
        None => line(git(root, source).args(["rev-parse", "--show-prefix"])).unwrap_or_default(),
    };
    let log = log(root, source, &head, &prefix, limit).map_err(wrong)?;
    Ok(History {
        head: Some(head),
        commits: commits(&String::from_utf8_lossy(&log), &prefix),
        shallow: shallow.is_ok_and(|text| text == "true"),
    })
}

fn unborn(root: &Path, source: &HistorySource) -> bool {
    line(git(root, source).args(["rev-parse", "--git-dir"])).is_ok()
        && line(git(root, source).args(["rev-list", "--all", "--max-count=1"]))
            .is_ok_and(|text| text.is_empty())
}

fn log(
    root: &Path,
    source: &HistorySource,
    head: &str,
    prefix: &str,
    limit: usize,
) -> Result<Vec<u8>, String> {
    let mut command = git(root, source);
    command.args(["log", "-z", "--name-status", "--no-merges", "--no-renames"]);
    command.args(["--no-ext-diff", "--no-textconv", "--no-show-signature"]);
    command.args(["--no-color", "--no-notes", "--encoding=UTF-8", FORMAT]);
    command.arg(format!("--max-count={limit}")).arg(head);
    command.arg("--");
    if !prefix.is_empty() {
        command.arg(".");
    }
    output(&mut command)
}

/// Reads what `git log -z --name-status` prints. Messages hold no NUL, so that a field which begins
/// with the mark is a commit; all others are a status and the path behind it.
fn commits(log: &str, prefix: &str) -> Vec<Commit> {
    let mut all: Vec<Commit> = Vec::new();
    let mut fields = log.split('\0');
    while let Some(field) = fields.next() {
        let field = field.trim_start_matches('\n');
        if let Some(head) = field.strip_prefix('\u{1e}') {
            all.extend(commit(head));
            continue;
        }
        if field.is_empty() {
            continue;
        }
        let (Some(path), Some(commit)) = (fields.next(), all.last_mut()) else {
            break;
        };
        if let Some(path) = path.strip_prefix(prefix) {
            commit.files.push(ChangedFile {
                path: path.to_owned(),
                added: field.starts_with('A'),
            });
        }
    }
    all
}

fn commit(head: &str) -> Option<Commit> {
    let mut parts = head.splitn(3, '\u{1f}');
    let (id, time, message) = (parts.next()?, parts.next()?, parts.next()?);
    Some(Commit {
        id: id.to_owned(),
        time: time.parse().unwrap_or_default(),
        message: message.trim().to_owned(),
        files: Vec::new(),
    })
}

/// Two states to compare.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Range {
    /// The earlier commit.
    pub base: String,
    /// The later commit; `None`: the files as they are now.
    pub head: Option<String>,
}

impl Range {
    /// `BASE..HEAD`, `BASE...HEAD` (from where they part), or `BASE`, which is compared with `HEAD`. The error
    /// is a sentence.
    pub fn read(root: &Path, source: &HistorySource, text: &str) -> Result<Self, String> {
        if let Some((base, head)) = text.split_once("...") {
            let (base, head) = (
                commit_of(root, source, base)?,
                commit_of(root, source, head)?,
            );
            let found = line(git(root, source).args(["merge-base", &base, &head]));
            let base = found.map_err(|_| {
                format!("{text}: the history that is here does not hold where they part")
            })?;
            return Ok(Self {
                base,
                head: Some(head),
            });
        }
        let (base, head) = text.split_once("..").unwrap_or((text, "HEAD"));
        Ok(Self {
            base: commit_of(root, source, base)?,
            head: Some(commit_of(root, source, head)?),
        })
    }

    /// From a commit to the files as they are now.
    pub fn since(root: &Path, source: &HistorySource, base: &str) -> Result<Self, String> {
        commit_of(root, source, base).map(|base| Self { base, head: None })
    }
}

/// The full identifier of a commit; without a name, of the head.
fn commit_of(root: &Path, source: &HistorySource, name: &str) -> Result<String, String> {
    let name = if name.is_empty() { "HEAD" } else { name };
    if !is_name(name) {
        return Err(format!("{name}: not the name of a commit"));
    }
    let commit = format!("{name}^{{commit}}");
    let found =
        line(git(root, source).args(["rev-parse", "--verify", "--end-of-options", &commit]));
    found.map_err(|_| format!("{name}: no such commit is here"))
}

/// Paths below `root` that differ between two states; a renamed file differs under both names. The trees are
/// compared, so that no history is needed.
pub fn changed(root: &Path, source: &HistorySource, range: &Range) -> Result<Vec<String>, String> {
    let mut command = git(root, source);
    command.args([
        "diff",
        "-z",
        "--name-only",
        "--no-renames",
        "--no-ext-diff",
        "--no-textconv",
    ]);
    if source.git_dir.is_none() {
        command.arg("--relative");
    }
    command.arg(&range.base).args(&range.head).arg("--");
    let mut all = output(&mut command)?;
    if range.head.is_none() {
        let mut new = git(root, source);
        new.args(["ls-files", "-z", "--others", "--exclude-standard"]);
        all.extend(output(&mut new)?);
    }
    let text = String::from_utf8_lossy(&all);
    Ok(text
        .split('\0')
        .filter(|path| !path.is_empty())
        .map(str::to_owned)
        .collect())
}

/// The content of a file below `root` as a commit has it; `None` where it has none.
pub fn content(root: &Path, source: &HistorySource, commit: &str, path: &str) -> Option<Vec<u8>> {
    let prefix = match source.git_dir {
        Some(_) => String::new(),
        None => line(git(root, source).args(["rev-parse", "--show-prefix"])).unwrap_or_default(),
    };
    output(git(root, source).args(["cat-file", "blob", &format!("{commit}:{prefix}{path}")])).ok()
}

/// The root of the work tree that holds `dir`.
pub fn root_of(dir: &Path) -> Option<PathBuf> {
    let found = dir.ancestors().find(|dir| dir.join(".git").exists());
    found.map(Path::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_is_read_whatever_messages_and_paths_hold() {
        let log = "\u{1e}aa\u{1f}20\u{1f}Two\n\nA\u{1e} mark\n\0\nA\0x/new file\0M\0x/a\nb\0\0\u{1e}bb\u{1f}10\u{1f}Empty\n\0\
                   \u{1e}cc\u{1f}5\u{1f}One\n\0\nD\0y/gone\0";
        let all = commits(log, "x/");
        let ids: Vec<&str> = all.iter().map(|commit| commit.id.as_str()).collect();
        assert_eq!(ids, ["aa", "bb", "cc"]);
        assert_eq!(all[0].message, "Two\n\nA\u{1e} mark");
        let paths: Vec<(&str, bool)> = all[0]
            .files
            .iter()
            .map(|file| (file.path.as_str(), file.added))
            .collect();
        assert_eq!(paths, [("new file", true), ("a\nb", false)]);
        assert!(all[1].files.is_empty() && all[2].files.is_empty());
        assert_eq!(all[2].time, 5);
    }

    #[test]
    fn an_option_is_no_commit() {
        assert!(is_name("HEAD~2") && is_name("origin/main") && is_name("v1.0^{}"));
        assert!(!is_name("--output=x") && !is_name("a b") && !is_name(""));
    }
}
