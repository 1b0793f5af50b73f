//! Attributes as written → typed fields in the schema's habit.

use super::stored::Attribute;
use crate::model::evidence::Table;
use crate::model::ground::{Claim, Ground, Grounds};
use crate::model::names::{self, Case};
use crate::plan::context::Context;
use crate::plan::types::{Field, FieldType};

/// Words whose last occurrence in an attribute tells its type.
const TYPES: &[(&[&str], FieldType)] = &[
    (
        &[
            "price", "cost", "amount", "total", "fee", "balance", "salary", "rent", "deposit",
        ],
        FieldType::Decimal,
    ),
    (
        &[
            "margin",
            "rate",
            "ratio",
            "percentage",
            "percent",
            "score",
            "weight",
            "factor",
            "area",
        ],
        FieldType::Number,
    ),
    (
        &[
            "count",
            "number",
            "quantity",
            "size",
            "age",
            "limit",
            "length",
            "position",
            "order",
            "version",
            "year",
            "minutes",
            "seconds",
            "days",
            "hours",
            "attempts",
            "priority",
            "cents",
            "stock",
            "uses",
            "threshold",
            "capacity",
            "duration",
            "interval",
        ],
        FieldType::Integer,
    ),
    (
        &[
            "timestamp",
            "time",
            "at",
            "when",
            "created",
            "updated",
            "changed",
            "expires",
            "deadline",
            "moment",
            "start",
            "end",
            "starts",
            "ends",
        ],
        FieldType::Timestamp,
    ),
    (
        &[
            "date", "day", "birthday", "due", "until", "since", "on", "from",
        ],
        FieldType::Date,
    ),
    (
        &[
            "enabled", "active", "flag", "visible", "archived", "deleted", "verified",
        ],
        FieldType::Boolean,
    ),
    (
        &[
            "metadata",
            "payload",
            "settings",
            "configuration",
            "options",
        ],
        FieldType::Json,
    ),
];

/// Units that a name may end with.
pub const UNITS: &[&str] = &[
    "cents",
    "seconds",
    "minutes",
    "hours",
    "days",
    "weeks",
    "months",
    "bytes",
    "percent",
    "meters",
    "metres",
    "milliseconds",
    "grams",
    "kilograms",
];

/// Words before "number" that count; behind any other word it names: a serial number is text.
const COUNTED: &[&str] = &[
    "line", "page", "row", "version", "build", "port", "sequence", "position", "week", "floor",
    "episode", "attempt", "maximum", "minimum", "total", "issue",
];

/// Words that say who did something.
const ACTORS: &[&str] = &[
    "admin",
    "administrator",
    "user",
    "actor",
    "author",
    "editor",
    "who",
    "by",
    "operator",
    "person",
    "reviewer",
    "owner",
    "assignee",
    "creator",
];

/// Everything that shapes a field: the schema's habit and the tables that are there.
pub struct Habit<'a> {
    /// Case of fields.
    pub case: Case,
    /// Tables that are there, and names of those that are planned.
    pub tables: &'a [Table],
    /// Planned tables.
    pub planned: Vec<String>,
}

impl<'a> Habit<'a> {
    /// The habit that the project's tables show, else that of the dialect.
    pub fn of(context: &Context<'a>) -> Self {
        let tables = &context.analysis().tables;
        let fields = tables.iter().flat_map(|table| &table.fields);
        let case = majority(fields.filter_map(|field| names::case_of(&field.name)))
            .unwrap_or(context.dialect.field_case);
        Self {
            case,
            tables,
            planned: Vec::new(),
        }
    }

    /// A table, there or planned, whose singular is that of the word.
    pub fn table(&self, word: &str) -> Option<String> {
        let wanted = names::singular_words(word);
        let there = self.tables.iter().map(|table| table.name.clone());
        there
            .chain(self.planned.iter().cloned())
            .find(|name| names::singular_words(name) == wanted)
    }

    /// The table that a name ends with: "source warehouse" is one of the warehouses; "sheet" is short for the
    /// one new table of count sheets.
    fn meant(&self, words: &[&str]) -> Option<String> {
        let last = *words.last()?;
        let is_value = TYPES.iter().any(|(cues, _)| cues.contains(&last));
        if words.len() > 1 && !is_value {
            return (1..words.len()).find_map(|at| self.table(&words[at..].join(" ")));
        }
        let wanted = names::singular_words(last);
        let mut long = self.planned.iter().filter(|name| {
            let words = names::singular_words(name);
            words.len() > 1 && words.ends_with(&wanted)
        });
        let found = long.next().filter(|_| words.len() == 1)?;
        long.next().is_none().then(|| found.clone())
    }

