//! The five lists: patterns, integration points, similar implementations, anti-patterns, advice.

mod anti;
mod points;
mod similar;

use super::texts::Texts;
use crate::model::evidence::{Analysis, Pattern, Recommendation, SiblingGroup};
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
    // What every member does and what is used again, then what members declare, then mere names.
    analysis.patterns_found.sort_by_key(|pattern| {
        let ends = ["_member", "_naming"];
        ends.iter()
            .position(|end| pattern.pattern_type.ends_with(end))
            .map_or(0, |at| at + 1)
    });
    analysis.patterns_found.truncate(MOST);
    analysis.integration_points = points::find(index, analysis, &groups);
    analysis.anti_patterns = anti::find(index, texts, analysis, &groups);
    analysis.similar_implementations =
        spec.map_or_else(Vec::new, |spec| similar::find(spec, index, texts, analysis));
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
                description: format!(
                    "{} in `{}` {}",
                    names::capital(&names::with_article(&group.noun)),
                    group.dir,
                    fact.rule
                ),
                example_location: anchor.reference(),
                code_snippet: snippet,
                usage_instruction: match fact.aspect.as_str() {
                    "naming" => format!("Name the new {} like `{}`", group.noun, fact.value),
                    "member" => format!("Declare `{}` in the new {}", fact.value, group.noun),
                    _ => format!("Begin every new {} with `{}`", group.noun, fact.value),
                },
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
