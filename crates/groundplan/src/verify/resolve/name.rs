//! Names: declared once, several times, elsewhere than the plan says, by the plan itself, or nowhere.

use super::bind::Bond;
use super::{Finding, Resolver, distinct, place, words};
use crate::analyze::files::is_test;
use crate::verify::claim::{Edit, Kind, Target, Verdict};
use crate::verify::evidence::{Home, Spot};
use crate::verify::extract::{Citation, NameRef, PathRef, Place};
use crate::verify::pattern::Pattern;
use crate::verify::plan_facts::Stance;

/// A noun that tells a name of code.
static NOUN: Pattern = Pattern::new(
    r"(?i)\b(?:function|method|struct|class|enum|trait|interface|type|constant|helper|macro|hook|component|handler|module)s?\W*$",
);
static NOUN_AFTER: Pattern = Pattern::new(
    r"(?i)^`\W*(?:function|method|struct|class|enum|trait|interface|constant|helper|macro|hook)\b",
);
/// Names that languages and their libraries bring.
const BUILTIN: &[&str] = &[
    "Array",
    "ArrayList",
    "Arc",
    "BTreeMap",
    "BTreeSet",
    "Box",
    "Boolean",
    "Buffer",
    "Bytes",
    "Cow",
    "Date",
    "DateTime",
    "Dict",
    "Display",
    "Duration",
    "Error",
    "Exception",
    "Float",
    "Future",
    "HashMap",
    "HashSet",
    "Instant",
    "Int",
    "Integer",
    "Iterator",
    "JSON",
    "List",
    "Map",
    "Math",
    "Mutex",
    "Number",
    "Object",
    "Option",
    "Optional",
    "Path",
    "PathBuf",
    "Promise",
    "Rc",
    "Record",
    "RefCell",
    "RegExp",
    "Regex",
    "Request",
    "Response",
    "Result",
    "RwLock",
    "Set",
    "String",
    "Symbol",
    "TypeError",
    "URL",
    "Uint8Array",
    "ValueError",
    "Vec",
    "VecDeque",
    "WeakMap",
    "append",
    "assert",
    "console",
    "document",
    "fetch",
    "filter",
    "forEach",
    "format",
    "getattr",
    "input",
    "isinstance",
    "join",
    "len",
    "localStorage",
    "make",
    "open",
    "parseInt",
    "print",
    "println",
    "process",
    "push",
    "queryByText",
    "range",
    "reduce",
    "require",
    "setTimeout",
    "setInterval",
    "sorted",
    "std",
    "toString",
    "useCallback",
    "useEffect",
    "useMemo",
    "useRef",
    "useState",
    "window",
    "zip",
    "clearTimeout",
    "getByText",
    "getByRole",
];

