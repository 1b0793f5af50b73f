//! Where skills lie, and reading one.

use super::{front, prescriptions};
use crate::model::evidence::SkillChoice;
use crate::world::World;

/// Folders that hold skills, in the repository and at home, the first winning on the same name.
pub const FOLDERS: &[&str] = &[
    ".claude",
    ".agents",
    ".github",
    ".cursor",
    ".codex",
    ".gemini",
    ".opencode",
];

/// Tags that a description may begin with.
const TAGS: &[&str] = &["KNOWLEDGE", "META", "WORKFLOW"];
/// How many files of a skill folder are looked at.
const FILES: usize = 5_000;
/// Bytes of the largest file that is read.
const LARGEST: u64 = 500_000;

/// A skill as it was read.
#[derive(Debug, Clone, Default)]
pub struct Skill {
    /// What is said of it in the end; not yet judged.
    pub choice: SkillChoice,
    /// When its author would use it.
    pub when_to_use: String,
    /// Headings of its body.
    pub headings: String,
    /// Whether its author wants only a person to start it.
    pub by_hand: bool,
}

/// All skills; one that was found before wins over a later one of the same name.
pub fn all(world: &dyn World) -> Vec<Skill> {
    let mut all: Vec<Skill> = Vec::new();
    for (scope, root) in [("project", ""), ("user", "~home/")] {
        for folder in FOLDERS {
            let dir = format!("{root}{folder}/skills");
            for file in world.list(&dir, FILES) {
                if !is_skill(&dir, &file.path) || file.size > LARGEST {
                    continue;
                }
                let Ok(text) = world.read_text(&file.path) else {
                    continue;
                };
                let skill = read(&file.path, scope, &text);
                if !all
                    .iter()
                    .any(|there| there.choice.name == skill.choice.name)
                {
                    all.push(skill);
                }
            }
        }
    }
    all
}

/// `skills/NAME/SKILL.md` or `skills/GROUP/NAME/SKILL.md`.
fn is_skill(dir: &str, path: &str) -> bool {
    let below = path
        .strip_prefix(dir)
        .unwrap_or_default()
        .trim_start_matches('/');
    let depth = below.matches('/').count();
    let name = below.rsplit('/').next().unwrap_or_default();
    (1..=2).contains(&depth) && name.eq_ignore_ascii_case("SKILL.md")
}

fn read(path: &str, scope: &str, text: &str) -> Skill {
    let (mut front, body) = front::read(text);
    let mut take = |key: &str| front.remove(key).unwrap_or_default();
    let folder = path.rsplit('/').nth(1).unwrap_or(path);
    let name = Some(take("name")).filter(|name| !name.is_empty());
    let description = take("description");
    let tag = TAGS
        .iter()
        .find(|tag| description.contains(&format!("[{tag}]")));
    let headings = text.lines().skip(body).filter(|line| line.starts_with('#'));
    Skill {
        when_to_use: [take("when_to_use"), take("when-to-use")].concat(),
        by_hand: take("disable-model-invocation") == "true",
        headings: headings.collect::<Vec<_>>().join("\n"),
        choice: SkillChoice {
            name: name.unwrap_or_else(|| folder.to_owned()),
            description,
            tag: tag.copied().unwrap_or_default().to_owned(),
            path: path.to_owned(),
            scope: scope.to_owned(),
            prescriptions: prescriptions::of(text, body),
            ..SkillChoice::default()
        },
    }
}
