//! A document in pieces: whole bullets, paragraphs and fenced blocks, each with what it stands under.

/// What a piece is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// An item of a list, continuation lines joined.
    Bullet,
    /// Sentences.
    Paragraph,
    /// A fenced block, as written.
    Fence,
}

/// A piece of a document.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// What it is.
    pub shape: Shape,
    /// The nearest heading.
    pub heading: String,
    /// Headings above it, outermost first, with the nearest.
    pub trail: Vec<String>,
    /// The line that introduces the list it is in, where that ends with a colon.
    pub lead: Option<String>,
    /// The item that it is nested in.
    pub parent: Option<String>,
    /// Text without marks of emphasis; a fence's info string is not part of it.
    pub text: String,
    /// Info string of a fence.
    pub info: String,
    /// First line, from 1.
    pub first: u32,
    /// Last line.
    pub last: u32,
}

/// Reads a document.
#[derive(Default)]
struct Reader {
    trail: Vec<(usize, String)>,
    lead: Option<String>,
    items: Vec<(usize, String)>,
    open: Option<Piece>,
    done: Vec<Piece>,
}

/// The pieces of a document, those within a block that a tool manages left out.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let mut reader = Reader::default();
    let mut managed = false;
    for (at, line) in text.lines().enumerate() {
        let number = u32::try_from(at + 1).unwrap_or(u32::MAX);
        let mark = line.trim().starts_with("<!--");
        if mark && line.contains(":START") {
            managed = true;
        } else if mark && line.contains(":END") {
            managed = false;
        } else if !managed {
            reader.line(line, number);
        }
    }
    reader.close();
    reader.done
}

/// An item's text and how far it is indented.
fn bullet(line: &str) -> Option<(usize, &str)> {
    let trimmed = line.trim_start();
    let indent = line.len() - trimmed.len();
    let plain = ["- ", "* ", "+ "]
        .iter()
        .find_map(|mark| trimmed.strip_prefix(mark));
    let numbered = || {
        let rest = trimmed.trim_start_matches(|c: char| c.is_ascii_digit());
        let rest = rest.strip_prefix(". ").or_else(|| rest.strip_prefix(") "));
        rest.filter(|_| trimmed.starts_with(|c: char| c.is_ascii_digit()))
    };
    Some((indent, plain.or_else(numbered)?))
}

/// Text without `**`, but for what stands in code.
pub(super) fn plain(text: &str) -> String {
    let parts = text.split('`').enumerate();
    let parts: Vec<String> = parts
        .map(|(at, part)| {
            if at % 2 == 0 {
                part.replace("**", "")
            } else {
                part.to_owned()
            }
        })
        .collect();
    parts.join("`")
}

impl Reader {
    fn line(&mut self, line: &str, number: u32) {
        let trimmed = line.trim();
        let in_fence = self
            .open
            .as_ref()
            .is_some_and(|open| open.shape == Shape::Fence);
        if trimmed.starts_with("```") {
            if in_fence {
                self.extend("", number);
                self.close();
            } else {
                self.close();
                self.start(Shape::Fence, "", number);
                if let Some(open) = &mut self.open {
                    open.info = trimmed.trim_start_matches('`').to_owned();
                }
            }
        } else if in_fence {
            self.extend(line, number);
        } else if trimmed.is_empty() {
            self.close();
        } else if let Some(heading) = heading(trimmed) {
            self.close();
            self.items.clear();
            self.lead = None;
            self.trail.retain(|(level, _)| *level < heading.0);
            self.trail.push(heading);
        } else if let Some((indent, text)) = bullet(line) {
            self.close();
            self.items.retain(|(there, _)| *there < indent);
            self.start(Shape::Bullet, text, number);
            self.items.push((indent, plain(text)));
        } else if self.open.is_some() {
            self.extend(trimmed, number);
        } else {
            self.items.clear();
            self.start(Shape::Paragraph, trimmed, number);
        }
    }

    fn start(&mut self, shape: Shape, text: &str, number: u32) {
        let nested = self.items.last().filter(|_| shape == Shape::Bullet);
        self.open = Some(Piece {
            shape,
            heading: self
                .trail
                .last()
                .map(|(_, text)| text.clone())
                .unwrap_or_default(),
            trail: self.trail.iter().map(|(_, text)| text.clone()).collect(),
            lead: self.lead.clone(),
            parent: nested.map(|(_, text)| text.clone()),
            text: text.to_owned(),
            info: String::new(),
            first: number,
            last: number,
        });
    }

    fn extend(&mut self, line: &str, number: u32) {
        let Some(open) = &mut self.open else { return };
        open.last = number;
        if open.shape == Shape::Fence {
            if !line.is_empty() {
                open.text.push_str(line);
                open.text.push('\n');
            }
        } else {
            open.text.push(' ');
            open.text.push_str(line);
        }
    }

    fn close(&mut self) {
        let Some(mut piece) = self.open.take() else {
            return;
        };
        if piece.shape != Shape::Fence {
            piece.text = plain(piece.text.trim());
        }
        if piece.shape == Shape::Paragraph {
            self.lead = Some(piece.text.clone()).filter(|text| text.ends_with(':'));
        }
        self.done.push(piece);
    }
}

fn heading(trimmed: &str) -> Option<(usize, String)> {
    let text = trimmed.trim_start_matches('#');
    let level = trimmed.len() - text.len();
    (level > 0 && text.starts_with(' ')).then(|| (level, plain(text.trim())))
}
