//! Pages that are made from code.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use groundplan::lint::RULES;

/// Pages that are made from code: path and text.
fn pages() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    vec![(root.join("docs/rules.md"), rules())]
}

/// Every rule with its level, what must hold, and why.
fn rules() -> String {
    let mut text = "# Rules\n\nMade by `cargo xtask docs` from the registry. `groundplan explain CODE` says the same.\n".to_owned();
    for rule in RULES {
        let about = rule.subject();
        let level = rule.level.as_str();
        let (code, summary, docs) = (rule.code, rule.summary, rule.docs);
        let _ = write!(
            text,
            "\n## {code}\n\n{level}, on {about}. {summary}\n\n{docs}\n"
        );
    }
    text
}

#[expect(
    clippy::disallowed_methods,
    reason = "a chore reads and writes the repository"
)]
/// Writes the pages; with `check` only says whether they are current.
pub(crate) fn docs(check: bool) -> Result<(), String> {
    for (path, text) in pages() {
        if std::fs::read_to_string(&path).is_ok_and(|there| there == text) {
            continue;
        }
        if check {
            return Err(format!(
                "{} is not current: run `cargo xtask docs`",
                path.display()
            ));
        }
        std::fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #[test]
    fn pages_that_are_made_from_code_are_current() {
        assert_eq!(super::docs(true), Ok(()));
    }
}
