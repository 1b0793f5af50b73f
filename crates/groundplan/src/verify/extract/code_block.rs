//! Code blocks: `// path` at their head, headers of a diff, `path:line`, imports, commands of a shell.

use super::project;
use super::token::{parse, words};
use super::{Find, Form, Found, Origin, PathRef, What};
use crate::verify::passage::Fence;
use crate::verify::pattern::Pattern;

/// What code says.
pub(super) const FORM: Form = Form {
    id: "code-block",
    summary: "// path at the head of a code block, diff headers, imports",
    find: Find::Fence(find),
};
/// What a shell runs.
pub(super) const COMMANDS: Form = Form {
    id: "command-block",
    summary: "scripts of the project in code blocks of a shell",
    find: Find::Fence(commands),
};

static HEADER: Pattern = Pattern::new(
    r"^\s*(?://+|#+|--|;+|/\*+|<!--|%)\s*(?:[Ff]ile(?:name)?:\s*|[Pp]ath:\s*)?(?P<path>\S+?)\s*(?P<rest>\(.*\)|[-—–:].*)?\s*(?:\*/|-->)?\s*$",
);
static DIFF: Pattern = Pattern::new(r"^(?P<side>---|\+\+\+)\s+(?:[ab]/)?(?P<path>\S+)");
static IMPORT: Pattern = Pattern::new(
    r#"^\s*(?:import\s+.*\bfrom\s+['"][^'"]+['"]|import\s+['"][^'"]+['"]|from\s+[\w.]+\s+import\s+\S.*|use\s+[\w:]+(?:::.*)?;|(?:const|let|var)\s+.*=\s*require\(.*\)|require\s+['"].*|#include\s+[<"].*|import\s+[\w.*]+;?)\s*;?\s*$"#,
);
static NEW: Pattern = Pattern::new(r"(?i)\bnew\b");
const SHELL: &[&str] = &[
    "bash",
    "sh",
    "shell",
    "console",
    "zsh",
    "fish",
    "powershell",
];

fn language(fence: &Fence) -> &str {
    fence
        .info
        .split([' ', ',', '{', ':'])
        .next()
        .unwrap_or_default()
}

fn is_shell(fence: &Fence) -> bool {
    SHELL.contains(&language(fence))
}

fn find(source: &str, fence: &Fence) -> Vec<Found> {
    if is_shell(fence) {
        return Vec::new();
    }
    let mut all = Vec::new();
    for (number, line) in fence.lines.iter().enumerate() {
        let text = source.get(line.clone()).unwrap_or_default();
        if text.len() > 1000 {
            continue;
        }
        if number == 0 {
            all.extend(header(text, line.start));
        }
        if IMPORT.is_match(text) {
            let lead = text.len() - text.trim_start().len();
            all.push((
                line.start + lead..line.start + text.trim_end().len(),
                What::Import,
            ));
            continue;
        }
        if language(fence) == "diff" || text.starts_with("+++ ") {
            all.extend(diff(source, fence, number));
        }
        all.extend(with_lines(text, line.start));
    }
    all
}

fn header(text: &str, at: usize) -> Option<Found> {
    let found = HEADER.captures(text)?;
    let path = found.name("path")?;
    let mut parsed = parse(path.as_str(), at + path.start()).into_iter().next()?;
    let named = super::is_file_name(&parsed.path);
    parsed.origin = match found
        .name("rest")
        .is_some_and(|rest| NEW.is_match(rest.as_str()))
    {
        true => Origin::NewFile,
        false => Origin::Header,
    };
    named.then(|| (at + path.start()..at + path.end(), What::Path(parsed)))
}

/// `--- a/p`, `+++ b/p`; from `/dev/null` the other is new.
fn diff(source: &str, fence: &Fence, number: usize) -> Option<Found> {
    let line = fence.lines.get(number)?;
    let found = DIFF.captures(source.get(line.clone())?)?;
    let path = found
        .name("path")
        .filter(|path| path.as_str() != "/dev/null")?;
    let before = number
        .checked_sub(1)
        .and_then(|before| source.get(fence.lines.get(before)?.clone()));
    let created = before.is_some_and(|text| text.starts_with("--- /dev/null"));
    let span = line.start + path.start()..line.start + path.end();
    let path = PathRef {
        path: path.as_str().to_owned(),
        path_span: span.clone(),
        origin: if created {
            Origin::NewFile
        } else {
            Origin::Header
        },
        ..PathRef::default()
    };
    super::is_file_name(&path.path).then_some((span, What::Path(path)))
}

/// Paths with lines, as in a trace.
fn with_lines(text: &str, at: usize) -> Vec<Found> {
    let cited = words(text, at).into_iter().filter_map(|(span, word)| {
        let mut path = parse(word, span.start).into_iter().next()?;
        path.origin = Origin::Code;
        (path.lines.is_some() && path.path.contains('/')).then_some((span, What::Path(path)))
    });
    cited.collect()
}

fn commands(source: &str, fence: &Fence) -> Vec<Found> {
    if !is_shell(fence) {
        return Vec::new();
    }
    let lines = fence.lines.iter();
    let all = lines.flat_map(|line| {
        let text = source.get(line.clone()).unwrap_or_default();
        let comment = text.trim_start().starts_with('#');
        if comment {
            Vec::new()
        } else {
            project::scripts(text, line.start)
        }
    });
    all.collect()
}
