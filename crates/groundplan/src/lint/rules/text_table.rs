//! Tables show everything that is written in them.

use crate::diag::Diagnostic;
use crate::lint::{Check, Level, Page, Rule, TextCase};

/// A row with more cells than its head.
pub const CELLS: Rule = Rule {
    code: "text-table-overflow",
    level: Level::Off,
    summary: "No row of a table has more cells than its head",
    docs: "GitHub and other renderers drop what stands in cells beyond the head's: nobody sees it. Escape a `|` within a cell as `\\|`, also in code, or add a column.",
    check: Check::Text(cells),
};

fn cells(case: &TextCase<'_>, rule: &Rule) -> Vec<Diagnostic> {
    let page = case.page;
    let mut found = Vec::new();
    let mut columns = None;
    for number in 1..=page.count() {
        let line = page.line(number);
        if page.is_code(number) || !line.trim_start().starts_with('|') {
            columns = None;
            continue;
        }
        match columns {
            None => columns = is_rule(page, number + 1).then(|| count(line)),
            Some(head) if count(line) > head => {
                let message = format!(
                    "the row has {} cells, its head {head}: the rest is not shown",
                    count(line)
                );
                let finding = rule.finding(message).at(&page.path, number);
                found.push(finding.help("write a `|` within a cell as `\\|`, or add a column"));
            }
            Some(_) => {}
        }
    }
    found
}

/// Whether a line is the one between head and body.
fn is_rule(page: &Page, number: u32) -> bool {
    let line = page.line(number).trim();
    line.contains('-') && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
}

/// Cells of a row: by bars that are not escaped, also within code, as GitHub reads them.
fn count(line: &str) -> usize {
    let inner = line.trim().trim_start_matches('|');
    let inner = inner
        .strip_suffix('|')
        .filter(|rest| !rest.ends_with('\\'))
        .unwrap_or(inner);
    let mut escaped = false;
    let mut bars = 0;
    for c in inner.chars() {
        bars += usize::from(c == '|' && !escaped);
        escaped = c == '\\' && !escaped;
    }
    bars + 1
}
