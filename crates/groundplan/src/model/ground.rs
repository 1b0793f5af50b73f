//! Grounds: what a claim of a plan rests on. A claim cannot be made without one.

use serde::{Deserialize, Serialize};

use super::redact;

/// A place in the code: a path, what stands there, and a hash of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// Path relative to the repository root, with `/`.
    pub path: String,
    /// Name of the symbol whose node is cited, `Type.member` for members.
    pub symbol: Option<String>,
    /// First cited line, from 1.
    pub line_start: u32,
    /// Last cited line, inclusive.
    pub line_end: u32,
    /// First line of what stands there, trimmed, without secrets, at most 120 characters.
    pub quote: String,
    /// BLAKE3 of the cited lines, each trimmed at its end, first 16 hexadecimal digits.
    pub hash: String,
}

impl Anchor {
    /// Cites `line_start..=line_end` of `text`, the content of the file at `path`.
    ///
    /// Lines past the end are cut off; `None` where nothing remains.
    pub fn cite(
        path: &str,
        text: &str,
        line_start: u32,
        line_end: u32,
        symbol: Option<&str>,
    ) -> Option<Self> {
        let lines: Vec<&str> = text.lines().collect();
        let start = line_start.max(1) as usize;
        let end = (line_end.max(line_start) as usize).min(lines.len());
        let cited = lines
            .get(start - 1..end)
            .filter(|cited| !cited.is_empty())?;
        let first = cited
            .iter()
            .find(|line| !line.trim().is_empty())
            .map_or("", |line| line.trim());
        Some(Self {
            path: path.to_owned(),
            symbol: symbol.map(str::to_owned),
            line_start: start as u32,
            line_end: end as u32,
            quote: redact::clean(first).chars().take(120).collect(),
            hash: Self::hash_lines(cited),
        })
    }

    /// The hash an anchor holds for these lines.
    pub fn hash_lines(lines: &[&str]) -> String {
        let mut hasher = blake3::Hasher::new();
        for line in lines {
            hasher.update(line.trim_end().as_bytes());
            hasher.update(b"\n");
        }
        hasher.finalize().to_hex()[..16].to_owned()
    }

    /// `path:12-30`, or `path:12` for one line.
    pub fn reference(&self) -> String {
        if self.line_start == self.line_end {
            format!("{}:{}", self.path, self.line_start)
        } else {
            format!("{}:{}-{}", self.path, self.line_start, self.line_end)
        }
    }
}

/// What a claim rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Ground {
    /// An item of the specification, by its identifier; `problem` is the problem statement.
    Spec {
        /// Identifier as [`crate::model::spec::Spec::items`] gives it.
        item: String,
    },
    /// A place in the code or in a document of the repository.
    Code(Anchor),
    /// Commits that show how a thing was done before.
    History {
        /// Abbreviated commit identifiers.
        commits: Vec<String>,
        /// What they show.
        note: String,
    },
    /// A rule that most members of a group keep, counted.
    Convention {
        /// The rule.
        rule: String,
        /// Members that keep it.
        support: u32,
        /// Members that were looked at.
        total: u32,
        /// Members that show it.
        examples: Vec<Anchor>,
    },
    /// A finding of a research answer.
    Research {
        /// The knowledge file.
        file: String,
        /// The finding.
        finding: String,
    },
    /// What a taken skill prescribes.
    Skill {
        /// Name of the skill.
        name: String,
        /// Heading under which it stands.
        heading: String,
        /// Path of its file.
        path: String,
        /// Line of the prescription.
        line: u32,
    },
    /// Nothing but judgement: printed as such, counted, and listed in the risks.
    Assumption {
        /// Why it was made.
        why: String,
        /// How to settle it.
        settle: String,
    },
}

impl Ground {
    /// A ground on a specification item.
    pub fn spec(item: impl Into<String>) -> Self {
        Self::Spec { item: item.into() }
    }

    /// An assumption.
    pub fn assumption(why: impl Into<String>, settle: impl Into<String>) -> Self {
        Self::Assumption {
            why: why.into(),
            settle: settle.into(),
        }
    }

    /// Whether this alone cannot carry an operation, a field, a file or a test.
    pub fn is_weak(&self) -> bool {
        match self {
            Self::Spec { item } => item == "problem",
            Self::Assumption { .. } => true,
            _ => false,
        }
    }
}

/// A list of grounds that is never empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Grounds(Vec<Ground>);

impl Grounds {
    /// Grounds with at least `first`.
    pub fn new(first: Ground, rest: impl IntoIterator<Item = Ground>) -> Self {
        let mut all = vec![first];
        for ground in rest {
            if !all.contains(&ground) {
                all.push(ground);
            }
        }
        Self(all)
    }

    /// Grounds from a list; `None` when it is empty.
    pub fn from_vec(all: Vec<Ground>) -> Option<Self> {
        let mut all = all.into_iter();
        let first = all.next()?;
        Some(Self::new(first, all))
    }

    /// A single specification item.
    pub fn spec(item: impl Into<String>) -> Self {
        Self(vec![Ground::spec(item)])
    }

    /// All of them, in the order given.
    pub fn iter(&self) -> std::slice::Iter<'_, Ground> {
        self.0.iter()
    }

    /// Whether nothing but weak grounds is here.
    pub fn is_weak(&self) -> bool {
        self.0.iter().all(Ground::is_weak)
    }

    /// The same grounds and one more.
    #[must_use]
    pub fn and(mut self, ground: Ground) -> Self {
        if !self.0.contains(&ground) {
            self.0.push(ground);
        }
        self
    }

    /// The specification items among them.
    pub fn spec_items(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|g| match g {
            Ground::Spec { item } => Some(item.as_str()),
            _ => None,
        })
    }

    /// The code anchors among them, those of conventions included.
    pub fn anchors(&self) -> impl Iterator<Item = &Anchor> {
        self.0.iter().flat_map(|g| match g {
            Ground::Code(anchor) => std::slice::from_ref(anchor).iter(),
            Ground::Convention { examples, .. } => examples.iter(),
            _ => [].iter(),
        })
    }
}

impl From<Ground> for Grounds {
    fn from(ground: Ground) -> Self {
        Self(vec![ground])
    }
}

impl<'a> IntoIterator for &'a Grounds {
    type Item = &'a Ground;
    type IntoIter = std::slice::Iter<'a, Ground>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

/// A sentence of a plan with what it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Claim {
    /// One sentence, inline markdown.
    pub text: String,
    /// What it rests on.
    pub grounds: Grounds,
}

impl Claim {
    /// A claim and its grounds.
    pub fn new(text: impl Into<String>, grounds: impl Into<Grounds>) -> Self {
        Self {
            text: text.into(),
            grounds: grounds.into(),
        }
    }
}
