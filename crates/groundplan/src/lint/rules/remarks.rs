//! Remarks that accept findings: they are of use, say why, and name a rule.

use crate::lint::{Check, Level, Rule};

/// A remark that silences nothing.
pub const UNUSED: Rule = Rule {
    code: "check-unused-ignore",
    level: Level::Warning,
    summary: "A remark that accepts a finding stands beside one",
    docs: "What it accepted is gone, or stands elsewhere. Take the remark out; `groundplan check --fix` does.",
    check: Check::Told,
};

/// A remark without a reason.
pub const NO_REASON: Rule = Rule {
    code: "check-ignore-without-reason",
    level: Level::Warning,
    summary: "A remark that accepts a finding says why",
    docs: "Without a reason nobody can tell whether it still holds. Write it behind the code: `<!-- groundplan: ignore CODE reason -->`.",
    check: Check::Told,
};

/// A remark on no rule.
pub const UNKNOWN: Rule = Rule {
    code: "check-unknown-code",
    level: Level::Warning,
    summary: "A remark that accepts a finding names a rule",
    docs: "`groundplan explain` lists all codes.",
    check: Check::Told,
};
