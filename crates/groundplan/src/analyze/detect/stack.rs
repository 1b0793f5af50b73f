//! Languages, frameworks, tools and commands, from manifests.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;

use super::texts::Texts;
use crate::model::evidence::{Detected, LanguageShare, ProjectCommand, Stack};
use crate::model::index::{FileKind, Index};

/// What a dependency is: name in the manifest, name for people, profile, what it is for.
const KNOWN: &[(&str, &str, &str, Use)] = &[
    ("convex", "Convex", "convex", Use::Schema("convex")),
    ("next", "Next.js", "nextjs", Use::Framework),
    ("react", "React", "react", Use::Framework),
    ("vue", "Vue", "vue", Use::Framework),
    ("svelte", "Svelte", "svelte", Use::Framework),
    ("express", "Express", "express", Use::Framework),
    ("commander", "commander", "commander", Use::Framework),
    ("yargs", "yargs", "yargs", Use::Framework),
    ("vitest", "vitest", "vitest", Use::Test),
    ("jest", "jest", "jest", Use::Test),
    ("mocha", "mocha", "mocha", Use::Test),
    ("@playwright/test", "playwright", "playwright", Use::Test),
    ("cypress", "cypress", "cypress", Use::Test),
    ("fastapi", "FastAPI", "fastapi", Use::Framework),
    ("flask", "Flask", "flask", Use::Framework),
    ("django", "Django", "django", Use::Framework),
    (
        "sqlalchemy",
        "SQLAlchemy",
        "sqlalchemy",
        Use::Schema("sqlalchemy"),
    ),
    ("click", "click", "click", Use::Framework),
    ("typer", "typer", "typer", Use::Framework),
    ("pytest", "pytest", "pytest", Use::Test),
    ("clap", "clap", "clap", Use::Framework),
    ("axum", "axum", "axum", Use::Framework),
    ("actix-web", "actix-web", "actix", Use::Framework),
    ("sqlx", "sqlx", "sqlx", Use::Schema("sql")),
    ("github.com/spf13/cobra", "cobra", "cobra", Use::Framework),
    ("github.com/go-chi/chi/v5", "chi", "chi", Use::Framework),
    ("github.com/gin-gonic/gin", "gin", "gin", Use::Framework),
];

#[derive(Clone, Copy)]
enum Use {
    Framework,
    Test,
    Schema(&'static str),
}

static COVERAGE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?:fail_under\s*=\s*|--cov-fail-under=|(?:lines|statements)[\x22']?\s*:\s*)(\d{1,3})",
    )
    .ok()
});

/// Detects the stack.
pub fn detect(index: &Index, texts: &Texts<'_>) -> Stack {
    let mut stack = Stack {
        languages: languages(index),
        ..Stack::default()
    };
    let manifests = index.files.keys().filter(|path| {
        let name = path.rsplit('/').next().unwrap_or(path);
        let known = [
            "package.json",
            "pyproject.toml",
            "requirements.txt",
            "Cargo.toml",
            "go.mod",
        ]
        .contains(&name);
        known && !path.starts_with("examples/") && !path.starts_with("fixtures/")
    });
    let manifests: Vec<&String> = manifests.take(60).collect();
    for path in &manifests {
        manifest(path, texts, &mut stack);
    }
    if stack.schema_language.is_none() {
        let tables = index.files.values().any(|file| {
            file.path.ends_with(".sql")
                && texts
                    .get(&file.path)
                    .is_some_and(|text| text.to_uppercase().contains("CREATE TABLE"))
        });
        stack.schema_language = tables.then(|| "sql".to_owned());
    }
    lock_files(index, texts, &mut stack);
    coverage(index, texts, &mut stack);
    let workflows = index
        .files
        .keys()
        .filter(|path| path.starts_with(".github/workflows/") || *path == ".gitlab-ci.yml");
    stack.ci = workflows
        .filter_map(|path| texts.cite(path, 1, 1, None))
        .collect();
    stack
}

fn languages(index: &Index) -> Vec<LanguageShare> {
    let mut all: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    for file in index.of_kind(FileKind::Source) {
        if let Some(language) = file.language.as_deref() {
            let share = all.entry(language).or_default();
            share.0 += 1;
            share.1 = share.1.saturating_add(file.lines);
        }
    }
    let shares = all
        .into_iter()
        .map(|(language, (files, lines))| LanguageShare {
            language: language.to_owned(),
            files,
            lines,
        });
    let mut shares: Vec<LanguageShare> = shares.collect();
    shares.sort_by(|a, b| {
        b.lines
            .cmp(&a.lines)
            .then_with(|| a.language.cmp(&b.language))
    });
    shares
}

