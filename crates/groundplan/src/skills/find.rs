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
    ".kiro",
];

/// Tags that a description may hold, or its `type`, in upper or lower case.
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
    /// What is wrong with its front matter.
    pub problem: Option<&'static str>,
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
    let front = front::read(text);
    let (mut values, body) = (front.values, front.body);
    let mut take = |key: &str| values.remove(key).unwrap_or_default();
    let folder = path.rsplit('/').nth(1).unwrap_or(path);
    let name = Some(take("name")).filter(|name| is_name(name));
    let description = take("description");
    let tag = tag(&description, &take("type"));
    let headings = text.lines().skip(body).filter(|line| line.starts_with('#'));
    Skill {
        when_to_use: [take("when_to_use"), take("when-to-use")].concat(),
        by_hand: take("disable-model-invocation") == "true",
        problem: front.problem,
        headings: headings.collect::<Vec<_>>().join("\n"),
        choice: SkillChoice {
            name: name.unwrap_or_else(|| folder.to_owned()),
            description,
            tag: tag.to_owned(),
            path: path.to_owned(),
            scope: scope.to_owned(),
            prescriptions: prescriptions::of(text, body),
            ..SkillChoice::default()
        },
    }
}

/// The first tag of a description, else the type that its front matter states.
fn tag(description: &str, stated: &str) -> &'static str {
    let upper = description.to_uppercase();
    let places = TAGS
        .iter()
        .filter_map(|tag| Some((upper.find(&format!("[{tag}]"))?, *tag)));
    let first = places.min_by_key(|(at, _)| *at).map(|(_, tag)| tag);
    let by_type = TAGS.iter().find(|tag| stated.eq_ignore_ascii_case(tag));
    first.or(by_type.copied()).unwrap_or_default()
}

/// Whether a stated name can stand in a line of a document; else the folder names the skill.
fn is_name(name: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':' | ' ');
    !name.is_empty() && name.chars().count() <= 64 && name.chars().all(plain)
}
