//! What was built is what was planned: `groundplan check --against BASE..HEAD`.

use crate::lint::{Check, Level, Rule};

/// A file that is changed without a plan.
pub const UNPLANNED: Rule = Rule {
    code: "diff-file-unplanned",
    level: Level::Note,
    summary: "A file that is changed is named by a plan",
    docs: "It was forgotten in the plan, or does not belong to the change. Files that tools write, such as lock files, and the documents of features do not count.",
    check: Check::Told,
};

/// A file that was planned and left alone.
pub const UNTOUCHED: Rule = Rule {
    code: "diff-file-untouched",
    level: Level::Warning,
    summary: "A file that is planned is changed",
    docs: "Work was left out, or found to be unnecessary: then the plan should say so.",
    check: Check::Told,
};

/// A test that was planned and not written.
pub const NO_TEST: Rule = Rule {
    code: "diff-test-missing",
    level: Level::Warning,
    summary: "A planned test is there, or another in its file names its criterion",
    docs: "Without it nothing shows that the criterion is met. Write the test, or name the criterion where another proves it.",
    check: Check::Told,
};

/// An operation that was planned and not written.
pub const NO_OPERATION: Rule = Rule {
    code: "diff-operation-missing",
    level: Level::Warning,
    summary: "A planned operation is in its file under its name",
    docs: "Others were told this name. Write it, or change the plan.",
    check: Check::Told,
};
