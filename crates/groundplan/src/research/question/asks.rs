//! The kind of answer that a question asks for.

/// What a good answer has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asks {
    /// A number of a measure: a limit, a size, a price.
    Number(Measure),
    /// A choice between alternatives: sources inform it, a person makes it.
    Choice,
    /// Anything else.
    Fact,
}

/// In what a number is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Seconds to years.
    Time,
    /// Bytes and their multiples.
    Memory,
    /// A currency, or a share of a price.
    Money,
    /// Things.
    Count,
    /// How far something goes, in bytes, characters or rows: no time and no money.
    Extent,
    /// A version.
    Version,
    /// Whatever the question says.
    Any,
}

const CHOICE: &[&str] = &[
    " should ",
    " shall we ",
    " better ",
    " prefer",
    " versus ",
    " vs ",
    " vs. ",
    "which approach",
];

/// Words of a question for a number, by measure; the first list that fits decides.
const NUMBER: &[(Measure, &[&str])] = &[
    (
        Measure::Memory,
        &[
            "how much memory",
            "how much ram",
            "how much vram",
            "how much gpu",
            "how much disk",
            "how much storage",
            "how much space",
            "memory limit",
            "memory need",
        ],
    ),
    (
        Measure::Money,
        &[" cost", "what price", "how much money", " charge", " fee "],
    ),
    (
        Measure::Time,
        &[
            "how old",
            "timeout",
            "latency",
            "lifetime",
            " ttl ",
            "many seconds",
            "many minutes",
            "many hours",
            "many days",
            "many weeks",
            "many months",
            "many years",
            "much time",
        ],
    ),
    (
        Measure::Extent,
        &[
            "how large",
            "how big",
            "maximum size",
            "maximum length",
            "how wide",
        ],
    ),
    (Measure::Count, &["how many", "maximum number"]),
    (
        Measure::Version,
        &[
            "which version",
            "what version",
            " version is",
            " version does",
        ],
    ),
    (
        Measure::Any,
        &[
            "how much",
            "how often",
            "how fast",
            " limit",
            "maximum",
            "minimum",
            " max ",
            " min ",
            "quota",
            " size",
            "percentage",
            "how far",
            "多少",
            "上限",
            "限制",
            "いくつ",
            "cuánt",
            "combien",
            "wie viel",
        ],
    ),
];

/// What a text asks for.
pub fn of(text: &str) -> Asks {
    let lower = format!(" {} ", text.to_lowercase());
    let says = |cues: &[&str]| cues.iter().any(|cue| lower.contains(cue));
    if says(CHOICE) || (lower.contains(" or ") && !lower.contains("how m")) {
        return Asks::Choice;
    }
    if lower.contains("how long") {
        // A thing is long in characters, what lasts is long in days.
        let is_extent = lower.contains(" be?") || lower.contains(" be ");
        return Asks::Number(if is_extent {
            Measure::Extent
        } else {
            Measure::Time
        });
    }
    let found = NUMBER.iter().find(|(_, cues)| says(cues));
    found.map_or(Asks::Fact, |(measure, _)| Asks::Number(*measure))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_measure_is_told_by_the_question() {
        for (text, asks) in [
            ("How long are backups kept?", Asks::Number(Measure::Time)),
            ("How long may a name be?", Asks::Number(Measure::Extent)),
            (
                "How much GPU VRAM does a model need?",
                Asks::Number(Measure::Memory),
            ),
            ("What does one call cost?", Asks::Number(Measure::Money)),
            ("Should it be one mutation or batches?", Asks::Choice),
            ("Which folder is used?", Asks::Fact),
        ] {
            assert_eq!(of(text), asks, "{text}");
        }
    }
}
