//! What mining needs of the `git` program: a log, a tree, the content of blobs. Mirrors are bare and nobody's work
//! tree; nothing that they configure is started.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use groundplan::world::{ChangedFile, Commit};

/// Marks the begin of a commit, and its fields.
const FORMAT: &str = "--format=%x1e%H%x1f%P%x1f%an <%ae>%x1f%ct%x1f%B";

/// A mirror.
pub(crate) struct Git {
    dir: PathBuf,
}

/// A commit with what only mining looks at.
pub(crate) struct Logged {
    pub commit: Commit,
    pub parents: Vec<String>,
    /// Name and address.
    pub author: String,
    /// Paths that were there before and after.
    pub modified: Vec<String>,
}

/// A file of a tree.
pub(crate) struct Blob {
    pub path: String,
    pub id: String,
    pub size: u64,
}

impl Git {
    /// The mirror of `owner/name` below `mirrors`.
    pub fn open(mirrors: &Path, repo: &str) -> Self {
        Self {
            dir: mirrors.join(repo.replace('/', "+")).join("repo"),
        }
    }

    #[expect(clippy::disallowed_methods, reason = "a chore starts git")]
    fn command(&self) -> Command {
        let mut command = Command::new("git");
        command.arg("--git-dir").arg(&self.dir);
        command.args(["--no-pager", "--no-optional-locks", "--no-replace-objects"]);
        for setting in [
            "core.fsmonitor=false",
            "safe.directory=*",
            "protocol.allow=never",
        ] {
            command.args(["-c", setting]);
        }
        command.env("GIT_NO_LAZY_FETCH", "1").env("LC_ALL", "C");
        command
    }

    fn text(&self, args: &[&str]) -> Result<String, String> {
        let output = self.command().args(args).output();
        let output = output.map_err(|error| format!("git: {error}"))?;
        if output.status.success() {
            return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
        }
        let why = String::from_utf8_lossy(&output.stderr);
        Err(format!("{}: {}", self.dir.display(), why.trim()))
    }

    /// Ancestors of a commit and itself, newest first, merges left out.
    pub fn log(&self, at: &str, limit: usize) -> Result<Vec<Logged>, String> {
        let limit = format!("--max-count={limit}");
        let text = self.text(&[
            "log",
            "-z",
            "--name-status",
            "--no-merges",
            "--no-renames",
            "--no-ext-diff",
            "--no-color",
            "--no-notes",
            "--encoding=UTF-8",
            FORMAT,
            &limit,
            at,
            "--",
        ])?;
        Ok(logged(&text))
    }

    /// Files of a commit's tree, links left out, in path order.
    pub fn tree(&self, commit: &str) -> Result<Vec<Blob>, String> {
        let text = self.text(&["ls-tree", "-r", "-l", "-z", commit])?;
        let blob = |entry: &str| {
            let (head, path) = entry.split_once('\t')?;
            let mut head = head.split_whitespace();
            let (mode, kind, id) = (head.next()?, head.next()?, head.next()?);
            let size = head.next()?.parse().ok()?;
            (kind == "blob" && mode != "120000").then(|| Blob {
                path: path.to_owned(),
                id: id.to_owned(),
                size,
            })
        };
        let mut blobs: Vec<Blob> = text.split('\0').filter_map(blob).collect();
        blobs.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(blobs)
    }

    /// A reader of blobs.
    pub fn blobs(&self) -> Result<Blobs, String> {
        let mut command = self.command();
        command.args(["cat-file", "--batch"]);
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().map_err(|error| format!("git: {error}"))?;
        match (child.stdin.take(), child.stdout.take()) {
            (Some(input), Some(output)) => Ok(Blobs {
                input,
                output: BufReader::new(output),
                child,
            }),
            _ => Err("git: no pipes".to_owned()),
        }
    }
}

fn logged(text: &str) -> Vec<Logged> {
    let mut all: Vec<Logged> = Vec::new();
    let mut fields = text.split('\0');
    while let Some(field) = fields.next() {
        let field = field.trim_start_matches('\n');
        if let Some(head) = field.strip_prefix('\u{1e}') {
            all.extend(head_of(head));
        } else if !field.is_empty() {
            let (Some(path), Some(last)) = (fields.next(), all.last_mut()) else {
                break;
            };
            last.commit.files.push(ChangedFile {
                path: path.to_owned(),
                added: field.starts_with('A'),
            });
            if field.starts_with('M') {
                last.modified.push(path.to_owned());
            }
        }
    }
    all
}

fn head_of(head: &str) -> Option<Logged> {
    let mut parts = head.splitn(5, '\u{1f}');
    let id = parts.next()?.to_owned();
    let parents = parts
        .next()?
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    let author = parts.next()?.to_owned();
    let time = parts.next()?.parse().unwrap_or_default();
    let message = parts.next()?.trim().to_owned();
    Some(Logged {
        commit: Commit {
            id,
            time,
            message,
            files: Vec::new(),
        },
        parents,
        author,
        modified: Vec::new(),
    })
}

/// Gives the content of blobs, one after the other.
pub(crate) struct Blobs {
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    child: Child,
}

impl Blobs {
    /// The content of a blob; `None` where the mirror lacks it.
    pub fn read(&mut self, id: &str) -> Option<Vec<u8>> {
        writeln!(self.input, "{id}").ok()?;
        self.input.flush().ok()?;
        let mut head = String::new();
        self.output.read_line(&mut head).ok()?;
        // `ID missing` has no third field.
        let size: usize = head.split_whitespace().nth(2)?.parse().ok()?;
        let mut content = vec![0; size + 1];
        self.output.read_exact(&mut content).ok()?;
        content.pop();
        Some(content)
    }
}

impl Drop for Blobs {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
