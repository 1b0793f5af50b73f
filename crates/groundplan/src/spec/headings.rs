//! Which part of a specification a heading opens, in the languages that teams write.

/// A part of a specification.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Problem statement, introduction, purpose, why.
    Problem,
    /// Proposed solution, overview of what changes.
    Solution,
    /// Key capabilities.
    Capabilities,
    /// Out of scope.
    OutOfScope,
    /// User stories.
    Stories,
    /// Acceptance criteria or scenarios.
    Criteria,
    /// Requirements of any kind.
    Requirements,
    /// Functional requirements.
    Functional,
    /// Non-functional requirements.
    NonFunctional,
    /// Constraints.
    Constraints,
    /// Edge cases.
    EdgeCases,
    /// Key entities.
    Entities,
    /// Success criteria, metrics.
    Success,
    /// Open questions.
    Questions,
    /// Questions that were answered.
    Clarifications,
    /// Dependencies.
    Dependencies,
    /// Assumptions.
    Assumptions,
    /// What counts for nothing: checklists, review.
    Checklist,
}

/// Headings by role; compared in lower case without numbers, marks and brackets, longest first.
const HEADINGS: &[(Role, &[&str])] = &[
    (
        Role::Problem,
        &[
            "problem statement",
            "problem",
            "introduction",
            "purpose",
            "why",
            "background",
            "motivation",
            "context",
            "问题陈述",
            "问题",
            "引言",
            "简介",
            "背景",
            "概述",
            "はじめに",
            "背景と目的",
            "問題",
            "문제",
            "배경",
            "introdução",
            "problema",
            "introducción",
            "contexte",
            "problème",
            "problemstellung",
            "einleitung",
            "hintergrund",
        ],
    ),
    (
        Role::Solution,
        &[
            "proposed solution",
            "solution",
            "what changes",
            "overview",
            "spec summary",
            "summary",
            "goals",
            "expected deliverable",
            "解决方案",
            "变更内容",
            "概要",
            "解決策",
            "해결책",
            "solução proposta",
            "solución propuesta",
            "solution proposée",
            "lösung",
        ],
    ),
    (
        Role::Capabilities,
        &[
            "key capabilities",
            "capabilities",
            "features",
            "spec scope",
            "in scope",
        ],
    ),
    (
        Role::OutOfScope,
        &[
            "out of scope",
            "non-goals",
            "non goals",
            "nongoals",
            "not in scope",
            "范围外",
            "非目标",
            "不在范围",
            "スコープ外",
            "対象外",
            "범위 외",
            "fora do escopo",
            "fuera de alcance",
            "hors périmètre",
            "nicht im umfang",
        ],
    ),
    (
        Role::Stories,
        &[
            "user scenarios & testing",
            "user scenarios and testing",
            "user scenarios",
            "user stories",
            "primary user story",
            "user story",
            "用户故事",
            "用户场景与测试",
            "ユーザーストーリー",
            "ユーザーシナリオ",
            "사용자 스토리",
            "histórias de usuário",
            "historias de usuario",
            "récits utilisateur",
            "benutzergeschichten",
        ],
    ),
    (
        Role::Criteria,
        &[
            "acceptance criteria",
            "acceptance scenarios",
            "overall acceptance criteria",
            "验收标准",
            "验收场景",
            "受け入れ基準",
            "受入基準",
            "受け入れシナリオ",
            "인수 조건",
            "critérios de aceitação",
            "criterios de aceptación",
            "critères d'acceptation",
            "akzeptanzkriterien",
        ],
    ),
    (
        Role::Functional,
        &[
            "functional requirements",
            "功能需求",
            "功能性需求",
            "機能要件",
            "기능 요구사항",
            "requisitos funcionais",
            "requisitos funcionales",
            "exigences fonctionnelles",
            "funktionale anforderungen",
        ],
    ),
    (
        Role::NonFunctional,
        &[
            "non-functional requirements",
            "nonfunctional requirements",
            "non functional requirements",
            "quality attributes",
            "非功能需求",
            "非功能性需求",
            "非機能要件",
            "비기능 요구사항",
            "requisitos não funcionais",
            "requisitos no funcionales",
            "exigences non fonctionnelles",
            "nicht-funktionale anforderungen",
            "nichtfunktionale anforderungen",
        ],
    ),
    (
        Role::Requirements,
        &[
            "requirements",
            "需求",
            "要件",
            "要求事項",
            "요구사항",
            "requisitos",
            "exigences",
            "anforderungen",
            "added requirements",
            "modified requirements",
            "removed requirements",
            "renamed requirements",
        ],
    ),
    (
        Role::Constraints,
        &[
            "constraints",
            "约束",
            "约束条件",
            "制約",
            "制約事項",
            "제약",
            "restrições",
            "restricciones",
            "contraintes",
            "randbedingungen",
        ],
    ),
    (
        Role::EdgeCases,
        &[
            "edge cases",
            "边界情况",
            "边缘情况",
            "エッジケース",
            "예외 상황",
            "엣지 케이스",
            "casos de borda",
            "casos extremos",
            "casos límite",
            "cas limites",
            "grenzfälle",
            "randfälle",
        ],
    ),
    (
        Role::Entities,
        &[
            "key entities",
            "entities",
            "data model",
            "关键实体",
            "主要エンティティ",
            "キーエンティティ",
            "主要実体",
            "핵심 엔티티",
            "entidades principais",
            "entidades-chave",
            "entidades clave",
            "entités clés",
            "schlüsselentitäten",
        ],
    ),
    (
        Role::Success,
        &[
            "success criteria",
            "success metrics",
            "measurable outcomes",
            "成功标准",
            "成功指标",
            "成功基準",
            "성공 기준",
            "critérios de sucesso",
            "criterios de éxito",
            "critères de succès",
            "erfolgskriterien",
        ],
    ),
    (
        Role::Questions,
        &[
            "open questions",
            "questions",
            "unresolved questions",
            "needs clarification",
            "research questions",
            "未决问题",
            "待解决问题",
            "未解決の質問",
            "未決事項",
            "미해결 질문",
            "questões em aberto",
            "perguntas abertas",
            "preguntas abiertas",
            "questions ouvertes",
            "offene fragen",
        ],
    ),
    (
        Role::Clarifications,
        &[
            "clarifications",
            "resolved questions",
            "answered questions",
            "澄清",
            "明確化",
            "명확화",
        ],
    ),
    (
        Role::Dependencies,
        &[
            "dependencies",
            "依赖",
            "依存関係",
            "의존성",
            "dependências",
            "dependencias",
            "dépendances",
            "abhängigkeiten",
        ],
    ),
    (
        Role::Assumptions,
        &[
            "assumptions",
            "假设",
            "前提",
            "前提条件",
            "仮定",
            "가정",
            "suposições",
            "premissas",
            "supuestos",
            "hypothèses",
            "annahmen",
        ],
    ),
    (
        Role::Checklist,
        &[
            "review & acceptance checklist",
            "review and acceptance checklist",
            "execution status",
            "review checklist",
            "checklist",
            "glossary",
            "impact",
            "non-code impact",
        ],
    ),
];

