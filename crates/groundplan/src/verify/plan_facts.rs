//! What the plan itself declares: what it creates, what it says is there, what it takes away.
//!
//! The stance of a citation is told by what stands nearest to it: a mark right behind it, the last verb before
//! it in its sentence, the cells of its row, then the item, label or heading that it stands under.

use std::collections::BTreeSet;
use std::ops::Range;

use super::extract::{Citation, NameRef, Origin, Place, What};
use super::passage::{Block, BlockKind, Fence, Passages};
use super::pattern::Pattern;
use super::promised;
use crate::syntax;

/// How the plan speaks of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stance {
    /// The plan creates it.
    New,
    /// The plan says that it is there.
    Existing,
    /// Neither.
    Neutral,
}

/// What a document creates.
#[derive(Debug, Default)]
pub(super) struct PlanFacts {
    /// Files, as written.
    pub(super) files: BTreeSet<String>,
    /// Names.
    pub(super) names: BTreeSet<String>,
    /// Names that a code block declares.
    pub(super) coded: BTreeSet<String>,
    /// Names that the specification of the plan writes.
    pub(super) specified: BTreeSet<String>,
}

static MARK_NEW: Pattern = Pattern::new(
    r"(?i)^`?\*{0,2}\s*(?:[(\[]\s*\*{0,2}(?:new|create[sd]?|added?|adds|to be (?:created|added)|to create|planned|proposed|does(?:n't| not) exist(?: yet)?|not yet)\b|(?:[-—–:→|]|<-|←)\s*\*{0,2}(?:new|create[sd]?|to be created)\b|(?:does not|doesn't) exist(?: yet)?\b|\s*(?:file\s+)?(?:will be|to be|is|gets?) (?:created|added|introduced)\b)",
);
static MARK_THERE: Pattern = Pattern::new(
    r"(?i)^`?\*{0,2}\s*(?:[(\[]\s*\*{0,2}(?:existing|exists|already|modif(?:y|ied)|updated?|edit(?:ed)?|extend(?:ed)?|current|unchanged|delete[d]?|removed?)\b|(?:[-—–:→|]|<-|←)\s*\*{0,2}(?:existing|modif(?:y|ied)|updated?|edit)\b|\s*already\b|\s*(?:currently\s+)?exists\b)",
);
/// A file before a verb that says what it holds.
static HOLDS: Pattern = Pattern::new(
    r"(?i)[\w-]\.[a-z]{1,5}[`*)\]]*\s+(?:(?:already|also|currently|now|still)\s+)?(?:defines|declares|exports|exposes|provides|implements|has|contains|holds)\s+(?:the\s+|an?\s+)?[`*\[]*$",
);
static ALREADY: Pattern =
    Pattern::new(r"(?i)\b(?:already|currently|still)\s+\w+\s+(?:the\s+|an?\s+)?$");
