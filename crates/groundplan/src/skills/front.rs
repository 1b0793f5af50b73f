//! Front matter, read leniently: as YAML, else line by line.

use std::collections::BTreeMap;

/// How many lines front matter may take where its end fence is missing.
const LONGEST: usize = 60;

/// Front matter as it was read.
#[derive(Debug, Default)]
pub struct Front {
    /// String values by key.
    pub values: BTreeMap<String, String>,
    /// Index of the first line of the body.
    pub body: usize,
    /// What is wrong with it, for a sentence that begins with the file.
    pub problem: Option<&'static str>,
}

/// The front matter of a document.
pub fn read(text: &str) -> Front {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let lines: Vec<&str> = text.lines().collect();
    let Some(start) = lines.iter().position(|line| !line.trim().is_empty()) else {
        return without("it is empty");
    };
    if text.contains('\0') {
        return without("it is no text");
    }
    if lines[start].trim_end() != "---" {
        return without("it has no front matter");
    }
    let rest = &lines[start + 1..];
    let (length, fence) = extent(rest);
    let inner = &rest[..length];
    let parsed = serde_saphyr::from_str::<BTreeMap<String, serde_json::Value>>(&inner.join("\n"));
    let problem = match (&parsed, fence) {
        (_, false) => Some("its front matter has no end"),
        (Err(_), true) => Some("its front matter is no valid YAML and is read line by line"),
        (Ok(_), true) => None,
    };
    let values = match parsed {
        Ok(parsed) => parsed
            .into_iter()
            .map(|(key, value)| (key, plain(&value)))
            .collect(),
        Err(_) => by_lines(inner),
    };
    Front {
        values,
        body: start + 1 + length + usize::from(fence),
        problem,
    }
}

fn without(problem: &'static str) -> Front {
    Front {
        problem: Some(problem),
        ..Front::default()
    }
}

/// Lines up to the end fence and whether there is one; without one, up to what cannot be front matter.
fn extent(lines: &[&str]) -> (usize, bool) {
    let fence = lines
        .iter()
        .position(|line| matches!(line.trim_end(), "---" | "..."));
    if let Some(fence) = fence.filter(|at| *at <= 4 * LONGEST) {
        return (fence, true);
    }
    let prose = |line: &&str| {
        let indented = line.starts_with([' ', '\t']);
        line.starts_with("# ") || (!indented && !line.trim().is_empty() && key_of(line).is_none())
    };
    let end = lines.iter().take(LONGEST).position(prose);
    (end.unwrap_or(lines.len().min(LONGEST)), false)
}

fn plain(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::String(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        serde_json::Value::Null => String::new(),
        // `description: [META]` is a list to YAML and a tag to the person who wrote it.
        serde_json::Value::Array(all) => {
            format!("[{}]", all.iter().map(plain).collect::<Vec<_>>().join(", "))
        }
        other => other.to_string(),
    }
}

/// `key: value`, the key being one word at the start of the line.
fn key_of(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(':')?;
    let word = !key.is_empty()
        && key
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
    let apart = value.is_empty() || value.starts_with([' ', '\t']);
    (word && apart).then_some((key, value))
}

fn by_lines(lines: &[&str]) -> BTreeMap<String, String> {
    let mut all: BTreeMap<String, String> = BTreeMap::new();
    let mut last: Option<String> = None;
    for line in lines {
        if let Some((key, value)) = key_of(line) {
            all.insert(key.to_owned(), unquoted(value).to_owned());
            last = Some(key.to_owned());
        } else if let Some(value) = last.as_ref().and_then(|key| all.get_mut(key)) {
            let more = unquoted(line.trim().trim_start_matches("- "));
            if !value.is_empty() && !more.is_empty() {
                value.push(' ');
            }
            value.push_str(more);
        }
    }
    all
}

/// A value without quotes around it, and nothing where it only opens a block (`>-`, `|`).
fn unquoted(value: &str) -> &str {
    let value = value.trim();
    if matches!(value, ">" | ">-" | ">+" | "|" | "|-" | "|+") {
        return "";
    }
    let inner = ['"', '\'']
        .iter()
        .find_map(|quote| value.strip_prefix(*quote)?.strip_suffix(*quote));
    inner.unwrap_or(value).trim_matches(['"', '\''])
}

#[cfg(test)]
mod tests {
    use super::read;

    fn description(text: &str) -> Option<String> {
        read(text).values.remove("description")
    }

    #[test]
    fn sloppy_front_matter_is_read_by_lines() {
        let front = read("---\nname: x\ndescription: [KNOWLEDGE] how to: do\n\tmore\n---\n# T\n");
        assert_eq!(front.values.get("name").map(String::as_str), Some("x"));
        assert_eq!(
            front.values.get("description").map(String::as_str),
            Some("[KNOWLEDGE] how to: do more")
        );
        assert_eq!((front.body, front.problem.is_some()), (5, true));
    }

    #[test]
    fn folded_text_is_one_line_whether_it_is_yaml_or_not() {
        for broken in ["", "when_to_use:\tA: b\n"] {
            let text = format!("---\ndescription: >-\n  [META] one\n  two\n{broken}---\n");
            assert_eq!(description(&text).as_deref(), Some("[META] one two"));
        }
    }

    #[test]
    fn a_comment_does_not_end_it() {
        let text = "---\n# who\nname: x\ndescription: about x\n---\n# Body\n";
        assert_eq!(description(text).as_deref(), Some("about x"));
        assert_eq!(read(text).body, 5);
    }

    #[test]
    fn a_missing_end_is_where_prose_begins() {
        let text = "---\nname: x\ndescription: \"[META] y\"\n\n# Title\n- Do it\n";
        assert_eq!(description(text).as_deref(), Some("[META] y"));
        assert_eq!(read(text).body, 4);
    }

    #[test]
    fn a_tag_alone_stays_a_tag() {
        assert_eq!(
            description("---\ndescription: [META]\n---\n").as_deref(),
            Some("[META]")
        );
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (text, problem) in [
            ("", Some("it is empty")),
            ("# T\n", Some("it has no front matter")),
            ("---\nname: x\n# T\n", Some("its front matter has no end")),
            (
                "---\ndescription: [META] a: b\n---\n",
                Some("its front matter is no valid YAML and is read line by line"),
            ),
            ("---\nname: x\n---\n", None),
        ] {
            assert_eq!(read(text).problem, problem, "{text}");
        }
    }

    #[test]
    fn nothing_odd_fails() {
        for text in [
            "",
            "---",
            "---\n---",
            "---\n: :\n",
            "\u{feff}---\nname: é\n---",
            "a: b",
        ] {
            read(text);
        }
    }
}
