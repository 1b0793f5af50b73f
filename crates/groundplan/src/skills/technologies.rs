//! Languages and frameworks that a skill may be for. One that the project does not have speaks
//! against the skill.

use crate::model::evidence::Stack;
use crate::model::words::words;

/// A language or framework.
struct Technology {
    /// As a person writes it.
    name: &'static str,
    /// Other spellings, lower case without marks; the name's own is implied.
    aliases: &'static [&'static str],
    /// An everyday word too: counts only when written as a name.
    everyday: bool,
}

const fn tech(name: &'static str, aliases: &'static [&'static str]) -> Technology {
    Technology {
        name,
        aliases,
        everyday: false,
    }
}

const fn everyday(name: &'static str, aliases: &'static [&'static str]) -> Technology {
    Technology {
        name,
        aliases,
        everyday: true,
    }
}

const TECHNOLOGIES: &[Technology] = &[
    tech("Python", &["pypi", "pyproject", "pip"]),
    everyday("Rust", &["cargo"]),
    everyday("Go", &["golang"]),
    tech("TypeScript", &["tsx", "ts"]),
    tech("JavaScript", &["js", "jsx", "node", "nodejs", "ecma"]),
    tech("Java", &[]),
    tech("Kotlin", &[]),
    tech("Ruby", &[]),
    tech("PHP", &[]),
    everyday("Swift", &["swiftui"]),
    tech("Scala", &[]),
    tech("Elixir", &["phoenix"]),
    everyday("Dart", &["flutter"]),
    tech("C#", &["csharp", "dotnet", "aspnet"]),
    tech("C++", &["cpp"]),
    everyday("React", &[]),
    tech("Next.js", &["nextjs"]),
    tech("Vue", &["vuejs", "nuxt"]),
    tech("Angular", &[]),
    tech("Svelte", &["sveltekit"]),
    tech("Convex", &[]),
    tech("Prisma", &[]),
    tech("Drizzle", &["drizzleorm"]),
    tech("Supabase", &[]),
    tech("Firebase", &[]),
    tech("Django", &[]),
    tech("Flask", &[]),
    tech("FastAPI", &[]),
    tech("SQLAlchemy", &["alembic"]),
    everyday("Rails", &["rubyonrails"]),
    tech("Laravel", &[]),
    everyday("Spring", &["springboot"]),
    everyday("Express", &["expressjs"]),
    tech("NestJS", &["nest"]),
    everyday("Axum", &[]),
    everyday("Actix", &["actixweb"]),
    tech("sqlx", &[]),
    everyday("Diesel", &[]),
    everyday("Gin", &[]),
    tech("Kubernetes", &["k8s"]),
    tech("Terraform", &[]),
    tech("Unity", &["unity3d"]),
    tech("Vitest", &[]),
    tech("Jest", &[]),
    tech("pytest", &[]),
    tech("Playwright", &[]),
    tech("Cypress", &[]),
    tech("Tailwind", &["tailwindcss"]),
    tech("shadcn", &["shadcnui"]),
];

/// Names that imply others: a TypeScript project runs JavaScript.
const IMPLIES: &[(&str, &str)] = &[
    ("typescript", "javascript"),
    ("tsx", "typescript"),
    ("next", "next.js"),
];

/// Technologies that a text names, as a person writes them, in the order of the list.
pub fn named(text: &str) -> Vec<&'static str> {
    let all = words(text);
    let says = |one: &&Technology| {
        let own = plain(one.name);
        all.iter().enumerate().any(|(at, word)| {
            let lower = word.text.to_lowercase();
            let next = all.get(at + 1).map_or("", |next| next.text);
            let pair = plain(&format!("{lower}{next}"));
            let marked = own != one.name.to_lowercase() && marked_at(text, word.at, one.name);
            let written = !one.everyday || (one.name == word.text && !begins(text, word.at));
            // "C" alone is no name, nor is the "Next" of "Next steps".
            let whole = lower == own && own.len() > 1 && written;
            whole
                || marked
                || pair == own && own.len() > 4 && one.name.contains('.')
                || one.aliases.iter().any(|alias| {
                    *alias == lower && !text[..word.at].ends_with('.')
                        || alias.len() > 4 && *alias == pair
                })
        })
    };
    TECHNOLOGIES
        .iter()
        .filter(says)
        .map(|one| one.name)
        .collect()
}

/// Whether `name` stands at a byte offset with its marks: `C#`, `Next.js`.
fn marked_at(text: &str, at: usize, name: &str) -> bool {
    text.get(at..at + name.len())
        .is_some_and(|there| there.eq_ignore_ascii_case(name))
}

/// Whether a sentence begins at a byte offset, so that a capital says nothing.
fn begins(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end();
    before.is_empty() || before.ends_with(['.', '!', '?', ']'])
}

/// A name in lower case without marks: `Next.js` → nextjs, `C#` → csharp.
fn plain(name: &str) -> String {
    match name {
        "C#" => return "csharp".to_owned(),
        "C++" => return "cpp".to_owned(),
        _ => {}
    }
    name.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// What the project has: languages, frameworks, tools and direct dependencies.
pub struct Owned {
    names: Vec<String>,
    /// The main language as a person writes it.
    pub main: Option<&'static str>,
}

impl Owned {
    /// What a stack has.
    pub fn of(stack: &Stack) -> Self {
        let lists = [
            &stack.frameworks,
            &stack.test_frameworks,
            &stack.package_managers,
            &stack.versions,
        ];
        let detected = lists.into_iter().flatten().map(|one| one.name.as_str());
        let languages = stack.languages.iter().filter(|one| one.files > 0);
        let mut names: Vec<String> = detected
            .chain(languages.map(|one| one.language.as_str()))
            .chain(stack.profiles.iter().map(String::as_str))
            .chain(stack.schema_language.as_deref())
            .flat_map(|name| [plain(name), plain(name.rsplit('/').next().unwrap_or(name))])
            .collect();
        for (has, also) in IMPLIES {
            if names.iter().any(|name| name == has) {
                names.push(plain(also));
            }
        }
        let main = stack
            .languages
            .iter()
            .filter(|one| one.files > 0)
            .find_map(|one| {
                let known = |tech: &&Technology| {
                    let own = plain(&one.language);
                    plain(tech.name) == own || tech.aliases.contains(&own.as_str())
                };
                TECHNOLOGIES.iter().find(known).map(|tech| tech.name)
            });
        Self { names, main }
    }

    /// Whether nothing is known of the project's technology.
    pub fn is_unknown(&self) -> bool {
        self.main.is_none()
    }

    /// Whether the project has this technology.
    pub fn has(&self, technology: &str) -> bool {
        let aliases = TECHNOLOGIES
            .iter()
            .find(|one| one.name == technology)
            .map_or(&[][..], |one| one.aliases);
        let own = plain(technology);
        self.names
            .iter()
            .any(|name| *name == own || aliases.contains(&name.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_from_everyday_words() {
        assert_eq!(
            named("How to go on when you express the rest of the spring"),
            Vec::<&str>::new()
        );
        assert_eq!(named("handlers in Go with Gin"), ["Go", "Gin"]);
        assert_eq!(named("golang services"), ["Go"]);
        assert_eq!(named("Next steps"), Vec::<&str>::new());
        assert_eq!(named("Next.js app router, nextjs"), ["Next.js"]);
        assert_eq!(named("services in C# and C++"), ["C#", "C++"]);
        assert_eq!(named("React when something fails"), Vec::<&str>::new());
    }
}