static WORD: Pattern = Pattern::new(r"[A-Za-z][A-Za-z'-]*|[新]\w*");
/// Words that create, and whether a place behind `in` or `to` is created with them.
const CREATE: &[&str] = &[
    "create",
    "creates",
    "created",
    "creating",
    "new",
    "implement",
    "implements",
    "implementing",
    "implementation",
    "write",
    "writes",
    "writing",
    "scaffold",
    "generate",
    "generates",
    "initialize",
    "draft",
    "author",
    "build",
    "produce",
    "produces",
    "introduce",
    "introduces",
    "introducing",
    "define",
    "defines",
    "defining",
    "setup",
    "save",
    "output",
    "emit",
    "emits",
];
const ADD: &[&str] = &[
    "add",
    "adds",
    "added",
    "adding",
    "addition",
    "provide",
    "provides",
    "expose",
    "exposes",
    "exposing",
    "export",
    "exports",
    "exporting",
    "declare",
    "declares",
    "insert",
    "proposed",
    "proposes",
    "propose",
    "install",
    "missing",
    "absent",
    "planned",
    "append",
    "appends",
];
/// Words that put what is there elsewhere: what follows `to`, `into`, `with` or `as` is new.
const SHIFT: &[&str] = &[
    "rename",
    "renamed",
    "renames",
    "renaming",
    "extract",
    "extracts",
    "extracted",
    "extracting",
    "split",
    "splits",
    "move",
    "moves",
    "moved",
    "moving",
    "replace",
    "replaces",
    "replaced",
    "replacing",
    "convert",
    "converts",
    "migrate",
    "migrates",
    "upgrade",
    "bump",
    "copy",
];
const THERE: &[&str] = &[
    "modify",
    "modifies",
    "modified",
    "modifying",
    "update",
    "updates",
    "updated",
    "updating",
    "edit",
    "edits",
    "extend",
    "extends",
    "extending",
    "change",
    "changes",
    "changed",
    "changing",
    "refactor",
    "refactors",
    "fix",
    "fixes",
    "remove",
    "removes",
    "removed",
    "removing",
    "delete",
    "deletes",
    "deleted",
    "reuse",
    "reuses",
    "reusing",
    "call",
    "calls",
    "called",
    "calling",
    "invoke",
    "invokes",
    "existing",
    "already",
    "current",
    "currently",
    "see",
    "read",
    "reads",
    "inspect",
    "follow",
    "follows",
    "following",
    "mirror",
    "mirrors",
    "like",
    "import",
    "imports",
    "delegate",
    "delegates",
    "use",
    "uses",
    "using",
    "used",
    "today",
    "via",
    "lives",
    "located",
    "exists",
    "wrap",
    "wraps",
    "depends",
    "keep",
    "keeps",
    "verify",
    "confirm",
    "run",
    "returns",
    "return",
    "returned",
    "handles",
    "takes",
    "accepts",
    "matches",
    "match",
    "against",
    "from",
    "beside",
    "after",
    "before",
    "alongside",
    "inside",
    "per",
    "adapt",
    "adjust",
    "wire",
];
/// Behind these what is there is named.
const LINKS: &[&str] = &[
    "to", "in", "into", "on", "of", "within", "at", "for", "by", "with", "under",
];

static HEAD_NEW: Pattern = Pattern::new(
    r"(?i)\bnew\b|\b(?:files?|modules?|components?|types?|items?) to (?:be )?(?:create|add)|^\W*(?:create|creates|created|add|added|adds|additions)\b|\b(?:to be|files?) created\b|^\W*create\s*:|\bproduces\b|新增|新建|proposed",
);
static HEAD_THERE: Pattern = Pattern::new(
    r"(?i)\b(?:existing|current|currently|modified|modify|modifies|changed|updates?|updated|reuse|leverage|affected|touched|delete[d]?|removed?|baseline|as[- ]is|today)\b|修改",
);

impl PlanFacts {
    /// What the citations and the code blocks of a document create.
    pub(super) fn read(source: &str, passages: &Passages, citations: &[Citation]) -> Self {
        let mut facts = Self::default();
        for citation in citations {
            facts.note(source, passages, citation);
        }
        for fence in &passages.fences {
            facts.coded.extend(declared_in(source, fence));
        }
        facts
    }

    fn note(&mut self, source: &str, passages: &Passages, citation: &Citation) {
        let block = match citation.place {
            Place::Block(at) => passages.blocks.get(at),
            Place::Fence(_) => None,
        };
        let heading = block.is_some_and(|block| block.kind == BlockKind::Heading);
        let stance = stance(source, passages, citation);
        match &citation.what {
            What::Path(path) if stance == Stance::New && path.lines.is_none() => {
                self.files
                    .insert(path.path.trim_start_matches("./").to_owned());
                self.names.extend(path.symbol.clone());
            }
            What::Path(path) if path.origin == Origin::Tree(None) => {
                self.files.insert(path.path.clone());
            }
            What::Name(name) if stance == Stance::New || heading && stance == Stance::Neutral => {
                self.names.insert(name.name.clone());
                if let Some(qualifier) = name.qualifier.as_ref().filter(|_| heading) {
                    self.names.insert(qualifier.clone());
                }
            }
            What::Name(name)
                if block
                    .is_some_and(|block| promised::is_promised(source, block, citation, name)) =>
            {
                self.names.insert(name.name.clone());
            }
            What::Variable(name) | What::Table(name) | What::Script(_, name)
                if stance == Stance::New =>
            {
                self.names.insert(name.clone());
            }
            What::Dependency(dependency) if stance == Stance::New => {
                self.names.insert(dependency.name.clone());
            }
            _ => {}
        }
    }