fn manifest(path: &str, texts: &Texts<'_>, stack: &mut Stack) {
    let Some(text) = texts.get(path) else { return };
    let dir = path.rsplit_once('/').map_or(".", |(dir, _)| dir);
    stack.packages.push(dir.to_owned());
    let name = path.rsplit('/').next().unwrap_or(path);
    let dependencies = match name {
        "package.json" => {
            scripts(path, &text, texts, stack);
            npm(&text)
        }
        "go.mod" => {
            command(stack, "test", "go test ./...", path, texts);
            command(stack, "lint", "go vet ./...", path, texts);
            tested(stack, "go test", path, texts);
            text.lines()
                .filter_map(|line| line.trim().trim_start_matches("require ").split_once(" v"))
                .map(|(n, v)| (n.trim().to_owned(), v.to_owned()))
                .collect()
        }
        "Cargo.toml" => {
            command(stack, "test", "cargo test", path, texts);
            command(stack, "typecheck", "cargo check", path, texts);
            tested(stack, "cargo test", path, texts);
            cargo(&text)
        }
        _ => {
            let all = python(&text);
            if all.iter().any(|(name, _)| name == "pytest") || text.contains("[tool.pytest") {
                command(stack, "test", "pytest", path, texts);
                tested(stack, "pytest", path, texts);
            }
            all
        }
    };
    for (dependency, version) in dependencies {
        let line = line_of(&text, &dependency);
        let anchor = texts.cite(path, line, line, None);
        note(stack, &dependency, &version, anchor);
    }
}

fn note(
    stack: &mut Stack,
    dependency: &str,
    version: &str,
    anchor: Option<crate::model::ground::Anchor>,
) {
    let detected = |name: &str| Detected {
        name: name.to_owned(),
        version: Some(version.to_owned()).filter(|version| !version.is_empty()),
        anchor: anchor.clone(),
    };
    if let Some((_, name, profile, what)) = KNOWN.iter().find(|(known, ..)| *known == dependency)
        && !stack.profiles.iter().any(|there| there == profile)
    {
        stack.profiles.push((*profile).to_owned());
        match what {
            Use::Framework => stack.frameworks.push(detected(name)),
            Use::Test
                if !stack
                    .test_frameworks
                    .iter()
                    .any(|there| there.name == *name) =>
            {
                stack.test_frameworks.push(detected(name))
            }
            Use::Test => {}
            Use::Schema(language) => {
                stack.frameworks.push(detected(name));
                stack
                    .schema_language
                    .get_or_insert_with(|| (*language).to_owned());
            }
        }
    }
    if stack.versions.len() < 300 && !stack.versions.iter().any(|there| there.name == dependency) {
        stack.versions.push(detected(dependency));
    }
}

fn tested(stack: &mut Stack, name: &str, path: &str, texts: &Texts<'_>) {
    if !stack.test_frameworks.iter().any(|there| there.name == name) {
        stack.test_frameworks.push(Detected {
            name: name.to_owned(),
            version: None,
            anchor: texts.cite(path, 1, 1, None),
        });
    }
}

fn command(stack: &mut Stack, name: &str, text: &str, path: &str, texts: &Texts<'_>) {
    if !stack.commands.iter().any(|there| there.name == name) {
        stack.commands.push(ProjectCommand {
            name: name.to_owned(),
            command: text.to_owned(),
            anchor: texts.cite(path, 1, 1, None),
        });
    }
}

fn line_of(text: &str, word: &str) -> u32 {
    let at = text
        .lines()
        .position(|line| line.contains(word))
        .unwrap_or(0);
    u32::try_from(at + 1).unwrap_or(1)
}

fn npm(text: &str) -> Vec<(String, String)> {
    let Ok(value) = serde_json::from_str::<serde_json::Value>(text) else {
        return Vec::new();
    };
    let tables = ["dependencies", "devDependencies", "peerDependencies"];
    let listed = tables
        .iter()
        .filter_map(|table| value.get(table)?.as_object());
    listed
        .flatten()
        .map(|(name, version)| {
            (
                name.clone(),
                version.as_str().unwrap_or_default().to_owned(),
            )
        })
        .collect()
}

