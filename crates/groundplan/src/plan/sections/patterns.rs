//! Existing Patterns to Follow: the analyzer's five lists, as far as they concern the feature.

use super::common::{bullets, code, dir_of, heading, lead, para, titled};
use super::{Section, rules};
use crate::model::doc::Block;
use crate::model::evidence::Pattern;
use crate::model::ground::{Anchor, Claim, Ground, Grounds};
use crate::model::names;
use crate::plan::context::Context;
use crate::plan::types::{Change, CodeBlock, FileAction, Key, PatternItem, Patterns, Plan};

/// Items shown of a list.
const SHOWN: usize = 6;
/// Lines shown of a snippet.
const LINES: usize = 12;

/// The section.
pub const SECTION: Section = Section {
    id: "patterns",
    heading: "Existing Patterns to Follow",
    summary: "Patterns with snippets and counts, integration points, similar code, what to avoid",
    draft,
    lower,
};

fn draft(context: &Context<'_>, plan: &mut Plan) {
    let analysis = context.analysis();
    let near = Near::of(context, plan);
    let patterns = analysis.patterns_found.iter();
    let mut patterns: Vec<&Pattern> = patterns.filter(|pattern| near.is_kept(pattern)).collect();
    patterns.sort_by_key(|pattern| !near.concerns_pattern(pattern));
    // A registration concerns the feature where it adds a member to register.
    let registers = |path: &str| {
        let files = &plan.files;
        files
            .iter()
            .any(|file| file.path == path && file.role == "registration")
    };
    let points = analysis
        .integration_points
        .iter()
        .filter(|point| point.integration_type != "registration" || registers(point.path()));
    let integration = points.map(|point| {
        let text = format!(
            "{}; {}",
            trimmed(&point.instruction),
            trimmed(&point.existing_pattern)
        );
        (&point.anchor, text.trim_end_matches("; ").to_owned())
    });
    let goes = |anchor: &Anchor| {
        let mut impacts = plan.impact.iter();
        let gone = impacts.any(|one| {
            one.change == Change::Remove
                && anchor.path == one.anchor.path
                && anchor.line_start == one.anchor.line_start
        });
        let mut files = plan.files.iter();
        gone || files.any(|file| file.action == FileAction::Delete && file.path == anchor.path)
            || plan.operations().any(|op| {
                op.change == Change::Remove
                    && op
                        .claim
                        .grounds
                        .iter()
                        .any(|ground| matches!(ground, Ground::Code(one) if one == anchor))
            })
    };
    let similar = analysis.similar_implementations.iter();
    let similar = similar.filter(|similar| !goes(&similar.anchor));
    let similar = similar.map(|similar| {
        let text = format!(
            "{}: {}",
            trimmed(&similar.description),
            trimmed(&similar.relevance)
        );
        (&similar.anchor, text)
    });
    let anti = analysis.anti_patterns.iter().map(|anti| {
        (
            &anti.anchor,
            format!("{}: {}", trimmed(&anti.issue), trimmed(&anti.reason)),
        )
    });
    let naming = |anchor: &Anchor| {
        let mut named = analysis
            .patterns_found
            .iter()
            .filter(|pattern| is_naming(pattern));
        named.any(|pattern| pattern.anchor == *anchor)
    };
    let told = |text: &str| {
        let mut usages = patterns
            .iter()
            .take(SHOWN)
            .map(|one| trimmed(&one.usage_instruction));
        usages.any(|usage| !usage.is_empty() && text.starts_with(usage))
    };
    let advice = analysis
        .recommendations
        .iter()
        .filter(|one| !naming(&one.anchor) && !told(&one.text))
        .map(|one| (&one.anchor, trimmed(&one.text).to_owned()));
    let mut found = Patterns {
        patterns: patterns.iter().take(SHOWN).map(|one| item(one)).collect(),
        rules: rules::of(context, plan),
        integration: near.nearest_first(integration.collect()),
        similar: near.nearest_first(similar.collect()),
        anti: near.nearest_first(anti.collect()),
        recommendations: near.nearest_first(advice.collect()),
        none: None,
    };
    if is_empty(&found) {
        found.none = Some(none(context));
    }
    plan.patterns = found;
}

fn trimmed(text: &str) -> &str {
    text.trim().trim_end_matches('.')
}

/// How members of a group are named and what they declare: of use where one is added.
fn is_naming(pattern: &Pattern) -> bool {
    let ends = ["_member", "_naming"];
    ends.iter().any(|end| pattern.pattern_type.ends_with(end))
}

/// Directories of planned files, and files that rank for the feature.
struct Near {
    dirs: Vec<String>,
    files: Vec<String>,
    groups: Vec<String>,
    /// Groups that get a member.
    joined: Vec<String>,
}

impl Near {
    fn of(context: &Context<'_>, plan: &Plan) -> Self {
        let ranked = context
            .analysis()
            .files
            .iter()
            .take(15)
            .map(|file| file.path.clone());
        let dirs: Vec<String> = plan
            .files
            .iter()
            .map(|file| dir_of(&file.path).to_owned())
            .collect();
        let all = || context.analysis().groups.iter();
        let groups = all().filter(|group| dirs.contains(&group.dir));
        let joined = all().filter(|group| {
            let registered = |path: &str| {
                group
                    .registrations
                    .iter()
                    .any(|one| one.anchor.path == path)
            };
            let added = plan
                .files
                .iter()
                .any(|file| file.role == "registration" && registered(&file.path));
            added
                || plan.files.iter().any(|file| {
                    file.action == FileAction::Create
                        && file.role != "test"
                        && dir_of(&file.path) == group.dir
                })
        });
        Self {
            groups: groups.map(|group| group.id.clone()).collect(),
            joined: joined.map(|group| group.id.clone()).collect(),
            files: ranked.collect(),
            dirs,
        }
    }

