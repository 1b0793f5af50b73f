//! World → [`Index`]: facts of every file, read in parallel, those of unchanged files from the cache.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::cache::{self, Entry};
use super::{files, imports, terms};
use crate::diag::Diagnostic;
use crate::model::index::{FileFacts, FileKind, Index, NameUse};
use crate::model::redact;
use crate::syntax;
use crate::world::{Event, FileEntry, World};

/// A file without an extension is read up to this size: it may be a script.
const MAX_SCRIPT_BYTES: u64 = 64_000;
/// Names of files that a document can mention and be remembered for.
const MAX_MENTIONS: usize = 400;
/// At most so many files that could not be read, or not wholly, are named.
const MAX_UNREAD: usize = 5;
/// Code of one line is generated when it is longer.
const MAX_ONE_LINER: u64 = 20_000;
/// Stands for the hash of what is no text.
const BINARY: &str = "binary";

/// Facts of every file of the repository that is not ignored. Never fails: what cannot be read has no facts
/// but its path, and a note says what went wrong with the whole.
///
/// A file whose size and modification time are those of the last run is not read again.
pub fn index(world: &dyn World) -> (Arc<Index>, Vec<Diagnostic>) {
    let listed = match world.files() {
        Ok(listed) => listed,
        Err(error) => {
            let warning =
                Diagnostic::warning("index-no-files", format!("files cannot be listed: {error}"));
            return (Arc::default(), vec![warning]);
        }
    };
    let (old, damaged) = cache::load(world);
    let mut diagnostics: Vec<Diagnostic> = damaged.into_iter().collect();
    let (mut entries, changed) = refresh(world, &listed, old);
    if changed {
        imports::resolve(&mut entries, world);
        cache::store(world, &entries);
    }
    let unread: Vec<&Entry> = entries.iter().filter(|entry| is_unread(entry)).collect();
    say_unread(world, &unread);
    say_partly_read(world, &entries);
    if !unread.is_empty() {
        diagnostics.push(Diagnostic::note(
            "index-unread",
            format!("{} files could not be read", unread.len()),
        ));
    }
    let files: BTreeMap<String, FileFacts> = entries
        .into_iter()
        .map(|entry| (entry.facts.path.clone(), entry.facts))
        .collect();
    (Arc::new(Index { files }), diagnostics)
}

/// Whether a file is worth reading and could not be: it is tried again in every run.
fn is_unread(entry: &Entry) -> bool {
    entry.facts.hash.is_empty() && is_wanted(&entry.facts.path, entry.size)
}

/// Says which files could not be read, and why: what the plan does not know of them may be missed.
fn say_unread(world: &dyn World, unread: &[&Entry]) {
    for entry in unread.iter().take(MAX_UNREAD) {
        if let Err(error) = world.read(&entry.facts.path) {
            let text = format!("{error}; nothing is known of it");
            world.emit(Event::Note { text });
        }
    }
    if unread.len() > MAX_UNREAD {
        let text = format!("{} more files could not be read", unread.len() - MAX_UNREAD);
        world.emit(Event::Note { text });
    }
}

/// Says which programs are too large to be read, or written by a machine on one line.
fn say_partly_read(world: &dyn World, entries: &[Entry]) {
    let notes = entries.iter().filter_map(partly_read).collect::<Vec<_>>();
    for text in notes.iter().take(MAX_UNREAD).cloned() {
        world.emit(Event::Note { text });
    }
    if notes.len() > MAX_UNREAD {
        let text = format!(
            "{} more files were not wholly read",
            notes.len() - MAX_UNREAD
        );
        world.emit(Event::Note { text });
    }
}

fn partly_read(entry: &Entry) -> Option<String> {
    let facts = &entry.facts;
    let code = matches!(
        facts.kind,
        FileKind::Source | FileKind::Test | FileKind::Generated
    );
    if !code || facts.hash == BINARY {
        return None;
    }
    let path = &facts.path;
    if entry.size > files::MAX_BYTES {
        let size = entry.size.div_ceil(1_000_000);
        return Some(format!(
            "{path}: {size} MB are too large for code; only its name is known"
        ));
    }
    let one_line = facts.lines == 1 && entry.size > MAX_ONE_LINER;
    one_line.then(|| {
        format!(
            "{path}: one line of {} KB; nothing in it counts as code",
            entry.size / 1_000
        )
    })
}

