//! The snapshot of an index in the cache: one blob, versioned and checksummed.
//!
//! ```text
//! "GPIX" · format (u32) · BLAKE3 of the rest (32 bytes) · number of shards (u32) · their lengths (u32 each) · shards
//! ```
//!
//! A shard is the postcard form of some [`Entry`]s. Shards are read and written in parallel. A blob of another
//! format is passed over; a damaged one too, with a note.

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::diag::Diagnostic;
use crate::model::index::FileFacts;
use crate::world::World;

/// Name of the blob.
const NAME: &str = "index";
const MAGIC: &[u8; 4] = b"GPIX";
/// Raised with every change of the facts or of how they are read.
const FORMAT: u32 = 3;
/// Entries in a shard.
const SHARD: usize = 256;

/// A file as it was when its facts were read.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Entry {
    /// Bytes.
    pub size: u64,
    /// Modification time, 0 where unknown.
    pub modified: i64,
    /// What was read.
    pub facts: FileFacts,
}

/// The entries of the last run, by path; empty where there are none. The note tells of a damaged blob.
pub(super) fn load(world: &dyn World) -> (Vec<Entry>, Option<Diagnostic>) {
    let Some(blob) = world.cache_load(NAME) else {
        return (Vec::new(), None);
    };
    match decode(&blob) {
        Ok(entries) => (entries, None),
        Err(Unreadable::OtherFormat) => (Vec::new(), None),
        Err(Unreadable::Damaged) => {
            let note = Diagnostic::note(
                "cache-damaged",
                "the cached index was damaged and is built anew",
            );
            (Vec::new(), Some(note))
        }
    }
}

/// Puts entries, in path order, into the cache.
pub(super) fn store(world: &dyn World, entries: &[Entry]) {
    if let Some(blob) = encode(entries) {
        world.cache_store(NAME, &blob);
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Unreadable {
    OtherFormat,
    Damaged,
}

fn encode(entries: &[Entry]) -> Option<Vec<u8>> {
    let shards: Vec<Vec<u8>> = entries
        .par_chunks(SHARD)
        .map(postcard::to_stdvec)
        .collect::<Result<_, _>>()
        .ok()?;
    let mut rest = u32::try_from(shards.len()).ok()?.to_le_bytes().to_vec();
    for shard in &shards {
        rest.extend(u32::try_from(shard.len()).ok()?.to_le_bytes());
    }
    shards.iter().for_each(|shard| rest.extend(shard));
    let mut blob = MAGIC.to_vec();
    blob.extend(FORMAT.to_le_bytes());
    blob.extend(blake3::hash(&rest).as_bytes());
    blob.extend(rest);
    Some(blob)
}

fn decode(blob: &[u8]) -> Result<Vec<Entry>, Unreadable> {
    let (magic, rest) = blob.split_at_checked(4).ok_or(Unreadable::Damaged)?;
    let (format, rest) = take_u32(rest).ok_or(Unreadable::Damaged)?;
    if magic != MAGIC {
        return Err(Unreadable::Damaged);
    }
    if format != FORMAT {
        return Err(Unreadable::OtherFormat);
    }
    let (hash, rest) = rest.split_at_checked(32).ok_or(Unreadable::Damaged)?;
    if blake3::hash(rest).as_bytes() != hash {
        return Err(Unreadable::Damaged);
    }
    let shards = split_shards(rest).ok_or(Unreadable::Damaged)?;
    let read = shards
        .par_iter()
        .map(|shard| postcard::from_bytes::<Vec<Entry>>(shard));
    let read: Vec<Vec<Entry>> = read
        .collect::<Result<_, _>>()
        .map_err(|_| Unreadable::Damaged)?;
    Ok(read.into_iter().flatten().collect())
}

fn split_shards(rest: &[u8]) -> Option<Vec<&[u8]>> {
    let (count, mut rest) = take_u32(rest)?;
    let mut lengths = Vec::new();
    for _ in 0..count {
        let (length, after) = take_u32(rest)?;
        lengths.push(length as usize);
        rest = after;
    }
    let mut shards = Vec::new();
    for length in lengths {
        let (shard, after) = rest.split_at_checked(length)?;
        shards.push(shard);
        rest = after;
    }
    Some(shards)
}

fn take_u32(bytes: &[u8]) -> Option<(u32, &[u8])> {
    let (four, rest) = bytes.split_at_checked(4)?;
    Some((u32::from_le_bytes(four.try_into().ok()?), rest))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail by panicking")]
mod tests {
    use super::*;

    fn entries() -> Vec<Entry> {
        let facts = |n: u32| FileFacts {
            path: format!("src/{n}.rs"),
            lines: n,
            terms: super::super::terms::count("a.rs", "fn userName() {}"),
            ..FileFacts::default()
        };
        (0..600)
            .map(|n| Entry {
                size: u64::from(n),
                modified: 7,
                facts: facts(n),
            })
            .collect()
    }

    #[test]
    fn what_was_stored_is_loaded() {
        let all = entries();
        let back = decode(&encode(&all).unwrap()).unwrap();
        assert_eq!(back.len(), all.len());
        assert!(
            back.iter()
                .zip(&all)
                .all(|(a, b)| a.facts == b.facts && a.size == b.size)
        );
    }

    #[test]
    fn a_blob_cut_or_changed_anywhere_is_damaged() {
        let blob = encode(&entries()).unwrap();
        for at in [0, 3, 6, 20, 40, 44, blob.len() / 2] {
            assert!(decode(&blob[..at]).is_err(), "cut at {at}");
        }
        for at in [9, 41, 60, blob.len() - 1] {
            let mut other = blob.clone();
            other[at] ^= 1;
            assert_eq!(
                decode(&other).unwrap_err(),
                Unreadable::Damaged,
                "changed at {at}"
            );
        }
    }
}
