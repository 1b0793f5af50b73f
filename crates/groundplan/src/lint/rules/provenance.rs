//! What is said to be known says where from.

use crate::diag::Diagnostic;
use crate::lint::lexicon::Lexicon;
use crate::lint::{Check, Level, Rule, TextCase};

/// A claim of research without a source.
pub const SOURCE: Rule = Rule {
    code: "text-unsourced-claim",
    level: Level::Off,
    summary: "What \"research shows\" is cited",
    docs: "A study without a name cannot be looked up, and is often none. Link the source in the same paragraph, or say that it is an assumption.",
    check: Check::Text(sources),
};

const CLAIMS: Lexicon = Lexicon {
    words: &[
        "studies show",
        "studies have shown",
        "research shows",
        "research indicates",
        "research suggests",
        "surveys show",
        "statistics show",
        "it is well known",
        "widely known",
        "industry standard",
        "industry best practice",
        "industry best practices",
    ],
    spaceless: &[
        "研究表明",
        "数据显示",
        "众所周知",
        "业界标准",
        "行业标准",
        "調査によると",
        "研究によれば",
        "業界標準",
    ],
};

fn sources(case: &TextCase<'_>, rule: &Rule) -> Vec<Diagnostic> {
    let page = case.page;
    let found = page.prose().filter_map(|(number, line)| {
        let span = CLAIMS.find(line)?;
        let sourced = page.line(number).contains("](")
            || page.line(number).contains("://")
            || line.contains("[^");
        let said = &line[span.clone()];
        let finding = rule
            .finding(format!("\"{said}\", and no source"))
            .at(&page.path, number);
        let finding = finding
            .within(line, span.clone())
            .help("link the source, or say that it is an assumption");
        (!sourced).then_some(finding)
    });
    found.collect()
}
