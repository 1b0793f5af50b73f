//! Which skills (`SKILL.md`) fit the job, and what they prescribe.

mod front;

use std::collections::BTreeMap;

use crate::model::evidence::{Prescription, SkillChoice, Stack};
use crate::model::spec::Spec;
use crate::world::World;

/// Folders that hold skills, in the repository and at home.
pub const FOLDERS: &[&str] = &[
    ".claude",
    ".agents",
    ".github",
    ".cursor",
    ".codex",
    ".gemini",
    ".opencode",
];

/// How many skills are taken of each tag.
const MOST: usize = 3;

/// Languages that a skill may be for; one that the project does not have speaks against it.
const LANGUAGES: &[&str] = &[
    "python",
    "rust",
    "go",
    "golang",
    "typescript",
    "javascript",
    "java",
    "kotlin",
    "ruby",
    "php",
    "swift",
    "scala",
    "elixir",
    "dart",
    "csharp",
];

/// Looks at every skill of the project and the person, scores it against the job, and takes at most
/// three `[KNOWLEDGE]` and three `[META]`; best first.
pub fn choose(spec: &Spec, stack: &Stack, world: &dyn World) -> Vec<SkillChoice> {
    let mut all = found(world);
    let job = Job::of(spec, stack);
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for skill in &all {
        for word in words(&format!("{} {}", skill.name, skill.description)) {
            *seen.entry(word).or_default() += 1;
        }
    }
    for skill in &mut all {
        job.judge(skill, &seen);
    }
    all.sort_by(|a, b| {
        b.score
            .total_cmp(&a.score)
            .then_with(|| a.name.cmp(&b.name))
    });
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    for skill in &mut all {
        let place = taken.entry(skill.tag.clone()).or_default();
        if !matches!(skill.tag.as_str(), "KNOWLEDGE" | "META") {
            skill.reason = "left: neither [KNOWLEDGE] nor [META]".to_owned();
        } else if skill.score <= 0.0 {
            skill.reason = format!("left: {}", skill.reason);
        } else if *place >= MOST {
            skill.reason = format!(
                "left: {MOST} [{}] skills fit better; {}",
                skill.tag, skill.reason
            );
        } else {
            *place += 1;
            skill.taken = true;
            skill.reason = format!("taken: {}", skill.reason);
        }
    }
    all
}

/// All skills; a project's own wins over a person's of the same name.
fn found(world: &dyn World) -> Vec<SkillChoice> {
    let mut all: Vec<SkillChoice> = Vec::new();
    for (scope, root) in [("project", ""), ("user", "~home/")] {
        for folder in FOLDERS {
            for file in world.list(&format!("{root}{folder}/skills"), 2000) {
                if !file.path.ends_with("/SKILL.md") || file.size > 500_000 {
                    continue;
                }
                let Ok(text) = world.read_text(&file.path) else {
                    continue;
                };
                let skill = read(&file.path, scope, &text);
                if !all.iter().any(|there| there.name == skill.name) {
                    all.push(skill);
                }
            }
        }
    }
    all
}

fn read(path: &str, scope: &str, text: &str) -> SkillChoice {
    let (front, body_line) = front::read(text);
    let get = |key: &str| front.get(key).cloned().unwrap_or_default();
    let folder = path.rsplit('/').nth(1).unwrap_or(path).to_owned();
    let name = Some(get("name"))
        .filter(|name| !name.is_empty())
        .unwrap_or(folder);
    let description = format!("{} {}", get("description"), get("when_to_use"))
        .trim()
        .to_owned();
    let tag = ["KNOWLEDGE", "META", "WORKFLOW"]
        .into_iter()
        .find(|tag| description.contains(&format!("[{tag}]")));
    SkillChoice {
        name,
        description,
        tag: tag.unwrap_or_default().to_owned(),
        path: path.to_owned(),
        scope: scope.to_owned(),
        prescriptions: prescriptions(text, body_line),
        ..SkillChoice::default()
    }
}

/// Bullets outside of code, with the heading they stand under.
fn prescriptions(text: &str, body_line: usize) -> Vec<Prescription> {
    let (mut all, mut heading, mut fenced) = (Vec::new(), String::new(), false);
    for (at, line) in text.lines().enumerate().skip(body_line) {
        let trimmed = line.trim();
        if trimmed.starts_with("```") {
            fenced = !fenced;
        } else if fenced {
            continue;
        } else if trimmed.starts_with('#') {
            heading = trimmed.trim_start_matches('#').trim().to_owned();
        } else if let Some(text) = trimmed
            .strip_prefix("- ")
            .or_else(|| trimmed.strip_prefix("* "))
        {
            let line = u32::try_from(at + 1).unwrap_or(u32::MAX);
            all.push(Prescription {
                heading: heading.clone(),
                text: text.to_owned(),
                line,
            });
        }
    }
    all.truncate(40);
    all
}

struct Job {
    words: Vec<String>,
    stack: Vec<String>,
    languages: Vec<String>,
}

