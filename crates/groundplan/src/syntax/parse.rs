//! From text to a tree, within limits.

use std::cell::RefCell;
use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use tree_sitter::{ParseOptions, ParseState, Parser, Tree};

use super::language::Grammar;

/// Largest text that is parsed.
pub(super) const MAX_BYTES: usize = 1 << 20;
/// Longest line of a text that is parsed; beyond it stands data or minified code.
pub(super) const MAX_LINE: usize = 20_000;

thread_local! {
    static PARSER: RefCell<Parser> = RefCell::new(Parser::new());
}

/// Longest time for one text; code of the largest size takes a 25th of it.
const MAX_TIME: Duration = Duration::from_secs(3);
/// Deepest nesting of brackets that is parsed: the parser frees ambiguous branches by recursion, one
/// frame a level.
pub(super) const MAX_DEPTH: usize = 1_000;

/// Whether a text is small and flat enough for its grammar.
pub(super) fn fits(text: &str) -> bool {
    text.len() <= MAX_BYTES
        && text.split('\n').all(|line| line.len() <= MAX_LINE)
        && depth(text) <= MAX_DEPTH
}

/// How deep brackets nest, those in strings and comments included.
fn depth(text: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for byte in text.bytes() {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => {
                deepest = deepest.max(depth);
                depth = depth.saturating_sub(1);
            }
            _ => {}
        }
    }
    deepest.max(depth)
}

/// Parses a text; `None` where it is too large or takes too much work.
///
/// Work is counted in the parser's own steps, so that the same text gives the same facts on a slow
/// machine. A step of error recovery can take any time, though: [`MAX_TIME`] stops what was
/// made to hang.
pub(super) fn parse(grammar: &Grammar, text: &str) -> Option<Tree> {
    if !fits(text) {
        return None;
    }
    PARSER.with(|parser| {
        let mut parser = parser.try_borrow_mut().ok()?;
        parser.set_language(&grammar.language()).ok()?;
        let mut left = budget(text.len());
        #[expect(
            clippy::disallowed_methods,
            reason = "stops error recovery that would take minutes; the largest code takes a 25th of the limit"
        )]
        let begin = Instant::now();
        let mut progress = |_: &ParseState| {
            left = left.saturating_sub(1);
            if left == 0 || begin.elapsed() > MAX_TIME {
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

/// Progress reports (one about every hundred steps) that a text of so many bytes may take; code that
/// parses needs about one for a hundred bytes.
fn budget(bytes: usize) -> usize {
    1_000 + bytes / 12
}
