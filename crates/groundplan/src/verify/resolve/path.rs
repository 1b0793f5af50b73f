//! Files and folders: there, elsewhere, created by the plan, or nowhere.

use super::{Finding, Resolver};
use crate::verify::claim::{Edit, Found, Kind, Target, Verdict};
use crate::verify::evidence::{PLANNING, Spot, base, normal};
use crate::verify::extract::{Citation, Origin, PathRef, is_file_name, may_be_member};
use crate::verify::pattern::Pattern;
use crate::verify::plan_facts::Stance;

/// Folders that programs fill; what is in them is no part of the repository.
const MADE: &[&str] = &[
    ".git",
    ".next",
    ".turbo",
    ".venv",
    "__pycache__",
    "build",
    "coverage",
    "dist",
    "node_modules",
    "out",
    "site-packages",
    "target",
    "tmp",
    "venv",
];
/// Names that many folders hold: one alone tells nothing.
const COMMON: &[&str] = &[
    "__init__.py",
    "cargo.toml",
    "index.js",
    "index.ts",
    "index.tsx",
    "lib.rs",
    "main.go",
    "main.py",
    "main.rs",
    "main.ts",
    "makefile",
    "mod.rs",
    "package.json",
    "page.tsx",
    "readme.md",
    "route.ts",
    "types.ts",
    "utils.ts",
    "utils.py",
];

static CREATE: Pattern = Pattern::new(
    r"(?i)(?:\bcreate|\bnew file|\bnew|^\s*[-*]?\s*create)\W*(?:the\s+)?(?:(?:new\s+)?(?:file|module|test|script)\W*)?$",
);

