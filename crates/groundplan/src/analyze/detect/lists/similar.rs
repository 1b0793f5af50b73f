//! What already does something alike: symbols that the specification names, members of the groups that the feature joins,
//! and symbols that rank.

use crate::analyze::detect::groups::is_aside;
use crate::analyze::detect::texts::Texts;
use crate::model::evidence::{Analysis, OperationKind, RankedSymbol, SimilarImplementation};
use crate::model::ground::Anchor;
use crate::model::index::{FileKind, Index, Symbol, SymbolKind};
use crate::model::names;
use crate::model::spec::Spec;
use crate::syntax::find_symbol;

/// Entries.
const MOST: usize = 8;
/// Entries that only rank.
const RANKED: usize = 3;
/// Lines of a symbol that are cited.
const LINES: u32 = 60;

/// The list, surest first, each place once.
pub(super) fn find(
    spec: &Spec,
    index: &Index,
    texts: &Texts<'_>,
    analysis: &Analysis,
) -> Vec<SimilarImplementation> {
    let mut all = named(spec, index, texts);
    all.extend(siblings(spec, analysis));
    let ranked = analysis
        .symbols
        .iter()
        .filter_map(|one| ranked(spec, index, texts, one));
    all.extend(ranked.take(RANKED));
    let deprecated = |path: &str| {
        analysis
            .anti_patterns
            .iter()
            .any(|anti| anti.anchor.path == path)
    };
    let mut kept: Vec<SimilarImplementation> = Vec::new();
    for one in all.into_iter().filter(|one| !deprecated(&one.anchor.path)) {
        if !kept.iter().any(|there| {
            there.anchor.path == one.anchor.path && there.anchor.symbol == one.anchor.symbol
        }) {
            kept.push(one);
        }
    }
    kept.truncate(MOST);
    kept
}

/// Whether a file is written for people to use rather than to show or to test something.
fn is_product(index: &Index, path: &str) -> bool {
    index
        .file(path)
        .is_some_and(|file| file.kind == FileKind::Source)
        && !is_aside(path)
}

fn cite(texts: &Texts<'_>, path: &str, symbol: &Symbol) -> Option<Anchor> {
    let end = symbol.line_end.min(symbol.line_start.saturating_add(LINES));
    texts.cite(path, symbol.line_start, end, Some(&symbol.qualified()))
}

/// Existing symbols that the specification marks as code and that have one home.
fn named(spec: &Spec, index: &Index, texts: &Texts<'_>) -> Vec<SimilarImplementation> {
    let mut all: Vec<SimilarImplementation> = Vec::new();
    for mention in &spec.mentions {
        let name = mention
            .text
            .split(['(', '<', ' '])
            .next()
            .unwrap_or_default();
        let name = name.rsplit(['.', ':', '#', '/']).next().unwrap_or(name);
        // A plain word is a word of the language, even where something is called so.
        let code_like = name.contains('_')
            || name.chars().skip(1).any(char::is_uppercase)
            || mention.text.contains('(');
        let homes = index
            .declarations(name)
            .filter(|found| is_product(index, &found.file.path));
        let homes: Vec<_> = homes
            .filter(|found| is_code(found.symbol.kind))
            .take(2)
            .collect();
        let [home] = homes.as_slice() else { continue };
        let Some(anchor) = cite(texts, &home.file.path, home.symbol).filter(|_| code_like) else {
            continue;
        };
        if let Some(there) = all.iter_mut().find(|there| there.anchor == anchor) {
            there.spec_items.extend(
                mention
                    .item
                    .clone()
                    .filter(|item| !there.spec_items.contains(item)),
            );
            continue;
        }
        let said = mention
            .item
            .as_ref()
            .map_or("the specification", String::as_str);
        all.push(SimilarImplementation {
            file: anchor.reference(),
            description: described(&home.symbol.qualified(), home.symbol),
            relevance: format!("{said} names it: build on it rather than beside it"),
            spec_items: mention.item.iter().cloned().collect(),
            anchor,
        });
    }
    all
}

/// What can be used again: values, fields and modules alone cannot.
fn is_code(kind: SymbolKind) -> bool {
    use SymbolKind::{
        Class, Constant, Enum, Function, Interface, Macro, Method, Struct, TypeAlias,
    };
    matches!(
        kind,
        Function | Method | Class | Struct | Enum | Interface | TypeAlias | Constant | Macro
    )
}

/// The name, and what the doc comment says of it.
fn described(name: &str, symbol: &Symbol) -> String {
    match symbol
        .doc
        .as_deref()
        .map(|doc| doc.trim().trim_end_matches('.'))
    {
        Some(doc) if !doc.is_empty() => format!("`{name}` ({doc})"),
        _ => format!("`{name}`"),
    }
}