    /// Whether the plan creates a file, or the folder.
    pub(super) fn creates(&self, path: &str) -> bool {
        let path = path.trim_start_matches("./").trim_end_matches('/');
        self.files.iter().any(|new| {
            let new = new.trim_end_matches('/');
            new == path
                || new
                    .strip_suffix(path)
                    .is_some_and(|rest| rest.ends_with('/'))
                || path
                    .strip_suffix(new)
                    .is_some_and(|rest| rest.ends_with('/'))
                || new
                    .strip_prefix(path)
                    .is_some_and(|rest| rest.starts_with('/'))
        })
    }

    /// Why a name is new; `None` where the plan does not create it.
    pub(super) fn why_new(&self, name: &NameRef) -> Option<String> {
        let mut parts = name
            .qualifier
            .iter()
            .flat_map(|qualifier| qualifier.split('.'));
        let last = &name.name;
        if self.names.contains(last) {
            Some(format!("the plan creates `{last}`"))
        } else if self.coded.contains(last) {
            Some(format!("a code block of the plan declares `{last}`"))
        } else {
            let owner = parts.find(|part| self.names.contains(*part) || self.coded.contains(*part));
            owner.map(|owner| format!("the plan creates `{owner}`"))
        }
    }
}

/// How the plan speaks of a citation.
pub(super) fn stance(source: &str, passages: &Passages, citation: &Citation) -> Stance {
    if let What::Path(path) = &citation.what {
        match path.origin {
            Origin::NewFile | Origin::Tree(Some(true)) => return Stance::New,
            Origin::Tree(Some(false)) => return Stance::Existing,
            _ => {}
        }
    }
    match citation.place {
        Place::Block(at) => passages
            .blocks
            .get(at)
            .map_or(Stance::Neutral, |block| in_block(source, block, citation)),
        Place::Fence(at) => passages
            .fences
            .get(at)
            .map_or(Stance::Neutral, |fence| of_context(&fence.context)),
    }
}

fn in_block(source: &str, block: &Block, citation: &Citation) -> Stance {
    let sentence = block.sentence(citation.span.start);
    let after = source
        .get(citation.span.end..block.range.end.max(citation.span.end))
        .unwrap_or_default();
    if MARK_NEW.is_match(after) {
        return Stance::New;
    }
    if MARK_THERE.is_match(after) {
        return Stance::Existing;
    }
    if block.kind == BlockKind::Row
        && let Some(stance) = in_row(source, block)
    {
        return stance;
    }
    let path = matches!(citation.what, What::Path(_));
    let written = source.get(sentence.start..citation.span.start);
    let before = block.prose(source, &(sentence.start..citation.span.start));
    let holds = !path && written.is_some_and(|text| HOLDS.is_match(text));
    if holds || ALREADY.is_match(&before) {
        return Stance::Existing;
    }
    match before_it(&before, path) {
        Stance::Neutral => of_context(&block.context),
        stance => stance,
    }
}

/// A cell that says what is done.
fn in_row(source: &str, block: &Block) -> Option<Stance> {
    block.cells.iter().find_map(|cell| {
        let text = source
            .get(cell.clone())?
            .trim()
            .trim_matches(['*', '`', '|', ' ', '✅'])
            .to_lowercase();
        let first = text.split([' ', '/', ',', '(']).next().unwrap_or_default();
        let short = text.split_whitespace().count() <= 3;
        match first {
            "new" | "create" | "add" | "added" | "created" if short => Some(Stance::New),
            "modify" | "modified" | "edit" | "update" | "updated" | "existing" | "change"
            | "delete" | "remove" | "extend"
                if short =>
            {
                Some(Stance::Existing)
            }
            _ => None,
        }
    })
}

