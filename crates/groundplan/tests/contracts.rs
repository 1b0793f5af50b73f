//! API contracts of libraries and command lines: from a specification and a small repository to the lines
//! that a person reads.

use groundplan::model::doc::{Block, Item};
use groundplan::spec::{self, Source};
use groundplan::world::MemoryWorld;
use groundplan::{Options, compile};

/// A section of the plan for these requirements in a repository of these files.
fn section(id: &str, requirements: &str, files: &[(&str, &str)]) -> String {
    let path = "docs/features/FEAT-001-spec.md";
    let text = format!(
        "# Feature Specification: Change\n\n**Feature ID**: FEAT-001\n**Status**: Approved\n\n## Problem Statement\n\nIt is not enough.\n\n{requirements}"
    );
    let source = Source {
        path: path.to_owned(),
        text,
    };
    let spec = spec::read(path, &[source]);
    let world = MemoryWorld::new(files.iter().copied());
    let compiled = compile(&spec, &world, &Options::default());
    let wrong = compiled.findings.iter().map(|one| format!("{one:?}"));
    let wrong: Vec<String> = wrong.filter(|one| one.contains("plan-code")).collect();
    assert_eq!(wrong, [] as [&str; 0]);
    let mut lines: Vec<String> = Vec::new();
    for section in compiled.doc.sections.iter().filter(|one| one.id == id) {
        section.blocks.iter().for_each(|one| push(one, &mut lines));
    }
    lines.join("\n")
}

fn push(block: &Block, lines: &mut Vec<String>) {
    match block {
        Block::Heading { text, .. } => lines.push(format!("# {text}")),
        Block::Paragraph(line) => lines.push(line.text.clone()),
        Block::List { items, .. } => items.iter().for_each(|item| push_item(item, lines)),
        Block::Table { rows, .. } => lines.extend(rows.iter().map(|row| {
            let cells: Vec<&str> = row.iter().map(|cell| cell.text.as_str()).collect();
            cells.join(" | ")
        })),
        Block::Code { text, .. } => lines.push(text.clone()),
    }
}

fn push_item(item: &Item, lines: &mut Vec<String>) {
    lines.push(format!("- {}", item.line.text));
}

/// Requirements as a list of them.
fn requirements(all: &[&str]) -> String {
    let numbered = all.iter().enumerate();
    let lines = numbered.map(|(at, text)| format!("- **FR{}**: {text}\n", at + 1));
    format!(
        "## Requirements\n\n### Functional Requirements\n\n{}",
        lines.collect::<String>()
    )
}

fn has(text: &str, wanted: &[&str]) {
    for one in wanted {
        assert!(text.contains(one), "{one}\n--- is missing in\n{text}");
    }
}

const LIBRARY: &[(&str, &str)] = &[
    (
        "Cargo.toml",
        "[package]\nname = \"spans\"\nversion = \"0.5.0\"\nedition = \"2024\"\n",
    ),
    (
        "src/lib.rs",
        "//! Spans.\n\nmod format;\nmod unit;\n\npub use format::{format, format_long};\npub use unit::Unit;\n",
    ),
    (
        "src/format.rs",
        "use std::time::Duration;\n\n/// The short form.\npub fn format(duration: Duration) -> String {\n    String::new()\n}\n\n/// The long form.\npub fn format_long(duration: Duration) -> String {\n    String::new()\n}\n",
    ),
    (
        "src/unit.rs",
        "/// A unit.\n#[derive(Debug)]\npub enum Unit {\n    /// 1 s\n    Second,\n}\n",
    ),
    (
        "README.md",
        "# spans\n\nCall `format_long` for the long form.\n",
    ),
];

#[test]
fn a_library_gets_the_types_and_signatures_that_are_written_out() {
    let spec = requirements(&[
        "The library MUST add a public function `format_with(duration: Duration, options: &FormatOptions) -> String`",
        "`FormatOptions` MUST hold the separator, the smallest unit and whether the long form is used",
        "`format_long` MUST be deprecated in favour of `format_with`",
    ]);
    let text = section("contracts", &spec, LIBRARY);
    has(
        &text,
        &[
            "pub fn format_with(duration: Duration, options: &FormatOptions) -> String {",
            "pub struct FormatOptions {\n    pub separator: String,\n    pub smallest_unit: Unit,\n    pub long_form: bool,\n}",
            "# `format_long` is deprecated",
            "+ #[deprecated(note = \"use `format_with`\")]\n  pub fn format_long(duration: Duration) -> String",
            "Mentioned in: 1 place: `README.md:3`",
        ],
    );
    let files = section("decisions", &spec, LIBRARY);
    has(
        &files,
        &["exports `format_with`, as it does `format`; exports `FormatOptions`"],
    );
}

