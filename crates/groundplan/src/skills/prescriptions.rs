//! What a skill prescribes: bullets and imperative sentences outside of code, with heading and line.

use crate::model::evidence::Prescription;
use crate::model::fence::{FenceLine, Fences};

/// How many prescriptions of one skill are kept.
const MOST: usize = 60;

/// First words of sentences that tell somebody to do something.
const IMPERATIVES: &[&str] = &[
    "add", "always", "apply", "ask", "avoid", "begin", "call", "check", "choose", "copy", "create",
    "decide", "declare", "define", "delete", "do", "document", "don't", "ensure", "export",
    "extend", "follow", "give", "handle", "import", "include", "index", "keep", "limit", "list",
    "log", "make", "mark", "measure", "mock", "move", "name", "never", "pass", "place", "prefer",
    "put", "read", "record", "reject", "remember", "remove", "rename", "replace", "respect",
    "return", "reuse", "round", "run", "set", "split", "start", "store", "test", "treat", "update",
    "use", "validate", "verify", "wrap", "write",
];

/// Prescriptions of a skill whose body begins at the line with index `body`.
pub fn of(text: &str, body: usize) -> Vec<Prescription> {
    let mut reader = Reader::default();
    for (at, line) in text.lines().enumerate().skip(body) {
        reader.line(line, u32::try_from(at + 1).unwrap_or(u32::MAX));
        if reader.all.len() >= MOST {
            break;
        }
    }
    reader.close();
    reader.all.truncate(MOST);
    reader.all
}

#[derive(Default)]
struct Reader {
    all: Vec<Prescription>,
    heading: String,
    /// The fence that is open.
    fence: Fences,
    /// Whether the line before belongs to a bullet that may go on.
    in_bullet: bool,
    /// Lines of the paragraph that is open.
    paragraph: Vec<(u32, String)>,
}

impl Reader {
    fn line(&mut self, line: &str, number: u32) {
        let trimmed = line.trim();
        if self.in_fence(trimmed) {
            return;
        }
        let bullet = bullet(trimmed);
        let heading = heading(trimmed);
        let apart = trimmed.is_empty() || trimmed.starts_with(['|', '<']);
        if apart || bullet.is_some() || heading.is_some() {
            self.close();
        }
        if let Some(heading) = heading {
            heading.clone_into(&mut self.heading);
        } else if let Some(text) = bullet {
            self.push(text, number);
            self.in_bullet = true;
        } else if apart {
            // Tables and tags prescribe nothing.
        } else if self.in_bullet {
            if let Some(last) = self.all.last_mut() {
                last.text.push(' ');
                last.text.push_str(trimmed);
            }
        } else if !self.paragraph.is_empty() || !line.starts_with("    ") && !line.starts_with('\t')
        {
            self.paragraph.push((number, trimmed.to_owned()));
        }
    }

    /// Ends a bullet or paragraph; its imperative sentences are kept, each with the line on which it begins.
    fn close(&mut self) {
        self.in_bullet = false;
        let lines = std::mem::take(&mut self.paragraph);
        let (mut text, mut starts) = (String::new(), Vec::new());
        for (number, line) in &lines {
            starts.push((text.len(), *number));
            text.push_str(line);
            text.push(' ');
        }
        let mut at = 0;
        for sentence in text.split_inclusive(". ") {
            let line = starts
                .iter()
                .rev()
                .find(|(from, _)| *from <= at)
                .map_or(1, |(_, line)| *line);
            at += sentence.len();
            if is_imperative(sentence.trim()) {
                self.push(sentence.trim(), line);
            }
        }
    }

    fn in_fence(&mut self, trimmed: &str) -> bool {
        let line = self.fence.line(trimmed);
        if line == FenceLine::Opens {
            self.close();
        }
        line != FenceLine::Outside
    }

    fn push(&mut self, text: &str, line: u32) {
        self.all.push(Prescription {
            heading: self.heading.clone(),
            text: text.to_owned(),
            line,
        });
    }
}

fn heading(line: &str) -> Option<&str> {
    let rest = line.trim_start_matches('#');
    (rest.len() < line.len() && rest.starts_with(' '))
        .then(|| rest.trim().trim_end_matches('#').trim())
}

/// The text of a bullet or numbered item, its check box taken off.
fn bullet(line: &str) -> Option<&str> {
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = if digits > 0 {
        line[digits..].strip_prefix(['.', ')'])?
    } else {
        line.strip_prefix(['-', '*', '+'])?
    };
    let rest = rest.strip_prefix([' ', '\t'])?.trim();
    let boxed = ["[ ] ", "[x] ", "[X] "]
        .iter()
        .find_map(|mark| rest.strip_prefix(mark));
    Some(boxed.unwrap_or(rest)).filter(|rest| !rest.is_empty())
}

fn is_imperative(sentence: &str) -> bool {
    let first = sentence
        .trim_start_matches(['*', '_', '`'])
        .split_whitespace()
        .next();
    let first = first
        .unwrap_or_default()
        .trim_end_matches(['*', '_', ',', ':'])
        .to_lowercase();
    IMPERATIVES.binary_search(&first.as_str()).is_ok() && sentence.split_whitespace().count() > 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<(String, u32)> {
        of(text, 0)
            .into_iter()
            .map(|one| (one.text, one.line))
            .collect()
    }

    #[test]
    fn bullets_and_imperative_sentences_with_heading_and_line() {
        let text = "# T\n\nThis is about x. Never store a price twice. It was so.\n\n## Rules\n- One\n  more\n1. Two\n";
        assert_eq!(
            texts(text),
            [
                ("Never store a price twice.".to_owned(), 3),
                ("One more".to_owned(), 6),
                ("Two".to_owned(), 8)
            ]
        );
        assert_eq!(of(text, 0)[1].heading, "Rules");
    }

    #[test]
    fn a_sentence_goes_over_lines_and_begins_on_its_own() {
        let text = "This is so, and\nplace it is not. Keep the\nold name here.\n";
        assert_eq!(texts(text), [("Keep the old name here.".to_owned(), 2)]);
    }

    #[test]
    fn code_and_tables_prescribe_nothing() {
        let text = "````md\n```\n- no\n```\n- no\n````\n| - a | b |\n\n    Use indented code here\n~~~\nUse no tildes here\n~~~\n- yes\n";
        assert_eq!(texts(text), [("yes".to_owned(), 13)]);
    }

    #[test]
    fn the_list_of_imperatives_is_sorted() {
        assert!(IMPERATIVES.is_sorted());
    }
}
