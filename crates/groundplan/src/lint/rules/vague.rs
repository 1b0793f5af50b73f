//! Demands use definite words: what they ask can be seen or measured.

use crate::diag::Diagnostic;
use crate::lint::items::{self, Item};
use crate::lint::lexicon::Lexicon;
use crate::lint::{Check, Level, Rule, SpecCase};

/// Words that mean nothing definite.
pub const WORDS: Rule = Rule {
    code: "spec-vague-word",
    level: Level::Off,
    summary: "Requirements use definite words",
    docs: "Words such as \"fast enough\" or \"user-friendly\" cannot be tested. Say what is measured.",
    check: Check::Spec(words),
};

const VAGUE: Lexicon = Lexicon {
    words: &[
        "user friendly",
        "intuitive",
        "intuitively",
        "fast enough",
        "as appropriate",
        "if possible",
        "where possible",
        "as needed",
        "and so on",
        "etc",
        "seamless",
        "seamlessly",
        "robust",
        "easy to use",
        "easily",
        "gracefully",
        "appropriately",
        "adequate",
        "reasonable",
        "reasonably",
        "state of the art",
        "best effort",
    ],
    spaceless: &[
        "用户友好",
        "易于使用",
        "尽可能",
        "尽量",
        "适当的",
        "适当地",
        "合理的",
        "足够快",
        "良好的",
        "使いやすい",
        "直感的",
        "適切に",
        "適切な",
        "できるだけ",
        "可能な限り",
        "スムーズ",
        "必要に応じて",
    ],
};

fn words(case: &SpecCase<'_>, rule: &Rule) -> Vec<Diagnostic> {
    let all = items::requirements(case.spec);
    said(all, &VAGUE, rule, "say what can be observed or measured")
}

/// A criterion that says no more than that all is well.
pub const WELL: Rule = Rule {
    code: "spec-untestable-criterion",
    level: Level::Note,
    summary: "A criterion says what is seen, not that it works",
    docs: "\"Works correctly\" is what every criterion means and none may say: a test needs the outcome. Write what is seen, stored or returned.",
    check: Check::Spec(well),
};

const WELL_WORDS: Lexicon = Lexicon {
    words: &[
        "works correctly",
        "work correctly",
        "works properly",
        "work properly",
        "works as expected",
        "work as expected",
        "works as intended",
        "works fine",
        "works well",
        "functions correctly",
        "function correctly",
        "functions properly",
        "behaves correctly",
        "behaves as expected",
        "behave as expected",
        "handled correctly",
        "handled properly",
        "handled gracefully",
        "handled appropriately",
        "handles gracefully",
        "displays properly",
        "is user friendly",
        "is intuitive",
    ],
    spaceless: &[
        "正常工作",
        "工作正常",
        "正常运行",
        "运行正常",
        "正确处理",
        "符合预期",
        "正しく動作",
        "正常に動作",
        "期待通り",
        "期待どおり",
        "問題なく",
        "適切に処理",
    ],
};

fn well(case: &SpecCase<'_>, rule: &Rule) -> Vec<Diagnostic> {
    let all = items::criteria(case.spec);
    said(
        all,
        &WELL_WORDS,
        rule,
        "say what is seen, stored or returned",
    )
}

/// A requirement that binds nobody.
pub const MODAL: Rule = Rule {
    code: "spec-weak-requirement",
    level: Level::Off,
    summary: "A requirement binds: it says must or shall",
    docs: "Whether \"may\" or \"could\" has to be built, everybody decides anew. Demand it with \"must\", or leave it out.",
    check: Check::Spec(modal),
};

const WEAK: Lexicon = Lexicon {
    words: &[
        "might",
        "could optionally",
        "may want",
        "ideally",
        "hopefully",
        "would be nice",
        "nice to have",
    ],
    spaceless: &[
        "可能需要",
        "可以考虑",
        "也许",
        "最好能",
        "かもしれない",
        "望ましい",
        "できれば",
    ],
};

fn modal(case: &SpecCase<'_>, rule: &Rule) -> Vec<Diagnostic> {
    let all = items::requirements(case.spec);
    said(all, &WEAK, rule, "demand it, or leave it out")
}

fn said<'a>(
    items: impl Iterator<Item = Item<'a>>,
    lexicon: &Lexicon,
    rule: &Rule,
    help: &str,
) -> Vec<Diagnostic> {
    let found = items.filter_map(|item| {
        let place = lexicon.find(item.text)?;
        if is_explained(&item.text[place.end..]) {
            return None;
        }
        let word = &item.text[place];
        let finding = rule.finding(format!("{} says \"{word}\"", item.id));
        Some(finding.at(item.path, item.line).help(help))
    });
    found.collect()
}

/// Whether what follows a word in its sentence says what is meant: in brackets, behind a colon or dash, with a
/// number.
fn is_explained(rest: &str) -> bool {
    let end = rest
        .find(['.', ';', '。', '；', '\n'])
        .unwrap_or(rest.len());
    let sentence = &rest[..end];
    sentence.contains(['(', '（', ':', '：', '—', '–'])
        || sentence.contains(|c: char| c.is_ascii_digit())
}
