//! What the reader reports: every code with its level, its sentence and what to do.

use crate::diag::{Diagnostic, Severity};

/// A code that the reader reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    /// Stable code.
    pub id: &'static str,
    /// Its level.
    pub level: Severity,
    /// What it means.
    pub summary: &'static str,
    /// What to do.
    pub help: &'static str,
}

/// All codes, in alphabetical order.
pub const CODES: &[Code] = &[
    DRAFT,
    DUPLICATE_ID,
    EMPTY,
    MISSING_DOCUMENT,
    MISSING_ID,
    NEEDS_CLARIFICATION,
    NO_DELTAS,
    NO_REQUIREMENTS,
    NO_STATUS,
    NO_TITLE,
    TEMPLATE_LEFTOVER,
    UNCLOSED_COMMENT,
    UNCLOSED_FENCE,
];

pub(super) const DRAFT: Code = Code {
    id: "spec-draft",
    level: Severity::Warning,
    summary: "the specification says that it is a draft",
    help: "have it approved before its plan is",
};
pub(super) const DUPLICATE_ID: Code = Code {
    id: "spec-duplicate-id",
    level: Severity::Warning,
    summary: "one identifier stands for two items",
    help: "give each item its own identifier",
};
pub(super) const EMPTY: Code = Code {
    id: "spec-empty",
    level: Severity::Error,
    summary: "the document has no content",
    help: "write the specification first; `docs/spec-json.md` lists the forms that are read",
};
pub(super) const MISSING_DOCUMENT: Code = Code {
    id: "spec-missing-document",
    level: Severity::Error,
    summary: "the main document was not given to the reader",
    help: "name the specification's file",
};
pub(super) const MISSING_ID: Code = Code {
    id: "spec-missing-id",
    level: Severity::Note,
    summary: "a requirement has no identifier where its form gives them one",
    help: "begin it with an identifier such as `**FR-001**:`; until then its first words are its key",
};
pub(super) const NEEDS_CLARIFICATION: Code = Code {
    id: "spec-needs-clarification",
    level: Severity::Note,
    summary: "a [NEEDS CLARIFICATION] marker is open",
    help: "answer it in the text and take the marker out; until then the plan asks it",
};
pub(super) const NO_DELTAS: Code = Code {
    id: "spec-no-deltas",
    level: Severity::Warning,
    summary: "an OpenSpec change has no requirement in its specs folder",
    help: "add specs/CAPABILITY/spec.md with `## ADDED Requirements`",
};
pub(super) const NO_REQUIREMENTS: Code = Code {
    id: "spec-no-requirements",
    level: Severity::Warning,
    summary: "no story, requirement or criterion was found",
    help: "see docs/spec-json.md for the forms that are read",
};
pub(super) const NO_STATUS: Code = Code {
    id: "spec-no-status",
    level: Severity::Note,
    summary: "the status is not stated",
    help: "add a line `**Status**: Approved`",
};
pub(super) const NO_TITLE: Code = Code {
    id: "spec-no-title",
    level: Severity::Warning,
    summary: "there is no level-one heading",
    help: "begin the document with `# NAME`",
};
pub(super) const TEMPLATE_LEFTOVER: Code = Code {
    id: "spec-template-leftover",
    level: Severity::Warning,
    summary: "a placeholder of the template was never filled in",
    help: "replace it, or take the line out",
};
pub(super) const UNCLOSED_COMMENT: Code = Code {
    id: "spec-unclosed-comment",
    level: Severity::Warning,
    summary: "an HTML comment is never closed; what follows is not read",
    help: "close the comment with `-->`",
};
pub(super) const UNCLOSED_FENCE: Code = Code {
    id: "spec-unclosed-fence",
    level: Severity::Warning,
    summary: "a code fence is never closed; what follows is read as code",
    help: "close the fence with ```",
};

impl Code {
    /// A finding of this code: its own sentence or a more exact one.
    pub(super) fn at(self, message: Option<String>, path: &str, line: u32) -> Diagnostic {
        let message = message.unwrap_or_else(|| self.summary.to_owned());
        Diagnostic::new(self.id, self.level, message)
            .at(path, line)
            .help(self.help)
    }
}