impl Job {
    fn of(spec: &Spec, stack: &Stack) -> Self {
        let mut text = format!(
            "{} {}",
            spec.name.as_deref().unwrap_or_default(),
            spec.problem.as_deref().unwrap_or_default()
        );
        for item in spec.items() {
            text.push(' ');
            text.push_str(item.text);
        }
        let named = stack
            .frameworks
            .iter()
            .chain(&stack.test_frameworks)
            .chain(&stack.versions);
        let named: Vec<String> = named.flat_map(|one| words(&one.name)).collect();
        let languages = stack
            .languages
            .iter()
            .filter(|one| one.files > 0)
            .map(|one| one.language.to_lowercase())
            .collect();
        Self {
            words: words(&text),
            stack: named,
            languages,
        }
    }

    fn judge(&self, skill: &mut SkillChoice, seen: &BTreeMap<String, usize>) {
        let own = words(&format!("{} {}", skill.name, skill.description));
        let foreign = LANGUAGES.iter().find(|language| {
            own.iter().any(|word| word == *language) && !self.has_language(language)
        });
        if let Some(language) = foreign {
            skill.reason = format!("for {language}, which this project does not have");
            return;
        }
        let weight = |word: &String| 1.0 / seen.get(word).copied().unwrap_or(1).max(1) as f64;
        let in_spec: Vec<&String> = own
            .iter()
            .filter(|word| self.words.contains(word))
            .collect();
        let in_stack: Vec<&String> = own
            .iter()
            .filter(|word| self.stack.contains(word))
            .collect();
        let from_spec: f64 = in_spec.iter().map(|word| weight(word)).sum();
        let from_stack: f64 = in_stack.iter().map(|word| 2.0 * weight(word)).sum();
        skill.score = from_spec + from_stack;
        let mut named: Vec<&str> = in_stack
            .iter()
            .chain(&in_spec)
            .map(|word| word.as_str())
            .collect();
        named.dedup();
        named.truncate(4);
        skill.reason = if named.is_empty() {
            "no word in common with the specification or the stack".to_owned()
        } else {
            format!(
                "shares {} with the specification and the stack",
                named.join(", ")
            )
        };
    }

    fn has_language(&self, language: &str) -> bool {
        let same = |one: &String| {
            one == language
                || (language == "golang" && one == "go")
                || (one == "tsx" && language == "typescript")
                || (language == "javascript" && one.starts_with("t"))
        };
        self.languages.is_empty() || self.languages.iter().any(same)
    }
}

const COMMON: &[&str] = &[
    "the",
    "and",
    "for",
    "with",
    "when",
    "this",
    "that",
    "skill",
    "use",
    "using",
    "knowledge",
    "meta",
    "workflow",
    "how",
    "are",
    "from",
    "into",
    "your",
    "any",
    "all",
    "not",
    "new",
    "creating",
    "working",
    "must",
    "shall",
    "should",
    "can",
    "will",
    "has",
    "have",
    "its",
    "which",
    "who",
    "one",
    "system",
    "user",
];

/// Distinct lower-case words of three or more letters, in the singular.
fn words(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let mut all: Vec<String> = Vec::new();
    for word in lower.split(|c: char| !c.is_alphanumeric()) {
        let word = if word.len() > 4 {
            word.trim_end_matches('s')
        } else {
            word
        };
        if word.chars().count() > 2
            && !COMMON.contains(&word)
            && !all.iter().any(|there| there == word)
        {
            all.push(word.to_owned());
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::MemoryWorld;

    #[test]
    fn at_most_three_of_a_tag_and_foreign_languages_are_left() {
        let text = |name: &str, about: &str| {
            format!("---\nname: {name}\ndescription: \"[KNOWLEDGE] {about}\"\n---\n# H\n- Do x\n")
        };
        let skills = [
            ("a", "pricing tables"),
            ("b", "pricing export"),
            ("c", "pricing history"),
            ("d", "pricing"),
            ("e", "pricing in python"),
        ];
        let files: Vec<(String, String)> = skills
            .iter()
            .map(|(name, about)| (format!(".claude/skills/{name}/SKILL.md"), text(name, about)))
            .collect();
        let world = MemoryWorld::new(
            files
                .iter()
                .map(|(path, text)| (path.as_str(), text.as_str())),
        );
        let spec = Spec {
            name: Some("Pricing history export tables".into()),
            ..Spec::default()
        };
        let share = crate::model::evidence::LanguageShare {
            language: "rust".into(),
            files: 1,
            lines: 1,
        };
        let stack = Stack {
            languages: vec![share],
            ..Stack::default()
        };
        let all = choose(&spec, &stack, &world);
        assert_eq!(all.iter().filter(|skill| skill.taken).count(), 3);
        let foreign = all
            .iter()
            .find(|skill| skill.name == "e")
            .map(|skill| skill.reason.clone());
        assert_eq!(
            foreign.as_deref(),
            Some("left: for python, which this project does not have")
        );
        assert_eq!(all[0].prescriptions[0].line, 6);
    }
}
