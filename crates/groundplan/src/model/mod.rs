//! Plain data that passes hand to each other. Nothing here reads a file or decides anything.

pub mod doc;
pub mod edit;
pub mod evidence;
pub mod fence;
pub mod ground;
pub mod index;
pub mod names;
pub mod redact;
pub mod spec;
pub mod words;
