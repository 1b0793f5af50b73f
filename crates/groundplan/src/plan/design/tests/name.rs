//! Names of tests: the scenario's own name, else what follows and when, in the habit of the tests
//! beside them.

use std::sync::LazyLock;

use regex::Regex;

use super::clause;
use super::items::Item;
use super::suites::same_family;
use crate::model::index::{FileFacts, FileKind};
use crate::model::names::{self, Case};
use crate::plan::context::Context;

/// Words that an identifier can do without.
const DROPPED: &[&str] = &[
    "a", "an", "the", "that", "this", "these", "those", "their", "its", "is", "are", "was", "were",
    "will", "must", "shall", "should", "it", "they", "then", "there",
];
/// Words of the first half at most, and of the second.
const THEN: usize = 10;
const WHEN: usize = 8;
/// Characters of an identifier that are too many.
const LONG: usize = 90;

/// How tests are named in a place.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Habit {
    /// `Scenario: NAME`.
    scenario: bool,
    /// `should …`.
    should: bool,
    /// `TestSubject_Behaviour`.
    underscore: bool,
    /// Whether an identifier begins with `test` where the language does not ask for it.
    test: bool,
}

static TITLE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r#"(?m)^\s*(?:it|test|testWidgets)(?:\.\w+)*\(\s*['"`]([^'"`\n]+)"#).ok()
});

impl Habit {
    /// The habit at a test file: its own tests', else those of its folder, else of its language.
    pub fn at(context: &Context<'_>, file: &str) -> Self {
        let tests = context.evidence.index.of_kind(FileKind::Test);
        let tests: Vec<&FileFacts> = tests.filter(|one| same_family(&one.path, file)).collect();
        let dir = names::dir_of(file);
        let own = |one: &&&FileFacts| one.path == file;
        let beside = |one: &&&FileFacts| names::dir_of(&one.path) == dir;
        let here: Vec<String> = tests
            .iter()
            .filter(own)
            .flat_map(|one| named(context, one))
            .collect();
        let near = || -> Vec<String> {
            tests
                .iter()
                .filter(beside)
                .flat_map(|one| named(context, one))
                .collect()
        };
        let all = || -> Vec<String> {
            tests
                .iter()
                .take(200)
                .flat_map(|one| named(context, one))
                .collect()
        };
        let used = [here]
            .into_iter()
            .chain(std::iter::once_with(near))
            .chain(std::iter::once_with(all));
        let mut used = used.filter(|names| names.len() > 2);
        used.next()
            .map(|names| Self::of(&names))
            .unwrap_or_default()
    }

    fn of(names: &[String]) -> Self {
        let most = |fits: &dyn Fn(&str) -> bool| {
            2 * names.iter().filter(|name| fits(name)).count() > names.len()
        };
        Self {
            scenario: most(&|name| name.starts_with("Scenario: ")),
            should: most(&|name| name.starts_with("should ")),
            underscore: most(&|name| name.starts_with("Test") && name.contains('_')),
            test: most(&|name| name.starts_with("test")),
        }
    }
}

/// Names of the tests in a file: test functions, and titles where the text is known.
fn named(context: &Context<'_>, file: &FileFacts) -> Vec<String> {
    let text = context.evidence.texts.get(&file.path);
    let titles = text
        .zip(TITLE.as_ref())
        .into_iter()
        .flat_map(|(text, title)| {
            title
                .captures_iter(text)
                .filter_map(|found| Some(found.get(1)?.as_str().to_owned()))
        });
    let is_test = |attributes: &[String]| {
        attributes.iter().any(|one| {
            let name = one.split('(').next().unwrap_or(one);
            name.to_lowercase().ends_with("test")
        })
    };
    let functions = file.symbols.iter().filter(|symbol| {
        is_test(&symbol.attributes)
            || symbol.name.starts_with("Test")
            || symbol.name.starts_with("test_")
    });
    titles
        .chain(functions.map(|symbol| symbol.name.clone()))
        .collect()
}

