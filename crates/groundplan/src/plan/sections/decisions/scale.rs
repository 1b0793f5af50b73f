//! Many at once: one call for all, or parts. Decided by the number the specification gives, and by
//! how code that is there does it.

use std::sync::LazyLock;

use regex::Regex;

use super::{Made, assumed, option};
use crate::model::ground::{Anchor, Claim, Ground, Grounds};
use crate::plan::context::Context;
use crate::plan::sections::common::{listing, on_items, says, tick};
use crate::plan::sections::{research, said};
use crate::plan::types::{Decision, FieldType, Key, OperationDraft, Plan, Verb};

/// Words that say that many are handled at once.
const MANY: &[&str] = &[
    "bulk",
    "batch",
    "batches",
    "chunk",
    "chunks",
    "chunked",
    "at once",
    "single mutation",
];

/// Code that handles many in parts.
#[derive(Debug, Clone)]
pub struct Chunking {
    /// How many at a time, where the code says it.
    pub size: Option<u64>,
    /// The place.
    pub anchor: Anchor,
}

static SIZE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:chunk|batch|page)_?(?:size|length|limit)?s?\b[^0-9\n]{0,12}?(\d{2,6})\b")
        .ok()
});

static COUNT: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\b(\d{1,3}(?:[,_]\d{3})+|\d{2,9})\+?\s+([\p{L}-]{3,})").ok());

/// Existing code that handles many in parts: patterns and similar implementations first.
pub fn existing(context: &Context<'_>) -> Option<Chunking> {
    let analysis = context.analysis();
    let patterns = analysis.patterns_found.iter().map(|one| {
        (
            &one.anchor,
            format!("{} {}", one.description, one.code_snippet),
        )
    });
    let similar = analysis
        .similar_implementations
        .iter()
        .map(|one| (&one.anchor, one.description.clone()));
    let found: Vec<Chunking> = patterns
        .chain(similar)
        .filter_map(|(anchor, said)| chunking(context, anchor, &said))
        .collect();
    let sized = found.iter().find(|one| one.size.is_some());
    sized.or(found.first()).cloned()
}

fn chunking(context: &Context<'_>, anchor: &Anchor, said: &str) -> Option<Chunking> {
    let cited = cited_text(context, anchor);
    let all = format!("{said}\n{cited}");
    let lower = all.to_lowercase();
    let in_parts = ["chunk", "batchsize", "batch_size", "in batches"]
        .iter()
        .any(|cue| lower.contains(cue));
    in_parts.then(|| Chunking {
        size: size_in(&all)
            .or_else(|| size_in(&whole_text(context, anchor)))
            .or_else(|| imported_size(context, anchor)),
        anchor: anchor.clone(),
    })
}

/// The size that a helper gives which the file imports: `import { CHUNK_SIZE } from "./chunk"`.
fn imported_size(context: &Context<'_>, anchor: &Anchor) -> Option<u64> {
    let facts = context.evidence.file(&anchor.path)?;
    facts.imports.iter().find_map(|import| {
        let path = import.resolved.as_deref()?;
        let named = import.names.iter().map(String::as_str).chain([path]);
        let mut named = named.map(str::to_lowercase);
        let fits = named.any(|name| name.contains("chunk") || name.contains("batch"));
        let text = context.evidence.texts.get(path).filter(|_| fits)?;
        size_in(text)
    })
}

/// Rules of instruction files on many at once.
fn demanded(context: &Context<'_>) -> Vec<Claim> {
    let rules = context.analysis().instructions.iter().filter(|one| {
        let lower = one.text.to_lowercase();
        one.text.lines().count() <= 2
            && says(
                &lower,
                &["chunk", "chunks", "batches", "in batches", "bulk"],
            )
    });
    let claims = rules.take(2).map(|one| {
        let text = format!(
            "{} has a rule for it under \"{}\"",
            tick(&one.anchor.path),
            one.heading.trim()
        );
        Claim::new(text, Ground::Code(one.anchor.clone()))
    });
    claims.collect()
}

fn cited_text(context: &Context<'_>, anchor: &Anchor) -> String {
    let lines = whole_text(context, anchor);
    let from = anchor.line_start.saturating_sub(1) as usize;
    let count = (anchor.line_end.saturating_sub(anchor.line_start) + 1).min(80) as usize;
    let cited: Vec<&str> = lines.lines().skip(from).take(count).collect();
    cited.join("\n")
}

