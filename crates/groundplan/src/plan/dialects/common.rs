//! What several dialects share: imports taken over from siblings, migrations' names, doc lines.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::evidence::Stack;
use crate::model::index::FileFacts;
use crate::model::names;
use crate::plan::context::Context;
use crate::plan::types::{OperationDraft, Param, SchemaChanges};

/// The language with most lines.
pub fn first_language(stack: &Stack) -> Option<&str> {
    stack.main_language()
}

/// Whether a text is a name of a command or function.
pub fn is_name(word: &str) -> bool {
    !word.is_empty()
        && word
            .chars()
            .all(|c| c.is_alphanumeric() || c == '-' || c == '_')
        && word.chars().next().is_some_and(char::is_alphabetic)
}

/// Whether `name` occurs in `code` as a whole identifier.
pub fn mentions(code: &str, name: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
    code.match_indices(name).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        let after = code[at + name.len()..].chars().next();
        !before.is_some_and(is_part) && !after.is_some_and(is_part)
    })
}

/// The package of Go code at `path`: that of the files beside it, else the name of its folder.
pub fn go_package(context: &Context<'_>, path: &str) -> String {
    let here = names::dir_of(path);
    let texts = context.evidence.texts.iter();
    let said = texts.filter(|(there, _)| {
        there.ends_with(".go") && !there.ends_with("_test.go") && names::dir_of(there) == here
    });
    let named = said.filter_map(|(_, text)| {
        let line = text
            .lines()
            .find_map(|line| line.strip_prefix("package "))?;
        Some(line.trim().to_owned())
    });
    named.min().unwrap_or_else(|| {
        match here
            .rsplit('/')
            .next()
            .unwrap_or_default()
            .replace(['-', '.'], "")
        {
            folder if folder.is_empty() => "main".to_owned(),
            folder => folder,
        }
    })
}

/// The file whose imports new code at `path` can take over: a sibling in the same directory, that
/// of the nearest operation first.
pub fn sibling<'a>(
    context: &Context<'a>,
    path: &str,
    nearest: Option<&str>,
) -> Option<&'a FileFacts> {
    let index = &context.evidence.index;
    let dir = |path: &str| {
        path.rsplit_once('/')
            .map_or(String::new(), |(dir, _)| dir.to_owned())
    };
    let here = dir(path);
    if let Some(file) = index.file(path) {
        return Some(file);
    }
    let near = nearest
        .filter(|near| dir(near) == here)
        .and_then(|near| index.file(near));
    near.or_else(|| {
        let operations = context
            .analysis()
            .operations
            .iter()
            .filter_map(|op| op.anchor.as_ref());
        operations
            .filter(|anchor| dir(&anchor.path) == here)
            .find_map(|anchor| index.file(&anchor.path))
    })
}

/// Names that the code uses and the sibling imports, by module.
pub fn taken_imports(sibling: Option<&FileFacts>, code: &str) -> BTreeMap<String, Vec<String>> {
    let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for import in sibling.into_iter().flat_map(|file| &file.imports) {
        for name in import.names.iter().filter(|name| mentions(code, name)) {
            let names = all.entry(import.module.clone()).or_default();
            if !names.contains(name) {
                names.push(name.clone());
            }
        }
    }
    all
}

/// `use` lines of what Rust code names and the files beside its path import, with a blank line behind
/// them; empty where there are none.
pub fn rust_uses(context: &Context<'_>, path: &str, near: Option<&str>, code: &str) -> String {
    let mut lines = String::new();
    for (module, names) in taken_imports(sibling(context, path, near), code) {
        let module = module.trim_end_matches("::");
        let line = match names.as_slice() {
            [one] if module.ends_with(&format!("::{one}")) => format!("use {module};\n"),
            [one] => format!("use {module}::{one};\n"),
            many => format!("use {module}::{{{}}};\n", many.join(", ")),
        };
        lines.push_str(&line);
    }
    if lines.is_empty() {
        lines
    } else {
        lines + "\n"
    }
}

/// The module from which files beside `path` (then in a folder beside it) import a name.
pub fn module_of(context: &Context<'_>, path: &str, name: &str) -> Option<String> {
    let dir = |path: &str| names::dir_of(path).to_owned();
    let (here, above) = (dir(path), dir(&dir(path)));
    let near = |wanted: &str, up: bool| {
        context.evidence.index.files.values().find_map(|file| {
            let place = dir(&file.path);
            let fits = if up {
                dir(&place) == wanted
            } else {
                place == wanted
            };
            let import = file
                .imports
                .iter()
                .find(|import| import.names.iter().any(|one| one == name));
            fits.then_some(import?.module.clone())
        })
    };
    near(&here, false).or_else(|| near(&above, true))
}