/// A name that is not `taken` in the file: the shortest first.
pub fn of(
    item: &Item<'_>,
    habit: Habit,
    about: &str,
    file: &str,
    taken: impl Fn(&str) -> bool,
) -> String {
    let [then, when, given] = halves(item, is_titled(file));
    let with = |mut name: String, word: &str, more: &str| {
        if !more.is_empty() {
            name.extend([" ", word, " ", more]);
        }
        name
    };
    let whole = with(then.clone(), "when", &when);
    let brief = if whole.len() > LONG && !is_titled(file) {
        then.clone()
    } else {
        whole.clone()
    };
    let full = with(whole.clone(), "given", &given);
    let last = format!("{brief} ({})", item.id);
    let mut names = [brief, whole, full, last].into_iter();
    let styled = |base: String| styled(file, habit, about, &base, item);
    let free = names.by_ref().map(styled).find(|name| !taken(name));
    free.unwrap_or_else(|| styled(then))
}

/// What the name can say: the title, else the outcome and what makes it happen; and what is there
/// before. `full`: prose that keeps its small words.
fn halves(item: &Item<'_>, full: bool) -> [String; 3] {
    let short = |text: &str, most: usize| {
        let text = clause::plain(&without_places(text));
        if full {
            clause::first(&text, most + 2)
        } else {
            clause::first(&kept(&text), most)
        }
    };
    let reading = &item.reading;
    let given = reading
        .given
        .as_deref()
        .map(|given| short(given, WHEN))
        .unwrap_or_default();
    if let Some(title) = item.title {
        return [clause::plain(title), String::new(), given];
    }
    let then = short(&reading.then, THEN);
    let when = reading.when.as_deref().filter(|_| !then.is_empty());
    let when = when.map(|when| short(when, WHEN)).unwrap_or_default();
    [then, when, given]
}

/// The text without the words that an identifier can do without.
fn kept(text: &str) -> String {
    // What must be refused is refused, for short.
    let text = text.replace(" must be ", " ");
    let text = text.strip_prefix("be ").unwrap_or(&text);
    let words = text.split_whitespace().filter(|word| {
        let bare = word
            .trim_matches(|c: char| !c.is_alphanumeric())
            .to_lowercase();
        !DROPPED.contains(&bare.as_str())
    });
    words.collect::<Vec<_>>().join(" ")
}

/// The text without links and long code, where enough remains.
fn without_places(text: &str) -> String {
    let mut kept = String::new();
    for (at, part) in text.split('`').enumerate() {
        let is_long =
            part.split_whitespace().count() > 4 || part.contains(['{', '}']) || part.len() > 40;
        if at % 2 == 0 || !is_long {
            kept.push_str(part);
        }
    }
    if kept.split_whitespace().count() < 3 {
        text.replace('`', "")
    } else {
        kept
    }
}

/// Whether tests of this language bear a title rather than an identifier.
fn is_titled(file: &str) -> bool {
    same_family(file, "a.ts") || file.ends_with(".rb") || file.ends_with(".dart")
}

/// The name as the file's language has it.
fn styled(file: &str, habit: Habit, about: &str, base: &str, item: &Item<'_>) -> String {
    if is_titled(file) {
        let title = base.replace(['`', '\n'], "").replace('"', "'");
        return match (habit.scenario && item.title.is_some(), habit.should) {
            (true, _) => format!("Scenario: {title}"),
            (false, true) if item.title.is_none() => should(&title),
            _ => title,
        };
    }
    let words = words(base);
    let words = if words.len() < 2 {
        words_of_id(about, item.id)
    } else {
        words
    };
    let extension = file.rsplit_once('.').map_or("", |(_, extension)| extension);
    let pascal: String = words.iter().map(|word| names::capital(word)).collect();
    let snake = words.join("_").to_lowercase();
    let camel = pascal
        .char_indices()
        .map(|(at, c)| if at == 0 { c.to_ascii_lowercase() } else { c });
    match extension {
        "go" if habit.underscore => format!("Test{}_{pascal}", names::to_case(about, Case::Pascal)),
        "go" => format!("Test{pascal}"),
        "py" => format!("test_{snake}"),
        "rs" if habit.test => format!("test_{snake}"),
        "rs" => identifier(snake),
        "java" | "kt" | "cs" | "swift" if habit.test => format!("test{pascal}"),
        "java" | "kt" | "cs" | "swift" => identifier(camel.collect()),
        "php" => format!("test{pascal}"),
        _ => words.join(" "),
    }
}

