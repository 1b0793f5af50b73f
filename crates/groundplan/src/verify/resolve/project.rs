//! Scripts and dependencies, against the manifests of the repository.

use super::{Finding, Resolver, stated};
use crate::manifests::{self, Dependency};
use crate::verify::claim::{Found, Kind, Target, Verdict};
use crate::verify::evidence::base;
use crate::verify::extract::{Citation, DependencyRef};
use crate::verify::plan_facts::Stance;

/// Scripts that a runner has by itself.
const OWN: &[&str] = &["test", "start", "help", "default", "install", "clean"];

/// A dependency, its manifest and the line there.
pub(in crate::verify) type Stated = (String, u32, Dependency);

fn named(name: &str) -> Target {
    Target {
        symbol: Some(name.to_owned()),
        ..Target::default()
    }
}

fn at(path: &str, line: u32) -> Found {
    Found {
        path: path.to_owned(),
        line_start: Some(line),
        line_end: Some(line),
    }
}

/// The line of a recipe `name:` in a justfile or Makefile.
fn recipe(text: &str, name: &str) -> Option<u32> {
    let at = text.lines().position(|line| {
        let line = line.trim_start_matches('@');
        let head = line.split([':', ' ']).next().unwrap_or_default();
        head == name && line.contains(':') && !line.starts_with([' ', '\t', '#'])
    })?;
    u32::try_from(at + 1).ok()
}

impl Resolver<'_> {
    /// The verdict on a script.
    pub(super) fn script(&self, citation: &Citation, runner: &str, name: &str) -> Finding {
        let kind = Kind::PackageScript;
        let homes: Vec<&str> = self
            .tree
            .paths()
            .filter(|path| holds_scripts(runner, path))
            .collect();
        let found = homes.iter().find_map(|path| {
            let text = self.tree.text(path)?;
            Some(at(path, script_line(runner, path, &text, name)?))
        });
        let new = self.facts.names.contains(name)
            || self.facts.coded.contains(name)
            || self.stance(citation) == Stance::New;
        let finding = match found {
            Some(found) => {
                Finding::new(kind, Verdict::Ok, format!("{} has it", found.path)).found(found)
            }
            None if new => Finding::new(kind, Verdict::DeclaredNew, "the plan adds it"),
            None if homes.is_empty() || OWN.contains(&name) => Finding::new(
                kind,
                Verdict::Uncheckable,
                format!("no file here states scripts for {runner}"),
            ),
            None => Finding::new(
                kind,
                Verdict::Missing,
                format!("{} has no `{name}`", homes[0]),
            ),
        };
        finding.target(named(name))
    }

    /// The verdict on a dependency; `None` where nothing shows that one is meant.
    pub(super) fn dependency(&self, citation: &Citation, cited: &DependencyRef) -> Option<Finding> {
        let kind = Kind::Dependency;
        let listed = self.manifests.get_or_init(|| self.listed());
        let wanted = cited.name.to_lowercase().replace('_', "-");
        let same = |one: &&Stated| one.2.name.to_lowercase().replace('_', "-") == wanted;
        let by_line = if cited.sure && !listed.iter().any(|one| same(&one)) {
            self.by_line(&cited.name)
        } else {
            Vec::new()
        };
        let hits: Vec<&Stated> = listed.iter().filter(same).chain(&by_line).collect();
        if hits.is_empty() && !cited.sure {
            return None;
        }
        let new = self.facts.names.contains(&cited.name) || self.stance(citation) == Stance::New;
        let upgrade = ["upgrade", "bump", "migrat", "update", "from ", "→", "->"];
        let sentence = self.sentence(citation).to_lowercase();
        let fits = hits
            .iter()
            .find(|(_, _, one)| fits(&cited.version, &one.version));
        let finding = match (fits, hits.first()) {
            (Some((path, line, one)), _) => {
                Finding::new(kind, Verdict::Ok, as_stated(path, one)).found(at(path, *line))
            }
            (None, _) if new || upgrade.iter().any(|word| sentence.contains(word)) => {
                Finding::new(kind, Verdict::DeclaredNew, "the plan adds or changes it")
            }
            (None, Some((path, line, one))) => {
                let reason = format!("{}, not {}", as_stated(path, one), cited.version);
                Finding::new(kind, Verdict::Missing, reason).found(at(path, *line))
            }
            (None, None) if listed.is_empty() || !self.tree.seen(&cited.name).is_empty() => {
                Finding::new(
                    kind,
                    Verdict::Uncheckable,
                    "no manifest states it as a direct dependency",
                )
            }
            (None, None) => Finding::new(
                kind,
                Verdict::Missing,
                format!("no manifest states `{}`", cited.name),
            ),
        };
        Some(finding.target(named(&cited.name)))
    }

    /// What a manifest that is not parsed states of a dependency.
    fn by_line(&self, name: &str) -> Vec<Stated> {
        let paths = self.tree.paths().filter(|path| stated::states(path));
        let found = paths.filter_map(|path| {
            let (line, all) = stated::stated(&self.tree.text(path)?, name)?;
            let with_place = move |one| (path.to_owned(), line, one);
            Some(all.into_iter().map(with_place))
        });
        found.flatten().collect()
    }

    /// Direct dependencies of all parsed manifests, with file and line.
    fn listed(&self) -> Vec<Stated> {
        let mut all = Vec::new();
        for path in self.tree.paths() {
            let Some(manifest) = manifests::of(path) else {
                continue;
            };
            let text = self.tree.text(path).unwrap_or_default();
            for one in (manifest.dependencies)(&text) {
                all.push((path.to_owned(), manifests::line_of(&text, &one.name), one));
            }
        }
        all
    }
}

