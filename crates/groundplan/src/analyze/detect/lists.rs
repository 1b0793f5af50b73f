//! The five lists: patterns, integration points, similar implementations, anti-patterns, advice.

use super::texts::Texts;
use crate::model::evidence::{
    Analysis, AntiPattern, IntegrationPoint, Pattern, Recommendation, SiblingGroup,
    SimilarImplementation,
};
use crate::model::index::{FileKind, Index};
use crate::model::names;
use crate::model::spec::Spec;

/// Entries of each list.
const MOST: usize = 8;

/// Fills the lists, most relevant first.
pub fn fill(spec: Option<&Spec>, index: &Index, texts: &Texts<'_>, analysis: &mut Analysis) {
    let ranked: Vec<String> = analysis
        .files
        .iter()
        .take(40)
        .map(|file| file.path.clone())
        .collect();
    let mut groups: Vec<(usize, &SiblingGroup)> = analysis
        .groups
        .iter()
        .map(|group| {
            (
                group
                    .members
                    .iter()
                    .filter(|member| ranked.contains(&member.anchor.path))
                    .count(),
                group,
            )
        })
        .filter(|(hits, _)| *hits > 0)
        .collect();
    groups.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.id.cmp(&b.1.id)));
    analysis.patterns_found = patterns(texts, &groups);
    let reused = reused(index, texts, &ranked);
    analysis.patterns_found.extend(reused);
    analysis.patterns_found.truncate(MOST);
    analysis.integration_points = integration(texts, analysis, &groups);
    analysis.anti_patterns = anti(index, texts, &ranked, &groups);
    analysis.similar_implementations = spec.map_or_else(Vec::new, |spec| similar(spec, analysis));
    analysis.recommendations = analysis
        .patterns_found
        .iter()
        .take(4)
        .map(|pattern| Recommendation {
            text: format!(
                "{} ({} of {})",
                pattern.usage_instruction, pattern.support, pattern.total
            ),
            anchor: pattern.anchor.clone(),
        })
        .collect();
}

fn patterns(texts: &Texts<'_>, groups: &[(usize, &SiblingGroup)]) -> Vec<Pattern> {
    let mut all = Vec::new();
    for (_, group) in groups {
        for fact in &group.conventions {
            let Some(anchor) = fact.examples.first() else {
                continue;
            };
            let snippet = texts
                .cite(&anchor.path, anchor.line_start, anchor.line_end, None)
                .map(|a| a.quote)
                .unwrap_or_default();
            all.push(Pattern {
                pattern_type: format!("{}_{}", group.kind.replace(' ', "_"), fact.aspect),
                description: format!("A {} in `{}` {}", group.noun, group.dir, fact.rule),
                example_location: anchor.reference(),
                code_snippet: snippet,
                usage_instruction: format!("Begin every new {} with `{}`", group.noun, fact.value),
                support: fact.support,
                total: fact.total,
                group: Some(group.id.clone()),
                anchor: anchor.clone(),
            });
        }
    }
    all
}

/// Components that several files import: to be used again.
fn reused(index: &Index, texts: &Texts<'_>, ranked: &[String]) -> Vec<Pattern> {
    let mut all = Vec::new();
    for file in index
        .of_kind(FileKind::Source)
        .filter(|file| file.path.ends_with(".tsx") || file.path.ends_with(".jsx"))
    {
        let importers: Vec<&str> = index
            .importers(&file.path)
            .filter(|one| one.kind == FileKind::Source)
            .map(|one| one.path.as_str())
            .collect();
        let near = importers
            .iter()
            .filter(|path| ranked.iter().any(|ranked| ranked == *path))
            .count();
        let stem = file
            .path
            .rsplit('/')
            .next()
            .and_then(|name| name.split('.').next())
            .unwrap_or_default();
        let named = |symbol: &&crate::model::index::Symbol| symbol.exported && symbol.name == stem;
        let public = |symbol: &&crate::model::index::Symbol| {
            symbol.exported && symbol.name.chars().next().is_some_and(char::is_uppercase)
        };
        let main = file
            .symbols
            .iter()
            .find(named)
            .or_else(|| file.symbols.iter().find(public));
        let Some(symbol) = main.filter(|_| importers.len() >= 3 && near > 0) else {
            continue;
        };
        let Some(anchor) = texts.cite(
            &file.path,
            symbol.name_line,
            symbol.name_line,
            Some(&symbol.name),
        ) else {
            continue;
        };
        let count = u32::try_from(importers.len()).unwrap_or(u32::MAX);
        all.push((
            near,
            Pattern {
                pattern_type: "component_reuse".to_owned(),
                description: format!("`{}` is used by {count} files", symbol.name),
                example_location: anchor.reference(),
                code_snippet: anchor.quote.clone(),
                usage_instruction: format!("Reuse `{}`", symbol.name),
                support: count,
                total: count,
                group: None,
                anchor,
            },
        ));
    }
    all.sort_by(|a, b| {
        b.0.cmp(&a.0)
            .then_with(|| a.1.example_location.cmp(&b.1.example_location))
    });
    all.into_iter()
        .take(4)
        .map(|(_, pattern)| pattern)
        .collect()
}

