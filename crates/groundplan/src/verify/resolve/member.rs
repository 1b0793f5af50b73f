//! Members: of a type that is declared here, of a module, of an object whose type is not known.

use std::collections::BTreeSet;

use super::words::{is_module_of, is_object};
use super::{Finding, Resolver, distinct, place, words};
use crate::model::index::{Symbol, SymbolKind};
use crate::verify::claim::{Kind, Verdict};
use crate::verify::evidence::{Home, base_name, last};
use crate::verify::extract::{Citation, NameRef, What};

/// Members that a well-known base brings.
const KNOWN: &[(&str, &[&str])] = &[
    ("Clone", &["clone", "clone_from"]),
    ("Copy", &[]),
    ("Debug", &["fmt"]),
    ("Default", &["default"]),
    ("Deserialize", &["deserialize"]),
    ("Display", &["fmt", "to_string"]),
    ("Drop", &["drop"]),
    ("Eq", &[]),
    (
        "Error",
        &["source", "description", "cause", "fmt", "to_string"],
    ),
    ("From", &["from", "into"]),
    ("FromStr", &["from_str", "parse"]),
    ("Hash", &["hash"]),
    ("Ord", &["cmp", "max", "min", "clamp"]),
    ("PartialEq", &["eq", "ne"]),
    ("PartialOrd", &["partial_cmp", "lt", "le", "gt", "ge"]),
    ("Send", &[]),
    ("Serialize", &["serialize"]),
    ("Sync", &[]),
    ("TryFrom", &["try_from", "try_into"]),
    ("object", &[]),
];
/// Members that every type of some language has.
const EVERY: &[&str] = &[
    "all",
    "as_ref",
    "borrow",
    "class",
    "constructor",
    "count",
    "create",
    "default",
    "equals",
    "find",
    "first",
    "from",
    "getClass",
    "hashCode",
    "id",
    "into",
    "iter",
    "keys",
    "length",
    "name",
    "new",
    "objects",
    "prototype",
    "save",
    "to_owned",
    "to_s",
    "to_string",
    "toJSON",
    "toString",
    "try_from",
    "try_into",
    "values",
    "where",
];

/// Names of the types whose members are cited.
pub(in crate::verify) fn owners(citations: &[Citation]) -> BTreeSet<String> {
    let owners = citations
        .iter()
        .filter_map(|citation| match &citation.what {
            What::Name(name) => name.qualifier.as_deref(),
            What::Path(path) => path.symbol.as_deref(),
            _ => None,
        });
    let parts = owners.flat_map(|owner| owner.split(['.', ':', '#']));
    parts.map(str::to_owned).collect()
}

fn is_type(symbol: &Symbol) -> bool {
    matches!(
        symbol.kind,
        SymbolKind::Class
            | SymbolKind::Struct
            | SymbolKind::Enum
            | SymbolKind::Interface
            | SymbolKind::TypeAlias
            | SymbolKind::Table
            | SymbolKind::Message
            | SymbolKind::Module
    )
}

/// The bases of a type and what it derives.
fn above(home: &Home) -> impl Iterator<Item = &str> {
    let attributes = home.symbol.attributes.iter();
    let derives = attributes.filter_map(|attribute| attribute.strip_prefix("derive("));
    let derives = derives.flat_map(|list| list.trim_end_matches(')').split(','));
    let bases = home.symbol.bases.iter().map(|base| base_name(base));
    bases.chain(derives.map(|one| last(one.trim())))
}

/// Where else a member may come from.
enum Source {
    Base(Box<Home>),
    Unknown(String),
    Nothing,
}

