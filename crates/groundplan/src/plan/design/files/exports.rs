//! Files that hand on what others offer (`lib.rs`, `mod.rs`, `__init__.py`, `index.ts`): a new unit is
//! declared and exported there as its siblings are.

use super::Files;
use crate::model::ground::{Ground, Grounds};
use crate::model::index::{FileFacts, FileKind, Import, SymbolKind};
use crate::model::names;
use crate::plan::context::Context;
use crate::plan::design::Design;
use crate::plan::types::{Change, FileAction};

/// Names of files that hand on what others offer.
const BARRELS: &[&str] = &[
    "lib.rs",
    "mod.rs",
    "main.rs",
    "__init__.py",
    "index.ts",
    "index.tsx",
    "index.js",
    "index.mjs",
];

fn is_barrel(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    BARRELS.contains(&name)
}

/// Adds the exports of new functions and types, and the declarations of new modules.
pub(super) fn exports(context: &Context<'_>, design: &Design, files: &mut Files) {
    for (path, name, grounds) in new_units(design) {
        for (barrel, import, like) in exported_in(context, path) {
            if import.names.contains(&name.to_owned()) {
                continue;
            }
            let text = format!("exports `{name}`, as it does `{like}`");
            add(context, files, barrel, import.line, &text, grounds);
        }
    }
    let gone = design
        .impact
        .iter()
        .filter(|one| one.change == Change::Remove);
    for impact in gone {
        for (barrel, import, _) in exported_in(context, &impact.anchor.path) {
            if import.names.contains(&impact.subject) {
                let text = format!("no longer exports `{}`", impact.subject);
                let grounds = &impact.claim.grounds;
                add(context, files, barrel, import.line, &text, grounds);
            }
        }
    }
    let new: Vec<(String, Grounds)> = files
        .all
        .iter()
        .filter(|file| file.action == FileAction::Create && file.role != "test")
        .map(|file| (file.path.clone(), file.claim.grounds.clone()))
        .collect();
    for (path, grounds) in new {
        let Some((barrel, line, like)) = declared_in(context, &path) else {
            continue;
        };
        let stem = names::file_stem(&path);
        let verb = if path.ends_with(".rs") {
            "declares the module"
        } else {
            "hands on"
        };
        let text = format!("{verb} `{stem}`, as it does `{like}`");
        add(context, files, barrel, line, &text, &grounds);
    }
}

fn add(
    context: &Context<'_>,
    files: &mut Files,
    barrel: &FileFacts,
    line: u32,
    text: &str,
    because: &Grounds,
) {
    let items = because.spec_items().take(2).map(Ground::spec);
    let anchor = context.cite(&barrel.path, line, line, None);
    let all = anchor.map(Ground::Code).into_iter().chain(items).collect();
    if let Some(grounds) = Grounds::from_vec(all) {
        files.add(context, &barrel.path, "registration", text, &grounds);
    }
}

/// New functions and types that go into files: path, name, and what they rest on.
fn new_units(design: &Design) -> impl Iterator<Item = (&str, &str, &Grounds)> {
    let groups = design.contracts.groups.iter();
    let operations = groups
        .flat_map(|group| &group.operations)
        .filter(|op| op.change == Change::Add)
        .map(|op| (op.file.as_str(), op.name.as_str(), &op.claim.grounds));
    let types = design.contracts.types.iter().filter_map(|one| {
        let file = one.file.as_deref()?;
        Some((file, one.name.as_str(), &one.claim.grounds))
    });
    operations.chain(types)
}

/// Where the names of a file that is there are exported one by one, each with one of these names.
fn exported_in<'a>(context: &Context<'a>, path: &str) -> Vec<(&'a FileFacts, &'a Import, &'a str)> {
    let Some(own) = context.evidence.file(path) else {
        return Vec::new();
    };
    let offered = |name: &&String| {
        let mut symbols = own.symbols.iter();
        symbols.any(|symbol| symbol.exported && symbol.name == **name)
    };
    let top = own.symbols.iter();
    let top = top.filter(|symbol| symbol.exported && symbol.container.is_none());
    let total = top.count();
    let all = barrels(context, path).flat_map(|barrel| {
        let imports = barrel.imports.iter();
        let of_file = imports.filter(|import| import.resolved.as_deref() == Some(path));
        of_file.filter_map(move |import| {
            let like = import.names.iter().find(offered)?;
            // One that hands on a few of many chooses what it hands on.
            let handed = import.names.iter().filter(offered).count();
            (2 * handed >= total).then_some((barrel, import, like.as_str()))
        })
    });
    all.collect()
}

/// Where the modules beside a new one are declared, most of them: the file, the line and the name of one.
fn declared_in<'a>(context: &Context<'a>, path: &str) -> Option<(&'a FileFacts, u32, &'a str)> {
    let dir = names::dir_of(path);
    let (_, extension) = path.rsplit_once('.')?;
    let siblings: Vec<&'a str> = context
        .evidence
        .index
        .of_kind(FileKind::Source)
        .map(|file| file.path.as_str())
        .filter(|there| names::dir_of(there) == dir && there.ends_with(extension))
        .filter(|there| !is_barrel(there))
        .collect();
    barrels(context, path).find_map(|barrel| {
        let found = siblings.iter().filter_map(|path| declared(barrel, path));
        let found: Vec<(u32, &str)> = found.collect();
        let most = 2 * found.len() >= siblings.len();
        let (line, name) = found.into_iter().min().filter(|_| most)?;
        Some((barrel, line, name))
    })
}

/// The line on which a barrel declares or takes in the module at a path.
fn declared<'a>(barrel: &FileFacts, path: &'a str) -> Option<(u32, &'a str)> {
    let stem = names::file_stem(path);
    let module = barrel.symbols.iter().find(|symbol| {
        let bodiless = symbol.line_start == symbol.line_end;
        symbol.kind == SymbolKind::Module && bodiless && symbol.name == stem
    });
    let import = || {
        let mut imports = barrel.imports.iter();
        imports.find(|import| import.resolved.as_deref() == Some(path))
    };
    let line = module
        .map(|symbol| symbol.name_line)
        .or_else(|| import().map(|import| import.line))?;
    Some((line, stem))
}

/// Such files beside a path or one folder above it, nearest first.
fn barrels<'a>(context: &Context<'a>, path: &str) -> impl Iterator<Item = &'a FileFacts> {
    let here = names::dir_of(path).to_owned();
    let above = names::dir_of(&here).to_owned();
    let own = path.to_owned();
    let all = context.evidence.index.of_kind(FileKind::Source);
    let mut found: Vec<&'a FileFacts> = all
        .filter(|file| {
            let dir = names::dir_of(&file.path);
            let near = dir == here || (dir == above && !here.is_empty());
            near && is_barrel(&file.path) && file.path != own
        })
        .collect();
    found.sort_by_key(|file| names::dir_of(&file.path) != here);
    found.into_iter()
}