fn whole_text(context: &Context<'_>, anchor: &Anchor) -> String {
    context
        .evidence
        .texts
        .get(&anchor.path)
        .map_or_else(String::new, ToString::to_string)
}

fn size_in(text: &str) -> Option<u64> {
    let found = SIZE.as_ref()?.captures(text)?;
    found.get(1)?.as_str().parse().ok()
}

/// A count with its thing in a text: `500 models`.
pub fn count_in(text: &str) -> Option<(u64, String)> {
    let units = [
        "ms", "seconds", "second", "minutes", "minute", "hours", "days", "percent", "users",
    ];

    COUNT.as_ref()?.captures_iter(text).find_map(|found| {
        let thing = found.get(2)?.as_str().to_lowercase();
        let digits: String = found
            .get(1)?
            .as_str()
            .chars()
            .filter(char::is_ascii_digit)
            .collect();
        let count: u64 = digits.parse().ok()?;
        (count >= 50 && !units.contains(&thing.as_str())).then_some((count, thing))
    })
}

/// The requirement that gives a number of things to be handled at once: (identifier, count, thing).
pub fn target(context: &Context<'_>) -> Option<(String, u64, String)> {
    let mut wanted = context.spec.nonfunctional_requirements.iter();
    wanted.find_map(|one| {
        let (count, thing) = count_in(&one.text)?;
        says(&one.text.to_lowercase(), MANY).then(|| (one.id.clone(), count, thing))
    })
}

/// Whether an operation takes many at once: a list is among its parameters, or an item that it
/// fulfils says so.
pub fn is_bulk(context: &Context<'_>, operation: &OperationDraft) -> bool {
    let many = matches!(operation.verb, Verb::BulkUpdate | Verb::Import);
    let takes_list = || {
        let mut params = operation.params.iter();
        params.any(|param| matches!(param.ty, FieldType::List { .. }))
    };
    let said = || {
        let own = operation.claim.grounds.spec_items();
        let mut items = own.chain(operation.criteria.iter().map(String::as_str));
        items.any(|id| {
            let text = context.item(id).map_or("", |item| item.text);
            says(&text.to_lowercase(), MANY) || count_in(text).is_some()
        })
    };
    many && (takes_list() || said())
}

static LIMIT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:max(?:imum)?(?: limit)?(?: of)?|at most|up to|no more than|limit of|(?:batches|chunks|parts) of)\s+(\d{1,6})\b").ok()
});

/// The size of a part that the specification fixes: (identifier, size).
fn stated(context: &Context<'_>) -> Option<(String, u64)> {
    let said = said::all(context.spec);
    said.iter().find_map(|one| {
        let many = says(&one.text.to_lowercase(), MANY);
        let found = LIMIT.as_ref()?.captures(&one.text).filter(|_| many)?;
        let size = found.get(1)?.as_str().parse().ok()?;
        Some((one.id.to_owned(), size))
    })
}

static CAPPED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:more than|over|up to|at most|no more than|maximum of)\s+\d{1,6}\b[^.;]*\b(?:in one (?:go|call|step|request)|at once|per (?:call|request)|rejected|refused)\b").ok()
});

/// Whether a criterion of the operation says how many a call may hold.
fn is_capped(context: &Context<'_>, operation: &OperationDraft) -> bool {
    let texts = operation.criteria.iter().filter_map(|id| context.item(id));
    let mut texts = texts.map(|item| item.text);
    texts.any(|text| CAPPED.as_ref().is_some_and(|capped| capped.is_match(text)))
}

/// Whether all parts stand or fall together: the cited code or its comment says so.
fn is_atomic(context: &Context<'_>, anchor: &Anchor) -> bool {
    let facts = context.evidence.file(&anchor.path);
    let symbols = facts.into_iter().flat_map(|facts| &facts.symbols);
    let mut here = symbols.filter(|symbol| Some(&symbol.qualified()) == anchor.symbol.as_ref());
    let doc = here
        .find_map(|symbol| symbol.doc.as_deref())
        .unwrap_or_default();
    let lower = format!("{doc}\n{}", cited_text(context, anchor)).to_lowercase();
    let cues = [
        "transaction",
        "atomic",
        "all or nothing",
        "all or none",
        "rolled back",
        "rollback",
    ];
    cues.iter().any(|cue| lower.contains(cue))
}

