//! The one door to the outside. Passes are functions of a [`World`]; nothing else in this crate
//! reads a file, starts a program or asks for the time (`clippy.toml` holds that).

use std::collections::BTreeMap;
use std::sync::Mutex;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The outside could not give what was asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WorldError {
    /// There is no such file.
    #[error("{path}: no such file")]
    NotFound {
        /// Path as asked.
        path: String,
    },
    /// It is there and cannot be read.
    #[error("{path}: cannot be read: {why}")]
    Unreadable {
        /// Path as asked.
        path: String,
        /// The system's reason.
        why: String,
    },
    /// It lies outside of what may be read, or looks like a secret.
    #[error("{path}: not read: {why}")]
    Refused {
        /// Path as asked.
        path: String,
        /// Why.
        why: String,
    },
    /// History could not be had.
    #[error("history: {why}")]
    History {
        /// Why.
        why: String,
    },
}

/// A file of the repository.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    /// Path relative to the root, with `/`.
    pub path: String,
    /// Bytes.
    pub size: u64,
    /// Modification time in nanoseconds since 1970, 0 where unknown: only for equality.
    pub modified: i64,
}

/// A commit, merges left out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Commit {
    /// Full identifier.
    pub id: String,
    /// Seconds since 1970.
    pub time: i64,
    /// Subject and body.
    pub message: String,
    /// Files it changed.
    pub files: Vec<ChangedFile>,
}

/// A file changed by a commit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangedFile {
    /// Path.
    pub path: String,
    /// Whether the commit added it.
    pub added: bool,
}

/// Git history, newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct History {
    /// Head commit; `None` without git.
    pub head: Option<String>,
    /// Commits, newest first.
    pub commits: Vec<Commit>,
    /// Whether the clone is shallow.
    pub shallow: bool,
}

/// Something that happens in a run; progress display and `--events json` read this stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// A step began.
    StepStarted {
        /// Name of the pass.
        step: String,
    },
    /// A step ended.
    StepFinished {
        /// Name of the pass.
        step: String,
        /// What came out, in a few words.
        summary: String,
    },
    /// A file was written.
    Wrote {
        /// Path.
        path: String,
    },
    /// Something worth knowing.
    Note {
        /// One sentence.
        text: String,
    },
}

/// Files, history, the clock and a cache.
///
/// Paths are relative to the repository root, with `/`. Two prefixes reach outside of it:
/// `~home/` for a person's own skill folders, and `~cargo/` for the sources of Rust crates.
pub trait World: Sync {
    /// Files of the repository that are not ignored, sorted by path; links are not followed.
    fn files(&self) -> Result<Vec<FileEntry>, WorldError>;
    /// Files under a directory whether ignored or not, sorted, at most `limit`; empty if absent.
    fn list(&self, dir: &str, limit: usize) -> Vec<FileEntry>;
    /// Content of a file.
    fn read(&self, path: &str) -> Result<Vec<u8>, WorldError>;
    /// History up to `limit` commits.
    fn history(&self, limit: usize) -> Result<History, WorldError>;
    /// The date of today.
    fn today(&self) -> Date;
    /// A blob of the cache, if it is there and whole.
    fn cache_load(&self, name: &str) -> Option<Vec<u8>>;
    /// Puts a blob into the cache; failing to is no error.
    fn cache_store(&self, name: &str, blob: &[u8]);
    /// Writes a file of the repository atomically; used for research answers as they land.
    fn write(&self, path: &str, content: &[u8]) -> Result<(), WorldError>;
    /// Reports an event.
    fn emit(&self, event: Event);

    /// Content of a file as text, whatever its [encoding](decode).
    fn read_text(&self, path: &str) -> Result<String, WorldError> {
        self.read(path).map(|bytes| decode(bytes).0)
    }
}

/// How a text was kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-16, by its byte order mark or by its zeros.
    Utf16,
    /// UTF-32 by its byte order mark: not read.
    Utf32,
    /// Bytes that are no UTF-8, read as Windows-1252.
    Windows1252,
    /// Zeros where no text has them: not read.
    Binary,
}

/// The text of a file and how it was kept. Line ends of old Macs become those of all others; what is not
/// read comes back with its bytes replaced.
pub fn decode(bytes: Vec<u8>) -> (String, Encoding) {
    let (text, encoding) = match String::from_utf8(bytes) {
        Ok(text) if !text.as_bytes().contains(&0) => (text, Encoding::Utf8),
        Ok(text) => decode_zeros(text.as_bytes()),
        Err(error) => decode_zeros(error.as_bytes()),
    };
    if text.contains('\r') && !text.contains('\n') {
        return (text.replace('\r', "\n"), encoding);
    }
    (text, encoding)
}