fn as_stated(path: &str, one: &Dependency) -> String {
    if one.version.is_empty() {
        format!("{path} states `{}` without a version", one.name)
    } else {
        format!("{path} states `{}` {}", one.name, one.version)
    }
}

fn holds_scripts(runner: &str, path: &str) -> bool {
    let name = base(path).to_lowercase();
    match runner {
        "npm" => name == "package.json",
        "make" => name == "makefile" || name == "gnumakefile" || name.ends_with(".mk"),
        "just" => name == "justfile" || name == ".justfile",
        _ => path.starts_with("xtask/") && name.ends_with(".rs"),
    }
}

/// The line that states a script.
fn script_line(runner: &str, path: &str, text: &str, name: &str) -> Option<u32> {
    match runner {
        "npm" => {
            let manifest = manifests::of(path)?;
            let commands = (manifest.commands)(text);
            commands
                .into_iter()
                .find(|command| command.name == name)
                .map(|command| command.line)
        }
        "make" | "just" => recipe(text, name),
        _ => {
            let pascal: String = name.split('-').map(capital).collect();
            let shown = [
                format!("\"{name}\""),
                pascal,
                format!("fn {}", name.replace('-', "_")),
            ];
            let at = text.lines().position(|line| {
                shown.iter().any(|word| {
                    super::line::has_word(line, word)
                        || line.contains(word.as_str()) && word.starts_with('"')
                })
            })?;
            u32::try_from(at + 1).ok()
        }
    }
}

fn capital(part: &str) -> String {
    let mut chars = part.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

/// Whether a cited version is what a manifest states: the shorter is a beginning of the longer, or a lower bound.
fn fits(cited: &str, stated: &str) -> bool {
    let numbers = |text: &str| -> Vec<u64> {
        let start = text
            .find(|c: char| c.is_ascii_digit())
            .unwrap_or(text.len());
        let end = |c: char| !(c.is_ascii_digit() || c == '.');
        let digits = text[start..].split(end).next().unwrap_or_default();
        digits
            .split('.')
            .map_while(|part| part.parse().ok())
            .collect()
    };
    let (a, b) = (numbers(cited), numbers(stated));
    if b.is_empty() {
        return true;
    }
    if cited.ends_with('+') || cited.starts_with('>') {
        return b >= a;
    }
    let common = a.len().min(b.len());
    let open = stated.starts_with(['>', '^', '~']) && a.first() == b.first() && a >= b;
    a[..common] == b[..common] || open || stated.starts_with(">=") && a >= b
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_fit_by_their_beginning() {
        for (cited, stated, want) in [
            ("18.2", "^18.2.0", true),
            ("18", "18.3.1", true),
            ("19", "^18.2.0", false),
            ("18.3", "^18.2.0", true),
            ("3.1", "2.9", false),
            ("18+", "^19", true),
            ("1.x", "1.4", true),
        ] {
            assert_eq!(fits(cited, stated), want, "{cited} {stated}");
        }
    }

    #[test]
    fn recipes_stand_at_the_beginning_of_a_line() {
        assert_eq!(
            recipe("# test: no\nready: test\n\tcargo\ntest:\n", "test"),
            Some(4)
        );
        assert_eq!(recipe("a:\n", "b"), None);
    }
}
