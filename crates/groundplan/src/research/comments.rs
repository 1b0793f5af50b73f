//! Comments of source files, with the code they stand above.

use super::passages::Comment;

/// Bytes of the longest line that is looked at: longer ones are generated.
const LONGEST: usize = 2_000;

/// Comments of a file in a language with `//` and `/* */`, or with `#` and `"""`.
pub fn of(path: &str, text: &str) -> Vec<Comment> {
    let hash = [".py", ".pyi", ".rb", ".toml", ".yml", ".yaml", ".sh"]
        .iter()
        .any(|end| path.ends_with(end));
    let mut reader = Reader {
        hash,
        ..Reader::default()
    };
    for (at, line) in text.lines().enumerate() {
        if line.len() <= LONGEST {
            reader.line(line.trim(), u32::try_from(at + 1).unwrap_or(u32::MAX));
        }
    }
    reader.flush("");
    reader.all
}

#[derive(Default)]
struct Reader {
    hash: bool,
    all: Vec<Comment>,
    /// Lines of the comment that is open.
    open: Vec<(u32, String)>,
    /// What ends the block comment that is open.
    block: Option<&'static str>,
    before: String,
}

impl Reader {
    fn line(&mut self, line: &str, number: u32) {
        if let Some(end) = self.block {
            let body = line.split(end).next().unwrap_or_default();
            self.push(body.trim_start_matches('*'), number);
            if line.contains(end) {
                self.close_block(end);
            }
        } else if let Some((start, end)) = self.opens(line) {
            let rest = &line[start..];
            self.push(rest.split(end).next().unwrap_or_default(), number);
            if rest.contains(end) {
                self.close_block(end);
            } else {
                self.block = Some(end);
            }
        } else if let Some(text) = self.single(line) {
            self.push(text, number);
        } else if line.is_empty() {
            self.flush("");
        } else {
            self.flush(line);
            line.clone_into(&mut self.before);
        }
    }

    fn opens(&self, line: &str) -> Option<(usize, &'static str)> {
        let marks: &[(&str, &'static str)] = if self.hash {
            &[("\"\"\"", "\"\"\""), ("r\"\"\"", "\"\"\"")]
        } else {
            &[("/**", "*/"), ("/*", "*/")]
        };
        marks
            .iter()
            .find(|(mark, _)| line.starts_with(mark))
            .map(|(mark, end)| (mark.len(), *end))
    }

    fn single<'a>(&self, line: &'a str) -> Option<&'a str> {
        let marks: &[&str] = if self.hash {
            &["#"]
        } else {
            &["///", "//!", "//"]
        };
        marks.iter().find_map(|mark| line.strip_prefix(mark))
    }

    /// A documentation string stands below what it documents.
    fn close_block(&mut self, end: &str) {
        self.block = None;
        if end != "*/" {
            let before = std::mem::take(&mut self.before);
            self.flush(&before);
        }
    }

    fn push(&mut self, text: &str, number: u32) {
        self.open.push((number, text.trim().to_owned()));
    }

    fn flush(&mut self, code: &str) {
        let lines = std::mem::take(&mut self.open);
        if lines.iter().any(|(_, line)| !line.is_empty()) {
            let code = code.to_owned();
            self.all.push(Comment {
                value: value(&code),
                lines,
                code,
            });
        }
    }
}

/// Name and value of a constant that a line of code sets to a literal.
fn value(code: &str) -> Option<String> {
    let (left, right) = code.split_once(" = ")?;
    let name = left.split(':').next()?.split_whitespace().last()?;
    let literal = right.trim().trim_end_matches([';', ',']);
    let plain = literal.len() < 40
        && literal.starts_with(|c: char| c.is_ascii_digit() || c == '"' || c == '\'')
        && !literal.contains('`');
    plain.then(|| format!("{name} = {literal}"))
}

#[cfg(test)]
mod tests {
    use super::of;

    fn first_lines(path: &str, text: &str) -> Vec<(u32, String, String)> {
        let all = of(path, text).into_iter();
        all.map(|one| (one.lines[0].0, one.lines[0].1.clone(), one.code))
            .collect()
    }

    fn row(line: u32, text: &str, code: &str) -> (u32, String, String) {
        (line, text.to_owned(), code.to_owned())
    }

    #[test]
    fn comments_know_the_code_below() {
        let text = "/** Limits requests.\n *\n * Ten a second.\n */\nexport declare function limit(): void;\n// no code\n\nlet x = 1;\n";
        let expected = [
            row(
                1,
                "Limits requests.",
                "export declare function limit(): void;",
            ),
            row(6, "no code", ""),
        ];
        assert_eq!(first_lines("a.d.ts", text), expected);
    }

    #[test]
    fn documentation_strings_know_the_code_above() {
        let text = "def limit():\n    \"\"\"Ten a second.\"\"\"\n    pass\n# why\nx = 1\n";
        let expected = [
            row(2, "Ten a second.", "def limit():"),
            row(4, "why", "x = 1"),
        ];
        assert_eq!(first_lines("a.py", text), expected);
    }

    #[test]
    fn a_constant_has_its_value() {
        let value = |path: &str, code: &str| {
            of(path, &format!("// x\n{code}\n"))
                .pop()
                .and_then(|one| one.value)
        };
        assert_eq!(
            value("a.rs", "pub const FRESH_DAYS: i32 = 180;").as_deref(),
            Some("FRESH_DAYS = 180")
        );
        assert_eq!(
            value("a.ts", "export const MAX_SIZE = 5_000;").as_deref(),
            Some("MAX_SIZE = 5_000")
        );
        assert_eq!(value("a.ts", "const all = read();"), None);
    }
}