/// The path of the next migration: numbered like its siblings, with their width and suffix.
pub fn next_migration(context: &Context<'_>, subject: &str) -> Option<String> {
    let index = &context.evidence.index;
    let mut found: Vec<(u64, &str)> = Vec::new();
    for path in index.files.keys() {
        let (dir, file) = path.rsplit_once('/').unwrap_or(("", path));
        let in_migrations = dir.to_lowercase().contains("migration");
        let digits: String = file.chars().take_while(char::is_ascii_digit).collect();
        if in_migrations && file.ends_with(".sql") && !digits.is_empty() && !file.contains(".down.")
        {
            found.extend(digits.parse().ok().map(|number| (number, path.as_str())));
        }
    }
    let (last, path) = found.into_iter().max()?;
    let (dir, file) = path.rsplit_once('/').unwrap_or(("", path));
    let width = file.chars().take_while(char::is_ascii_digit).count();
    let joint = file.chars().nth(width).unwrap_or('_');
    let suffix = file.split_once('.').map_or("sql", |(_, suffix)| suffix);
    let next = following(&format!("{last:0width$}"));
    Some(names::in_dir(
        dir,
        &format!("{next}{joint}{subject}.{suffix}"),
    ))
}

/// Gives migrations that were drafted one by one numbers of their own, in document order, and each
/// with a file that takes it back the same number.
pub fn renumber(changes: &mut SchemaChanges) {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let new = changes.new_tables.iter_mut().map(|table| &mut table.code);
    let changed = changes
        .modified_tables
        .iter_mut()
        .map(|table| &mut table.code);
    for blocks in new.chain(changed) {
        let number = |path: &str| leading_number(path).map(str::to_owned);
        let Some(first) = blocks.iter().find_map(|block| number(&block.path)) else {
            continue;
        };
        let mut own = first.clone();
        while !taken.insert(own.clone()) {
            own = following(&own);
        }
        for block in blocks.iter_mut() {
            if let Some(at) = block.path.rfind(&first).filter(|_| own != first) {
                block.path.replace_range(at..at + first.len(), &own);
            }
        }
    }
}

/// Whether a path is that of a numbered migration, or of a revision of Alembic.
pub fn is_migration(path: &str) -> bool {
    let is_revision = path.ends_with(".py") && names::dir_of(path).ends_with("versions");
    is_revision || leading_number(path).is_some() && path.ends_with(".sql")
}

/// The number that a migration's file name begins with.
fn leading_number(path: &str) -> Option<&str> {
    let file = path.rsplit('/').next()?;
    let digits = file.find(|c: char| !c.is_ascii_digit())?;
    (digits > 0 && path.contains("migration")).then(|| &file[..digits])
}

/// The next number of the same width; of a moment, the next minute.
fn following(number: &str) -> String {
    let width = number.len();
    let step = if width >= 12 { 100 } else { 1 };
    let next = number.parse::<u64>().unwrap_or(0) + step;
    format!("{next:0width$}")
}

/// The line that a drafted body fails with until somebody implements it.
pub fn unimplemented_text(operation: &OperationDraft) -> String {
    let items: Vec<&str> = operation.claim.grounds.spec_items().collect();
    format!("not implemented: {}", items.join(", "))
}

/// Whether a parameter stands in the route: `{id}`, `:loan_id`.
pub fn in_route(operation: &OperationDraft, param: &Param) -> bool {
    let route = operation.route.as_deref().unwrap_or_default();
    route.split('/').any(|part| {
        let name = part.trim_matches(['{', '}', '<', '>', ':']);
        part != name && name == param.name
    })
}

/// The parameter that stands in the route, if any.
pub fn route_param(operation: &OperationDraft) -> Option<String> {
    let route = operation.route.as_deref()?;
    let part = route
        .split('/')
        .find(|part| part.starts_with(['{', ':', '<']))?;
    Some(part.trim_matches(['{', '}', '<', '>', ':']).to_owned())
}

/// Whether a file beside `path`, or in its place, says this.
pub fn said_beside(context: &Context<'_>, path: &str, cue: &str) -> bool {
    let dir = names::dir_of(path);
    let texts = context.evidence.texts.iter();
    let mut here = texts.filter(|(there, _)| names::dir_of(there) == dir);
    here.any(|(_, text)| text.contains(cue))
}

/// The name of the guard function within a claim: what stands between the first backticks.
pub fn guard_call(operation: &OperationDraft) -> Option<String> {
    let text = &operation.guard.as_ref()?.text;
    let call = text.split('`').nth(1)?;
    let name = call.split('(').next()?.trim();
    (!name.is_empty()).then(|| name.to_owned())
}
