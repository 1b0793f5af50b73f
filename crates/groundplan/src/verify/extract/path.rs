//! Paths in prose, code spans, headings, tables: alone, with lines, with a symbol.

use std::ops::Range;

use super::token::{numbers, parse, words};
use super::{Find, Form, Found, Origin, PathRef, What};
use crate::verify::passage::{Block, BlockKind, PieceKind};
use crate::verify::pattern::Pattern;

/// The form.
pub(super) const FORM: Form = Form {
    id: "path",
    summary: "`p`, `p:12`, `p:12-30`, `p#L12-L30`, `p#sym`, `p` (L12), \"line 12 of `p`\"",
    find: Find::Block(find),
};

/// From so many words on a code span is prose.
const QUOTED: usize = 12;
static BRANCH: Pattern = Pattern::new(r"(?i)\b(?:git )?branch(?:es)?\W*$");
static AFTER: Pattern = Pattern::new(
    r"(?ix)^`?(?:\]\([^)\s]*\))?\*{0,2}_?
    (?: :L?(?P<a>\d+)(?:[-–]L?(?P<b>\d+))?\b
      | [\s,]*[(\[]?\s*(?:(?:at|on|from|in|see|currently|existing)\s+)?(?P<about>around\s|near\s|approx\.?(?:imately)?\s|about\s|~|≈)?\s*
        (?:lines?\s*|L)(?P<tilde>[~≈])?\s*(?P<c>\d+)(?:\s*(?:[-–—]|to|through)\s*[~≈]?L?(?P<d>\d+))?\b
    )",
);
static BEFORE: Pattern = Pattern::new(
    r"(?ix)(?P<about>around\s|near\s|approx\.?\s|about\s|~)?\s*(?:\blines?\s*|\bL)(?P<tilde>[~≈])?(?P<a>\d+)(?:\s*(?:[-–—]|to|through)\s*L?(?P<b>\d+))?
    \s+(?:of|in|from|at|inside)\s+(?:the\s+)?(?:file\s+)?\*{0,2}\[?`?$",
);

fn find(source: &str, block: &Block) -> Vec<Found> {
    let mut all = Vec::new();
    for piece in &block.pieces {
        let text = source.get(piece.range.clone()).unwrap_or_default();
        let origin = match piece.kind {
            PieceKind::Text => Origin::Prose,
            PieceKind::Code => Origin::Code,
            PieceKind::Link(_) => continue,
        };
        // A span of many words is a quotation, and a branch looks like a folder.
        let quoted = text.split_whitespace().count() > QUOTED;
        let from = block.sentence(piece.range.start).start;
        let before = source.get(from..piece.range.start).unwrap_or_default();
        let branch = origin == Origin::Code && BRANCH.is_match(before);
        for (span, word) in words(text, piece.range.start) {
            if (origin == Origin::Prose || quoted || branch) && !in_prose(word) {
                continue;
            }
            // What a star cuts off is a pattern, not a path.
            let pattern = origin == Origin::Code
                && source
                    .get(span.end..)
                    .is_some_and(|rest| rest.starts_with(['*', '<', '{']));
            let paths = if pattern {
                Vec::new()
            } else {
                parse(word, span.start)
            };
            let single = paths.len() == 1;
            for (at, mut path) in paths.into_iter().enumerate() {
                path.origin = origin;
                let mut span = if single {
                    span.clone()
                } else {
                    part(&path, &span, at)
                };
                if path.lines.is_none() && path.symbol.is_none() {
                    span = with_lines(source, block, &mut path, span);
                }
                all.push((span, What::Path(path)));
            }
        }
    }
    all
}

/// In prose a word without a dot in its last part is a word.
fn in_prose(word: &str) -> bool {
    let last = word.rsplit('/').next().unwrap_or(word);
    last.contains('.') || (word.ends_with('/') && word.trim_end_matches('/').contains('/'))
}

/// The bytes of one of several line ranges.
fn part(path: &PathRef, whole: &Range<usize>, at: usize) -> Range<usize> {
    if at == 0 {
        whole.start..path.lines_span.end
    } else {
        path.lines_span.clone()
    }
}

/// Lines that stand beside the path: behind it, before it, or in the column of a table.
fn with_lines(source: &str, block: &Block, path: &mut PathRef, span: Range<usize>) -> Range<usize> {
    let sentence = block.sentence(span.start);
    let end = sentence.end.max(span.end);
    let after = source.get(span.end..end).unwrap_or_default();
    if let Some(found) = AFTER.captures(after) {
        let first = found.name("a").or_else(|| found.name("c"));
        let last = found.name("b").or_else(|| found.name("d")).or(first);
        if let (Some(first), Some(last)) = (first, last) {
            path.lines = numbers(first.as_str(), last.as_str());
            path.lines_span = span.end + first.start()..span.end + last.end();
            path.approximate = found
                .name("about")
                .or_else(|| found.name("tilde"))
                .is_some();
            return span.start..span.end + last.end();
        }
    }
    let before = source.get(sentence.start..span.start).unwrap_or_default();
    if let Some(found) = BEFORE.captures(before)
        && let (Some(all), Some(first)) = (found.get(0), found.name("a"))
    {
        let last = found.name("b").unwrap_or(first);
        path.lines = numbers(first.as_str(), last.as_str());
        path.lines_span = sentence.start + first.start()..sentence.start + last.end();
        path.approximate = found
            .name("about")
            .or_else(|| found.name("tilde"))
            .is_some();
        let lead = all.as_str().len() - all.as_str().trim_start().len();
        return sentence.start + all.start() + lead..span.end;
    }
    if block.kind == BlockKind::Row {
        column(source, block, path);
    }
    span
}

/// The number in the column `Line` of the row.
fn column(source: &str, block: &Block, path: &mut PathRef) {
    let named = |head: &String| {
        matches!(
            head.trim_end_matches(['s', ':']),
            "line" | "line number" | "loc" | "line no."
        )
    };
    let Some(cell) = block
        .head
        .iter()
        .position(named)
        .and_then(|at| block.cells.get(at))
    else {
        return;
    };
    let text = source.get(cell.clone()).unwrap_or_default();
    let Some(at) = text.find(|c: char| c.is_ascii_digit()) else {
        return;
    };
    let rest = &text[at..];
    let end = rest
        .find(|c: char| !(c.is_ascii_digit() || "-–L".contains(c)))
        .unwrap_or(rest.len());
    let written = rest[..end].trim_end_matches(['-', '–', 'L']);
    let (first, last) = written.split_once(['-', '–']).unwrap_or((written, written));
    path.lines = numbers(first, last.trim_start_matches('L'));
    path.lines_span = cell.start + at..cell.start + at + written.len();
}