    fn concerns(&self, anchor: &Anchor) -> bool {
        self.dirs.iter().any(|dir| dir == dir_of(&anchor.path)) || self.files.contains(&anchor.path)
    }

    fn is_kept(&self, pattern: &Pattern) -> bool {
        let joins = |group: &String| self.joined.contains(group);
        !is_naming(pattern) || pattern.group.as_ref().is_some_and(joins)
    }

    fn concerns_pattern(&self, pattern: &Pattern) -> bool {
        let grouped = pattern
            .group
            .as_ref()
            .is_some_and(|group| self.groups.contains(group));
        grouped || self.concerns(&pattern.anchor)
    }

    /// Claims, those near the feature first, in the analyzer's order otherwise.
    fn nearest_first(&self, mut all: Vec<(&Anchor, String)>) -> Vec<Claim> {
        all.sort_by_key(|(anchor, _)| !self.concerns(anchor));
        let mut claims: Vec<Claim> = Vec::new();
        for (anchor, text) in all {
            if claims.len() < SHOWN && !claims.iter().any(|claim| claim.text == text) {
                claims.push(Claim::new(text, Ground::Code(anchor.clone())));
            }
        }
        claims
    }
}

fn item(pattern: &Pattern) -> PatternItem {
    let title = names::capital(&names::split(&pattern.pattern_type).join(" "));
    let grounds = if pattern.total > 0 {
        Grounds::from(Ground::Convention {
            rule: pattern.description.clone(),
            support: pattern.support,
            total: pattern.total,
            examples: vec![pattern.anchor.clone()],
        })
    } else {
        Grounds::from(Ground::Code(pattern.anchor.clone()))
    };
    let subject = format!(
        "{}-{}",
        pattern.pattern_type,
        pattern.group.as_deref().unwrap_or(&pattern.anchor.path)
    );
    PatternItem {
        key: Key::new("patterns", &subject),
        title,
        claim: Claim::new(trimmed(&pattern.description).to_owned(), grounds),
        usage: pattern.usage_instruction.clone(),
        snippet: snippet(pattern),
    }
}

fn snippet(pattern: &Pattern) -> Option<CodeBlock> {
    let text: Vec<&str> = pattern
        .code_snippet
        .trim_end()
        .lines()
        .take(LINES)
        .collect();
    let text = text.join("\n");
    (!text.trim().is_empty()).then(|| CodeBlock {
        language: info_string(&pattern.anchor.path).to_owned(),
        path: pattern.anchor.path.clone(),
        role: "example".to_owned(),
        text,
    })
}

/// The info string of a file's language, by its extension.
pub fn info_string(path: &str) -> &str {
    match super::common::extension(path) {
        "ts" | "mts" | "cts" => "typescript",
        "js" | "mjs" | "cjs" => "javascript",
        "py" | "pyi" => "python",
        "rs" => "rust",
        "rb" => "ruby",
        "yml" => "yaml",
        "" => "text",
        other => other,
    }
}

fn is_empty(patterns: &Patterns) -> bool {
    let lists = [
        &patterns.rules,
        &patterns.integration,
        &patterns.similar,
        &patterns.anti,
        &patterns.recommendations,
    ];
    patterns.patterns.is_empty() && lists.iter().all(|list| list.is_empty())
}

fn none(context: &Context<'_>) -> Claim {
    let analysis = context.analysis();
    let files = context.evidence.index.files.len();
    let text = match analysis.decision.reasons.first() {
        _ if !context.has_code() => {
            "No source file was found, so there is no pattern to follow".to_owned()
        }
        Some(reason) if analysis.groups.is_empty() => {
            format!(
                "No pattern was counted in {files} files: {}",
                trimmed(reason)
            )
        }
        _ => format!("No pattern, integration point or similar code was found in {files} files"),
    };
    Claim::new(text, super::common::on_stack(context))
}

fn lower(plan: &Plan) -> Vec<Block> {
    let patterns = &plan.patterns;
    let mut blocks: Vec<Block> = patterns.none.iter().map(para).collect();
    if !patterns.patterns.is_empty() {
        blocks.push(heading(3, "Patterns"));
        blocks.extend(patterns.patterns.iter().flat_map(lower_item));
    }
    blocks.extend(titled("Rules of the Project", &patterns.rules));
    blocks.extend(titled("Integration Points", &patterns.integration));
    blocks.extend(titled("Similar Implementations", &patterns.similar));
    blocks.extend(titled("Anti-Patterns to Avoid", &patterns.anti));
    blocks.extend(titled("Recommendations", &patterns.recommendations));
    blocks
}

fn lower_item(item: &PatternItem) -> Vec<Block> {
    let mut claim = item.claim.clone();
    claim.text = format!("**{}**: {}", item.title, claim.text);
    let mut blocks = vec![bullets(std::slice::from_ref(&claim))];
    if let Some(snippet) = &item.snippet {
        blocks.push(code(snippet));
    }
    if !item.usage.trim().is_empty() {
        blocks.push(lead(format!("For this feature: {}", item.usage.trim())));
    }
    blocks
}