/// Operations other than plain functions whose noun and another word stand in an item.
fn siblings(spec: &Spec, analysis: &Analysis) -> Vec<SimilarImplementation> {
    let mut all: Vec<(usize, SimilarImplementation)> = Vec::new();
    let spoken: Vec<&str> = spec
        .mentions
        .iter()
        .flat_map(|mention| mention.text.split(' '))
        .collect();
    for operation in analysis
        .operations
        .iter()
        .filter(|one| one.kind != OperationKind::Function)
    {
        let Some(anchor) = &operation.anchor else {
            continue;
        };
        let (best, ids) = resembled(spec, &operation.name);
        // A name of one word says little, unless the text marks it as code: `tool status`.
        if best < 2 && !spoken.contains(&operation.name.as_str()) {
            continue;
        }
        let group = operation.group.as_deref().and_then(|id| analysis.group(id));
        let noun = group.map_or("operation", |group| group.noun.as_str());
        all.push((
            best,
            SimilarImplementation {
                file: anchor.reference(),
                description: format!("`{}`", operation.name),
                relevance: match ids.as_slice() {
                    [] => format!(
                        "a {noun} that the specification names: read it before writing the new one"
                    ),
                    ids => format!(
                        "the {noun} nearest to {}: take its shape, its checks and its place",
                        ids.join(" and ")
                    ),
                },
                spec_items: ids,
                anchor: anchor.clone(),
            },
        ));
    }
    all.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.file.cmp(&b.1.file)));
    all.into_iter().take(4).map(|(_, one)| one).collect()
}

/// How many words of a name the items say that say most of it, and those items, at most two.
fn resembled(spec: &Spec, name: &str) -> (usize, Vec<String>) {
    let words: Vec<String> = names::singular_words(name)
        .into_iter()
        .filter(|word| word.len() > 2)
        .collect();
    let mut items: Vec<(usize, String)> = Vec::new();
    for item in spec.items() {
        let said = names::singular_words(item.text);
        let shared = words.iter().filter(|word| said.contains(word)).count();
        if shared > 0 {
            items.push((shared, item.id.to_owned()));
        }
    }
    items.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    let best = items.first().map_or(0, |(shared, _)| *shared);
    (
        best,
        items
            .into_iter()
            .filter(|(shared, _)| *shared == best)
            .take(2)
            .map(|(_, id)| id)
            .collect(),
    )
}

fn ranked(
    spec: &Spec,
    index: &Index,
    texts: &Texts<'_>,
    one: &RankedSymbol,
) -> Option<SimilarImplementation> {
    use SymbolKind::{Class, Function, Interface, Method, Struct};
    let kind = matches!(one.kind, Function | Method | Class | Struct | Interface);
    if !kind || one.name == "main" || !is_product(index, &one.path) {
        return None;
    }
    let file = index.file(&one.path)?;
    let symbol = find_symbol(file, &one.name)?;
    let (shared, ids) = resembled(spec, &symbol.name);
    let anchor = cite(texts, &one.path, symbol).filter(|_| shared >= 2)?;
    Some(SimilarImplementation {
        file: anchor.reference(),
        description: described(&one.name, symbol),
        relevance: format!(
            "does part of what {} {}: read it before writing the like",
            ids.join(" and "),
            if ids.len() == 1 { "says" } else { "say" }
        ),
        spec_items: ids,
        anchor,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::spec::Mention;
    use crate::syntax::parse_file;
    use crate::world::MemoryWorld;

    #[test]
    fn what_the_specification_names_comes_first_and_samples_never() {
        let files = [
            (
                "src/auth.ts",
                "/** Asks a person. */\nexport function askPerson() {}\n",
            ),
            ("examples/ask.ts", "export function askEverybody() {}\n"),
        ];
        let mut index = Index::default();
        for (path, text) in files {
            let file = crate::model::index::FileFacts {
                kind: FileKind::Source,
                ..parse_file(path, text)
            };
            index.files.insert(path.to_owned(), file);
        }
        let mention = |text: &str| Mention {
            text: text.to_owned(),
            line: 3,
            item: Some("FR1".to_owned()),
        };
        let spec = Spec {
            mentions: vec![mention("askEverybody()"), mention("askPerson")],
            ..Spec::default()
        };
        let world = MemoryWorld::new(files);
        let found = find(&spec, &index, &Texts::new(&world), &Analysis::default());
        let found: Vec<&str> = found.iter().map(|one| one.description.as_str()).collect();
        assert_eq!(found, ["`askPerson` (Asks a person)"]);
    }
}
