//! Dependencies that manifests state on a line, for ecosystems whose manifests are not parsed: a name, and a version
//! on its line or right below it.

use crate::manifests::Dependency;
use crate::verify::evidence::base;
use crate::verify::pattern::Pattern;

/// Names and endings of such manifests.
const NAMES: &[&str] = &[
    "composer.json",
    "Gemfile",
    "mix.exs",
    "pubspec.yaml",
    "pom.xml",
    "build.gradle",
    "build.gradle.kts",
    "libs.versions.toml",
    "build.sbt",
    "Package.swift",
    "Directory.Packages.props",
    "packages.config",
];
const ENDINGS: &[&str] = &[".gemspec", ".csproj", ".fsproj", ".rockspec"];

static VERSION: Pattern =
    Pattern::new(r#"(?:^|[\s"'>(,:=^~<|\[])[v^~]?(?P<version>\d+(?:\.\d+)+(?:[-+.][\w.]+)?)"#);

/// Whether a file states dependencies line by line.
pub(super) fn states(path: &str) -> bool {
    let name = base(path);
    NAMES.contains(&name) || ENDINGS.iter().any(|ending| name.ends_with(ending))
}

/// Where a text states a dependency: the line, from 1, and every version there.
pub(super) fn stated(text: &str, name: &str) -> Option<(u32, Vec<Dependency>)> {
    let lines: Vec<&str> = text.lines().collect();
    let last = name.rsplit(['/', ':']).next().unwrap_or(name);
    let holds = |line: &&str| {
        super::line::has_word(line, name)
            || line.contains(&format!(":{last}")) && super::line::has_word(line, last)
    };
    let at = lines.iter().position(holds)?;
    let below = lines.iter().skip(at).take(3);
    let line = below.clone().find(|line| VERSION.is_match(line))?;
    let after = line
        .find(name)
        .map_or(*line, |from| &line[from + name.len()..]);
    let versions = VERSION.all(after).into_iter().filter_map(|found| {
        Some(Dependency {
            name: name.to_owned(),
            version: found.name("version")?.as_str().to_owned(),
        })
    });
    Some((u32::try_from(at + 1).unwrap_or(1), versions.collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_stands_behind_its_name() {
        for (text, name, want) in [
            (
                "\"psr/log\": \"^1.1 || ^2.0\"",
                "psr/log",
                vec!["1.1", "2.0"],
            ),
            ("{:plug, \"~> 1.14\"},", "plug", vec!["1.14"]),
            ("gem \"rake\", \"~> 13.0\"", "rake", vec!["13.0"]),
            (
                "<PackageReference Include=\"xunit\" Version=\"2.4.1\" />",
                "xunit",
                vec!["2.4.1"],
            ),
            (
                "<artifactId>gson</artifactId>\n<version>2.10.1</version>",
                "gson",
                vec!["2.10.1"],
            ),
            (
                "implementation(\"com.squareup.okio:okio:3.2.0\")",
                "okio",
                vec!["3.2.0"],
            ),
        ] {
            let found = stated(text, name).map(|(_, all)| all).unwrap_or_default();
            let versions: Vec<&str> = found.iter().map(|one| one.version.as_str()).collect();
            assert_eq!(versions, want, "{text}");
        }
    }
}
