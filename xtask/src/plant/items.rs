//! Items of a planted plan: a sentence with one citation, true or made false on purpose, and what must be found.

use super::rng::Rng;
use super::settings::Settings;
use super::shapes::Form;
use super::tags::{Source, Tag};

/// What was planted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Planted {
    /// Nothing: the citation is true.
    Sound,
    /// A defect of this kind.
    Defect(&'static str),
}

/// A sentence of the plan.
#[derive(Debug, Clone)]
pub struct Item {
    pub text: String,
    pub form: Form,
    pub language: String,
    pub planted: Planted,
    /// What is cited, as it stands in the text.
    pub cited: String,
    /// One of these must stand in the reason, the text or the true place of the alarm.
    pub reasons: Vec<String>,
}

/// Makes items of a repository.
pub struct Planter<'a> {
    pub source: &'a Source,
    pub settings: &'a Settings,
    pub rng: Rng,
}

/// How lines of a file are named in a text.
struct Lines {
    line: usize,
    last: usize,
}

impl Planter<'_> {
    /// An item; `None` where the drawn tag does not suit the drawn defect.
    pub fn draw(&mut self) -> Option<Item> {
        if self.rng.below(8) == 0 {
            return self.setting();
        }
        let source = self.source;
        let tag = self.rng.pick(&source.tags)?;
        let forms = [
            Form::File,
            Form::Line,
            Form::Line,
            Form::Range,
            Form::SymbolInFile,
            Form::SymbolInFile,
            Form::Member,
            Form::Member,
            Form::Call,
            Form::Symbol,
        ];
        let form = *self.rng.pick(&forms)?;
        let fits = match form {
            Form::Member => tag.owner.is_some(),
            Form::Call => tag.called,
            Form::Symbol => is_shaped(&tag.name),
            Form::Range => tag.end.is_some_and(|end| end > tag.line),
            _ => true,
        };
        if !fits {
            return None;
        }
        if self.rng.below(2) == 0 {
            return Some(self.sound(form, tag));
        }
        match form {
            Form::File => self.false_file(tag),
            Form::Line | Form::Range => self.false_lines(form, tag),
            Form::SymbolInFile => self.false_symbol(tag),
            Form::Member => self.false_member(tag),
            _ => self.false_name(form, tag),
        }
    }

    fn setting(&mut self) -> Option<Item> {
        let (form, truth, defect) = self.settings.draw(&mut self.rng, self.source)?;
        let sound = self.rng.below(2) == 0;
        let (written, kind, reasons) = if sound {
            (truth, Planted::Sound, Vec::new())
        } else {
            (defect.written, Planted::Defect(defect.kind), defect.reasons)
        };
        let shape = self.rng.pick(form.shapes())?;
        Some(Item {
            text: shape.replace("{d}", &written),
            form,
            language: "settings".to_owned(),
            planted: kind,
            cited: written,
            reasons,
        })
    }

    fn item(&mut self, form: Form, tag: &Tag, (name, path): (&str, &str), lines: &Lines) -> Item {
        let shapes = form.shapes();
        let shape = shapes[self.rng.below(shapes.len())];
        let mark = match tag.language.as_str() {
            "Rust" | "C++" | "PHP" => "::",
            "Ruby" if self.rng.below(2) == 0 => "#",
            "Java" if self.rng.below(3) == 0 => "#",
            _ => ".",
        };
        let owner = tag.owner.as_deref().unwrap_or_default();
        let text = shape
            .replace("{n}", name)
            .replace("{p}", path)
            .replace("{l}", &lines.line.to_string())
            .replace("{a}", &lines.line.to_string())
            .replace("{b}", &lines.last.to_string())
            .replace("{t}", owner)
            .replace("{s}", mark);
        let cited = match form {
            Form::File | Form::Line | Form::Range => path,
            _ => name,
        };
        Item {
            text,
            form,
            language: tag.language.clone(),
            planted: Planted::Sound,
            cited: cited.to_owned(),
            reasons: Vec::new(),
        }
    }

    fn sound(&mut self, form: Form, tag: &Tag) -> Item {
        let lines = Lines {
            line: tag.line,
            last: tag.end.unwrap_or(tag.line),
        };
        self.item(form, tag, (&tag.name, &tag.path), &lines)
    }

    fn defect(
        &mut self,
        form: Form,
        tag: &Tag,
        (name, path): (&str, &str),
        lines: &Lines,
        kind: &'static str,
        reasons: Vec<String>,
    ) -> Item {
        Item {
            planted: Planted::Defect(kind),
            reasons,
            ..self.item(form, tag, (name, path), lines)
        }
    }

    fn false_file(&mut self, tag: &Tag) -> Option<Item> {
        let (path, kind) = match self.rng.below(3) {
            0 => (self.invented_file(&tag.path), "invented file"),
            1 => (
                renamed_folder(&tag.path, self.rng.below(3))?,
                "renamed folder",
            ),
            _ => (other_case_file(&tag.path)?, "changed case of a file"),
        };
        if self.source.files.contains_key(&path) {
            return None;
        }
        let lines = Lines { line: 1, last: 1 };
        let reasons = vec![format!("there is no {path}"), "the folder is".to_owned()];
        Some(self.defect(Form::File, tag, ("", &path), &lines, kind, reasons))
    }

    fn invented_file(&mut self, path: &str) -> String {
        let names = ["reconcile", "ledger", "throttle", "snapshot_store", "quota"];
        let name = names[self.rng.below(names.len())];
        let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
        let extension = file.rsplit_once('.').map_or("", |(_, extension)| extension);
        let folder = if folder.is_empty() {
            String::new()
        } else {
            format!("{folder}/")
        };
        format!("{folder}{name}.{extension}")
    }

    fn false_lines(&mut self, form: Form, tag: &Tag) -> Option<Item> {
        let source = self.source;
        let count = source.files.get(&tag.path)?.len();
        let length = tag.end.unwrap_or(tag.line) - tag.line.min(tag.end.unwrap_or(tag.line));
        let places = vec![
            tag.path.clone(),
            format!("{}:", tag.path),
            "has no".to_owned(),
        ];
        match self.rng.below(3) {
            0 => {
                let line = count + 5 + self.rng.below(300);
                let lines = Lines {
                    line,
                    last: line + length,
                };
                let mut reasons = vec![format!("has {count} lines")];
                reasons.extend(places);
                Some(self.defect(
                    form,
                    tag,
                    (&tag.name, &tag.path),
                    &lines,
                    "line past the end",
                    reasons,
                ))
            }
            1 => {
                let line = 1 + self.rng.below(count);
                let lines = Lines {
                    line,
                    last: (line + length).min(count),
                };
                let kind = if form == Form::Line {
                    "wrong line"
                } else {
                    "wrong range"
                };
                let far = self.is_far(tag, &lines);
                far.then(|| self.defect(form, tag, (&tag.name, &tag.path), &lines, kind, places))
            }
            _ => {
                let other = self.other_file(tag)?;
                let count = source.files.get(&other)?.len();
                if tag.end.unwrap_or(tag.line) > count {
                    return None;
                }
                let lines = Lines {
                    line: tag.line,
                    last: tag.end.unwrap_or(tag.line),
                };
                Some(self.in_wrong_file(form, tag, &other, &lines))
            }
        }
    }

    /// Whether lines are clear of every declaration and every mention of a name.
    fn is_far(&self, tag: &Tag, lines: &Lines) -> bool {
        let Some(text) = self.source.files.get(&tag.path) else {
            return false;
        };
        let cited = text
            .iter()
            .skip(lines.line - 1)
            .take(lines.last + 1 - lines.line);
        let mentioned = cited.into_iter().any(|line| line.contains(&tag.name));
        let same = self.source.tags.iter().filter(|one| {
            one.path == tag.path
                && (one.name == tag.name || one.owner.as_deref() == Some(tag.name.as_str()))
        });
        let mut declared = same.map(|one| {
            (
                one.line.saturating_sub(25),
                one.end.unwrap_or(one.line + 60) + 1,
            )
        });
        !mentioned && !declared.any(|(from, to)| from <= lines.last && lines.line <= to)
    }

    /// A file of the same language that does not have the name.
    fn other_file(&mut self, tag: &Tag) -> Option<String> {
        let source = self.source;
        for _ in 0..20 {
            let other = self.rng.pick(&source.tags)?;
            let same = other.language == tag.language && other.path != tag.path;
            if same && !source.holds(&other.path, &tag.name) {
                return Some(other.path.clone());
            }
        }
        None
    }

    /// Where a name really stands, or that the file does not have it.
    fn places(&self, tag: &Tag, wrong: &str) -> Vec<String> {
        let same = self.source.tags.iter().filter(|one| one.name == tag.name);
        let mut all: Vec<String> = same.map(|one| one.path.clone()).collect();
        // ctags does not know every declaration.
        let files = self.source.words.get(&tag.name).into_iter().flatten();
        all.extend(files.cloned());
        all.push(format!("{wrong} does not declare"));
        all.push(format!("{wrong} has no"));
        all
    }

    /// The citation with another file's path.
    fn in_wrong_file(&mut self, form: Form, tag: &Tag, other: &str, lines: &Lines) -> Item {
        let reasons = self.places(tag, other);
        self.defect(form, tag, (&tag.name, other), lines, "wrong file", reasons)
    }

    fn false_symbol(&mut self, tag: &Tag) -> Option<Item> {
        let lines = Lines {
            line: tag.line,
            last: tag.line,
        };
        let form = Form::SymbolInFile;
        match self.rng.below(3) {
            0 => {
                let other = self.other_file(tag)?;
                Some(self.in_wrong_file(form, tag, &other, &lines))
            }
            1 => {
                let name = self.invented(&tag.name)?;
                let reasons = absent(&name, &tag.path);
                Some(self.defect(
                    form,
                    tag,
                    (&name, &tag.path),
                    &lines,
                    "invented function",
                    reasons,
                ))
            }
            _ => {
                let name = self.other_case(&tag.name)?;
                let reasons = absent(&name, &tag.path);
                Some(self.defect(
                    form,
                    tag,
                    (&name, &tag.path),
                    &lines,
                    "changed case",
                    reasons,
                ))
            }
        }
    }

    fn false_member(&mut self, tag: &Tag) -> Option<Item> {
        let lines = Lines {
            line: tag.line,
            last: tag.line,
        };
        let (name, kind) = match self.rng.below(3) {
            0 => (self.other_case(&tag.name)?, "changed case"),
            _ => (self.invented(&tag.name)?, "invented member"),
        };
        let reasons = absent(&name, &tag.path);
        Some(self.defect(Form::Member, tag, (&name, &tag.path), &lines, kind, reasons))
    }

    fn false_name(&mut self, form: Form, tag: &Tag) -> Option<Item> {
        let lines = Lines {
            line: tag.line,
            last: tag.line,
        };
        let (name, kind) = match self.rng.below(3) {
            0 => (self.other_case(&tag.name)?, "changed case"),
            _ => (self.invented(&tag.name)?, "invented function"),
        };
        if form == Form::Symbol && !is_shaped(&name) {
            return None;
        }
        let reasons = absent(&name, &tag.path);
        Some(self.defect(form, tag, (&name, &tag.path), &lines, kind, reasons))
    }

    /// A name in the style of another that stands nowhere.
    fn invented(&mut self, like: &str) -> Option<String> {
        let words = [
            "Reconcile",
            "Ledger",
            "Throttled",
            "Quorum",
            "Lossy",
            "Snapshot",
            "Deferred",
        ];
        let word = words[self.rng.below(words.len())];
        let name = if like.contains('_') && like.to_uppercase() == like {
            format!("{like}_{}", word.to_uppercase())
        } else if like.contains('_') || like.chars().all(|c| c.is_lowercase() || c.is_numeric()) {
            format!("{like}_{}", word.to_lowercase())
        } else {
            format!("{like}{word}")
        };
        (!self.source.words.contains_key(&name)).then_some(name)
    }

    /// The same name in another case, which stands nowhere.
    fn other_case(&self, name: &str) -> Option<String> {
        let other = if name.contains('_') {
            let parts = name.split('_').filter(|part| !part.is_empty());
            parts.map(|part| capital(&part.to_lowercase())).collect()
        } else {
            let mut snake = String::new();
            for (at, c) in name.char_indices() {
                if c.is_uppercase() && at > 0 {
                    snake.push('_');
                }
                snake.extend(c.to_lowercase());
            }
            snake
        };
        (other != name && !self.source.words.contains_key(&other)).then_some(other)
    }
}

