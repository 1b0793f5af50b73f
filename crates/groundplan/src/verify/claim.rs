//! What a verification yields: a verdict for each citation. The JSON of a [`Report`] is a contract (`docs/verify.md`).

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Serialize;

use crate::diag::Diagnostic;
pub(super) use crate::model::edit::Edit;

/// Version of the report's JSON.
pub const SCHEMA_VERSION: u32 = 1;

/// What a citation claims to be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A file or folder.
    File,
    /// A line of a file.
    Line,
    /// Lines of a file.
    Range,
    /// A declared name.
    Symbol,
    /// A member of a type or module.
    Member,
    /// A name in a file.
    SymbolInFile,
    /// A function that is called.
    Call,
    /// A command of a tool.
    Command,
    /// A script or recipe of the project.
    PackageScript,
    /// A dependency, with or without its version.
    Dependency,
    /// An environment variable.
    EnvironmentVariable,
    /// A route.
    Route,
    /// A table of the schema.
    Table,
}

/// What was found out about a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// It holds.
    Ok,
    /// It stands elsewhere.
    Moved,
    /// The cited node is not what it was when the plan was written.
    Changed,
    /// It is not there.
    Missing,
    /// Several places fit.
    Ambiguous,
    /// It cannot be decided from this repository.
    Uncheckable,
    /// The plan itself creates it.
    DeclaredNew,
}

impl Kind {
    /// As the JSON spells it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Line => "line",
            Self::Range => "range",
            Self::Symbol => "symbol",
            Self::Member => "member",
            Self::SymbolInFile => "symbol-in-file",
            Self::Call => "call",
            Self::Command => "command",
            Self::PackageScript => "package-script",
            Self::Dependency => "dependency",
            Self::EnvironmentVariable => "environment-variable",
            Self::Route => "route",
            Self::Table => "table",
        }
    }
}

impl Verdict {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Ok,
        Self::Moved,
        Self::Changed,
        Self::Missing,
        Self::Ambiguous,
        Self::Uncheckable,
        Self::DeclaredNew,
    ];

    /// As the JSON spells it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Moved => "moved",
            Self::Changed => "changed",
            Self::Missing => "missing",
            Self::Ambiguous => "ambiguous",
            Self::Uncheckable => "uncheckable",
            Self::DeclaredNew => "declared-new",
        }
    }

    /// Whether it is a reason to look at the plan again.
    pub fn is_alarm(self) -> bool {
        matches!(self, Self::Moved | Self::Changed | Self::Missing)
    }
}

/// What is cited.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Target {
    /// The file, as far as it is known.
    pub path: Option<String>,
    /// The name.
    pub symbol: Option<String>,
    /// First line.
    pub line_start: Option<u32>,
    /// Last line.
    pub line_end: Option<u32>,
}

/// Where it really is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Found {
    /// File.
    pub path: String,
    /// First line, where it is a declaration.
    pub line_start: Option<u32>,
    /// Last line.
    pub line_end: Option<u32>,
}

/// One citation and its verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Claim {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// The citation as written.
    pub text: String,
    /// What it claims to be there.
    pub kind: Kind,
    /// Whether it is.
    pub verdict: Verdict,
    /// Why, in a sentence.
    pub reason: String,
    /// What is cited.
    pub target: Target,
    /// Where it really is, if that is known.
    pub found: Option<Found>,
    /// Whether `--fix` corrects it.
    pub fixable: bool,
    /// Column in bytes, from 1.
    #[serde(skip)]
    pub byte_column: u32,
    /// Its bytes in the document.
    #[serde(skip)]
    pub span: Range<usize>,
    /// The correction.
    #[serde(skip)]
    pub edits: Vec<Edit>,
}

/// How much was really checked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// Citations.
    pub claims: usize,
    /// Those that could be decided.
    pub checked: usize,
    /// Counts of every verdict.
    pub by_verdict: BTreeMap<Verdict, usize>,
}

/// All citations of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// [`SCHEMA_VERSION`].
    pub schema_version: u32,
    /// Path of the document.
    pub plan: String,
    /// Head commit.
    pub commit: Option<String>,
    /// Citations in the order of the document.
    pub claims: Vec<Claim>,
    /// Counts.
    pub coverage: Coverage,
    /// What was noticed besides.
    pub diagnostics: Vec<Diagnostic>,
}

impl Report {
    /// Claims that are alarms.
    pub fn alarms(&self) -> impl Iterator<Item = &Claim> {
        self.claims.iter().filter(|claim| claim.verdict.is_alarm())
    }
}

impl Coverage {
    /// Counts of these claims.
    pub fn of(claims: &[Claim]) -> Self {
        let count = |verdict| claims.iter().filter(|one| one.verdict == verdict).count();
        let by_verdict = Verdict::ALL.map(|verdict| (verdict, count(verdict)));
        Self {
            claims: claims.len(),
            checked: claims.len() - count(Verdict::Uncheckable),
            by_verdict: by_verdict.into(),
        }
    }
}
