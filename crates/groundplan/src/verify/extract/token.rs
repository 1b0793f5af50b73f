//! One word that may be a path, with its lines or its symbol: `p:12-30`, `p#L12`, `p#sym`, `p::sym`.

use std::ops::Range;

use super::PathRef;
use crate::syntax;
use crate::verify::pattern::Pattern;

/// Extensions besides those of the language registry.
const EXTENSIONS: &[&str] = &[
    "adoc",
    "arb",
    "astro",
    "bat",
    "cfg",
    "cjs",
    "clj",
    "cljs",
    "cmake",
    "conf",
    "cr",
    "cshtml",
    "csproj",
    "css",
    "csv",
    "cts",
    "db",
    "ejs",
    "erb",
    "erl",
    "example",
    "feature",
    "fish",
    "fs",
    "fsproj",
    "gd",
    "gif",
    "gradle",
    "haml",
    "hbs",
    "hs",
    "ico",
    "ini",
    "ipynb",
    "j2",
    "jinja",
    "jpeg",
    "jpg",
    "jsonl",
    "liquid",
    "lock",
    "log",
    "map",
    "mdc",
    "mjs",
    "ml",
    "mli",
    "mod",
    "mts",
    "nim",
    "nix",
    "njk",
    "org",
    "pdf",
    "pem",
    "pl",
    "plist",
    "pm",
    "png",
    "properties",
    "props",
    "ps1",
    "pug",
    "pyi",
    "pyx",
    "razor",
    "rs.in",
    "sample",
    "service",
    "slim",
    "sln",
    "snap",
    "sol",
    "sqlite",
    "storyboard",
    "styl",
    "sum",
    "svg",
    "template",
    "tmpl",
    "tpl",
    "tscn",
    "ttf",
    "vb",
    "wasm",
    "webp",
    "woff",
    "woff2",
    "xaml",
    "xcconfig",
    "xib",
    "xml",
    "xsd",
    "zig",
];
/// Extensions that are also names of members: alone they need a folder before them.
const MEMBER_LIKE: &[&str] = &[
    "map",
    "log",
    "db",
    "mod",
    "lock",
    "feature",
    "service",
    "sample",
    "example",
    "template",
    "sum",
    "conf",
    "cfg",
    "org",
    "props",
    "properties",
    "text",
    "snap",
];
/// Extensions of few letters: members are named so where no file is.
const SHORT: &[&str] = &[
    "c", "cr", "ex", "fs", "gd", "h", "ml", "pl", "pm", "sc", "tf",
];
/// Files without an extension.
const NAMES: &[&str] = &[
    "CODEOWNERS",
    "Caddyfile",
    "Containerfile",
    "Dockerfile",
    "Gemfile",
    "Justfile",
    "LICENSE",
    "Makefile",
    "Procfile",
    "Rakefile",
    "Vagrantfile",
    "justfile",
];
/// From here on scripts have no spaces between words, and paths seldom their letters.
const CJK: char = '\u{2e80}';
/// Ends of domain names.
const DOMAINS: &[&str] = &[
    "ai", "app", "cloud", "co", "com", "dev", "edu", "gov", "in", "io", "me", "net", "org", "sh",
    "rs", "xyz",
];
/// Products that look like a file.
const PRODUCTS: &[&str] = &[
    "alpine.js",
    "backbone.js",
    "chart.js",
    "d3.js",
    "discord.js",
    "ember.js",
    "express.js",
    "moment.js",
    "nest.js",
    "next.js",
    "node.js",
    "nuxt.js",
    "react.js",
    "socket.io",
    "three.js",
    "vue.js",
    "asp.net",
    "ml.net",
];