/// What the last telling word before a citation makes of it.
fn before_it(before: &str, path: bool) -> Stance {
    let lower = before.to_lowercase();
    let words: Vec<&str> = WORD
        .all(&lower)
        .iter()
        .filter_map(|found| found.get(0))
        .map(|word| word.as_str())
        .collect();
    let known = |word: &str| {
        [CREATE, ADD, SHIFT, THERE]
            .iter()
            .any(|list| list.contains(&word))
    };
    let Some(at) = words.iter().rposition(|word| known(word)) else {
        return Stance::Neutral;
    };
    let word = words[at];
    let link = words[at + 1..]
        .iter()
        .rev()
        .copied()
        .find(|word| LINKS.contains(word));
    let creates = CREATE.contains(&word);
    if THERE.contains(&word) {
        // "Create X that uses `y`": y is there. "new … used by": the same.
        return Stance::Existing;
    }
    if SHIFT.contains(&word) {
        return match link {
            Some("to" | "into" | "with") => Stance::New,
            _ => Stance::Existing,
        };
    }
    match link {
        None => Stance::New,
        Some("for" | "of" | "by") if path => Stance::Existing,
        Some("with") => Stance::New,
        Some(_) if path && creates => Stance::New,
        Some(_) => Stance::Existing,
    }
}

/// What items, labels and headings say, innermost first.
fn of_context(context: &[String]) -> Stance {
    for text in context {
        let head: String = text.chars().take(120).collect();
        let (new, there) = (HEAD_NEW.is_match(&head), HEAD_THERE.is_match(&head));
        if new != there {
            return if new { Stance::New } else { Stance::Existing };
        }
    }
    Stance::Neutral
}

/// Names that a code block declares.
fn declared_in(source: &str, fence: &Fence) -> BTreeSet<String> {
    static LOOSE: Pattern = Pattern::new(
        r#"(?m)(?:\b(?:class|interface|struct|enum|trait|def|fn|func|function|type|const|let|var|val|fun|model|record|module|protocol|table|view|index|TABLE|EXISTS|INDEX|COLUMN)\s+["`]?(?P<a>[A-Za-z_]\w*))|^\s*[-+]?\s*["']?(?P<b>[A-Za-z_][\w-]*)["']?\??\s*:|\(\s*["'](?P<f>[A-Za-z_]\w*)["']|^\s*(?P<c>[A-Z][A-Z0-9_]+)=|^\s*[+#~-]?\s*(?P<d>[a-z]\w+)\([^)]*\)\s*(?:[:{]|->)|^\s*["`]?(?P<e>[a-z_]\w*)["`]?\s+(?:UUID|TEXT|INTEGER|INT|BIGINT|VARCHAR|BOOLEAN|TIMESTAMP\w*|JSONB?|NUMERIC|DECIMAL|SERIAL|DATE|String|Int|Boolean|DateTime|Float|REAL|uuid|text|integer|boolean|timestamp\w*)\b"#,
    );
    let info = fence
        .info
        .split([' ', ',', '{', ':'])
        .next()
        .unwrap_or_default();
    if ["bash", "sh", "console", "diff", "mermaid"].contains(&info) {
        return BTreeSet::new();
    }
    let lines: Vec<&str> = fence
        .lines
        .iter()
        .filter_map(|line| source.get(line.clone()))
        .collect();
    let text = lines.join("\n");
    let mut names = BTreeSet::new();
    if let Some(language) = syntax::of_info_string(info) {
        let extension = language.extensions.first().copied().unwrap_or_default();
        let parsed = syntax::parse_file(&format!("block.{extension}"), &text);
        names.extend(parsed.symbols.into_iter().map(|symbol| symbol.name));
    }
    for found in LOOSE.all(&text) {
        let groups = ["a", "b", "c", "d", "e", "f"];
        names.extend(
            groups
                .iter()
                .filter_map(|group| found.name(group))
                .map(|name| name.as_str().to_owned()),
        );
    }
    names
}

/// Bytes that a place in the document covers, for what stands around a citation.
pub(super) fn around(passages: &Passages, citation: &Citation) -> Range<usize> {
    match citation.place {
        Place::Block(at) => passages.blocks.get(at).map_or_else(
            || citation.span.clone(),
            |block| block.sentence(citation.span.start),
        ),
        Place::Fence(_) => citation.span.clone(),
    }
}