impl Resolver<'_> {
    /// The verdict on a path.
    pub(super) fn path(&self, index: usize, path: &PathRef) -> Option<Finding> {
        let citation = self.citations.get(index)?;
        let mut spot = self.tree.locate(&path.path, self.beside);
        if let Spot::Many(all) = &spot
            && let Some(one) = self.told_by_name(index, all)
        {
            spot = Spot::File(one);
        }
        let kind = kind_of(path);
        let target = Target {
            path: Some(path.path.clone()),
            symbol: path.symbol.clone(),
            line_start: path.lines.map(|lines| lines.0),
            line_end: path.lines.map(|lines| lines.1),
        };
        let finding = match spot {
            Spot::File(file) => self.in_file(index, path, &file)?,
            Spot::Folder(folder) if path.lines.is_some() => Finding::new(
                kind,
                Verdict::Missing,
                format!("{folder} is a folder and has no lines"),
            ),
            Spot::Folder(folder) => {
                Finding::new(kind, Verdict::Ok, format!("the folder {folder} is there"))
            }
            Spot::Many(all) => self.many(path, &all),
            Spot::Nowhere => self.nowhere(index, citation, path)?,
        };
        let mut target = target;
        if finding.target.symbol.is_some() {
            target.symbol.clone_from(&finding.target.symbol);
        }
        Some(finding.target(target))
    }

    /// Of several files, the one that declares the name beside the path.
    fn told_by_name(&self, index: usize, all: &[String]) -> Option<String> {
        let names = self.names_of(index);
        let mut hits = all.iter().filter(|path| {
            let declared =
                |name: &str| self.tree.homes(name).iter().any(|home| home.path == **path);
            names.iter().any(|(_, _, name)| declared(&name.name))
        });
        match (hits.next(), hits.next()) {
            (Some(one), None) => Some(one.clone()),
            _ => None,
        }
    }

    fn in_file(&self, index: usize, path: &PathRef, file: &str) -> Option<Finding> {
        if path.lines.is_some() {
            return Some(self.lines(index, path, file));
        }
        if let Some(symbol) = &path.symbol {
            return Some(self.symbol_of_file(path, file, symbol));
        }
        if self.is_created(index) {
            return Some(
                Finding::new(
                    Kind::File,
                    Verdict::DeclaredNew,
                    format!("the plan creates {file}, which is there already"),
                )
                .found(whole(file)),
            );
        }
        let reason = if file == path.path {
            format!("{file} is there")
        } else {
            format!("it is {file}")
        };
        Some(Finding::new(Kind::File, Verdict::Ok, reason).found(whole(file)))
    }

    /// Whether the words right before a path create the file itself.
    pub(super) fn is_created(&self, index: usize) -> bool {
        let Some(citation) = self.citations.get(index) else {
            return false;
        };
        let from = crate::verify::plan_facts::around(self.passages, citation).start;
        let before = self
            .source
            .get(from..citation.span.start)
            .unwrap_or_default();
        CREATE.is_match(before) && self.stance(citation) == Stance::New
    }

    fn many(&self, path: &PathRef, all: &[String]) -> Finding {
        let shown: Vec<&str> = all.iter().take(3).map(String::as_str).collect();
        let more = if all.len() > 3 { ", …" } else { "" };
        Finding::new(
            kind_of(path),
            Verdict::Ambiguous,
            format!(
                "{} paths end like it: {}{more}",
                all.len(),
                shown.join(", ")
            ),
        )
    }

    fn nowhere(&self, index: usize, citation: &Citation, path: &PathRef) -> Option<Finding> {
        let kind = kind_of(path);
        let file = is_file_name(&path.path) && !path.path.ends_with('/');
        let stance = self.stance(citation);
        let new = stance == Stance::New || self.facts.creates(&path.path);
        if let Some(reason) = outside(&path.path) {
            return (file || path.origin != Origin::Prose)
                .then(|| Finding::new(kind, Verdict::Uncheckable, reason));
        }
        if !file && !self.is_folder_here(&path.path) && !matches!(path.origin, Origin::Tree(_)) {
            return None;
        }
        let bare = !path.path.contains('/');
        if bare && path.origin == Origin::Prose && path.lines.is_none() {
            return None;
        }
        if path.origin == Origin::Tree(None) {
            return Some(Finding::new(
                kind,
                Verdict::DeclaredNew,
                "a file tree of the plan lists it; it is not there yet",
            ));
        }
        if new && path.lines.is_none() {
            return Some(self.created(path));
        }
        if bare && path.lines.is_none() && self.facts.specified.contains(&path.path) {
            let reason = format!("the specification names {}", path.path);
            return Some(Finding::new(kind, Verdict::DeclaredNew, reason));
        }
        let end = may_be_member(&path.path).map(|extension| format!(".{extension}"));
        if end.is_some_and(|end| !self.tree.paths().any(|known| known.ends_with(&end))) {
            return None;
        }
        if path.origin == Origin::Header && path.lines.is_none() {
            return Some(Finding::new(
                kind,
                Verdict::DeclaredNew,
                "a code block of the plan is its content; it is not there yet",
            ));
        }
        if let Some(moved) = self.by_name(index, path) {
            return Some(moved);
        }
        if let Some(found) = self.elsewhere(path) {
            let reason = format!("there is no {}, but {found}", path.path);
            let text = self.rewritten(path, &found);
            return Some(
                self.within_lines(
                    path,
                    &found,
                    Finding::new(kind, Verdict::Moved, reason)
                        .found(whole(&found))
                        .edits(vec![Edit {
                            range: path.path_span.clone(),
                            text,
                        }]),
                ),
            );
        }
        let near = self.near(&path.path);
        let unsure =
            bare && path.lines.is_none() && stance != Stance::Existing && !is_source(&path.path);
        if unsure && near.is_none() {
            return Some(Finding::new(
                kind,
                Verdict::Uncheckable,
                format!("there is no {}, which a run may produce", path.path),
            ));
        }
        let hint = near.map_or_else(String::new, |near| format!("; did you mean {near}?"));
        Some(Finding::new(
            kind,
            Verdict::Missing,
            format!("there is no {}{hint}", path.path),
        ))
    }

    /// Whether the first folder of a path without an extension is there: else it is two words and a slash.
    fn is_folder_here(&self, path: &str) -> bool {
        let first = path
            .trim_start_matches("./")
            .split('/')
            .next()
            .unwrap_or_default();
        let from_here = normal(self.beside, first);
        let known =
            self.tree.is_folder(first) || from_here.is_some_and(|path| self.tree.is_folder(&path));
        path.trim_end_matches('/').contains('/')
            && !first.is_empty()
            && known
            && path.chars().all(|c| !c.is_whitespace())
    }

    /// A file that the plan creates.
    fn created(&self, path: &PathRef) -> Finding {
        let folder = path
            .path
            .trim_end_matches('/')
            .rsplit_once('/')
            .map_or("", |(folder, _)| folder);
        let there = matches!(
            self.tree.locate(folder, self.beside),
            Spot::Folder(_) | Spot::Many(_)
        );
        let reason = if folder.is_empty() || there {
            "the plan creates it".to_owned()
        } else {
            format!("the plan creates it, and with it the folder {folder}")
        };
        Finding::new(kind_of(path), Verdict::DeclaredNew, reason)
    }

    /// A lost file whose name beside it stands in exactly one other.
    fn by_name(&self, index: usize, path: &PathRef) -> Option<Finding> {
        let names = self.names_of(index);
        let (bond, at, name) = names.first()?;
        let homes = self.homes_of(name);
        let homes = super::distinct(&homes);
        let [home] = homes.as_slice() else {
            return None;
        };
        let beside = *bond == super::bind::Bond::Beside && !self.is_use(index, *at);
        beside.then(|| {
            let reason = format!(
                "there is no {}; `{}` stands in {}",
                path.path,
                name.name,
                super::place(home)
            );
            let edits = self.line_edits(path, home, true);
            Finding::new(kind_of(path), Verdict::Moved, reason)
                .at(home)
                .edits(edits)
        })
    }

    /// The one other file of that name; a common name needs its folder too.
    fn elsewhere(&self, path: &PathRef) -> Option<String> {
        let name = base(&path.path);
        let wanted = path.path.trim_end_matches('/');
        let end = if COMMON.contains(&name.to_lowercase().as_str()) {
            let parts: Vec<&str> = wanted.rsplit('/').take(2).collect();
            let [name, folder] = parts.as_slice() else {
                return None;
            };
            format!("{folder}/{name}")
        } else {
            name.to_owned()
        };
        let fits = |known: &&String| **known == end || known.ends_with(&format!("/{end}"));
        let mut hits = self.tree.named(name).iter().filter(fits);
        match (hits.next(), hits.next()) {
            (Some(one), None) if wanted.contains('/') => Some(one.clone()),
            _ => None,
        }
    }

    /// Lines that a moved file does not have are not moved with it.
    fn within_lines(&self, path: &PathRef, found: &str, finding: Finding) -> Finding {
        let Some((_, last)) = path.lines else {
            return finding;
        };
        match self.tree.view(found) {
            Some(view) if last > view.facts.lines => Finding {
                edits: Vec::new(),
                ..finding
            },
            _ => finding,
        }
    }

    /// How a path is written that leads to a file: as a link from the document, else from the root.
    pub(super) fn rewritten(&self, path: &PathRef, file: &str) -> String {
        if path.origin != Origin::Link || self.beside.is_empty() {
            return file.to_owned();
        }
        let from: Vec<&str> = self.beside.split('/').collect();
        let to: Vec<&str> = file.split('/').collect();
        let same = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
        format!(
            "{}{}",
            "../".repeat(from.len() - same),
            to[same..].join("/")
        )
    }

    /// The same path in another case, or a file of the same stem beside it.
    fn near(&self, path: &str) -> Option<String> {
        let lower = path.to_lowercase();
        let mut same = self.tree.named(base(path)).iter().filter(|known| {
            let known = known.to_lowercase();
            known == lower || known.ends_with(&format!("/{lower}"))
        });
        let first = same.next().cloned();
        // A bare name of many files is a kind of file.
        if first.is_some() && same.next().is_some() && !path.contains('/') {
            return None;
        }
        first.or_else(|| {
            let stem = path.rsplit_once('.').map(|(stem, _)| format!("{stem}."))?;
            let mut hits = self.tree.paths().filter(|known| known.starts_with(&stem));
            hits.next().map(str::to_owned)
        })
    }
}

