//! Texts of files, read once.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use crate::model::ground::Anchor;
use crate::world::World;

/// Texts of files, read when first asked for.
pub struct Texts<'a> {
    world: &'a dyn World,
    known: Mutex<BTreeMap<String, Option<Arc<str>>>>,
}

impl<'a> Texts<'a> {
    /// Nothing is read yet.
    pub fn new(world: &'a dyn World) -> Self {
        Self {
            world,
            known: Mutex::new(BTreeMap::new()),
        }
    }

    /// The text of a file.
    pub fn get(&self, path: &str) -> Option<Arc<str>> {
        let mut known = self
            .known
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        let read = || {
            self.world
                .read_text(path)
                .ok()
                .filter(|text| text.len() < 1_000_000)
                .map(Arc::from)
        };
        known.entry(path.to_owned()).or_insert_with(read).clone()
    }

    /// Cites lines of a file.
    pub fn cite(&self, path: &str, start: u32, end: u32, symbol: Option<&str>) -> Option<Anchor> {
        Anchor::cite(path, &self.get(path)?, start, end, symbol)
    }
}
