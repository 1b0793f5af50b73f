//! From text to a tree, within limits.

use std::cell::RefCell;
use std::ops::ControlFlow;

use tree_sitter::{ParseOptions, ParseState, Parser, Tree};

use super::language::Grammar;

/// Largest text that is parsed.
pub(super) const MAX_BYTES: usize = 1 << 20;
/// Longest line of a text that is parsed; beyond it stands data or minified code.
pub(super) const MAX_LINE: usize = 20_000;

thread_local! {
    static PARSER: RefCell<Parser> = RefCell::new(Parser::new());
}

/// Whether a text is small enough for its grammar.
pub(super) fn fits(text: &str) -> bool {
    text.len() <= MAX_BYTES && text.split('\n').all(|line| line.len() <= MAX_LINE)
}

/// Parses a text; `None` where it is too large or takes too much work.
///
/// Work is counted in the parser's own steps and not in seconds, so that the same text gives the
/// same facts on a slow machine.
pub(super) fn parse(grammar: &Grammar, text: &str) -> Option<Tree> {
    if !fits(text) {
        return None;
    }
    PARSER.with(|parser| {
        let mut parser = parser.try_borrow_mut().ok()?;
        parser.set_language(&grammar.language()).ok()?;
        let mut left = budget(text.len());
        let mut progress = |_: &ParseState| {
            left = left.saturating_sub(1);
            if left == 0 {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        };
        let options = ParseOptions::new().progress_callback(&mut progress);
        let bytes = text.as_bytes();
        let mut read = |at: usize, _| bytes.get(at..).unwrap_or_default();
        let tree = parser.parse_with_options(&mut read, None, Some(options));
        if tree.is_none() {
            parser.reset();
        }
        tree
    })
}

/// Progress reports (one about every hundred steps) that a text of so many bytes may take.
fn budget(bytes: usize) -> usize {
    2_000 + bytes / 4
}
