//! Sentences of plans, by what they cite. `{n}` is the name, `{p}` the path, `{l}` the line, `{a}` and `{b}` a range,
//! `{t}` a type, `{s}` the mark between a type and its member, `{d}` what stands in the project's settings.

/// What a sentence cites.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    File,
    Line,
    Range,
    SymbolInFile,
    Member,
    Call,
    Symbol,
    Dependency,
    Script,
    Variable,
    Route,
}

impl Form {
    /// As the table shows it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Line => "line",
            Self::Range => "range",
            Self::SymbolInFile => "symbol in a file",
            Self::Member => "member",
            Self::Call => "call",
            Self::Symbol => "symbol",
            Self::Dependency => "dependency",
            Self::Script => "script",
            Self::Variable => "variable",
            Self::Route => "route",
        }
    }

    /// Sentences that cite it.
    pub fn shapes(self) -> &'static [&'static str] {
        match self {
            Self::File => FILE,
            Self::Line => LINE,
            Self::Range => RANGE,
            Self::SymbolInFile => SYMBOL_IN_FILE,
            Self::Member => MEMBER,
            Self::Call => CALL,
            Self::Symbol => SYMBOL,
            Self::Dependency => DEPENDENCY,
            Self::Script => SCRIPT,
            Self::Variable => VARIABLE,
            Self::Route => ROUTE,
        }
    }
}

const FILE: &[&str] = &[
    "The entry point of this part is `{p}`.",
    "- Modify: `{p}`",
    "- `{p}` (existing): pass the flag through",
    "The present behaviour is in {p} and stays.",
    "Everything below follows [the present module]({p}).",
    "| File | Action |\n| --- | --- |\n| `{p}` | Modify |",
    "- [ ] T004 [P] Update the handling in {p}",
    "**Files**: `{p}`",
    "1. Open `{p}` and read how errors are reported.",
    "```text\n{p}    # modified\n```",
    "### Change in `{p}`",
    "We reuse the parser (`{p}`) as it is.",
];
const LINE: &[&str] = &[
    "`{n}` is defined at `{p}:{l}`.",
    "- `{n}` (`{p}:{l}`) stays unchanged.",
    "The logic lives in `{p}:{l}` (`{n}`).",
    "See `{n}` at {p}:{l} for the current behaviour.",
    "- **{n}** — `{p}#L{l}`: keeps its signature.",
    "The new code calls `{n}` (defined in `{p}`, line {l}).",
    "At line {l} of `{p}`, `{n}` is declared.",
    "- [ ] T012 Extend `{n}` in `{p}:{l}`",
    "| Symbol | File | Line |\n| --- | --- | --- |\n| `{n}` | `{p}` | {l} |",
    "[`{n}`]({p}#L{l}) does this work today.",
    "1. Read `{p}` (L{l}), where `{n}` starts.",
    "As `{n}` ({p}:{l}) already does this, it is reused.",
    "| Where | What |\n| --- | --- |\n| `{p}:{l}` | `{n}` |",
    "> `{n}` — `{p}:{l}`",
    "The declaration of `{n}` is on line {l} in `{p}`.",
];
const RANGE: &[&str] = &[
    "`{n}` spans `{p}:{a}-{b}`.",
    "- `{p}#L{a}-L{b}` holds `{n}`.",
    "Lines {a}–{b} of `{p}` are `{n}`.",
    "- `{n}`: `{p}` lines {a}-{b}",
    "The body of `{n}` ({p}:{a}-{b}) needs one more branch.",
    "| Name | Location |\n| --- | --- |\n| `{n}` | `{p}:{a}-{b}` |",
    "`{n}` in `{p}` (lines {a}-{b}) is the model to follow.",
];
const SYMBOL_IN_FILE: &[&str] = &[
    "`{n}` in `{p}` decides this today.",
    "`{p}` defines `{n}`.",
    "`{p}` already declares `{n}`, which is enough.",
    "- `{p}`: `{n}` must keep its behaviour",
    "- Modify `{n}` in `{p}` so that it accepts the flag",
    "See `{p}#{n}`.",
    "`{p}::{n}` stays as it is.",
    "| File | Symbol | Change |\n| --- | --- | --- |\n| `{p}` | `{n}` | Modify |",
    "In `{p}`, the existing `{n}` handles this case.",
    "Today `{n}` (in `{p}`) is responsible.",
    "- [ ] T021 Refactor `{n}` in {p}",
    "`{n}` lives in `{p}`.",
];
const MEMBER: &[&str] = &[
    "Reuse `{t}{s}{n}` rather than writing a second one.",
    "`{t}{s}{n}` already holds this value.",
    "- `{t}{s}{n}` — stays as it is",
    "The existing `{t}{s}{n}` is read before the change.",
    "| Member | Change |\n| --- | --- |\n| `{t}{s}{n}` | keep |",
    "It goes through `{t}{s}{n}`, as everywhere else.",
    "`{t}{s}{n}` in `{p}` is the model.",
];
const CALL: &[&str] = &[
    "Reuse `{n}()` for this.",
    "The present code calls `{n}()` first.",
    "- `{n}()` already validates the input",
    "Like `{n}()`, the new code returns early.",
    "Its caller is {n}(), which stays.",
    "| Helper | Use |\n| --- | --- |\n| `{n}()` | reused |",
];
const SYMBOL: &[&str] = &[
    "It follows the pattern of the existing `{n}`.",
    "Reuse the helper `{n}`.",
    "- `{n}` stays unchanged",
    "This is what `{n}` does today.",
];
const DEPENDENCY: &[&str] = &[
    "The project uses `{d}`.",
    "- `{d}` is already a dependency",
    "**Primary Dependencies**: `{d}`",
];
const SCRIPT: &[&str] = &[
    "Run `{d}`.",
    "- Check with `{d}` before each commit",
    "```bash\n{d}\n```",
];
const VARIABLE: &[&str] = &[
    "The environment variable `{d}` is read at start.",
    "It is set with the existing environment variable `{d}`.",
];
const ROUTE: &[&str] = &[
    "`{d}` already serves this.",
    "The existing route `{d}` stays.",
];