    /// The table that holds people.
    fn people(&self) -> Option<String> {
        ["user", "account", "member", "person"]
            .iter()
            .find_map(|word| self.table(word))
    }

    /// A field's name.
    pub fn name(&self, text: &str) -> String {
        names::to_case(text, self.case)
    }
}

/// The case that occurs most; the first of `Snake, Camel, Pascal, Kebab` on a tie.
pub fn majority(cases: impl Iterator<Item = Case>) -> Option<Case> {
    let all: Vec<Case> = cases.collect();
    let mut best: Option<(usize, Case)> = None;
    for case in [Case::Snake, Case::Camel, Case::Pascal, Case::Kebab] {
        let count = all.iter().filter(|&&one| one == case).count();
        if count > best.map_or(0, |(most, _)| most) {
            best = Some((count, case));
        }
    }
    best.map(|(_, case)| case)
}

/// A field from an attribute of a sentence.
pub fn field(habit: &Habit<'_>, attribute: &Attribute, grounds: &Grounds) -> Option<Field> {
    let mut named: Vec<String> = attribute.name.clone();
    let is_state = attribute.ty == Some("boolean");
    named.retain(|word| {
        // "out of service" keeps its middle.
        let kept = is_state && word == "of";
        kept || ![
            "the", "a", "an", "of", "who", "that", "it", "made", "did", "change",
        ]
        .contains(&word.as_str())
    });
    // "unit price in cents" is `unit_price_cents`.
    if let [.., by, unit] = named.as_slice()
        && by == "in"
        && UNITS.contains(&unit.as_str())
    {
        named.remove(named.len() - 2);
    }
    let last = named.last().cloned()?;
    let (name, ty) = if attribute.values.len() > 1 {
        let values = attribute.values.clone();
        (habit.name(&named.join(" ")), FieldType::Enum { values })
    } else if is_identity(attribute, &named) {
        (habit.name(&named.join(" ")), FieldType::Text)
    } else if let Some(ty) = said_type(attribute) {
        (habit.name(&named.join(" ")), ty)
    } else if let Some((name, ty)) = actor(habit, &named, &attribute.said()) {
        (name, ty)
    } else if let Some(table) = reference(habit, &named) {
        let stem: Vec<String> = named.iter().filter(|word| *word != "id").cloned().collect();
        let stem = names::singular_words(&stem.join(" ")).join(" ");
        (
            habit.name(&format!("{stem} id")),
            FieldType::Reference { table },
        )
    } else {
        named_type(habit, &named, &last)
    };
    Some(Field {
        unique: attribute.unique,
        required: !attribute.optional,
        limit: attribute.limit.clone(),
        default: attribute.default.clone(),
        claim: Claim::new(format!("`{name}`"), grounds.clone()),
        name,
        ty,
    })
}

/// A field from words alone.
pub fn of_words(habit: &Habit<'_>, words: &str, grounds: &Grounds) -> Option<Field> {
    field(habit, &Attribute::read(words)?, grounds)
}

/// Whether a "number" tells one thing from another and is not counted with.
fn is_identity(attribute: &Attribute, named: &[String]) -> bool {
    let before = match named {
        [.., before, last] if last == "number" => Some(before),
        [last] if last == "number" && attribute.unique => None,
        _ => return false,
    };
    let plain = attribute.ty.is_none() && attribute.limit.is_none();
    plain && before.is_none_or(|word| !COUNTED.contains(&word.as_str()))
}

/// The type that is said of an attribute, or that its range shows.
fn said_type(attribute: &Attribute) -> Option<FieldType> {
    match attribute.ty {
        Some("timestamp") => return Some(FieldType::Timestamp),
        Some("date") => return Some(FieldType::Date),
        Some("boolean") => return Some(FieldType::Boolean),
        Some("integer") => return Some(FieldType::Integer),
        Some("number") => return Some(FieldType::Number),
        Some("decimal") => return Some(FieldType::Decimal),
        Some("json") => return Some(FieldType::Json),
        Some("text") => return Some(FieldType::Text),
        _ => {}
    }
    let limit = attribute.limit.as_ref()?;
    if limit.characters {
        return Some(FieldType::Text);
    }
    let whole = [&limit.min, &limit.max]
        .into_iter()
        .flatten()
        .all(|bound| !bound.contains('.'));
    Some(if whole {
        FieldType::Integer
    } else {
        FieldType::Number
    })
}

