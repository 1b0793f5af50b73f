//! Comments of source files, with the code they stand above.

/// A comment: its lines with numbers, and the first line of code after it.
pub type Comment = (Vec<(u32, String)>, String);

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
    /// Paragraphs of the comment that is open.
    open: Vec<Vec<(u32, String)>>,
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

    /// A line of a comment; an empty one ends a paragraph.
    fn push(&mut self, text: &str, number: u32) {
        let text = text.trim();
        match self.open.last_mut() {
            _ if text.is_empty() => self.open.push(Vec::new()),
            Some(paragraph) => paragraph.push((number, text.to_owned())),
            None => self.open.push(vec![(number, text.to_owned())]),
        }
    }

    fn flush(&mut self, code: &str) {
        for lines in std::mem::take(&mut self.open) {
            if !lines.is_empty() {
                self.all.push((lines, code.to_owned()));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn comments_know_the_code_below() {
        let text = "/**\n * Limits requests.\n *\n * Ten a second.\n */\nexport declare function limit(): void;\n// no code\n\nlet x = 1;\n";
        let all = of("a.d.ts", text);
        assert_eq!(all[0].0, [(2, "Limits requests.".to_owned())]);
        assert_eq!(all[1].1, "export declare function limit(): void;");
        assert_eq!(all[2].1, "");
    }

    #[test]
    fn documentation_strings_know_the_code_above() {
        let text = "def limit():\n    \"\"\"Ten a second.\"\"\"\n    pass\n# why\nx = 1\n";
        let all = of("a.py", text);
        assert_eq!(
            all[0],
            (
                vec![(2, "Ten a second.".to_owned())],
                "def limit():".to_owned()
            )
        );
        assert_eq!(all[1], (vec![(4, "why".to_owned())], "x = 1".to_owned()));
    }
}
