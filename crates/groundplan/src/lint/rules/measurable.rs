//! Targets of quality can be measured: they state a number, and its unit.

use std::sync::LazyLock;

use regex::Regex;

use crate::diag::Diagnostic;
use crate::lint::{Check, Level, Rule, SpecCase, spec_text};
use crate::model::spec::NonFunctional;

/// A non-functional requirement without a number cannot be measured.
pub const NUMBER: Rule = Rule {
    code: "spec-unmeasurable-nfr",
    level: Level::Note,
    summary: "Performance and scale requirements state a number",
    docs: "A target without a number can neither be met nor missed. State value and unit.",
    check: Check::Spec(numbers),
};

fn numbers(case: &SpecCase<'_>, rule: &Rule) -> Vec<Diagnostic> {
    let bare = of_speed(case).filter(|one| spec_text::numbers(&whole(one)).is_empty());
    let finding = |one: &NonFunctional| {
        rule.finding(format!("{} states no number", one.id))
            .at(&case.spec.path, one.line)
            .help("state a value and a unit, such as a percentile and milliseconds")
    };
    bare.map(finding).collect()
}

/// A number without a unit says nothing.
pub const UNIT: Rule = Rule {
    code: "spec-number-without-unit",
    level: Level::Off,
    summary: "Numbers of performance and scale requirements have a unit",
    docs: "\"Under 200\" may mean milliseconds, requests or users. Write the unit beside the number.",
    check: Check::Spec(units),
};

/// A limit and its number, at the end of what is said of it.
static BARE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:under|below|less than|at most|within|up to|at least|more than|[<>≤≥]=?)\s*\d+(?:[.,]\d+)*\s*(?:[.;)]\s|[.;)]?$)").ok()
});

fn units(case: &SpecCase<'_>, rule: &Rule) -> Vec<Diagnostic> {
    let bare = of_speed(case).filter_map(|one| {
        let text = whole(one);
        let found = BARE.as_ref()?.find(&text)?;
        let said = found.as_str().trim_end_matches(['.', ',', ';', ')']).trim();
        let finding = rule.finding(format!("{} says \"{said}\" and no unit", one.id));
        Some(
            finding
                .at(&case.spec.path, one.line)
                .help("write the unit beside the number"),
        )
    });
    bare.collect()
}

/// Requirements on speed, scale and availability, as their category says.
fn of_speed<'a>(case: &SpecCase<'a>) -> impl Iterator<Item = &'a NonFunctional> {
    let cues = [
        "performance",
        "scal",
        "capacity",
        "availability",
        "性能",
        "可用",
        "容量",
        "パフォーマンス",
    ];
    let all = case.spec.nonfunctional_requirements.iter();
    all.filter(move |one| {
        let category = one.category.as_deref().unwrap_or_default().to_lowercase();
        cues.iter().any(|cue| category.contains(cue))
    })
}

fn whole(one: &NonFunctional) -> String {
    format!("{} {}", one.text, one.target.as_deref().unwrap_or_default())
}
