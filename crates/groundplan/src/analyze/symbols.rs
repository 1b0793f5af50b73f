//! Which symbols a feature touches: those of the first files that say most of the query, and those it names.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::rank::Context;
use super::terms;
use crate::model::evidence::RankedSymbol;
use crate::model::index::{Symbol, SymbolKind};

/// Files whose symbols are ranked.
const FILES: usize = 40;
const K1: f64 = 1.5;
const B: f64 = 0.6;
/// Lines of a symbol of middling length.
const AVERAGE_LINES: f64 = 25.0;

/// The symbols of the first files, best first, at most `top`.
pub(super) fn rank(context: &Context<'_>, order: &[(usize, f64)], top: usize) -> Vec<RankedSymbol> {
    let most = order
        .first()
        .map_or(1.0, |(_, score)| *score)
        .max(f64::MIN_POSITIVE);
    let first = &order[..order.len().min(FILES)];
    let mut all: Vec<RankedSymbol> = first
        .par_iter()
        .flat_map_iter(|(file, score)| of_file(context, *file, (score / most).max(0.0)))
        .collect();
    all.sort_by(|a, b| {
        b.score
            .total_cmp(&a.score)
            .then_with(|| a.path.cmp(&b.path))
            .then(a.line.cmp(&b.line))
            .then_with(|| a.name.cmp(&b.name))
    });
    all.truncate(top);
    all
}

/// The symbols of one file, scored; `share` is the file's own score as a share of the best.
fn of_file(context: &Context<'_>, file: usize, share: f64) -> Vec<RankedSymbol> {
    let facts = context.files[file];
    let Some(text) = context.text(file).filter(|_| !facts.symbols.is_empty()) else {
        return Vec::new();
    };
    let lines = super::rank::lines_of(context, &text);
    let ceiling = context.ceiling();
    let scored = facts
        .symbols
        .iter()
        .filter(|symbol| is_listed(symbol))
        .filter_map(|symbol| {
            let (body, said) = body_score(context, &lines, symbol);
            let (name, name_said) = name_score(context, symbol);
            let score = 0.6 * share + 0.5 * body / ceiling + 0.5 * name;
            let mut reasons = Vec::new();
            if !name_said.is_empty() {
                reasons.push(format!("its name says {name_said}"));
            }
            if !said.is_empty() {
                reasons.push(format!(
                    "lines {}–{} say {said}",
                    symbol.line_start, symbol.line_end
                ));
            }
            (!reasons.is_empty()).then(|| RankedSymbol {
                path: facts.path.clone(),
                name: symbol.qualified(),
                kind: symbol.kind,
                line: symbol.name_line,
                score,
                reasons,
            })
        });
    scored.collect()
}

/// The line of a file that a person should open: that of the declaration that says most of the query in its code, tests
/// left out; without any the code line nearest to `near`.
pub(super) fn best_line(context: &Context<'_>, file: usize, near: u32) -> u32 {
    let facts = context.files[file];
    let Some(text) = context.text(file) else {
        return near;
    };
    let mut lines = super::rank::lines_of(context, &text);
    let code = code_lines(&text);
    for (line, _) in lines.iter_mut().zip(&code).filter(|(_, code)| !**code) {
        line.clear();
    }
    let tests: Vec<&Symbol> = facts
        .symbols
        .iter()
        .filter(|symbol| is_tests(symbol))
        .collect();
    let tested = |symbol: &Symbol| {
        let within =
            |module: &&Symbol| (module.line_start..=module.line_end).contains(&symbol.name_line);
        tests.iter().any(within)
    };
    let ceiling = context.ceiling();
    let listed = facts
        .symbols
        .iter()
        .filter(|symbol| is_listed(symbol) && !tested(symbol));
    let scored = listed.map(|symbol| {
        let (body, _) = body_score(context, &lines, symbol);
        let (name, _) = name_score(context, symbol);
        (0.5 * body / ceiling + 0.5 * name, symbol.name_line)
    });
    let best = scored
        .filter(|(score, _)| *score > 0.0)
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
    let nearest = || {
        let numbers = code
            .iter()
            .zip(1u32..)
            .filter(|(code, _)| **code)
            .map(|(_, number)| number);
        numbers.min_by_key(|number| number.abs_diff(near))
    };
    best.map(|(_, line)| line).or_else(nearest).unwrap_or(near)
}

