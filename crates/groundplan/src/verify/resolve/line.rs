//! Lines: they hold when they meet what the sentence names; else that is looked for.

use super::bind::Bond;
use super::path::kind_of;
use super::{Finding, Resolver, distinct, place};
use crate::model::index::{Symbol, SymbolKind};
use crate::verify::claim::{Edit, Found, Target, Verdict};
use crate::verify::evidence::{Home, View};
use crate::verify::extract::{NameRef, PathRef};
use crate::verify::lexical;

/// How far from a line its name may stand.
const NEAR: u32 = 3;
/// How far an approximate line may be off.
const ABOUT: u32 = 15;

impl Resolver<'_> {
    /// The verdict on lines of a file that is there.
    pub(super) fn lines(&self, index: usize, path: &PathRef, file: &str) -> Finding {
        let kind = kind_of(path);
        let (first, last) = path.lines.unwrap_or((1, 1));
        let Some(view) = self.tree.view(file) else {
            return Finding::new(
                kind,
                Verdict::Uncheckable,
                format!("{file} cannot be read as text"),
            );
        };
        if let Some(finding) = self.locked(path, file, &view) {
            return finding;
        }
        let slack = if path.approximate { ABOUT } else { 0 };
        let cited = (first.saturating_sub(slack), last.saturating_add(slack));
        let names = self.names_of(index);
        for (_, _, name) in &names {
            if let Some(symbol) = meets(&view, name, cited) {
                return Finding::new(
                    kind,
                    Verdict::Ok,
                    format!(
                        "it meets `{}`, lines {}–{}",
                        symbol.name, symbol.line_start, symbol.line_end
                    ),
                )
                .target(named(name))
                .at(&Home {
                    path: file.to_owned(),
                    symbol,
                });
            }
        }
        let written = names
            .iter()
            .find(|(_, _, name)| stands_on(&view, &name.name, cited));
        if let Some((_, _, name)) = written {
            return Finding::new(kind, Verdict::Ok, format!("`{}` stands on it", name.name))
                .target(named(name));
        }
        let inside = last <= view.facts.lines;
        match self.moved(index, path, file, &names) {
            Some(finding) => finding,
            None if inside || path.approximate && first <= view.facts.lines => {
                Finding::new(kind, Verdict::Ok, format!("{file} has these lines"))
            }
            None => Finding::new(
                kind,
                Verdict::Missing,
                format!("{file} has {} lines", view.facts.lines),
            ),
        }
    }

    /// Where the name is that the lines do not meet.
    fn moved(
        &self,
        index: usize,
        path: &PathRef,
        file: &str,
        names: &[(Bond, usize, &NameRef)],
    ) -> Option<Finding> {
        let kind = kind_of(path);
        let known = names.iter().filter(|(_, at, name)| {
            let citation = self.citations.get(*at);
            citation.is_some_and(|citation| {
                self.why_new(citation, name).is_none() || !self.homes_of(name).is_empty()
            })
        });
        let mut known = known.peekable();
        let strongest = known.peek().map(|(bond, _, _)| *bond)?;
        // Side by side binds this name alone; else any of the sentence may be meant.
        let candidates: Vec<&(Bond, usize, &NameRef)> =
            known.filter(|(bond, _, _)| *bond == strongest).collect();
        for (bond, at, name) in &candidates {
            let homes = self.homes_of(name);
            let own: Vec<&Home> = homes
                .iter()
                .copied()
                .filter(|home| home.path == file)
                .collect();
            let local = if own.is_empty() && *bond == Bond::Beside {
                self.local(name, file)
            } else {
                Vec::new()
            };
            let own: Vec<&Home> = own.into_iter().chain(&local).collect();
            let own = distinct(&own);
            let used = self.is_use(index, *at);
            if let Some(home) = own.first().filter(|_| !(used && *bond < Bond::Beside)) {
                let one = own.len() == 1;
                let reason = format!(
                    "`{}` stands in lines {}–{} of {file}",
                    name.name, home.symbol.line_start, home.symbol.line_end
                );
                let edits = if one {
                    self.line_edits(path, home, false)
                } else {
                    Vec::new()
                };
                return Some(
                    Finding::new(kind, Verdict::Moved, reason)
                        .target(named(name))
                        .at(home)
                        .edits(edits),
                );
            }
        }
        let (bond, at, name) = candidates.first()?;
        let used = self.is_use(index, *at);
        if *bond == Bond::Beside
            && !used
            && let Some(finding) = self.mentioned(path, file, name)
        {
            return Some(finding);
        }
        if *bond == Bond::Loose
            || used
            || self.tree.is_seen_in(&name.name, file) && *bond < Bond::Beside
        {
            return None;
        }
        let homes = self.homes_of(name);
        match distinct(&homes).as_slice() {
            [home] => {
                let reason = format!("`{}` stands in {}, not in {file}", name.name, place(home));
                let edits = self.line_edits(path, home, true);
                Some(
                    Finding::new(kind, Verdict::Moved, reason)
                        .target(named(name))
                        .at(home)
                        .edits(edits),
                )
            }
            [] if self.tree.seen(&name.name).is_empty() && !name.weak => Some(
                Finding::new(
                    kind,
                    Verdict::Missing,
                    format!("`{}` stands neither there nor anywhere else", name.name),
                )
                .target(named(name)),
            ),
            several if !several.is_empty() && *bond == Bond::Beside => {
                let shown: Vec<String> = several.iter().take(3).map(|home| place(home)).collect();
                let reason = format!("{file} has no `{}`; {} do", name.name, shown.join(", "));
                Some(Finding::new(kind, Verdict::Missing, reason).target(named(name)))
            }
            _ => None,
        }
    }

    /// Lines beside a name that stands in the file, but not on them.
    fn mentioned(&self, path: &PathRef, file: &str, name: &NameRef) -> Option<Finding> {
        let view = self.tree.view(file)?;
        let (first, last) = path.lines?;
        if last > view.facts.lines {
            return None;
        }
        let near = (first.saturating_sub(NEAR), last + NEAR);
        if path.approximate || stands_on(&view, &name.name, near) {
            return None;
        }
        let has = |(_, line): &(usize, &str)| has_word(line, &name.name);
        let (at, _) = view.text.lines().enumerate().find(has)?;
        let reason = format!("`{}` stands first in line {} of {file}", name.name, at + 1);
        let line = u32::try_from(at + 1).ok();
        let found = Found {
            path: file.to_owned(),
            line_start: line,
            line_end: line,
        };
        let finding = Finding::new(kind_of(path), Verdict::Moved, reason).target(named(name));
        Some(finding.found(found))
    }

    /// What a file declares in its functions, which no index holds.
    pub(super) fn local(&self, name: &NameRef, file: &str) -> Vec<Home> {
        let view = self.tree.view(file).filter(|_| name.qualifier.is_none());
        let found = view.map(|view| lexical::declarations(&view.text, &name.name));
        let home = |symbol| Home {
            path: file.to_owned(),
            symbol,
        };
        found.into_iter().flatten().map(home).collect()
    }

    /// Edits that make a path with lines lead to a declaration.
    pub(super) fn line_edits(&self, path: &PathRef, home: &Home, with_path: bool) -> Vec<Edit> {
        let mut edits = Vec::new();
        if with_path {
            edits.push(Edit {
                range: path.path_span.clone(),
                text: self.rewritten(path, &home.path),
            });
        }
        if let Some((first, last)) = path.lines {
            let written = self.source.get(path.lines_span.clone()).unwrap_or_default();
            let text = if first == last {
                home.symbol.name_line.to_string()
            } else {
                renumbered(written, home.symbol.line_start, home.symbol.line_end)
            };
            edits.push(Edit {
                range: path.lines_span.clone(),
                text,
            });
        }
        edits
    }
}

