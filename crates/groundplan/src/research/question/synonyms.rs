//! Words that say the same in questions and in documents. Few and plain: every group widens what is an answer.

use crate::model::words::stem;

const GROUPS: &[&[&str]] = &[
    &["batch", "chunk"],
    &["bulk", "mass"],
    &["config", "configuration", "setting", "option"],
    &["concurrent", "parallel", "simultaneous"],
    &["cost", "price", "charge", "fee"],
    &["delete", "remove", "purge", "drop"],
    &["failed", "wrong", "invalid"],
    &["folder", "directory"],
    &["keep", "kept", "retain", "retention", "store", "stored"],
    &["lifetime", "ttl", "expire", "lives", "lifespan", "valid"],
    &["limit", "quota", "cap", "most", "largest", "max", "maximum"],
    &["login", "password", "signin"],
    &["pick", "pickup", "collect"],
    &["require", "requires", "needs", "requirement", "newer"],
    &["retry", "retries", "attempt"],
    &["safe", "safety"],
    &["transaction", "mutation", "atomic"],
    &["update", "change", "modify", "edit"],
];

/// Stems of the words that say the same as the word with this stem.
pub fn of(own: &str) -> Vec<String> {
    let groups = GROUPS.iter().map(|group| {
        let stems = group.iter().map(|word| stem(word));
        stems.collect::<Vec<String>>()
    });
    let mut all: Vec<String> = groups
        .filter(|group| group.iter().any(|one| one == own))
        .flatten()
        .filter(|one| one != own)
        .collect();
    all.sort();
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_have_the_same_synonyms() {
        assert_eq!(of(&stem("batches")), [stem("chunk")]);
        assert!(of(&stem("updates")).contains(&stem("changes")));
        assert!(of("zebra").is_empty());
    }
}