/// A module of tests within a file of code.
fn is_tests(symbol: &Symbol) -> bool {
    symbol.kind == SymbolKind::Module && matches!(symbol.name.as_str(), "tests" | "test")
}

/// Which lines hold code: not blank, no comment, not within a text of several lines that documents something.
fn code_lines(text: &str) -> Vec<bool> {
    let mut quoted: Option<&str> = None;
    let lines = text.lines().map(|line| {
        let trimmed = line.trim();
        if let Some(mark) = quoted {
            if trimmed.contains(mark) {
                quoted = None;
            }
            return false;
        }
        let opened = ["\"\"\"", "'''", "/*"]
            .into_iter()
            .find(|mark| trimmed.starts_with(mark));
        if let Some(mark) = opened {
            let close = if mark == "/*" { "*/" } else { mark };
            quoted = Some(close).filter(|close| !trimmed[mark.len()..].contains(close));
            return false;
        }
        let comment = ["//", "# ", "--"]
            .iter()
            .any(|mark| trimmed.starts_with(mark));
        !trimmed.is_empty() && !comment
    });
    lines.collect()
}

/// Fields, members of enums and plain variables are parts of a symbol rather than one.
fn is_listed(symbol: &Symbol) -> bool {
    match symbol.kind {
        SymbolKind::Field | SymbolKind::EnumMember => false,
        SymbolKind::Variable | SymbolKind::Constant => symbol.exported || symbol.wrapper.is_some(),
        _ => true,
    }
}

/// How much of the query its lines say, and the words that say most.
fn body_score(context: &Context<'_>, lines: &[Vec<(u32, f64)>], symbol: &Symbol) -> (f64, String) {
    let start = (symbol.line_start.max(1) as usize - 1).min(lines.len());
    let end = (symbol.line_end as usize).clamp(start, lines.len());
    let mut counts: FxHashMap<u32, (f64, f64)> = FxHashMap::default();
    for (hash, value) in lines[start..end].iter().flatten() {
        let entry = counts.entry(*hash).or_insert((0.0, *value));
        entry.0 += 1.0;
    }
    let length = K1 * (1.0 - B + B * (end - start) as f64 / AVERAGE_LINES);
    let mut gains: Vec<(f64, u32)> = counts
        .into_iter()
        .map(|(hash, (count, value))| (value * count * (K1 + 1.0) / (count + length), hash))
        .collect();
    gains.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let said: Vec<String> = gains
        .iter()
        .filter(|(_, hash)| context.tells(*hash))
        .take(4)
        .map(|(_, hash)| format!("`{}`", context.parsed.spell(*hash)))
        .collect();
    (gains.iter().map(|(gain, _)| gain).sum(), said.join(", "))
}

/// How much of its name the query says, 0 to 1, code spans most, and the words.
fn name_score(context: &Context<'_>, symbol: &Symbol) -> (f64, String) {
    let whole = terms::hash(&symbol.name.trim_matches('_').to_lowercase());
    if context.parsed.code.contains_key(&whole) {
        return (
            1.0,
            format!("`{}`, which the text marks as code", symbol.name),
        );
    }
    let mut said = Vec::new();
    let (mut weight, mut total) = (0.0, 0.0);
    terms::parts(&symbol.name, |part| {
        let part = part.to_lowercase();
        if part.len() < 2 {
            return;
        }
        let hash = terms::hash(&part);
        let rarity = context.content.idf(hash);
        total += rarity;
        if context.parsed.bag.contains_key(&hash) {
            weight += rarity;
            said.push(format!("`{part}`"));
        }
    });
    if said.is_empty() {
        (0.0, String::new())
    } else {
        (0.6 * weight / f64::max(total, 1e-9), said.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_documentation_are_no_code() {
        let text = "\"\"\"Module.\n\nSays much.\n\"\"\"\n# why\ndef f():\n    \"\"\"One line.\"\"\"\n    return 1\n";
        let code = [false, false, false, false, false, true, false, true];
        assert_eq!(code_lines(text), code);
    }
}
