//! Sentences and bullets of documents, and whether they hold a question's distinctive words.

use jiff::civil::Date;

/// Share of a question's distinctive words that a passage must hold (with its document's headings).
pub const ENOUGH: f64 = 0.6;
/// Share from which the question is answered.
pub const FULL: f64 = 0.8;

/// A sentence or bullet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// File.
    pub path: String,
    /// Line.
    pub line: u32,
    /// The text, on one line.
    pub text: String,
    /// Words of the headings above it.
    pub headings: Vec<String>,
    /// Date of the knowledge file; `None` for other documents.
    pub date: Option<Date>,
}

impl Passage {
    /// Share of the wanted words that stand here; 0 unless at least one stands in the text itself.
    pub fn covers(&self, wanted: &[String]) -> f64 {
        let own = words(&self.text);
        let here = wanted.iter().filter(|word| own.contains(word)).count();
        if wanted.is_empty() || here == 0 || 4 * here < wanted.len() {
            return 0.0;
        }
        let all = wanted
            .iter()
            .filter(|word| own.contains(word) || self.headings.contains(word))
            .count();
        let long_enough = own.len() >= 3;
        if long_enough {
            all as f64 / wanted.len() as f64
        } else {
            0.0
        }
    }

    /// Whether a knowledge file's date is recent.
    pub fn is_fresh(&self, today: Date) -> bool {
        let limit = today.saturating_sub(jiff::Span::new().days(super::FRESH_DAYS));
        self.date.is_some_and(|date| date >= limit)
    }
}

const COMMON: &[&str] = &[
    "what",
    "which",
    "how",
    "does",
    "should",
    "would",
    "could",
    "the",
    "are",
    "and",
    "for",
    "with",
    "that",
    "this",
    "from",
    "have",
    "has",
    "can",
    "will",
    "when",
    "where",
    "there",
    "need",
    "needed",
    "much",
    "many",
    "per",
    "one",
    "use",
    "used",
    "using",
    "into",
    "than",
    "then",
    "its",
    "our",
    "about",
    "best",
    "way",
    "any",
    "all",
    "not",
    "are",
    "was",
    "were",
    "been",
    "more",
    "most",
    "some",
    "such",
    "must",
    "may",
    "also",
    "only",
    "each",
    "is",
    "given",
    "research",
    "architecture",
];

/// Lower-case words of three or more letters in the singular, common ones left out.
pub fn words(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let mut all: Vec<String> = Vec::new();
    for word in lower.split(|c: char| !c.is_alphanumeric()) {
        let word = if word.len() > 3 {
            word.trim_end_matches('s')
        } else {
            word
        };
        if word.chars().count() > 1
            && !COMMON.contains(&word)
            && word.len() > 2
            && !all.iter().any(|there| there == word)
        {
            all.push(word.to_owned());
        }
    }
    all
}

/// The words that a question is about.
pub fn distinctive(question: &str) -> Vec<String> {
    words(question).into_iter().take(12).collect()
}

/// A file's stem from a question: its first words.
pub fn topic(question: &str) -> String {
    let ascii = words(question)
        .into_iter()
        .filter(|word| word.is_ascii())
        .take(5)
        .collect::<Vec<_>>();
    if ascii.is_empty() {
        "research".to_owned()
    } else {
        ascii.join("-")
    }
}

/// Passages of a markdown or text document.
pub fn of_document(path: &str, text: &str, date: Option<Date>) -> Vec<Passage> {
    let mut all = Vec::new();
    let mut open: Vec<(usize, String)> = Vec::new();
    let mut fenced = false;
    for (at, line) in text.lines().enumerate().take(20_000) {
        let trimmed = line.trim();
        if trimmed.starts_with("```") {
            fenced = !fenced;
            continue;
        }
        let level = trimmed.chars().take_while(|c| *c == '#').count();
        if (1..=6).contains(&level) && !fenced {
            open.retain(|(there, _)| *there < level);
            open.push((level, trimmed[level..].trim().to_owned()));
            continue;
        }
        let plain = trimmed.trim_start_matches(['-', '*', '>', '|', ' ']).trim();
        if plain.len() < 20 || fenced {
            continue;
        }
        let above: Vec<&str> = open.iter().map(|(_, heading)| heading.as_str()).collect();
        let headings = words(&format!("{} {path}", above.join(" ")));
        let line = u32::try_from(at + 1).unwrap_or(u32::MAX);
        let text: String = plain.chars().take(400).collect();
        all.push(Passage {
            path: path.to_owned(),
            line,
            text,
            headings,
            date,
        });
    }
    all
}