fn integration(
    texts: &Texts<'_>,
    analysis: &Analysis,
    groups: &[(usize, &SiblingGroup)],
) -> Vec<IntegrationPoint> {
    let mut all = Vec::new();
    if let Some(anchor) = analysis
        .tables
        .last()
        .and_then(|table| table.anchor.clone())
    {
        all.push(IntegrationPoint {
            file_location: format!("{}:{}", anchor.path, anchor.line_end),
            integration_type: "schema_addition".to_owned(),
            instruction: "Add new tables after the last one".to_owned(),
            existing_pattern: format!("Follow {}", anchor.reference()),
            anchor,
        });
    }
    for (_, group) in groups {
        for registration in &group.registrations {
            all.push(IntegrationPoint {
                file_location: registration.anchor.reference(),
                integration_type: "registration".to_owned(),
                instruction: format!("Name the new {} here", group.noun),
                existing_pattern: format!(
                    "{} of {} are named here",
                    registration.named, registration.total
                ),
                anchor: registration.anchor.clone(),
            });
        }
    }
    let menus = analysis.files.iter().take(40).filter(|file| {
        let stem = names::split(file.path.rsplit('/').next().unwrap_or_default());
        stem.iter()
            .any(|word| ["nav", "navigation", "menu", "sidebar", "routes"].contains(&word.as_str()))
    });
    for file in menus.take(2) {
        let line = file.line.unwrap_or(1);
        if let Some(anchor) = texts.cite(&file.path, line, line, None) {
            all.push(IntegrationPoint {
                file_location: anchor.reference(),
                integration_type: "navigation".to_owned(),
                instruction: "Add an entry for the new page".to_owned(),
                existing_pattern: "Entries that are there".to_owned(),
                anchor,
            });
        }
    }
    all.truncate(MOST);
    all
}

fn anti(
    index: &Index,
    texts: &Texts<'_>,
    ranked: &[String],
    groups: &[(usize, &SiblingGroup)],
) -> Vec<AntiPattern> {
    let mut all = Vec::new();
    for (_, group) in groups {
        for fact in &group.conventions {
            for exception in fact
                .exceptions
                .iter()
                .filter(|_| 4 * fact.support >= 3 * fact.total)
            {
                all.push(AntiPattern {
                    file: exception.reference(),
                    issue: format!(
                        "`{}` does not begin with `{}`",
                        exception.symbol.as_deref().unwrap_or_default(),
                        fact.value
                    ),
                    reason: format!("{} of {} do", fact.support, fact.total),
                    anchor: exception.clone(),
                });
            }
        }
    }
    let cues = ["@deprecated", "do not use", "deprecated:", "#[deprecated"];
    let legacy = |path: &str| {
        path.split('/').any(|part| {
            ["old", "legacy", "deprecated"]
                .iter()
                .any(|cue| part.split(['-', '_', '.']).any(|word| word == *cue))
        })
    };
    let near = |path: &str| ranked.iter().any(|ranked| ranked == path) || legacy(path);
    for file in index
        .of_kind(FileKind::Source)
        .filter(|file| near(&file.path))
    {
        let Some(text) = texts.get(&file.path) else {
            continue;
        };
        let marked = text.lines().take(400).enumerate().find(|(_, line)| {
            // Between backticks the mark is only spoken of.
            let said: String = line.split('`').step_by(2).collect();
            let lower = said.to_lowercase();
            cues.iter().any(|cue| lower.contains(cue))
        });
        if let Some((at, _)) = marked {
            let line = u32::try_from(at + 1).unwrap_or(1);
            if let Some(anchor) = texts.cite(&file.path, line, line, None) {
                all.push(AntiPattern {
                    file: anchor.reference(),
                    issue: "marked as not to be used".to_owned(),
                    reason: anchor.quote.clone(),
                    anchor,
                });
            }
        }
    }
    all.truncate(MOST);
    all
}

/// Operations that share a verb and a noun with a story or requirement.
fn similar(spec: &Spec, analysis: &Analysis) -> Vec<SimilarImplementation> {
    let mut all: Vec<(usize, SimilarImplementation)> = Vec::new();
    for operation in &analysis.operations {
        let Some(anchor) = &operation.anchor else {
            continue;
        };
        let name: Vec<String> = names::split(&operation.name)
            .iter()
            .map(|word| names::singular(word))
            .collect();
        let mut items: Vec<(usize, String)> = Vec::new();
        for item in spec.items() {
            let said: Vec<String> = names::split(item.text)
                .iter()
                .map(|word| names::singular(word))
                .collect();
            let shared = name
                .iter()
                .filter(|word| word.len() > 2 && said.contains(word))
                .count();
            if shared >= 2 {
                items.push((shared, item.id.to_owned()));
            }
        }
        items.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        let Some(best) = items.first().map(|(shared, _)| *shared) else {
            continue;
        };
        let ids: Vec<String> = items.into_iter().take(2).map(|(_, id)| id).collect();
        all.push((
            best,
            SimilarImplementation {
                file: anchor.reference(),
                description: format!("`{}`", operation.name),
                relevance: format!("its name shares {best} words with {}", ids.join(" and ")),
                spec_items: ids,
                anchor: anchor.clone(),
            },
        ));
    }
    all.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.file.cmp(&b.1.file)));
    all.into_iter().take(6).map(|(_, one)| one).collect()
}