/// The decision on many at once, where an operation does so.
pub fn make(context: &Context<'_>, plan: &Plan) -> Vec<Made> {
    let mut bulk = plan.operations().filter(|one| is_bulk(context, one));
    // Where a call has a largest number, nothing is left to decide.
    let Some(operation) = bulk.next().filter(|one| !is_capped(context, one)) else {
        return Vec::new();
    };
    let target = target(context);
    let existing = existing(context);
    let answers = research::about(context, MANY);
    let mut told = vec![Claim::new(
        format!("{} takes many at once", tick(&operation.name)),
        operation.claim.grounds.clone(),
    )];
    told.extend(target.as_ref().map(|(id, count, thing)| {
        Claim::new(
            format!("The number to meet is {count} {thing}"),
            Grounds::spec(id.as_str()),
        )
    }));
    told.extend(answers.iter().map(|answer| {
        let text = match research::best(answer) {
            Some(found) => format!("{} found: {}", answer.id, found.text.trim()),
            None => format!("{} asks for this choice and is open", answer.id),
        };
        Claim::new(text, research::ground(answer))
    }));
    vec![match (stated(context), existing) {
        (Some((id, size)), _) => as_stated(operation, told, &id, size),
        (None, Some(chunking)) if is_atomic(context, &chunking.anchor) => {
            in_one_transaction(operation, told, &chunking)
        }
        (None, Some(chunking)) => {
            let rules = demanded(context);
            as_existing(operation, told, &chunking, target.as_ref(), rules)
        }
        (None, None) => by_default(operation, told),
    }]
}

/// The specification fixes the size: nothing is left to ask.
fn as_stated(operation: &OperationDraft, told: Vec<Claim>, id: &str, size: u64) -> Made {
    let name = tick(&operation.name);
    let grounds = Grounds::spec(id);
    let against = Claim::new(format!("{id} limits a part"), grounds.clone());
    Made::settled(Decision {
        key: Key::new("decisions", "many-at-once"),
        title: format!("One Step or Parts in {name}"),
        context: told,
        options: vec![
            option("All in one step", Vec::new(), vec![against]),
            option(format!("Parts of at most {size}"), Vec::new(), Vec::new()),
        ],
        chosen: 1,
        decision: Claim::new(format!("Parts of at most {size}"), grounds.clone()),
        rationale: vec![Claim::new(format!("{id} fixes the size"), grounds.clone())],
        implications: vec![Claim::new(
            format!("Tests with {size}, with {} and with none", size + 1),
            grounds,
        )],
    })
}

/// The code that is there works in parts inside of one transaction.
fn in_one_transaction(operation: &OperationDraft, told: Vec<Claim>, chunking: &Chunking) -> Made {
    let name = tick(&operation.name);
    let place = Grounds::from(Ground::Code(chunking.anchor.clone()));
    let model = tick(
        chunking
            .anchor
            .symbol
            .as_deref()
            .unwrap_or(&chunking.anchor.path),
    );
    let size = chunking
        .size
        .map_or_else(String::new, |size| format!(" of {size}"));
    let reuse = Claim::new(format!("{model} does it so already"), place.clone());
    let partial = Claim::new(
        "What holds for parts done before a failure has to be settled",
        operation.claim.grounds.clone(),
    );
    Made::settled(Decision {
        key: Key::new("decisions", "many-at-once"),
        title: format!("One Transaction or Several in {name}"),
        context: told,
        options: vec![
            option(
                format!("One transaction, its reads and writes in parts{size}"),
                vec![reuse.clone()],
                Vec::new(),
            ),
            option("A transaction for each part", Vec::new(), vec![partial]),
        ],
        chosen: 0,
        decision: Claim::new(
            "All rows or none, as in the code that is there",
            place.clone(),
        ),
        rationale: vec![reuse],
        implications: vec![Claim::new(
            format!("A test of {name} lets one row fail and finds no row changed"),
            on_items(&operation.criteria).and(Ground::Code(chunking.anchor.clone())),
        )],
    })
}