/// What is not plain UTF-8.
fn decode_zeros(bytes: &[u8]) -> (String, Encoding) {
    if bytes.starts_with(&[0xff, 0xfe, 0, 0]) || bytes.starts_with(&[0, 0, 0xfe, 0xff]) {
        return (lossy(bytes), Encoding::Utf32);
    }
    if let Some(order) = utf16_order(bytes) {
        let units = bytes.chunks_exact(2);
        let units: Vec<u16> = units.map(|unit| order([unit[0], unit[1]])).collect();
        let text = String::from_utf16_lossy(&units);
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        return (text.to_owned(), Encoding::Utf16);
    }
    if bytes.contains(&0) {
        return (lossy(bytes), Encoding::Binary);
    }
    (
        bytes.iter().map(|byte| windows_1252(*byte)).collect(),
        Encoding::Windows1252,
    )
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The order of the bytes of UTF-16: by its mark, or by where the zeros of western text stand.
fn utf16_order(bytes: &[u8]) -> Option<fn([u8; 2]) -> u16> {
    if bytes.starts_with(&[0xff, 0xfe]) {
        return Some(u16::from_le_bytes);
    }
    if bytes.starts_with(&[0xfe, 0xff]) {
        return Some(u16::from_be_bytes);
    }
    let pairs = bytes.chunks_exact(2).take(512);
    let count = pairs.len();
    let zeros = |at: usize| pairs.clone().filter(|pair| pair[at] == 0).count();
    let (first, second) = (zeros(0), zeros(1));
    match (first, second) {
        (0, zeros) if count >= 4 && zeros * 10 >= count * 9 => Some(u16::from_le_bytes),
        (zeros, 0) if count >= 4 && zeros * 10 >= count * 9 => Some(u16::from_be_bytes),
        _ => None,
    }
}

/// A character of Windows-1252, which is Latin-1 but for 0x80 to 0x9f.
fn windows_1252(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž',
        '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}',
        'ž', 'Ÿ',
    ];
    let high = byte
        .checked_sub(0x80)
        .and_then(|at| HIGH.get(usize::from(at)));
    high.copied().unwrap_or_else(|| char::from(byte))
}

/// A world in memory, for tests.
#[derive(Debug, Default)]
pub struct MemoryWorld {
    files: Mutex<BTreeMap<String, Vec<u8>>>,
    history: History,
    today: Option<Date>,
    cache: Mutex<BTreeMap<String, Vec<u8>>>,
}

impl MemoryWorld {
    /// A world with these files, on 2026-01-15.
    pub fn new<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let files = files
            .into_iter()
            .map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()));
        Self {
            files: Mutex::new(files.collect()),
            ..Self::default()
        }
    }

    /// The same world with a history.
    #[must_use]
    pub fn with_history(mut self, history: History) -> Self {
        self.history = history;
        self
    }

    /// The same world on another day.
    #[must_use]
    pub fn on(mut self, today: Date) -> Self {
        self.today = Some(today);
        self
    }

    fn lock(
        map: &Mutex<BTreeMap<String, Vec<u8>>>,
    ) -> std::sync::MutexGuard<'_, BTreeMap<String, Vec<u8>>> {
        map.lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    fn is_ignored(path: &str) -> bool {
        path.starts_with('~')
            || path
                .split('/')
                .any(|part| matches!(part, "node_modules" | "target" | ".venv"))
    }

    fn entry(path: &str, content: &[u8]) -> FileEntry {
        FileEntry {
            path: path.to_owned(),
            size: content.len() as u64,
            modified: 0,
        }
    }
}

impl World for MemoryWorld {
    fn files(&self) -> Result<Vec<FileEntry>, WorldError> {
        let files = Self::lock(&self.files);
        let seen = files.iter().filter(|(path, _)| !Self::is_ignored(path));
        Ok(seen
            .map(|(path, content)| Self::entry(path, content))
            .collect())
    }

    fn list(&self, dir: &str, limit: usize) -> Vec<FileEntry> {
        let prefix = format!("{}/", dir.trim_end_matches('/'));
        let files = Self::lock(&self.files);
        let seen = files.iter().filter(|(path, _)| path.starts_with(&prefix));
        seen.take(limit)
            .map(|(path, content)| Self::entry(path, content))
            .collect()
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, WorldError> {
        let files = Self::lock(&self.files);
        files
            .get(path)
            .cloned()
            .ok_or_else(|| WorldError::NotFound {
                path: path.to_owned(),
            })
    }

    fn history(&self, limit: usize) -> Result<History, WorldError> {
        let mut history = self.history.clone();
        history.commits.truncate(limit);
        Ok(history)
    }

    fn today(&self) -> Date {
        self.today.unwrap_or(jiff::civil::date(2026, 1, 15))
    }

    fn cache_load(&self, name: &str) -> Option<Vec<u8>> {
        Self::lock(&self.cache).get(name).cloned()
    }

    fn cache_store(&self, name: &str, blob: &[u8]) {
        Self::lock(&self.cache).insert(name.to_owned(), blob.to_vec());
    }

    fn write(&self, path: &str, content: &[u8]) -> Result<(), WorldError> {
        Self::lock(&self.files).insert(path.to_owned(), content.to_vec());
        Ok(())
    }

    fn emit(&self, _event: Event) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_read_however_it_is_kept() {
        let text = "# Café “x” and a line of plain words after it\n";
        let (mut little, mut big) = (Vec::new(), Vec::new());
        for unit in text.encode_utf16() {
            little.extend(unit.to_le_bytes());
            big.extend(unit.to_be_bytes());
        }
        let marked = [vec![0xff, 0xfe], little.clone()].concat();
        let western = b"# Caf\xe9 \x93x\x94 and a line of plain words after it\n".to_vec();
        for (bytes, encoding) in [
            (text.as_bytes().to_vec(), Encoding::Utf8),
            (marked, Encoding::Utf16),
            (big, Encoding::Utf16),
            (western, Encoding::Windows1252),
        ] {
            let (read, found) = decode(bytes);
            assert_eq!(
                (read.trim_start_matches('\u{feff}'), found),
                (text, encoding)
            );
        }
        assert_eq!(decode(b"a\rb\r".to_vec()).0, "a\nb\n");
    }

    #[test]
    fn what_is_no_text_is_said_to_be_none() {
        assert_eq!(decode(vec![0x89, b'P', 0, 1]).1, Encoding::Binary);
        assert_eq!(
            decode(vec![0xff, 0xfe, 0, 0, b'a', 0, 0, 0]).1,
            Encoding::Utf32
        );
    }
}
