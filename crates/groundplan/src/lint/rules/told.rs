//! Codes that other passes report: the reader, the verifier, the comparison with what was built. They are
//! listed here so that they are explained, set to another level and accepted like all others.

use crate::lint::{Check, Level, Rule};

/// What a rule of this code judges.
pub fn subject(code: &str) -> &'static str {
    match code.split('-').next() {
        Some("spec") => "specifications",
        Some("verify") => "citations of plans",
        Some("diff") => "changes, against their plan",
        _ => "remarks",
    }
}

const fn told(code: &'static str, level: Level, summary: &'static str, docs: &'static str) -> Rule {
    Rule {
        code,
        level,
        summary,
        docs,
        check: Check::Told,
    }
}

/// All of them.
pub const DRAFT: Rule = told(
    "spec-draft",
    Level::Warning,
    "A specification that is planned is approved",
    "What is still a draft changes under its plan. Have it approved before its plan is.",
);
pub const DUPLICATE_ID: Rule = told(
    "spec-duplicate-id",
    Level::Warning,
    "One identifier stands for one item",
    "A plan or test that cites a repeated identifier may mean either item. Give each item its own.",
);
pub const SHARED_ID: Rule = told(
    "spec-shared-id",
    Level::Error,
    "Each specification has its own ID",
    "Their plans have one name. Give each specification its own ID.",
);
pub const ID_DIFFERS: Rule = told(
    "spec-id-differs",
    Level::Warning,
    "A specification's file and text state one ID",
    "The plan is named by the ID of the text; who looks for the file finds another. Give both one ID.",
);
pub const EMPTY: Rule = told(
    "spec-empty",
    Level::Error,
    "A specification has content",
    "Write the specification first; `docs/spec-json.md` lists the forms that are read.",
);
pub const MISSING_DOCUMENT: Rule = told(
    "spec-missing-document",
    Level::Error,
    "The main document of a specification is there",
    "Name the specification's file.",
);
pub const FILE_UNREAD: Rule = told(
    "spec-file-unread",
    Level::Warning,
    "Every document of a specification can be read",
    "What cannot be read is not planned. Look at the file's permissions and encoding.",
);
pub const NOT_UTF8: Rule = told(
    "spec-not-utf8",
    Level::Warning,
    "A specification is UTF-8",
    "In another encoding, letters may be read wrongly. Save the file as UTF-8.",
);
pub const MISSING_ID: Rule = told(
    "spec-missing-id",
    Level::Note,
    "A requirement has an identifier where its form gives them one",
    "Begin it with an identifier such as `**FR-001**:`; until then its first words are its key.",
);
pub const NEEDS_CLARIFICATION: Rule = told(
    "spec-needs-clarification",
    Level::Note,
    "No [NEEDS CLARIFICATION] marker is open",
    "Answer it in the text and take the marker out; until then the plan asks it.",
);
pub const NO_DELTAS: Rule = told(
    "spec-no-deltas",
    Level::Warning,
    "An OpenSpec change has requirements in its specs folder",
    "Add specs/CAPABILITY/spec.md with `## ADDED Requirements`.",
);
pub const NO_REQUIREMENTS: Rule = told(
    "spec-no-requirements",
    Level::Warning,
    "A specification has a story, requirement or criterion",
    "Nothing can be planned without. See docs/spec-json.md for the forms that are read.",
);
pub const NO_STATUS: Rule = told(
    "spec-no-status",
    Level::Note,
    "A specification states its status",
    "Add a line `**Status**: Approved`.",
);
pub const NO_TITLE: Rule = told(
    "spec-no-title",
    Level::Warning,
    "A specification has a level-one heading",
    "Begin the document with `# NAME`.",
);
pub const TEMPLATE_LEFTOVER: Rule = told(
    "spec-template-leftover",
    Level::Warning,
    "No placeholder of the template is left",
    "Replace it, or take the line out.",
);
pub const UNCLOSED_COMMENT: Rule = told(
    "spec-unclosed-comment",
    Level::Warning,
    "Every HTML comment is closed",
    "What follows an open comment is not read. Close it with `-->`.",
);
pub const UNCLOSED_FENCE: Rule = told(
    "spec-unclosed-fence",
    Level::Warning,
    "Every code fence is closed",
    "What follows an open fence is read as code. Close the fence with three backticks.",
);
pub const MISSING: Rule = told(
    "verify-missing",
    Level::Error,
    "What a plan cites is there",
    "A plan that cites what is not there was guessed or is old. Correct the citation; `groundplan verify PLAN` says more.",
);
pub const MOVED: Rule = told(
    "verify-moved",
    Level::Warning,
    "What a plan cites stands where it says",
    "The code has moved since. `groundplan check --fix` corrects lines and paths.",
);
pub const CHANGED: Rule = told(
    "verify-changed",
    Level::Warning,
    "What a plan cites is what it was",
    "The cited code was changed since the plan was written. Read it again, then renew the plan.",
);
pub const LOCK: Rule = told(
    "verify-lock",
    Level::Warning,
    "The lock beside a plan can be read",
    "Without it nobody can tell whether cited code has changed. Write the plan anew with this version.",
);