/// The words of a phrase for an identifier: `listFolders` is two words, `PyArrow` and `IDs` are one.
fn words(phrase: &str) -> Vec<String> {
    let plain = phrase.replace("'s ", " ").replace(['\'', '’'], "");
    let parts = plain.split(|c: char| !c.is_alphanumeric());
    let parts = parts.filter(|part| !part.is_empty() && part.is_ascii());
    let apart = |part: &str| match part.starts_with(|c: char| c.is_lowercase()) {
        true => names::split(part),
        false => vec![part.to_owned()],
    };
    parts.flat_map(apart).collect()
}

fn words_of_id(about: &str, id: &str) -> Vec<String> {
    let words = names::split(&format!("{about} meets {id}"));
    words.into_iter().filter(|word| word.is_ascii()).collect()
}

/// "should …" of an outcome that names a duty, else the outcome.
fn should(title: &str) -> String {
    match title.split_once("must ") {
        Some((before, duty)) if before.split_whitespace().count() < 4 => format!("should {duty}"),
        _ => title.to_owned(),
    }
}

/// A name that does not begin with a digit.
fn identifier(name: String) -> String {
    if name.starts_with(|c: char| c.is_ascii_digit()) {
        format!("case_{name}")
    } else {
        name
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::design::tests::reading::Reading;

    fn item<'a>(title: Option<&'a str>, text: &str) -> Item<'a> {
        Item {
            id: "US-1.AC2",
            title,
            owner: "",
            owner_id: None,
            folder: "",
            reading: Reading::of_text(text),
        }
    }

    fn named(text: &str, file: &str) -> String {
        of(&item(None, text), Habit::default(), "price", file, |_| {
            false
        })
    }

    #[test]
    fn habits_of_languages() {
        let text = "When the price is zero, the update is rejected with a message";
        assert_eq!(
            named(text, "a.test.ts"),
            "the update is rejected with a message when the price is zero"
        );
        assert_eq!(
            named(text, "test_a.py"),
            "test_update_rejected_with_message_when_price_zero"
        );
        assert_eq!(
            named("The newest change comes first", "a_test.go"),
            "TestNewestChangeComesFirst"
        );
    }

    #[test]
    fn a_scenario_gives_its_name_and_the_place_its_form() {
        let item = item(Some("Hand-installed package surfaces"), "text");
        let of = |file, names: &[&str]| {
            let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
            of(&item, Habit::of(&names), "diff", file, |_| false)
        };
        assert_eq!(
            of("a_test.go", &["TestA_B", "TestC_D"]),
            "TestDiff_HandInstalledPackageSurfaces"
        );
        assert_eq!(
            of("a.test.ts", &["Scenario: A"]),
            "Scenario: Hand-installed package surfaces"
        );
        assert_eq!(of("a.rs", &[]), "hand_installed_package_surfaces");
    }

    #[test]
    fn negations_numbers_and_names_stay() {
        let name = named(
            "When no source yields a value, the resolver returns `NOT_SUPPORTED` and does not prompt",
            "a.test.ts",
        );
        assert_eq!(
            name,
            "the resolver returns NOT_SUPPORTED and does not prompt when no source yields a value"
        );
    }

    #[test]
    fn another_script_falls_back_to_the_identifier() {
        assert_eq!(named("価格を保存する", "a.rs"), "price_meets_us_1_ac2");
    }

    #[test]
    fn a_taken_name_is_told_apart() {
        let one = item(None, "The newest change comes first");
        let name = of(&one, Habit::default(), "x", "a.test.ts", |name| {
            name == "The newest change comes first"
        });
        assert_eq!(name, "The newest change comes first (US-1.AC2)");
    }
}