/// What is to be done for a listed file.
enum Step<'a> {
    Keep(Entry),
    Read(&'a FileEntry, Option<Entry>),
}

/// The entries of the listed files in their order, and whether anything differs from the `old` ones.
fn refresh(world: &dyn World, listed: &[FileEntry], old: Vec<Entry>) -> (Vec<Entry>, bool) {
    let old_count = old.len();
    let mut old = old.into_iter().peekable();
    let mut steps: Vec<Step<'_>> = Vec::with_capacity(listed.len());
    for file in listed {
        // Both lists are in path order.
        while old.next_if(|entry| entry.facts.path < file.path).is_some() {}
        steps.push(match old.next_if(|entry| entry.facts.path == file.path) {
            Some(entry)
                if !is_unread(&entry)
                    && entry.size == file.size
                    && entry.modified == file.modified
                    && file.modified != 0 =>
            {
                Step::Keep(entry)
            }
            before => Step::Read(file, before),
        });
    }
    let kept = steps
        .iter()
        .filter(|step| matches!(step, Step::Keep(_)))
        .count();
    let changed = kept != listed.len() || kept != old_count;
    if !changed {
        let keep = |step| match step {
            Step::Keep(entry) => Some(entry),
            Step::Read(..) => None,
        };
        return (steps.into_iter().filter_map(keep).collect(), false);
    }
    let run = |step| match step {
        Step::Keep(entry) => entry,
        Step::Read(file, before) => read(world, file, before),
    };
    (steps.into_par_iter().map(run).collect(), true)
}

/// Facts of one file, from its text; from `before` where the content is the same.
fn read(world: &dyn World, file: &FileEntry, before: Option<Entry>) -> Entry {
    let bare = |hash: &str| FileFacts {
        path: file.path.clone(),
        kind: files::kind_by_path(&file.path),
        language: syntax::language_of(&file.path).map(|language| language.id.to_owned()),
        hash: hash.to_owned(),
        ..FileFacts::default()
    };
    let text = is_wanted(&file.path, file.size).then(|| world.read_text(&file.path).ok());
    let facts = match text.flatten() {
        None => bare(""),
        Some(text) if is_binary(&text) => bare(BINARY),
        Some(text) => match before {
            Some(before) if before.facts.hash == content_hash(&text) => before.facts,
            _ => facts_of(&file.path, &text),
        },
    };
    Entry {
        size: file.size,
        modified: file.modified,
        facts,
    }
}

fn content_hash(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex()[..16].to_owned()
}

/// Whether a file's text is worth reading.
fn is_wanted(path: &str, size: u64) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    match files::kind_by_path(path) {
        FileKind::Data | FileKind::Vendored => !name.contains('.') && size <= MAX_SCRIPT_BYTES,
        _ => size <= files::MAX_BYTES,
    }
}

fn is_binary(text: &str) -> bool {
    text.as_bytes().iter().take(8_000).any(|byte| *byte == 0)
}

/// Facts of a text, without the secrets that it holds: facts are cached and quoted. Imports are not
/// resolved yet.
fn facts_of(path: &str, text: &str) -> FileFacts {
    let hash = content_hash(text);
    let text = &redact::clean(text);
    let mut facts = syntax::parse_file(path, text);
    facts.hash = hash;
    facts.kind = files::kind(path, text);
    match facts.kind {
        FileKind::Source | FileKind::Test => {
            facts.terms = terms::count(path, text);
            imports::scan(&mut facts, text);
        }
        FileKind::Docs => {
            facts.terms = terms::count(path, text);
            facts.uses = mentions(text);
        }
        _ => {}
    }
    facts
}

/// Files that a document names, each once.
fn mentions(text: &str) -> Vec<NameUse> {
    let mut found: BTreeMap<String, u32> = BTreeMap::new();
    for (line, content) in (1u32..).zip(text.lines()) {
        if found.len() >= MAX_MENTIONS {
            break;
        }
        super::query::paths_in(content, |path| {
            found.entry(path.to_owned()).or_insert(line);
        });
    }
    found
        .into_iter()
        .map(|(name, line)| NameUse {
            name,
            line,
            call: false,
        })
        .collect()
}