/// A file as a whole.
pub(super) fn whole(path: &str) -> Found {
    Found {
        path: path.to_owned(),
        line_start: None,
        line_end: None,
    }
}

/// What a path claims.
pub(in crate::verify) fn kind_of(path: &PathRef) -> Kind {
    match (path.lines, &path.symbol) {
        (Some((first, last)), _) if first != last => Kind::Range,
        (Some(_), _) => Kind::Line,
        (None, Some(_)) => Kind::SymbolInFile,
        (None, None) => Kind::File,
    }
}

/// Why a path cannot be looked at.
fn outside(path: &str) -> Option<String> {
    if path.starts_with('~') || path.starts_with('$') || path.contains('%') {
        return Some(format!("{path} lies outside of the repository"));
    }
    let first = path
        .trim_start_matches(['/', '.'])
        .split('/')
        .next()
        .unwrap_or_default();
    let system = [
        "bin", "dev", "etc", "home", "opt", "proc", "tmp", "usr", "var", "Users",
    ];
    if path.starts_with('/') && system.contains(&first) {
        return Some(format!("{path} lies outside of the repository"));
    }
    if base(path).starts_with(".env") {
        return Some(format!("{path} may hold secrets and is not read"));
    }
    let tool = path.split('/').find(|part| PLANNING.contains(part));
    if let Some(folder) = tool.filter(|_| !path.ends_with(".md")) {
        return Some(format!(
            "{folder} belongs to a tool, and each person has their own"
        ));
    }
    let made = path.split('/').find(|part| MADE.contains(part));
    made.map(|folder| format!("{folder} is filled by programs and is no part of the repository"))
}

/// Whether a file is program text by its extension.
fn is_source(path: &str) -> bool {
    let language = crate::syntax::language_of(path);
    language.is_some_and(|language| language.nature == crate::syntax::Nature::Source)
}
