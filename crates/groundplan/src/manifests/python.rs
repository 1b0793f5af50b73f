//! `pyproject.toml` and files of requirements.

use toml::{Table, Value};

use super::{Command, Dependency, Manifest, habit};

/// The ecosystem.
pub const MANIFEST: Manifest = Manifest {
    id: "python",
    file_names: &["pyproject.toml", "requirements.txt", "requirements-dev.txt"],
    dependencies,
    commands,
    test_runner: |text| uses_pytest(text).then_some("pytest"),
};

fn uses_pytest(text: &str) -> bool {
    text.contains("[tool.pytest") || dependencies(text).iter().any(|one| one.name == "pytest")
}

fn commands(text: &str) -> Vec<Command> {
    if uses_pytest(text) {
        vec![habit("test", "pytest")]
    } else {
        Vec::new()
    }
}

/// Dependencies of the project, its extras and groups, and of Poetry; or of the lines of a
/// requirements file.
pub fn dependencies(text: &str) -> Vec<Dependency> {
    match text.parse::<Table>() {
        Ok(parsed) if is_project(&parsed) => of_project(&parsed),
        _ => text.lines().filter_map(requirement).collect(),
    }
}

fn is_project(parsed: &Table) -> bool {
    ["project", "tool", "build-system", "dependency-groups"]
        .iter()
        .any(|key| parsed.contains_key(*key))
}

fn of_project(parsed: &Table) -> Vec<Dependency> {
    let project = parsed.get("project");
    let listed = project.and_then(|project| project.get("dependencies"));
    let extras = project.and_then(|project| project.get("optional-dependencies"));
    let groups = parsed.get("dependency-groups");
    let tables = [extras, groups]
        .into_iter()
        .flatten()
        .filter_map(Value::as_table);
    let lists = listed.into_iter().chain(tables.flat_map(Table::values));
    let lines = lists
        .filter_map(Value::as_array)
        .flatten()
        .filter_map(Value::as_str);
    let mut all: Vec<Dependency> = lines.filter_map(requirement).collect();
    let poetry = parsed.get("tool").and_then(|tool| tool.get("poetry"));
    let own = poetry.and_then(|poetry| poetry.get("dependencies"));
    let groups = poetry
        .and_then(|poetry| poetry.get("group"))
        .and_then(Value::as_table);
    let groups = groups
        .into_iter()
        .flat_map(Table::values)
        .filter_map(|group| group.get("dependencies"));
    for table in own.into_iter().chain(groups).filter_map(Value::as_table) {
        all.extend(table.iter().map(|(name, value)| {
            let version = value.as_str().or_else(|| value.get("version")?.as_str());
            Dependency {
                name: name.clone(),
                version: version.unwrap_or_default().to_owned(),
            }
        }));
    }
    all
}

/// `SQLAlchemy[asyncio]>=2; python_version > "3"` → name and range.
fn requirement(line: &str) -> Option<Dependency> {
    let line = line.split(['#', ';']).next().unwrap_or(line).trim();
    let end = line
        .find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_' | '.')))
        .unwrap_or(line.len());
    let (name, rest) = line.split_at(end);
    let rest = rest.trim_start();
    let range = if rest.starts_with('[') {
        rest.split_once(']').map_or("", |(_, range)| range)
    } else {
        rest
    };
    let range = range.trim();
    let ranges = range.is_empty() || range.starts_with(['=', '<', '>', '~', '!', '@', '(']);
    (ranges && name.starts_with(char::is_alphabetic)).then(|| Dependency {
        name: name.to_owned(),
        version: range.to_owned(),
    })
}