impl Resolver<'_> {
    /// The verdict on a member.
    pub(super) fn member(
        &self,
        citation: &Citation,
        name: &NameRef,
        owner: &str,
    ) -> Option<Finding> {
        let kind = Kind::Member;
        let homes = self.homes_of(name);
        let own = distinct(&homes);
        if let (Some(home), false) = (own.first(), is_object(last(owner)) && own.len() > 1) {
            return Some(
                Finding::new(kind, Verdict::Ok, format!("{} declares it", place(home))).at(home),
            );
        }
        if own.len() > 1 {
            return Some(Finding::new(
                kind,
                Verdict::Ambiguous,
                format!("{} types have a `{}`", own.len(), name.name),
            ));
        }
        if let Some(why) = self.why_new(citation, name) {
            return Some(Finding::new(kind, Verdict::DeclaredNew, why));
        }
        let owner = last(owner);
        let types: Vec<&Home> = self
            .tree
            .homes(owner)
            .iter()
            .filter(|home| is_type(&home.symbol))
            .collect();
        // A word in lower case is an object more often than a type, unless nothing has such a member.
        let typed = owner.starts_with(char::is_uppercase)
            || words::is_compound(owner)
            || self.is_scoped(citation)
            || self.tree.seen(&name.name).is_empty();
        let lost = self.tree.seen(&name.name).is_empty() && words::is_compound(&name.name);
        let module = |home: &&Home| home.symbol.kind == SymbolKind::Module;
        // A module may be in many files, and export what others declare.
        let only_modules = types.iter().all(module) && !lost;
        if !types.is_empty() && typed && !only_modules {
            return Some(self.of_type(name, owner, &types));
        }
        if self.is_module(owner) || !types.is_empty() && only_modules {
            return Some(self.of_module(name, owner));
        }
        Some(self.of_object(citation, name, owner))
    }

    /// `a::b`: the owner is a type or a module, in whatever case.
    fn is_scoped(&self, citation: &Citation) -> bool {
        let text = self.source.get(citation.span.clone());
        text.is_some_and(|text| text.contains("::"))
    }

    fn of_type(&self, name: &NameRef, owner: &str, types: &[&Home]) -> Finding {
        let kind = Kind::Member;
        let lost = self.tree.seen(&name.name).is_empty();
        match self.inherited(types, &name.name) {
            Source::Base(home) => {
                return Finding::new(
                    kind,
                    Verdict::Ok,
                    format!("{} declares it, a base of `{owner}`", place(&home)),
                )
                .at(&home);
            }
            // A dependency's member has a use somewhere, unless its name is one of many.
            Source::Unknown(base) if lost && words::is_compound(&name.name) => {
                let reason = format!(
                    "`{owner}` has no `{}`, and it stands nowhere in the repository; only its base `{base}` might supply it",
                    name.name
                );
                return Finding::new(kind, Verdict::Missing, reason);
            }
            Source::Unknown(base) => {
                let reason = format!(
                    "`{owner}` has the base `{base}`, which is not declared here and may supply it"
                );
                return Finding::new(kind, Verdict::Uncheckable, reason);
            }
            Source::Nothing => {}
        }
        if let Some(home) = types.iter().find(|home| self.stands_in(home, &name.name)) {
            let reason = format!("it stands in the lines of `{owner}` ({})", place(home));
            return Finding::new(kind, Verdict::Ok, reason).at(home);
        }
        if EVERY.contains(&name.name.as_str()) {
            return Finding::new(
                kind,
                Verdict::Uncheckable,
                format!("`{}` may come from the language or a macro", name.name),
            );
        }
        let alias = |home: &&Home| home.symbol.kind == SymbolKind::TypeAlias;
        if types.iter().any(alias) && !(lost && words::is_compound(&name.name)) {
            return Finding::new(
                kind,
                Verdict::Uncheckable,
                format!("`{owner}` is another name of a type"),
            );
        }
        let others = self.tree.homes(&name.name);
        let hint = match distinct(&others.iter().collect::<Vec<_>>()).as_slice() {
            [home] => format!(
                "; did you mean `{}` ({})?",
                home.symbol.qualified(),
                place(home)
            ),
            _ => self.hint(name),
        };
        let home = types[0];
        Finding::new(
            kind,
            Verdict::Missing,
            format!("`{owner}` ({}) has no `{}`{hint}", place(home), name.name),
        )
    }

    /// Whether a name stands in the lines of a type whose members are not all declared: a class, an object.
    fn stands_in(&self, home: &Home, name: &str) -> bool {
        let Some(view) = self.tree.view(&home.path) else {
            return true;
        };
        let strict = matches!(view.facts.language.as_deref(), Some("rust" | "go"));
        let from = home.symbol.line_start.max(1) as usize - 1;
        let count = (home.symbol.line_end as usize).saturating_sub(from);
        let mut lines = view.text.lines().skip(from).take(count);
        !strict && lines.any(|line| super::line::has_word(line, name))
    }

    /// A base that declares a member, or that may. Every base is looked at once, nearest first.
    fn inherited(&self, types: &[&Home], name: &str) -> Source {
        let mut asked: BTreeSet<&str> = BTreeSet::new();
        let mut open: Vec<&str> = types.iter().flat_map(|home| above(home)).collect();
        let mut unknown = None;
        while !open.is_empty() {
            let mut next = Vec::new();
            for base in open.into_iter().filter(|base| !base.is_empty()) {
                if !asked.insert(base) {
                    continue;
                }
                if let Some((_, members)) = KNOWN.iter().find(|(known, _)| *known == base) {
                    if members.contains(&name) {
                        unknown = Some(base.to_owned());
                    }
                    continue;
                }
                let mut members = self.tree.homes(name).iter();
                let of_base =
                    |home: &&Home| home.symbol.container.as_deref().map(last) == Some(base);
                if let Some(home) = members.find(of_base) {
                    return Source::Base(Box::new(home.clone()));
                }
                let homes = self.tree.homes(base).iter();
                let mut homes = homes.filter(|home| is_type(&home.symbol)).peekable();
                if homes.peek().is_none() {
                    unknown = Some(base.to_owned());
                }
                next.extend(homes.flat_map(above));
            }
            open = next;
        }
        unknown.map_or(Source::Nothing, Source::Unknown)
    }

    fn is_module(&self, owner: &str) -> bool {
        let mut paths = self.tree.paths();
        paths.any(|path| {
            crate::syntax::language_of(path).is_some()
                && self.tree.is_evidence(path)
                && is_module_of(owner, path)
        })
    }

    /// A name of a module: anywhere in its files, else elsewhere.
    fn of_module(&self, name: &NameRef, owner: &str) -> Finding {
        let kind = Kind::Member;
        let all = self.tree.homes(&name.name);
        let part = |path: &str| {
            path.split('/')
                .any(|folder| folder.split('.').next() == Some(owner))
        };
        if let Some(home) = all.iter().find(|home| part(&home.path)) {
            return Finding::new(kind, Verdict::Ok, format!("{} declares it", place(home)))
                .at(home);
        }
        if let Some(seen) = self.tree.seen(&name.name).first() {
            return Finding::new(
                kind,
                Verdict::Uncheckable,
                format!("`{owner}` does not declare it; it stands in {seen}"),
            );
        }
        Finding::new(
            kind,
            Verdict::Missing,
            format!(
                "`{}` stands nowhere in the repository{}",
                name.name,
                self.hint(name)
            ),
        )
    }

    /// A member of something that is no type and no module here.
    fn of_object(&self, citation: &Citation, name: &NameRef, owner: &str) -> Finding {
        let kind = Kind::Member;
        let typed = owner.starts_with(char::is_uppercase);
        let lost = self.tree.seen(&name.name).is_empty() && words::is_compound(&name.name);
        if lost && !self.tree.homes(owner).is_empty() {
            return self.undeclared(citation, name, kind);
        }
        if !self.tree.seen(owner).is_empty() || !typed {
            let reason = format!("what `{owner}` is, is not declared here");
            return Finding::new(kind, Verdict::Uncheckable, reason);
        }
        let owner = NameRef {
            name: owner.to_owned(),
            ..NameRef::default()
        };
        self.undeclared(citation, &owner, kind)
    }
}