/// Lower case, without numbering, marks, brackets and emoji.
pub fn plain(heading: &str) -> String {
    let lower = heading.to_lowercase().replace(['*', '`', '_', '#'], "");
    let cut = lower.split(['(', '（', '[']).next().unwrap_or(&lower);
    let start = cut.trim_start_matches(|c: char| {
        c.is_ascii_digit()
            || matches!(c, '.' | ')' | ' ' | '-' | ':')
            || (!c.is_alphanumeric() && !c.is_ascii())
    });
    start.trim().trim_end_matches([':', '：']).trim().to_owned()
}

/// The part that a heading opens.
pub fn role(heading: &str) -> Option<Role> {
    let plain = plain(heading);
    let exact = HEADINGS
        .iter()
        .find(|(_, names)| names.contains(&plain.as_str()));
    if let Some((role, _)) = exact {
        return Some(*role);
    }
    let starts = |name: &str| {
        let joint = plain.strip_prefix(name).map(|rest| rest.trim_start());
        joint.is_some_and(|rest| {
            rest.starts_with(['/', '&', '—', '–', '-', ':', '+']) || rest.starts_with("and ")
        }) && name.chars().count() > 3
    };
    let ends = |name: &str| name.contains(' ') && plain.ends_with(name);
    HEADINGS
        .iter()
        .find(|(_, names)| names.iter().any(|name| starts(name) || ends(name)))
        .map(|(role, _)| *role)
}

/// Words for "story N" and "requirement N" at the start of a heading.
const STORY: &[&str] = &[
    "user story",
    "story",
    "用户故事",
    "ユーザーストーリー",
    "사용자 스토리",
    "história de usuário",
    "história do usuário",
    "historia de usuario",
    "récit utilisateur",
    "us",
];
const REQUIREMENT: &[&str] = &[
    "requirement",
    "需求",
    "要件",
    "要求",
    "요구사항",
    "요구 사항",
    "requisito",
    "exigence",
    "anforderung",
    "req",
];

/// "User Story 3 - Title" → (3, "Title"); the same for requirements where `requirement`.
pub fn numbered(heading: &str, requirement: bool) -> Option<(String, String)> {
    let text = heading.replace(['*', '`'], "");
    let text = text.trim();
    let lower = text.to_lowercase();
    let words = if requirement { REQUIREMENT } else { STORY };
    words.iter().find_map(|word| {
        lower.strip_prefix(word)?;
        // Lower-casing may change lengths; names here do not.
        let rest = text
            .get(word.len()..)?
            .trim_start_matches([' ', '-', '#', '\u{a0}']);
        let digits: String = rest
            .chars()
            .take_while(|c| c.is_ascii_digit() || *c == '.')
            .collect();
        let digits = digits.trim_end_matches('.').to_owned();
        if digits.is_empty() {
            return None;
        }
        let title = rest
            .get(digits.len()..)?
            .trim_start_matches(['.', ':', '：', '-', '—', '–', ' ', ')', '、']);
        Some((digits, title.trim().to_owned()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_in_several_languages() {
        assert_eq!(
            role("## 3. Non-Functional Requirements".trim_start_matches('#')),
            Some(Role::NonFunctional)
        );
        assert_eq!(role("エッジケース"), Some(Role::EdgeCases));
        assert_eq!(
            role("Open Questions (Research Needed)"),
            Some(Role::Questions)
        );
        assert_eq!(role("Requirements *(mandatory)*"), Some(Role::Requirements));
        assert_eq!(role("Widgets"), None);
        let story = numbered("User Story 2 - Bulk update (Priority: P1)", false);
        assert_eq!(
            story,
            Some(("2".to_owned(), "Bulk update (Priority: P1)".to_owned()))
        );
        assert_eq!(
            numbered("US-1: Update", false),
            Some(("1".to_owned(), "Update".to_owned()))
        );
        assert_eq!(numbered("Usage", false), None);
    }
}
