//! Nothing is left to be filled in.

use std::sync::LazyLock;

use regex::Regex;

use crate::diag::Diagnostic;
use crate::lint::{Check, Level, Rule, TextCase};

/// A mark that somebody meant to come back to.
pub const FILLED: Rule = Rule {
    code: "text-placeholder",
    level: Level::Warning,
    summary: "Nothing is left to be filled in",
    docs: "TBD, TODO, ??? and \"to be decided\" are decisions that the reader now makes. Decide, ask it as an open question, or take it out.",
    check: Check::Text(filled),
};

/// Marks of their own: in capitals, with what must follow or go before so that a text about such marks is
/// none. Chinese and Japanese words end where no other word begins.
static MARK: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"\bTBD\b|\bTBC\b|\bTODO\s*[:：]|[\[(（]TODO|\bFIXME\s*[:：]|[^?？]?[?？]{3,}",
        r"|(?i:\bto be (?:determined|decided|confirmed|specified|filled in)\b|\bimplement(?:ed)? later\b|\bfill in (?:the )?details\b|\blorem ipsum\b)",
        r"|待定(?:$|[^义期])|待补充|待确认|待完善|未定(?:$|[^義义数])|要確認|追記予定",
    ))
    .ok()
});

fn filled(case: &TextCase<'_>, rule: &Rule) -> Vec<Diagnostic> {
    let page = case.page;
    let found = page.prose().filter_map(|(number, line)| {
        let found = MARK.as_ref()?.find(line)?;
        // "No TBD is left" is no mark, nor is a quoted one.
        let quoted = line[..found.start()].ends_with(['"', '“', '\'', '「', '_', '-', '/'])
            || line[found.end()..].starts_with(['"', '”', '\'', '」', '_', '/']);
        let denied = ["no ", "zero ", "without ", "any ", "无", "没有"];
        let before = line[..found.start()].to_lowercase();
        let denied = denied.iter().any(|word| before.ends_with(word));
        let said = found.as_str().trim();
        let finding = rule
            .finding(format!("\"{said}\" is left to be filled in"))
            .at(&page.path, number);
        let finding = finding
            .within(line, found.range())
            .help("decide, ask it as an open question, or take it out");
        (!quoted && !denied).then_some(finding)
    });
    found.collect()
}