static SUFFIX: Pattern = Pattern::new(
    r"(?x)
    (?: :L?(?P<a>\d+)(?:[-–]L?(?P<b>\d+))?(?P<more>(?:,L?\d+(?:[-–]L?\d+)?)*)(?::\d+(?:-\d+)?)?
      | \#L(?P<c>\d+)(?:C\d+)?(?:[-–]L?(?P<d>\d+)(?:C\d+)?)?
      | (?:\#|::?)(?P<symbol>[A-Za-z_$][\w$]*(?:(?:::|\.|\#)[A-Za-z_$][\w$]*)*)(?:\(\))?
    )$",
);

/// A path and what follows it, in a word whose first byte stands at `at`. Several line ranges give several.
pub(super) fn parse(word: &str, at: usize) -> Vec<PathRef> {
    if word.contains("://") || word.starts_with("www.") || word.len() > 400 {
        return Vec::new();
    }
    let Some(suffix) = SUFFIX.captures(word) else {
        return plain(word, at).into_iter().collect();
    };
    let end = suffix.get(0).map_or(word.len(), |all| all.start());
    let Some(mut path) = plain(&word[..end], at) else {
        return Vec::new();
    };
    if path.path.ends_with('/') {
        return Vec::new();
    }
    // A document's own anchor is a heading, not a symbol.
    let symbol = suffix.name("symbol").filter(|_| !word.contains(".md#"));
    path.symbol = symbol.map(|name| name.as_str().to_owned());
    let first = suffix.name("a").or_else(|| suffix.name("c"));
    let last = suffix.name("b").or_else(|| suffix.name("d"));
    if let Some(first) = first {
        let to = last.unwrap_or(first);
        path.lines = numbers(first.as_str(), to.as_str());
        path.lines_span = at + first.start()..at + to.end();
        if path.lines.is_none() {
            return Vec::new();
        }
    }
    let mut all = vec![path];
    if let Some(more) = suffix.name("more").filter(|more| !more.is_empty()) {
        let more = further(&all[0], more.as_str(), at + more.start());
        all.extend(more);
    }
    all
}

/// The ranges behind the first: `,40,50-60`.
fn further(first: &PathRef, more: &str, at: usize) -> Vec<PathRef> {
    let mut all = Vec::new();
    let mut offset = 0;
    for part in more.split(',') {
        let span = at + offset..at + offset + part.len();
        offset += part.len() + 1;
        let (from, to) = part.split_once(['-', '–']).unwrap_or((part, part));
        let lines = numbers(from.trim_start_matches('L'), to.trim_start_matches('L'));
        if lines.is_some() {
            all.push(PathRef {
                lines,
                lines_span: span,
                ..first.clone()
            });
        }
    }
    all
}

/// A line and one not before it; 0 is no line.
pub(super) fn numbers(first: &str, last: &str) -> Option<(u32, u32)> {
    let first: u32 = first.parse().ok()?;
    let last: u32 = last.parse().ok()?;
    (first > 0 && first <= last).then_some((first, last))
}

/// A path without a suffix.
fn plain(word: &str, at: usize) -> Option<PathRef> {
    let allowed = |c: char| c.is_alphanumeric() || "_.@+-/[]()$~%=,".contains(c);
    let looks = word.chars().any(char::is_alphabetic) && word.chars().all(allowed);
    let inner = word.trim_matches('/');
    if !looks
        || inner.is_empty()
        || word.contains("//")
        || word.contains("...")
        || word.contains("()")
    {
        return None;
    }
    if !is_file_name(word) && !is_folder(word) {
        return None;
    }
    Some(PathRef {
        path: word.to_owned(),
        path_span: at..at + word.len(),
        ..PathRef::default()
    })
}

/// Whether the last part is a file's name by its extension, and no domain or product.
pub(in crate::verify) fn is_file_name(path: &str) -> bool {
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    let lower = name.to_lowercase();
    if is_domain(path) || (folders.is_empty() && PRODUCTS.contains(&lower.as_str())) {
        return false;
    }
    if NAMES.contains(&name) {
        return true;
    }
    if name.starts_with('.') {
        return name.len() > 2 && is_dot_file(&lower);
    }
    let Some((stem, extension)) = lower.rsplit_once('.') else {
        return false;
    };
    let member = MEMBER_LIKE.contains(&extension) && folders.is_empty();
    let known = syntax::language_of(&lower).is_some() || EXTENSIONS.contains(&extension);
    !stem.is_empty() && known && !member
}

/// Whether only files of the same extension tell a file from a member: `point.h`.
pub(in crate::verify) fn may_be_member(path: &str) -> Option<&str> {
    let (_, extension) = path.rsplit_once('.')?;
    (!path.contains('/') && SHORT.contains(&extension)).then_some(extension)
}

fn is_dot_file(lower: &str) -> bool {
    let after = &lower[1..];
    after.ends_with("ignore")
        || after.ends_with("rc")
        || after.starts_with("env.")
        || [".gitattributes", ".editorconfig", ".env"].contains(&lower)
        || after.rsplit_once('.').is_some_and(|(stem, ext)| {
            stem.len() > 1 && (syntax::language_of(lower).is_some() || EXTENSIONS.contains(&ext))
        })
}

/// `github.com/owner/name`: the first part ends like a domain and is no file of a known language.
fn is_domain(path: &str) -> bool {
    let Some((first, _)) = path.split_once('/') else {
        return false;
    };
    let end = first
        .rsplit_once('.')
        .map(|(before, end)| (before.is_empty(), end));
    end.is_some_and(|(hidden, end)| !hidden && DOMAINS.contains(&end))
}

/// `src/model/`, `src/model`: words without white space around a slash.
fn is_folder(path: &str) -> bool {
    let parts: Vec<&str> = path.trim_end_matches('/').split('/').collect();
    let named = |part: &&str| {
        !part.is_empty() && part.chars().any(char::is_alphanumeric) || matches!(*part, "." | "..")
    };
    let deep = parts.len() > 1 || path.ends_with('/');
    deep && !is_domain(path) && !path.starts_with(['/', '@', '$']) && parts.iter().all(named)
}

/// Words of a text with their offsets, without punctuation around them.
pub(super) fn words(text: &str, at: usize) -> Vec<(Range<usize>, &str)> {
    let outer = |c: char| {
        c >= CJK
            || c.is_whitespace()
            || "\"'`|<>{}\u{201c}\u{201d}\u{3001}\u{3002}\u{ff0c}→←=".contains(c)
    };
    let mut all = Vec::new();
    let mut offset = 0;
    for raw in text.split(outer) {
        let from = offset;
        offset += raw.len()
            + text[from + raw.len()..]
                .chars()
                .next()
                .map_or(0, char::len_utf8);
        let mut word = raw.trim_start_matches(['*', ',', ';', ':', '!', '?']);
        while let Some(cut) = unbalanced(word) {
            word = cut;
        }
        if !word.is_empty() {
            let start = from + (word.as_ptr() as usize - raw.as_ptr() as usize);
            all.push((at + start..at + start + word.len(), word));
        }
    }
    all
}

/// The word without a mark at an end that is not its own; `None` where there is none.
fn unbalanced(word: &str) -> Option<&str> {
    let open = word.matches(['(', '[']).count();
    let close = word.matches([')', ']']).count();
    let tail = word.trim_end_matches(['.', ',', ';', ':', '!', '?', '*']);
    if tail.len() < word.len() {
        return Some(tail);
    }
    if close > open {
        return word
            .strip_suffix([')', ']'])
            .or_else(|| word.strip_prefix([')', ']']));
    }
    if open > close {
        return word
            .strip_prefix(['(', '['])
            .or_else(|| word.strip_suffix(['(', '[']));
    }
    [('(', ')'), ('[', ']')].into_iter().find_map(|(a, b)| {
        let inner = word.strip_prefix(a)?.strip_suffix(b)?;
        (!inner.contains([a, b])).then_some(inner)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(word: &str) -> Vec<String> {
        let one = |path: PathRef| {
            let lines = path
                .lines
                .map_or_else(String::new, |(a, b)| format!(" {a}-{b}"));
            let symbol = path
                .symbol
                .map_or_else(String::new, |name| format!(" {name}"));
            format!("{}{lines}{symbol}", path.path)
        };
        parse(word, 0).into_iter().map(one).collect()
    }

    #[test]
    fn every_suffix_is_read() {
        for (word, want) in [
            ("src/a.rs:12", vec!["src/a.rs 12-12"]),
            ("src/a.rs:12-30", vec!["src/a.rs 12-30"]),
            ("src/a.rs:12:5", vec!["src/a.rs 12-12"]),
            ("a.rs#L12", vec!["a.rs 12-12"]),
            ("a.rs#L12-L30", vec!["a.rs 12-30"]),
            ("a.rs:3,9-10", vec!["a.rs 3-3", "a.rs 9-10"]),
            ("a.rs#Type.member", vec!["a.rs Type.member"]),
            ("a.py::test_x", vec!["a.py test_x"]),
            ("app/(auth)/[id]/page.tsx", vec!["app/(auth)/[id]/page.tsx"]),
            ("src/model/", vec!["src/model/"]),
            ("README.md#usage", vec!["README.md"]),
        ] {
            assert_eq!(shown(word), want, "{word}");
        }
    }

    #[test]
    fn what_only_looks_like_a_path_is_none() {
        for word in [
            "https://x.io/a.rs",
            "e.g",
            "1.2.3",
            "16:9",
            "Node.js",
            "github.com/a/b.go",
            "user.map",
            "std::fs::File",
            "2026-01-02",
            "process.env",
            "/",
            "a.rs:0",
        ] {
            assert_eq!(shown(word), Vec::<String>::new(), "{word}");
        }
    }

    #[test]
    fn words_lose_the_marks_around_them() {
        let found: Vec<&str> = words("(see src/a.rs:12), [b.rs]. c()", 0)
            .into_iter()
            .map(|(_, word)| word)
            .collect();
        assert_eq!(found, ["see", "src/a.rs:12", "b.rs", "c()"]);
    }
}