fn as_existing(
    operation: &OperationDraft,
    told: Vec<Claim>,
    chunking: &Chunking,
    target: Option<&(String, u64, String)>,
    rules: Vec<Claim>,
) -> Made {
    let place = Ground::Code(chunking.anchor.clone());
    let size = chunking
        .size
        .map_or("fixed size".to_owned(), |size| size.to_string());
    let shown = chunking
        .anchor
        .symbol
        .as_deref()
        .unwrap_or(&chunking.anchor.path);
    let parts = target.zip(chunking.size).filter(|(_, size)| *size > 0);
    let rationale = parts.map(|((id, count, thing), size)| {
        Claim::new(
            format!(
                "{count} {thing} are {} parts of {size}",
                count.div_ceil(size)
            ),
            Grounds::spec(id.as_str()).and(place.clone()),
        )
    });
    let reuse = Claim::new(format!("{} does it so already", tick(shown)), place.clone());
    let one_call = option(
        format!("{} handles all rows in one step", tick(&operation.name)),
        vec![Claim::new(
            "Nothing to resume, nothing to count together",
            operation.claim.grounds.clone(),
        )],
        vec![Claim::new(
            format!("Leaves the way of {}", tick(shown)),
            place.clone(),
        )],
    );
    let in_parts = option(
        format!("{} handles them in parts of {size}", tick(&operation.name)),
        vec![reuse.clone()],
        vec![Claim::new(
            "What holds for parts done before a failure has to be settled",
            operation.claim.grounds.clone(),
        )],
    );
    Made::settled(Decision {
        key: Key::new("decisions", "many-at-once"),
        title: format!("One Step or Parts in {}", tick(&operation.name)),
        context: told,
        options: vec![one_call, in_parts],
        chosen: 1,
        decision: Claim::new(
            format!(
                "One request, worked off in parts of {size} as {} does",
                tick(shown)
            ),
            operation.claim.grounds.clone().and(place.clone()),
        ),
        rationale: std::iter::once(reuse)
            .chain(rules)
            .chain(rationale)
            .collect(),
        implications: vec![Claim::new(
            format!(
                "A test of {} lets a later part fail and settles what holds for the earlier ones",
                tick(&operation.name)
            ),
            on_items(&operation.criteria).and(place),
        )],
    })
}

fn by_default(operation: &OperationDraft, told: Vec<Claim>) -> Made {
    let grounds = operation.claim.grounds.clone();
    let why = assumed("no code here handles many rows in parts, and nothing was measured");
    let takes_list = operation
        .params
        .iter()
        .any(|param| matches!(param.ty, FieldType::List { .. }));
    let does = if takes_list {
        "takes all identifiers and changes them in one step"
    } else {
        "finds what it changes and changes all of it in one step"
    };
    let one_call = option(
        format!("{} {does}", tick(&operation.name)),
        vec![Claim::new(
            "One request, nothing to resume",
            grounds.clone(),
        )],
        Vec::new(),
    );
    let in_parts = option(
        "It is called for parts of a fixed size",
        vec![Claim::new("Each request stays small", grounds.clone())],
        vec![Claim::new(
            "What holds for parts done before a failure has to be settled",
            grounds.clone(),
        )],
    );
    let items: Vec<&str> = grounds.spec_items().collect();
    let question = Claim::new(
        format!(
            "{}: {} works in one step by default; should it work in parts, and of which size?",
            listing(&items, 3),
            tick(&operation.name)
        ),
        grounds.clone().and(why.clone()),
    );
    let decision = Decision {
        key: Key::new("decisions", "many-at-once"),
        title: format!("One Step or Parts in {}", tick(&operation.name)),
        context: told,
        options: vec![one_call, in_parts],
        chosen: 0,
        decision: Claim::new("One step (default)", grounds.clone().and(why.clone())),
        rationale: vec![Claim::new(
            "Without a measured limit the simpler form is taken",
            Grounds::from(why),
        )],
        implications: vec![Claim::new(
            format!(
                "An integration test calls {} with the full number before release",
                tick(&operation.name)
            ),
            on_items(&operation.criteria),
        )],
    };
    Made::asked(decision, question)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_things() {
        assert_eq!(
            count_in("Update 500 models in under 5 seconds"),
            Some((500, "models".to_owned()))
        );
        assert_eq!(
            count_in("10,000 records are searched"),
            Some((10_000, "records".to_owned()))
        );
        assert_eq!(count_in("within 200 ms"), None);
        assert_eq!(size_in("const CHUNK_SIZE = 100;"), Some(100));
        assert_eq!(size_in("batch_size: int = 250"), Some(250));
    }

    #[test]
    fn a_largest_number_for_a_call_leaves_nothing_to_decide() {
        let capped = |text: &str| CAPPED.as_ref().is_some_and(|capped| capped.is_match(text));
        assert!(capped("More than 200 codes in one go are rejected"));
        assert!(capped("Up to 500 lines are stored in one call"));
        assert!(!capped("A bulk update of 500 models takes 5 seconds"));
    }
}
