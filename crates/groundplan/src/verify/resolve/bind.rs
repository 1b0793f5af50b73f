//! Which name a path belongs to, and which path a name: they stand side by side, or alone in a sentence.

use super::Resolver;
use crate::verify::extract::{Citation, NameRef, PathRef, Place, What};
use crate::verify::pattern::Pattern;
use crate::verify::plan_facts;

/// How close a name and a path are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Bond {
    /// In the same sentence, among others.
    Loose,
    /// The only name and the only path of the sentence.
    Alone,
    /// Side by side.
    Beside,
}

/// Between a name and its path.
static BETWEEN: Pattern = Pattern::new(
    r"(?x)^[`*_\s\])]*(?:\([^()`]{0,20}\))?[`*_\s]*(?:[(\[,:|—–-]|->|→|'s)?\s*\(?
    (?:,?\s*(?:which|that|where)\s+)?(?:(?:is|are|was|lives?|sits?|stands?)\s+)?(?:(?:already|currently|already|now)\s+)?
    (?:defined|declared|implemented|located|found|living|exported|defines|declares|contains|exports|has|holds|hosts|houses|includes)?\s*(?:the\s+|a\s+)?
    (?:(?:async|public|private|static|existing|helper)\s+)?(?:function|method|struct|class|enum|trait|interface|type|constant|const|helper|field|macro|module|hook|component|handler|variable|property|routine|service)?\s*
    (?:in|at|from|for|on|of|inside|within|under|see|\|)?\s*(?:the\s+)?(?:file\s+)?(?:lines?\s+[\d\s–-]+\s+(?:of|in)\s+)?[`*_(\[\s|:—–-]*$",
);
/// The name is used there, not declared.
static USE: Pattern = Pattern::new(
    r"(?i)\b(?:call(?:s|ed|er|ers|ing)?|uses?|used|using|usages?|imports?|imported|importing|wire[sd]?|wiring|registers?|registered|registering|mount(?:s|ed)?|invoke[sd]?|invocations?|pass(?:es|ed)?|render(?:s|ed)?|inject(?:s|ed)?|references?|referenced|occurrences?|consumes?|consumed|tests?|tested|covers?|covered|instantiat\w+|delegat\w+|emits?|re-?exports?|assigns?|sets?|reads|apply|applies|hook(?:s|ed)? up|replace[sd]?|mock(?:s|ed)?|add(?:s|ed)?|via|through|against)\b",
);
static DEFINED: Pattern =
    Pattern::new(r"(?i)\b(?:defined|declared|implemented|lives?|located|definition|declaration)\b");

impl<'a> Resolver<'a> {
    /// Names around a path, closest bond first.
    pub(super) fn names_of(&self, index: usize) -> Vec<(Bond, usize, &'a NameRef)> {
        let mut all: Vec<(Bond, usize, &NameRef)> = Vec::new();
        for (other, citation) in self.same_sentence(index) {
            if let What::Name(name) = &citation.what
                && !(name.reserved && self.tree.homes(&name.name).is_empty())
            {
                all.push((self.bond(index, other), other, name));
            }
        }
        let plain = all.iter().filter(|(_, _, name)| !name.weak).count();
        all.retain(|(bond, _, name)| {
            !name.weak
                || *bond == Bond::Beside
                || plain == 0 && *bond == Bond::Alone && self.is_code(name)
        });
        all.sort_by_key(|(bond, at, _)| (std::cmp::Reverse(*bond), at.abs_diff(index)));
        all
    }

    /// A weak name in a code span may be one.
    fn is_code(&self, name: &NameRef) -> bool {
        self.citations.iter().any(|one| {
            matches!(&one.what, What::Name(other) if std::ptr::eq(other, name))
                && self
                    .source
                    .get(..one.span.start)
                    .is_some_and(|text| text.ends_with('`'))
        })
    }

    /// The path that a name is said to stand in.
    pub(super) fn path_of(&self, index: usize) -> Option<(Bond, usize, &'a PathRef)> {
        let mut all: Vec<(Bond, usize, &PathRef)> = Vec::new();
        for (other, citation) in self.same_sentence(index) {
            if let What::Path(path) = &citation.what {
                all.push((self.bond(other, index), other, path));
            }
        }
        all.sort_by_key(|(bond, at, _)| (std::cmp::Reverse(*bond), at.abs_diff(index)));
        all.into_iter().find(|(bond, _, _)| *bond > Bond::Loose)
    }

    fn same_sentence(&self, index: usize) -> Vec<(usize, &'a Citation)> {
        let Some(own) = self.citations.get(index) else {
            return Vec::new();
        };
        let Place::Block(at) = own.place else {
            return Vec::new();
        };
        let Some(block) = self.passages.blocks.get(at) else {
            return Vec::new();
        };
        let sentence = block.sentence(own.span.start);
        let near = self.citations.iter().enumerate();
        near.filter(|(other, one)| {
            *other != index && one.place == own.place && sentence.contains(&one.span.start)
        })
        .collect()
    }

    /// The bond between a path and a name.
    fn bond(&self, path: usize, name: usize) -> Bond {
        let (Some(path_at), Some(name_at)) = (self.citations.get(path), self.citations.get(name))
        else {
            return Bond::Loose;
        };
        let (first, second) = if path_at.span.start < name_at.span.start {
            (path_at, name_at)
        } else {
            (name_at, path_at)
        };
        let between = self
            .source
            .get(first.span.end..second.span.start)
            .unwrap_or_default();
        // `foo()` (`a.rs:1`): the name comes first more often than not.
        let listed = first.span == name_at.span && self.is_one_of_several(path);
        if between.len() < 90
            && BETWEEN.is_match(between)
            && !listed
            && !self.is_afterthought(first, between)
        {
            return Bond::Beside;
        }
        let near = self.same_sentence(path);
        let paths = near
            .iter()
            .filter(|(_, one)| matches!(one.what, What::Path(_)))
            .count();
        let names = near
            .iter()
            .filter(|(_, one)| matches!(&one.what, What::Name(name) if !name.weak))
            .count();
        if paths == 0 && names <= 1 {
            Bond::Alone
        } else {
            Bond::Loose
        }
    }

    /// Whether a path stands in brackets with others: they back up what is said, none of them alone the name.
    fn is_one_of_several(&self, path: usize) -> bool {
        let (Some(own), Some(next)) = (self.citations.get(path), self.citations.get(path + 1))
        else {
            return false;
        };
        let between = self.source.get(own.span.end..next.span.start);
        let listed = between.is_some_and(|text| {
            let text = text.trim_matches(['`', ']', '[', ' ']);
            text == "," || text == ";"
        });
        let other = |one: &Citation| matches!(&one.what, What::Path(path) if path.lines_span.start >= own.span.end);
        own.place == next.place && listed && other(next)
    }

    /// ", in `a.rs`" late in a sentence says where all of it happens.
    fn is_afterthought(&self, name: &Citation, between: &str) -> bool {
        let comma = between.trim_start_matches(['`', '*']).starts_with(", in ");
        comma
            && self
                .source
                .get(plan_facts::around(self.passages, name).start..name.span.start)
                .is_some_and(|before| before.split_whitespace().count() > 3)
    }

    /// Whether the sentence says that the name is used at the path rather than declared.
    pub(super) fn is_use(&self, path: usize, name: usize) -> bool {
        let (Some(path), Some(name)) = (self.citations.get(path), self.citations.get(name)) else {
            return false;
        };
        let sentence = self.sentence(name);
        if DEFINED.is_match(sentence) {
            return false;
        }
        let (first, second) = if path.span.start < name.span.start {
            (path, name)
        } else {
            (name, path)
        };
        let from = plan_facts::around(self.passages, name).start;
        let Place::Block(at) = name.place else {
            return false;
        };
        let Some(block) = self.passages.blocks.get(at) else {
            return false;
        };
        // Only words count, not the code between them.
        let prose = |from: usize, to: usize| block.prose(self.source, &(from..to));
        USE.is_match(&prose(from, first.span.start))
            || USE.is_match(&prose(first.span.end, second.span.start))
    }
}
