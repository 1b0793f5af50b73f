//! Files that are no specification: refused, so that nobody gets a plan of a plan or of a program.

use std::path::Path;

use crate::failure::Failure;

/// Endings of documents that people write in.
const DOCUMENTS: &[&str] = &[
    "md", "markdown", "mdx", "mdc", "txt", "text", "rst", "adoc", "org",
];
/// What a folder of specifications holds besides the main document.
const COMPANIONS: &[(&str, &str)] = &[
    ("design.md", "requirements.md"),
    ("tasks.md", "requirements.md"),
    ("plan.md", "spec.md"),
    ("tasks.md", "spec.md"),
    ("research.md", "spec.md"),
    ("design.md", "proposal.md"),
    ("tasks.md", "proposal.md"),
];

/// Says why the document at `path` is no specification, if it is none.
pub fn refuse(path: &str, text: &str, is_there: impl Fn(&str) -> bool) -> Result<(), Failure> {
    let beside = |end: &str| path.strip_suffix(".md").map(|stem| format!("{stem}{end}"));
    if is_plan(text) || beside(".lock.json").is_some_and(|lock| is_there(&lock)) {
        let spec = specification(text).unwrap_or("the document that it was made from");
        return Err(Failure::new(format!(
            "{path}: an implementation plan, not a specification"
        ))
        .help(format!(
            "name its specification, {spec}; `groundplan verify {path}` verifies the plan"
        )));
    }
    if !is_document(path, text) {
        return Err(Failure::new(format!("{path}: not a specification"))
            .help("name a document in markdown"));
    }
    if let Some(main) = main_of(path).find(|main| is_there(main)) {
        return Err(Failure::new(format!(
            "{path}: belongs to a specification and is none itself"
        ))
        .help(format!("name {main}")));
    }
    Ok(())
}

/// Whether a document is an implementation plan, by its first heading.
pub fn is_plan(text: &str) -> bool {
    let mut lines = text.lines().map(|line| line.trim_start_matches('\u{feff}'));
    let heading = lines.find_map(|line| line.strip_prefix("# "));
    let heading = heading.unwrap_or_default().trim().to_lowercase();
    heading.starts_with("implementation plan:") || heading == "implementation plan"
}

/// The specification that a plan names.
pub fn specification(plan: &str) -> Option<&str> {
    let mut lines = plan.lines().take(40);
    let rest = lines.find_map(|line| line.trim().strip_prefix("- Specification: `"))?;
    rest.split('`').next().filter(|path| !path.is_empty())
}

fn is_document(path: &str, text: &str) -> bool {
    match Path::new(path).extension().and_then(|end| end.to_str()) {
        Some(end) => DOCUMENTS.contains(&end.to_lowercase().as_str()),
        None => text.lines().any(|line| line.starts_with("# ")),
    }
}

/// Main documents that the document at `path` may belong to.
pub fn main_of(path: &str) -> impl Iterator<Item = String> {
    let (dir, file) = path.rsplit_once('/').unwrap_or(("", path));
    let fits = COMPANIONS.iter().filter(move |(own, _)| *own == file);
    fits.map(move |(_, main)| match dir {
        "" => (*main).to_owned(),
        dir => format!("{dir}/{main}"),
    })
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests stop at what they did not expect")]
mod tests {
    use super::*;

    #[test]
    fn documents_are_read_and_nothing_else() {
        let none = |_: &str| false;
        for (path, text) in [("a.md", "hello"), ("SPEC", "# A"), ("a.txt", "US-1: x")] {
            refuse(path, text, none).unwrap();
        }
        for (path, text) in [
            ("a.ts", "# A"),
            ("package.json", "{}"),
            ("/etc/passwd", "root:x:0"),
        ] {
            assert!(refuse(path, text, none).is_err(), "{path}");
        }
    }

    #[test]
    fn a_plan_tells_its_specification() {
        let plan = "# Implementation Plan: A\n\n- Specification: `docs/a-spec.md`\n";
        let failure = refuse("docs/a-plan.md", plan, |_| false).unwrap_err();
        let help = failure.advice().unwrap();
        assert!(help.contains("docs/a-spec.md"), "{help}");
        assert!(help.contains("groundplan verify docs/a-plan.md"), "{help}");
    }

    #[test]
    fn a_companion_tells_its_main_document() {
        let failure = refuse("x/design.md", "# D", |path| path == "x/requirements.md");
        assert_eq!(
            failure.unwrap_err().advice(),
            Some("name x/requirements.md")
        );
        refuse("x/design.md", "# D", |_| false).unwrap();
    }
}
