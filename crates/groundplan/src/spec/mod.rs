//! Text → [`crate::model::spec::Spec`]: a tolerant reader over real markdown, one file a form.
//!
//! Content never fails the reader: what is missing or odd is a diagnostic.

mod formats;
mod headings;
mod items;
mod locate;
mod outline;
mod reader;

pub use formats::{FORMATS, Format};
pub use locate::{LocateError, Located, locate};

use crate::model::spec::{SPEC_SCHEMA_VERSION, Spec};
use outline::Outline;

/// A document of a specification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Path, with `/`.
    pub path: String,
    /// Content.
    pub text: String,
}

/// Reads a specification from its documents; `main` names the one that counts first.
pub fn read(main: &str, sources: &[Source]) -> Spec {
    let text = sources
        .iter()
        .find(|source| source.path == main)
        .map_or("", |source| source.text.as_str());
    let outline = outline::read(text);
    let (format, score) = detect(main, &outline, text);
    let mut spec = Spec {
        schema_version: SPEC_SCHEMA_VERSION,
        format: format.id.to_owned(),
        format_score: score,
        path: main.to_owned(),
        ..Spec::default()
    };
    front_matter(&mut spec, &outline);
    reader::read(&mut spec, &outline, format.rules, None);
    for source in sources.iter().filter(|source| source.path != main) {
        reader::read(
            &mut spec,
            &outline::read(&source.text),
            format.rules,
            Some(source.path.clone()),
        );
    }
    quoted_header(&mut spec, text);
    if spec.feature_id.is_none() && format.folder_names {
        spec.feature_id = folder(main);
    }
    spec.name = spec.title.as_deref().map(name_of);
    spec.language = language(text).to_owned();
    reader::diagnose(&mut spec, &outline);
    spec
}

fn detect(path: &str, outline: &Outline, text: &str) -> (&'static Format, u32) {
    let lower = text.to_lowercase();
    let signs = formats::Signs {
        path,
        outline,
        text: &lower,
    };
    let mut best = (FORMATS[FORMATS.len() - 1], 0);
    for format in FORMATS {
        let score = (format.detect)(&signs).min(100);
        if score > best.1 {
            best = (format, score);
        }
    }
    best
}

fn front_matter(spec: &mut Spec, outline: &Outline) {
    let get = |keys: &[&str]| {
        let found = outline
            .front
            .iter()
            .find(|(key, value)| keys.contains(&key.as_str()) && !value.is_empty());
        found.map(|(_, value)| value.clone())
    };
    spec.feature_id = get(&["id", "spec_id", "feature_id", "feature", "branch"]);
    spec.status = get(&["status"]);
}

/// `> Spec: NAME` in quotes at the top.
fn quoted_header(spec: &mut Spec, text: &str) {
    for line in text
        .lines()
        .take(20)
        .filter_map(|line| line.trim().strip_prefix('>'))
    {
        let Some((name, value)) = items::label(line) else {
            continue;
        };
        let value = items::unmark(&value);
        match name.as_str() {
            "spec" if !value.is_empty() => {
                spec.feature_id.get_or_insert(value);
            }
            "status" if !value.is_empty() => {
                spec.status.get_or_insert(value);
            }
            _ => {}
        }
    }
}

/// The folder that holds the document, a leading date stripped.
fn folder(main: &str) -> Option<String> {
    let name = main.rsplit('/').nth(1)?;
    let dated = name.len() > 11
        && name.chars().take(11).enumerate().all(|(at, c)| {
            if matches!(at, 4 | 7 | 10) {
                c == '-'
            } else {
                c.is_ascii_digit()
            }
        });
    Some(if dated {
        name.get(11..).unwrap_or(name).to_owned()
    } else {
        name.to_owned()
    })
}

/// The title without the template's prefix.
fn name_of(title: &str) -> String {
    let title = title.replace("**", "");
    let prefixes = [
        "feature specification",
        "spec requirements document",
        "feature spec",
        "specification",
        "spec",
        "requirements document",
        "proposal",
        "change",
        "prd",
        "功能规格",
        "機能仕様",
        "仕様書",
    ];
    for cut in [": ", "：", " - ", " — "] {
        if let Some((head, rest)) = title.split_once(cut)
            && prefixes.contains(&head.trim().to_lowercase().as_str())
        {
            return rest.trim().to_owned();
        }
    }
    title.trim().to_owned()
}

/// The main language, by script, else by common words.
fn language(text: &str) -> &'static str {
    let count = |from: char, to: char| text.chars().filter(|c| (from..=to).contains(c)).count();
    let (kana, han, hangul) = (
        count('\u{3040}', '\u{30ff}'),
        count('\u{4e00}', '\u{9fff}'),
        count('\u{ac00}', '\u{d7a3}'),
    );
    let letters = text.chars().filter(|c| c.is_alphabetic()).count().max(1);
    if 20 * kana > letters {
        return "ja";
    }
    if 10 * hangul > letters {
        return "ko";
    }
    if 10 * han > letters {
        return "zh";
    }
    let lower = text.to_lowercase();
    let words = lower.split_whitespace();
    let mut counts = [("en", 0), ("pt", 0), ("es", 0), ("fr", 0), ("de", 0)];
    for word in words {
        let language = match word {
            "the" | "and" | "is" | "to" | "of" | "must" => 0,
            "não" | "uma" | "deve" | "são" | "ao" => 1,
            "el" | "los" | "una" | "debe" | "las" => 2,
            "le" | "les" | "des" | "est" | "doit" => 3,
            "der" | "und" | "muss" | "ist" | "das" => 4,
            _ => continue,
        };
        counts[language].1 += 1;
    }
    counts
        .iter()
        .rev()
        .max_by_key(|(_, count)| *count)
        .filter(|(_, count)| *count > 0)
        .map_or("en", |(name, _)| name)
}