/// The written range with other numbers: `L12-L30` keeps its letters and its dash.
fn renumbered(written: &str, first: u32, last: u32) -> String {
    let digits = |c: char| c.is_ascii_digit();
    let inner = written.trim_matches(digits);
    let dash = if inner.is_empty() { "-" } else { inner };
    format!("{first}{dash}{last}")
}

fn named(name: &NameRef) -> Target {
    Target {
        symbol: Some(super::words::written(name)),
        ..Target::default()
    }
}

/// The declaration of a name that lines meet; a type reaches over its members.
fn meets(view: &View, name: &NameRef, cited: (u32, u32)) -> Option<Symbol> {
    let meets = |symbol: &&Symbol| symbol.line_start <= cited.1 && cited.0 <= symbol.line_end;
    let symbols = view.facts.symbols.iter();
    let own = symbols
        .clone()
        .filter(|symbol| super::words::fits(symbol, name, &view.facts.path));
    let own: Vec<Symbol> = own.cloned().collect();
    let lexical = if own.is_empty() && name.qualifier.is_none() {
        lexical::declarations(&view.text, &name.name)
    } else {
        Vec::new()
    };
    let mut all = own.iter().chain(&lexical);
    if let Some(hit) = all.find(meets) {
        return Some(hit.clone());
    }
    let kinds = [
        SymbolKind::Class,
        SymbolKind::Struct,
        SymbolKind::Enum,
        SymbolKind::Interface,
    ];
    let is_type = own.iter().any(|symbol| kinds.contains(&symbol.kind));
    let mut members =
        symbols.filter(|symbol| symbol.container.as_deref() == Some(name.name.as_str()));
    is_type.then(|| members.find(meets).cloned()).flatten()
}

/// Whether a name stands as a word on the lines.
pub(super) fn stands_on(view: &View, name: &str, cited: (u32, u32)) -> bool {
    let from = cited.0.max(1) as usize - 1;
    let count = (cited.1.max(1) as usize).saturating_sub(from);
    let mut lines = view.text.lines().skip(from).take(count);
    lines.any(|line| has_word(line, name))
}

/// Whether a text has a name as a word.
pub(super) fn has_word(text: &str, name: &str) -> bool {
    let part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    text.match_indices(name).any(|(at, _)| {
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let after = text
            .get(at + name.len()..)
            .and_then(|text| text.chars().next());
        !part(before) && !part(after)
    })
}
