//! Words by which an item is sorted: what it needs to be shown, and what comes of it.

/// Words of what a person sees.
pub const SEEN: &[&str] = &[
    "page",
    "button",
    "screen",
    "dialog",
    "click",
    "clicks",
    "clicked",
    "checkbox",
    "checkboxes",
    "boxes",
    "shown",
    "shows",
    "displayed",
    "displays",
    "visible",
    "sees",
    "see",
    "responsive",
    "modal",
    "tooltip",
    "banner",
    "toast",
    "menu",
    "opens",
    "confirmation",
    "highlighted",
    "tab",
    "dropdown",
    "navigates",
    "redirected",
    "scrolls",
    "viewport",
    "form",
];

/// Words of a calculation or a check of values.
pub const PURE: &[&str] = &[
    "calculate",
    "calculates",
    "calculated",
    "calculation",
    "compute",
    "computes",
    "computed",
    "formula",
    "rounded",
    "rounds",
    "validate",
    "validates",
    "validated",
    "validation",
    "negative",
    "positive",
    "parse",
    "parses",
    "parsed",
    "invalid",
    "malformed",
    "equals",
    "sum",
    "average",
    "converts",
    "converted",
    "normalized",
    "normalised",
    "escaped",
    "sorted",
];

/// Words of a refusal, as far as the outcome has them.
pub const REFUSED: &[&str] = &[
    "reject",
    "rejects",
    "rejected",
    "refuse",
    "refuses",
    "refused",
    "raise",
    "raises",
    "raised",
    "throw",
    "throws",
    "error",
    "errors",
    "exception",
    "fails",
    "fail",
    "abort",
    "aborts",
    "denied",
    "denies",
    "forbidden",
    "unauthorized",
    "unauthorised",
    "disallowed",
    "403",
    "401",
    "400",
    "422",
    "404",
    "409",
];

/// Words before a refusal that make it a success.
pub const DENIED: &[&str] = &[
    "no", "not", "never", "without", "instead", "than", "nor", "avoid", "avoids",
];
/// What may stand between the two.
pub const BETWEEN: &[&str] = &[
    "a",
    "an",
    "any",
    "the",
    "of",
    "raise",
    "raising",
    "return",
    "returning",
    "cause",
    "causing",
    "produce",
    "producing",
    "throw",
    "throwing",
    "report",
    "reporting",
    "show",
    "showing",
    "be",
];

/// Words of something that is stored.
pub const STORED: &[&str] = &[
    "store",
    "stores",
    "stored",
    "save",
    "saves",
    "saved",
    "saving",
    "persist",
    "persists",
    "persisted",
    "record",
    "recorded",
    "records",
    "database",
    "history",
    "audit",
    "written",
    "deleted",
    "removed",
    "created",
    "updated",
    "table",
    "row",
    "rows",
];

/// Words of a program that is run.
pub const RUN: &[&str] = &[
    "command", "exit", "exits", "stdout", "stderr", "prints", "printed", "cli", "flag", "run",
    "runs", "running", "request", "requests", "endpoint", "response", "responds", "server",
];

/// Words of what lies outside of a function.
pub const FILES: &[&str] = &[
    "file",
    "files",
    "directory",
    "directories",
    "folder",
    "folders",
    "disk",
    "filesystem",
    "workspace",
    "repository",
    "writes",
    "written",
    "reads",
    "loads",
];

/// Words of what is shown against the real thing.
pub const LIVE: &[&str] = &[
    "live",
    "docker",
    "compose",
    "real-world",
    "end-to-end",
    "e2e",
];

/// Words of documents, and of what is done to them.
pub const DOCUMENTS: &[&str] = &["documentation", "docs", "readme", "changelog", "guide"];