/// `snake_case` or `camelCase`: a name that cannot be a word of prose.
fn is_shaped(name: &str) -> bool {
    let hump = name
        .chars()
        .zip(name.chars().skip(1))
        .any(|(a, b)| a.is_lowercase() && b.is_uppercase());
    name.contains('_') || hump
}

fn capital(part: &str) -> String {
    let mut chars = part.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

/// What is said of a name that is not there.
fn absent(name: &str, path: &str) -> Vec<String> {
    vec![
        format!("`{name}` stands nowhere"),
        format!("has no `{name}`"),
        format!("`{name}` stands neither"),
        format!("{path} has no `{name}`"),
    ]
}

fn renamed_folder(path: &str, at: usize) -> Option<String> {
    let mut parts: Vec<String> = path.split('/').map(str::to_owned).collect();
    if parts.len() < 2 {
        return None;
    }
    let at = at % (parts.len() - 1);
    parts[at] = match parts[at].as_str() {
        "src" => "source".to_owned(),
        "lib" => "library".to_owned(),
        other => format!("{other}_core"),
    };
    Some(parts.join("/"))
}

fn other_case_file(path: &str) -> Option<String> {
    let (folder, file) = path.rsplit_once('/')?;
    let (stem, extension) = file.split_once('.')?;
    let other = if stem.chars().any(char::is_uppercase) {
        stem.to_lowercase()
    } else {
        capital(stem)
    };
    (other != stem).then(|| format!("{folder}/{other}.{extension}"))
}