#[test]
fn a_changed_signature_stands_beside_the_present_one_and_is_no_question() {
    let spec = requirements(&[
        "The signature of `format_long` MUST become `format_long(duration: Duration, unit: Unit) -> String`",
    ]);
    let text = section("contracts", &spec, LIBRARY);
    has(
        &text,
        &[
            "# `format_long` changes, breaking",
            "- pub fn format_long(duration: Duration) -> String\n+ pub fn format_long(duration: Duration, unit: Unit) -> String",
        ],
    );
    let decisions = section("decisions", &spec, LIBRARY);
    has(&decisions, &["The specification asks for it"]);
}

const TOOL: &[(&str, &str)] = &[
    (
        "Cargo.toml",
        "[package]\nname = \"tally\"\nversion = \"1.0.0\"\nedition = \"2024\"\n\n[dependencies]\nclap = { version = \"4\", features = [\"derive\"] }\n",
    ),
    (
        "src/main.rs",
        "mod args;\nmod commands;\n\nfn main() {\n    println!(\"tally\");\n}\n",
    ),
    (
        "src/args.rs",
        "use std::path::PathBuf;\n\n/// Commands.\n#[derive(Debug, clap::Subcommand)]\npub enum Command {\n    /// Add one.\n    Add(AddArgs),\n    /// List all.\n    List(ListArgs),\n    /// Write all.\n    Export(ExportArgs),\n}\n\n/// Arguments of `add`.\n#[derive(Debug, clap::Args)]\npub struct AddArgs {\n    /// Such as 1h30m.\n    pub duration: String,\n}\n\n/// Arguments of `list`.\n#[derive(Debug, clap::Args)]\npub struct ListArgs {}\n\n/// Arguments of `export`.\n#[derive(Debug, clap::Args)]\npub struct ExportArgs {\n    #[arg(long)]\n    pub csv: Option<PathBuf>,\n    #[arg(long)]\n    pub json: Option<PathBuf>,\n}\n",
    ),
    (
        "src/commands/mod.rs",
        "mod add;\nmod export;\nmod list;\n\nuse crate::args::Command;\n\npub fn run(command: &Command) {\n    match command {\n        Command::Add(command) => add::run(command),\n        Command::List(command) => list::run(command),\n        Command::Export(command) => export::run(command),\n    }\n}\n",
    ),
    (
        "src/commands/add.rs",
        "use crate::args::AddArgs;\n\npub fn run(args: &AddArgs) {}\n",
    ),
    (
        "src/commands/list.rs",
        "use crate::args::ListArgs;\n\npub fn run(args: &ListArgs) {}\n",
    ),
    (
        "src/commands/export.rs",
        "use crate::args::ExportArgs;\n\npub fn run(args: &ExportArgs) {}\n",
    ),
];

#[test]
fn a_new_command_is_made_like_the_commands_that_are_there() {
    let spec = requirements(&[
        "The system MUST add a subcommand `edit NUMBER` with the option `--duration`",
        "`tally edit 3 --duration 2h` MUST change the duration, and `tally list` shows it",
    ]);
    let text = section("contracts", &spec, TOOL);
    has(
        &text,
        &[
            "pub struct EditArgs {\n    pub number: i64,\n    /// Such as 1h30m.\n    #[arg(long)]\n    pub duration: Option<String>,\n}",
            "use crate::args::EditArgs;\n\n/// Runs `edit`.\npub fn run(args: &EditArgs) {",
            "A line `Edit(EditArgs),`",
            "A line `mod edit;`",
            "A line `Command::Edit(command) => edit::run(command),`",
        ],
    );
}

#[test]
fn options_that_come_and_go_are_a_patch_of_the_arguments() {
    let spec = requirements(&[
        "`tally list` MUST print minutes with `--minutes`",
        "`export --csv` MUST be removed",
        "`tally export --csv x` MUST end with exit code 2 and name `--json`",
    ]);
    let text = section("contracts", &spec, TOOL);
    has(
        &text,
        &[
            "  pub struct ListArgs {\n+     #[arg(long)]\n+     pub minutes: bool,",
            "  pub struct ExportArgs {\n-     pub csv: Option<PathBuf>,",
        ],
    );
    assert!(!text.contains("--json |"), "{text}");
}
