//! Names that a person gives to a specification: `FEAT-16`, `016`, `feat_016`, `FEAT-016-spec.md`.

/// Ending of a specification's file name, behind the feature's ID.
const ENDING: &str = "-spec.md";
/// Names of a specification in a folder that has the feature's name.
const IN_FOLDER: &[&str] = &["spec.md", "requirements.md", "proposal.md"];
/// At most so many IDs are proposed.
const PROPOSED: usize = 5;

/// Paths of the specifications that a name may mean; those in `features` win over all others.
pub fn candidates(name: &str, paths: &[String], features: &str) -> Vec<String> {
    let means = |path: &&String| is_file(name, path) || label(path).is_some_and(|l| same(name, l));
    let found: Vec<&String> = paths.iter().filter(means).collect();
    let home = format!("{features}/");
    let at_home = found.iter().copied().filter(|path| path.starts_with(&home));
    let at_home: Vec<String> = at_home.cloned().collect();
    if at_home.is_empty() {
        found.into_iter().cloned().collect()
    } else {
        at_home
    }
}

/// Names of specifications that are there, those with the name's letters first.
pub fn proposed(name: &str, paths: &[String]) -> Vec<String> {
    let letters = parts(name).map(|(letters, _)| letters);
    let labels = paths.iter().filter_map(|path| label(path));
    let mut all: Vec<&str> = labels.filter(|label| parts(label).is_some()).collect();
    all.sort_by_key(|label| (parts(label).map(|(letters, _)| letters) != letters, *label));
    all.dedup();
    all.into_iter().take(PROPOSED).map(str::to_owned).collect()
}

/// Whether a specification's path begins with another ID than it states.
pub fn differs(path: &str, stated: &str) -> bool {
    let named = label(path).and_then(parts);
    named.is_some() && parts(stated).is_some() && named != parts(stated)
}

fn is_file(name: &str, path: &str) -> bool {
    let file = path.rsplit('/').next().unwrap_or(path);
    name.ends_with(".md") && file.eq_ignore_ascii_case(name)
}

/// What a specification's file or folder calls its feature.
fn label(path: &str) -> Option<&str> {
    let (dir, file) = path.rsplit_once('/').unwrap_or(("", path));
    if let Some(label) = file.strip_suffix(ENDING) {
        return Some(label);
    }
    let archived = dir.split('/').any(|part| part == "archive");
    let folder = dir.rsplit('/').next().filter(|folder| !folder.is_empty());
    folder.filter(|_| IN_FOLDER.contains(&file) && !archived)
}

/// Whether a name is the ID of a label: its number, and its letters where it has some.
fn same(name: &str, label: &str) -> bool {
    let (Some((letters, number)), Some((own, other))) = (whole(name), parts(label)) else {
        return false;
    };
    number == other && (letters.is_empty() || letters == own)
}

/// Letters and number of a name that is nothing else.
fn whole(name: &str) -> Option<(String, u64)> {
    let alone = name.ends_with(|c: char| c.is_ascii_digit());
    let rest = name.trim_start_matches(|c: char| c.is_alphabetic());
    let rest = rest.trim_start_matches(['-', '_', ' ']);
    let number = rest.chars().all(|c| c.is_ascii_digit());
    parts(name).filter(|_| alone && number)
}

/// The letters in lower case and the number that a label begins with.
fn parts(label: &str) -> Option<(String, u64)> {
    let rest = label.trim_start_matches(|c: char| c.is_alphabetic());
    let letters = label[..label.len() - rest.len()].to_lowercase();
    let rest = rest.trim_start_matches(['-', '_', ' ']);
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let ends = !rest[digits..].starts_with(|c: char| c.is_alphanumeric());
    let number = rest[..digits].parse().ok().filter(|_| ends)?;
    Some((letters, number))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(name: &str) -> Vec<String> {
        let paths = [
            "docs/features/BUG-016-spec.md",
            "docs/features/FEAT-016-plan.md",
            "docs/features/FEAT-016-spec.md",
            "docs/features/FEAT-017-spec.md",
            "old/FEAT-017-spec.md",
            "specs/004-photo-albums/spec.md",
        ];
        let paths: Vec<String> = paths.iter().map(|path| (*path).to_owned()).collect();
        candidates(name, &paths, "docs/features")
    }

    #[test]
    fn an_id_is_known_however_it_is_written() {
        for name in ["FEAT-016", "FEAT-16", "feat-016", "FEAT016", "FEAT_016"] {
            assert_eq!(found(name), ["docs/features/FEAT-016-spec.md"], "{name}");
        }
        assert_eq!(found("17"), ["docs/features/FEAT-017-spec.md"]);
        assert_eq!(found("4"), ["specs/004-photo-albums/spec.md"]);
        assert_eq!(found("16").len(), 2);
        assert_eq!(
            found("FEAT-017-spec.md"),
            ["docs/features/FEAT-017-spec.md"]
        );
    }

    #[test]
    fn what_is_no_id_finds_nothing() {
        for name in ["", "FEAT", "FEAT-018", "FEAT-016-plan", "hello", "16 pages"] {
            assert!(found(name).is_empty(), "{name}");
        }
    }

    #[test]
    fn a_path_and_its_text_state_one_id() {
        assert!(differs("a/FEAT-017-spec.md", "FEAT-016"));
        assert!(!differs("a/FEAT-016-spec.md", "FEAT-16"));
        assert!(!differs("a/dark-mode-spec.md", "FEAT-016"));
    }

    #[test]
    fn ids_with_the_same_letters_are_proposed_first() {
        let paths = ["a/BUG-1-spec.md".to_owned(), "a/FEAT-2-spec.md".to_owned()];
        assert_eq!(proposed("FEAT-9", &paths), ["FEAT-2", "BUG-1"]);
    }
}
