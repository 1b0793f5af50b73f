//! Whether and how deep the code is analysed: the rule of the workflow's step 2.1.

use crate::model::evidence::{AnalysisDecision, Depth};
use crate::model::index::{FileKind, Index};
use crate::model::spec::Spec;

/// The decision with its reasons; a depth that a person chose stands.
pub fn decide(
    spec: Option<&Spec>,
    keywords: &[String],
    index: &Index,
    before: &AnalysisDecision,
) -> AnalysisDecision {
    let files = index.of_kind(FileKind::Source).count();
    let stories = spec.map_or(0, |spec| {
        spec.user_stories
            .len()
            .max(spec.functional_requirements.len() / 3)
    });
    let text = spec
        .map(|spec| {
            spec.items()
                .iter()
                .map(|item| item.text.to_lowercase())
                .collect::<Vec<_>>()
                .join(" ")
        })
        .unwrap_or_default();
    let cues = [
        "existing", "integrat", "extend", "reuse", "refactor", "replace", "migrate",
    ];
    let cue = cues.iter().find(|cue| text.contains(*cue));
    let mut reasons = vec![format!("{files} source files")];
    reasons.push(format!("{stories} stories or groups of requirements"));
    reasons.extend(cue.map(|cue| format!("the specification says \"{cue}…\"")));
    let depth = if files == 0 {
        reasons.push("there is no code".to_owned());
        Depth::Skip
    } else if stories >= 3 || cue.is_some() || spec.is_none() {
        Depth::Thorough
    } else if files < 50 {
        reasons.push("few stories and fewer than 50 files".to_owned());
        Depth::Quick
    } else {
        Depth::Thorough
    };
    AnalysisDecision {
        depth: if before.overridden {
            before.depth
        } else {
            depth
        },
        overridden: before.overridden,
        reasons,
        keywords: keywords.iter().take(12).cloned().collect(),
        feature_type: before.feature_type.clone(),
    }
}