impl Resolver<'_> {
    /// The verdict on a name; `None` for a plain word that names nothing here.
    pub(super) fn name(&self, index: usize, name: &NameRef) -> Option<Finding> {
        let citation = self.citations.get(index)?;
        let bound = self.path_of(index);
        let beside = bound
            .as_ref()
            .is_some_and(|(bond, _, _)| *bond == Bond::Beside);
        let named = !name.reserved || !self.tree.homes(&name.name).is_empty();
        if !named || name.weak && !self.is_named(citation, beside) {
            return None;
        }
        let finding = match bound {
            Some((bond, at, path)) => self.name_in(index, name, (bond, at, path)),
            None => None,
        };
        let finding = finding.or_else(|| match &name.qualifier {
            Some(owner) => self.member(citation, name, owner),
            None => self.plain(citation, name),
        })?;
        let path = finding.found.as_ref().map(|found| found.path.clone());
        let target = Target {
            path: finding.target.path.clone().or(path),
            symbol: Some(words::written(name)),
            ..Target::default()
        };
        Some(finding.target(target))
    }

    /// Whether a plain word is a name of code: the noun beside it says so, or its path does.
    fn is_named(&self, citation: &Citation, beside: bool) -> bool {
        let code = self
            .source
            .get(..citation.span.start)
            .is_some_and(|text| text.ends_with('`'));
        let Place::Block(at) = citation.place else {
            return false;
        };
        let Some(block) = self.passages.blocks.get(at) else {
            return false;
        };
        let from = block.sentence(citation.span.start).start;
        let before = self
            .source
            .get(from..citation.span.start)
            .unwrap_or_default();
        let after = self
            .source
            .get(citation.span.end..block.range.end.max(citation.span.end))
            .unwrap_or_default();
        let shaped = self
            .source
            .get(citation.span.clone())
            .is_some_and(|text| text.contains('_') || text.chars().skip(1).any(char::is_uppercase));
        beside && (code || shaped) || code && (NOUN.is_match(before) || NOUN_AFTER.is_match(after))
    }

    /// A name that is said to stand in a file.
    fn name_in(
        &self,
        index: usize,
        name: &NameRef,
        (bond, at, path): (Bond, usize, &PathRef),
    ) -> Option<Finding> {
        let citation = self.citations.get(index)?;
        let kind = kind_of(name, true);
        let Spot::File(file) = self.tree.locate(&path.path, self.beside) else {
            let created = self.facts.creates(&path.path) && self.homes_of(name).is_empty();
            return created.then(|| {
                Finding::new(
                    kind,
                    Verdict::DeclaredNew,
                    format!("it belongs to {}, which the plan creates", path.path),
                )
            });
        };
        let homes = self.homes_of(name);
        let own: Vec<&Home> = homes
            .iter()
            .copied()
            .filter(|home| home.path == file)
            .collect();
        if let Some(home) = own.first() {
            return Some(
                Finding::new(
                    kind,
                    Verdict::Ok,
                    format!("{file} declares it, line {}", home.symbol.name_line),
                )
                .at(home),
            );
        }
        let view = self.tree.view(&file)?;
        let cited = path
            .lines
            .filter(|lines| super::line::stands_on(&view, &name.name, *lines));
        if cited.is_some() {
            return Some(Finding::new(
                kind,
                Verdict::Ok,
                "it stands on the cited lines",
            ));
        }
        if super::line::has_word(&view.text, &name.name)
            && (self.is_use(at, index) || homes.is_empty() || !self.local(name, &file).is_empty())
        {
            return Some(Finding::new(
                kind,
                Verdict::Ok,
                format!("it stands in {file}"),
            ));
        }
        // "`a.test.ts` — `word` …": a test, and what it tests.
        let behind = self
            .citations
            .get(at)
            .and_then(|path| self.source.get(path.span.end..citation.span.start));
        let dash = behind.is_some_and(|text| text.contains(['—', '–']) || text.contains(" - "));
        let subject = name.weak && dash && is_test(&file);
        let elsewhere = bond != Bond::Beside || self.is_use(at, index) || subject;
        if elsewhere || !self.tree.is_evidence(&file) {
            return None;
        }
        match distinct(&homes).as_slice() {
            [] => {
                if let Some(why) = self.why_new(citation, name) {
                    return Some(Finding::new(kind, Verdict::DeclaredNew, why));
                }
                let declared = !self.tree.homes(&name.name).is_empty();
                (name.qualifier.is_none() && !declared).then(|| {
                    Finding::new(
                        kind,
                        Verdict::Missing,
                        format!("{file} has no `{}`{}", name.name, self.hint(name)),
                    )
                })
            }
            [home] => {
                if self.stance(citation) == Stance::New {
                    return None;
                }
                let edits = match path.lines {
                    None => vec![Edit {
                        range: path.path_span.clone(),
                        text: self.rewritten(path, &home.path),
                    }],
                    Some(_) => self.line_edits(path, home, true),
                };
                Some(
                    Finding::new(
                        kind,
                        Verdict::Moved,
                        format!("it stands in {}, not in {file}", place(home)),
                    )
                    .at(home)
                    .edits(edits),
                )
            }
            several
                if !super::line::has_word(&view.text, &name.name)
                    && self.stance(citation) != Stance::New =>
            {
                let shown: Vec<String> = several.iter().take(3).map(|home| place(home)).collect();
                Some(Finding::new(
                    kind,
                    Verdict::Missing,
                    format!("{file} does not declare it; {} do", shown.join(", ")),
                ))
            }
            _ => None,
        }
    }

    /// A name without an owner.
    fn plain(&self, citation: &Citation, name: &NameRef) -> Option<Finding> {
        let kind = kind_of(name, false);
        let homes = self.homes_of(name);
        match distinct(&homes).as_slice() {
            [] => Some(self.undeclared(citation, name, kind)),
            [home] => Some(
                Finding::new(kind, Verdict::Ok, format!("{} declares it", place(home))).at(home),
            ),
            several => {
                let shown: Vec<String> = several.iter().take(3).map(|home| place(home)).collect();
                let more = if several.len() > 3 { ", …" } else { "" };
                Some(Finding::new(
                    kind,
                    Verdict::Ambiguous,
                    format!(
                        "{} places declare it: {}{more}",
                        several.len(),
                        shown.join(", ")
                    ),
                ))
            }
        }
    }

    /// A name that nothing declares.
    pub(super) fn undeclared(&self, citation: &Citation, name: &NameRef, kind: Kind) -> Finding {
        if let Some(why) = self.why_new(citation, name) {
            return Finding::new(kind, Verdict::DeclaredNew, why);
        }
        if let Some(seen) = self.tree.seen(&name.name).first() {
            let reason = format!(
                "it is used ({seen}) and declared nowhere here: a dependency may supply it"
            );
            return Finding::new(kind, Verdict::Uncheckable, reason);
        }
        if BUILTIN.contains(&name.name.as_str()) || name.name.starts_with("__") {
            return Finding::new(
                kind,
                Verdict::Uncheckable,
                "a language or its library supplies it",
            );
        }
        let stem = self.tree.paths().find(|path| {
            crate::verify::evidence::base(path).split('.').next() == Some(name.name.as_str())
        });
        if let Some(path) = stem {
            return Finding::new(kind, Verdict::Ok, format!("{path} has this name"))
                .found(super::path::whole(path));
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

    fn has_word(&self, file: &str, name: &str) -> bool {
        let view = self.tree.view(file);
        view.is_some_and(|view| super::line::has_word(&view.text, name))
    }

    /// The same name in another case.
    pub(super) fn hint(&self, name: &NameRef) -> String {
        let variants = words::variants(&name.name);
        let near = variants
            .iter()
            .find(|variant| !self.tree.homes(variant).is_empty());
        near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"))
    }

    /// `p#sym`, `p::sym`.
    pub(super) fn symbol_of_file(&self, path: &PathRef, file: &str, symbol: &str) -> Finding {
        let kind = Kind::SymbolInFile;
        let clean = symbol.replace("::", ".").replace('#', ".");
        let (qualifier, last) = match clean.rsplit_once('.') {
            Some((owner, last)) => (Some(owner.to_owned()), last.to_owned()),
            None => (None, clean.clone()),
        };
        let name = NameRef {
            qualifier,
            name: last,
            ..NameRef::default()
        };
        let homes = self.homes_of(&name);
        let target = Target {
            symbol: Some(clean),
            ..Target::default()
        };
        let finding = match (
            homes.iter().find(|home| home.path == file),
            distinct(&homes).as_slice(),
        ) {
            (Some(home), _) => Finding::new(
                kind,
                Verdict::Ok,
                format!("{file} declares it, line {}", home.symbol.name_line),
            )
            .at(home),
            (None, _) if !self.tree.is_program(file) && self.has_word(file, &name.name) => {
                Finding::new(kind, Verdict::Ok, format!("it stands in {file}"))
            }
            (None, _) if !self.tree.is_program(file) => {
                Finding::new(kind, Verdict::Uncheckable, format!("{file} is no code"))
            }
            (None, _)
                if self.tree.is_seen_in(&name.name, file)
                    && (homes.is_empty() || !self.local(&name, file).is_empty()) =>
            {
                Finding::new(kind, Verdict::Ok, format!("it stands in {file}"))
            }
            (None, several) if several.len() != 1 && self.has_word(file, &name.name) => {
                Finding::new(kind, Verdict::Ok, format!("it stands in {file}"))
            }
            (None, [home]) => Finding::new(
                kind,
                Verdict::Moved,
                format!("it stands in {}, not in {file}", place(home)),
            )
            .at(home)
            .edits(vec![Edit {
                range: path.path_span.clone(),
                text: self.rewritten(path, &home.path),
            }]),
            _ if self.facts.why_new(&name).is_some() => Finding::new(
                kind,
                Verdict::DeclaredNew,
                format!("the plan creates `{}`", name.name),
            ),
            _ => Finding::new(
                kind,
                Verdict::Missing,
                format!("{file} has no `{}`{}", name.name, self.hint(&name)),
            ),
        };
        finding.target(target)
    }
}

/// What a name claims.
pub(super) fn kind_of(name: &NameRef, in_file: bool) -> Kind {
    match (in_file, &name.qualifier, name.call) {
        (true, ..) => Kind::SymbolInFile,
        (false, Some(_), _) => Kind::Member,
        (false, None, true) => Kind::Call,
        (false, None, false) => Kind::Symbol,
    }
}