fn actor(habit: &Habit<'_>, named: &[String], text: &str) -> Option<(String, FieldType)> {
    let is_actor = named.iter().any(|word| ACTORS.contains(&word.as_str()));
    if !is_actor || named.len() > 4 {
        return None;
    }
    let lower = text.to_lowercase();
    let deed = [
        "changed", "updated", "created", "approved", "assigned", "uploaded", "deleted",
    ];
    let said = deed.iter().find(|deed| lower.contains(*deed)).copied();
    let name = match said {
        Some(deed) => format!("{deed} by"),
        None if lower.contains("change") => "changed by".to_owned(),
        None if named.len() == 1 && ["admin", "administrator"].contains(&named[0].as_str()) => {
            "changed by".to_owned()
        }
        None => named.join(" "),
    };
    let ty = habit
        .people()
        .map_or(FieldType::Text, |table| FieldType::Reference { table });
    let name =
        if said.is_none() && !name.ends_with(" by") && matches!(ty, FieldType::Reference { .. }) {
            format!("{} id", name.trim_end_matches(" id"))
        } else {
            name
        };
    Some((habit.name(&name), ty))
}

fn reference(habit: &Habit<'_>, named: &[String]) -> Option<String> {
    let stem: Vec<&str> = named
        .iter()
        .map(String::as_str)
        .filter(|word| *word != "id")
        .collect();
    let whole = habit.table(&stem.join(" "));
    whole.or_else(|| habit.meant(&stem))
}

fn named_type(habit: &Habit<'_>, named: &[String], last: &str) -> (String, FieldType) {
    let first = named.first().map_or("", String::as_str);
    if ["is", "has", "can", "should", "requires"].contains(&first) && named.len() > 1 {
        return (habit.name(&named.join(" ")), FieldType::Boolean);
    }
    if named.len() == 1 && ["timestamp", "time", "moment", "when"].contains(&last) {
        return (habit.name("changed at"), FieldType::Timestamp);
    }
    let found = TYPES
        .iter()
        .find(|(cues, _)| cues.contains(&last))
        .map(|(_, ty)| ty.clone());
    if let Some(ty) = found {
        return (habit.name(&named.join(" ")), ty);
    }
    let several = names::singular(last) != last && !["address", "status"].contains(&last);
    if several
        && [
            "tags",
            "labels",
            "items",
            "roles",
            "permissions",
            "names",
            "urls",
        ]
        .contains(&last)
    {
        return (
            habit.name(&named.join(" ")),
            FieldType::List {
                of: Box::new(FieldType::Text),
            },
        );
    }
    (habit.name(&named.join(" ")), FieldType::Text)
}

/// A reference to the owner of a row.
pub fn owner(habit: &Habit<'_>, owner: &str, grounds: &Grounds) -> Option<Field> {
    let table = habit.table(owner)?;
    let name = habit.name(&format!("{} id", names::singular(owner)));
    Some(Field {
        claim: Claim::new(format!("`{name}`"), grounds.clone()),
        ty: FieldType::Reference { table },
        required: true,
        unique: false,
        limit: None,
        default: None,
        name,
    })
}

/// A field with a type that is known, grounded on an item.
pub fn plain(habit: &Habit<'_>, name: &str, ty: FieldType, ground: Ground) -> Field {
    let name = habit.name(name);
    let claim = Claim::new(format!("`{name}`"), ground);
    Field {
        name,
        ty,
        required: true,
        unique: false,
        limit: None,
        default: None,
        claim,
    }
}

/// Whether an attribute stands for "the old value" of whatever changed.
pub fn is_generic_value(attribute: &Attribute) -> Option<&'static str> {
    let words = &attribute.name;
    let about = ["value", "values", "price", "prices", "state"];
    let generic = words.len() <= 2 && words.last().is_some_and(|w| about.contains(&w.as_str()));
    if !generic {
        return None;
    }
    match words.first().map(String::as_str) {
        Some("old" | "previous" | "prior" | "before") => Some("old"),
        Some("new" | "next" | "after" | "current") if words.len() == 2 => Some("new"),
        _ => None,
    }
}