fn scripts(path: &str, text: &str, texts: &Texts<'_>, stack: &mut Stack) {
    let Ok(value) = serde_json::from_str::<serde_json::Value>(text) else {
        return;
    };
    let listed = value.get("scripts").and_then(serde_json::Value::as_object);
    for name in listed.into_iter().flat_map(serde_json::Map::keys) {
        if stack.commands.iter().any(|there| there.name == *name) {
            continue;
        }
        let line = line_of(text, &format!("\"{name}\":"));
        let typed = if name == "test" {
            "npm test".to_owned()
        } else {
            format!("npm run {name}")
        };
        stack.commands.push(ProjectCommand {
            name: name.clone(),
            command: typed,
            anchor: texts.cite(path, line, line, None),
        });
    }
}

fn cargo(text: &str) -> Vec<(String, String)> {
    let Ok(value) = toml::from_str::<toml::Table>(text) else {
        return Vec::new();
    };
    let workspace = value.get("workspace").and_then(toml::Value::as_table);
    let tables = ["dependencies", "dev-dependencies"]
        .iter()
        .flat_map(|name| [value.get(*name), workspace.and_then(|w| w.get(*name))]);
    let version = |value: &toml::Value| match value {
        toml::Value::String(version) => version.clone(),
        other => other
            .get("version")
            .and_then(toml::Value::as_str)
            .unwrap_or_default()
            .to_owned(),
    };
    let listed = tables.flatten().filter_map(toml::Value::as_table).flatten();
    listed
        .map(|(name, value)| (name.clone(), version(value)))
        .collect()
}

static PYTHON: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let name = r"([A-Za-z][A-Za-z0-9_.-]*)(?:\[[^\]]*\])?";
    let version = r"((?:[=<>~!]=?)[^\x22',;#\s]*)";
    Regex::new(&format!(
        r"(?m)[\x22']{name}\s*{version}?[^\x22'\n]*[\x22']|^{name}\s*{version}?\s*(?:[;#].*)?$"
    ))
    .ok()
});

fn python(text: &str) -> Vec<(String, String)> {
    let Some(pattern) = PYTHON.as_ref() else {
        return Vec::new();
    };
    let found = pattern.captures_iter(text).filter_map(|found| {
        let name = found.get(1).or(found.get(3))?.as_str().to_lowercase();
        let version = found
            .get(2)
            .or(found.get(4))
            .map_or("", |version| version.as_str());
        Some((name, version.to_owned()))
    });
    found
        .filter(|(name, version)| {
            !version.is_empty() || KNOWN.iter().any(|(known, ..)| known == name)
        })
        .collect()
}

fn lock_files(index: &Index, texts: &Texts<'_>, stack: &mut Stack) {
    for (file, name) in [
        ("pnpm-lock.yaml", "pnpm"),
        ("yarn.lock", "yarn"),
        ("package-lock.json", "npm"),
        ("bun.lockb", "bun"),
        ("Cargo.lock", "cargo"),
        ("poetry.lock", "poetry"),
        ("uv.lock", "uv"),
        ("go.sum", "go"),
    ] {
        if index.files.contains_key(file) {
            stack.package_managers.push(Detected {
                name: name.to_owned(),
                version: None,
                anchor: texts.cite(file, 1, 1, None),
            });
        }
    }
}

fn coverage(index: &Index, texts: &Texts<'_>, stack: &mut Stack) {
    let Some(pattern) = COVERAGE.as_ref() else {
        return;
    };
    for path in index.files.keys() {
        let name = path.rsplit('/').next().unwrap_or(path);
        let config = name.starts_with("vitest.config")
            || name.starts_with("jest.config")
            || ["pyproject.toml", ".coveragerc", "setup.cfg", "package.json"].contains(&name);
        let Some(text) = config.then(|| texts.get(path)).flatten() else {
            continue;
        };
        let found = text.lines().enumerate().find_map(|(at, line)| {
            Some((at, pattern.captures(line)?.get(1)?.as_str().parse().ok()?))
        });
        let Some((at, percent)) = found else { continue };
        let line = u32::try_from(at + 1).unwrap_or(1);
        if let Some(anchor) = texts
            .cite(path, line, line, None)
            .filter(|_| percent <= 100)
        {
            stack.coverage_target = Some((percent, anchor));
            return;
        }
    }
}
