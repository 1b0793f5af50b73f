//! What a design says of a part that it does not have: what was looked for, true for the whole specification.

use super::phrases;
use crate::model::ground::{Claim, Ground, Grounds};
use crate::plan::context::Context;
use crate::plan::sections::common::listing;

/// What was looked for, where no table changes.
pub fn tables(context: &Context<'_>) -> Claim {
    let tables = &context.analysis().tables;
    let anchors = tables
        .iter()
        .filter_map(|table| table.anchor.clone())
        .take(2);
    let stores = stores(context);
    let looked = if tables.is_empty() && !stores.is_empty() {
        format!(
            "No database schema was found; what {} {} is kept elsewhere: in files, or in types of the code",
            listing(&stores, 4),
            if stores.len() == 1 { "stores" } else { "store" }
        )
    } else if tables.is_empty() {
        "No schema was found, and no requirement says that something is stored".to_owned()
    } else {
        format!(
            "None of the {} tables changes: no requirement stores a new attribute",
            tables.len()
        )
    };
    let items = stores.first().map_or("problem", |id| id);
    let grounds = Grounds::new(Ground::spec(items), anchors.map(Ground::Code));
    Claim::new(looked, grounds)
}

/// The items that have something stored, whether or not in a database.
fn stores<'a>(context: &Context<'a>) -> Vec<&'a str> {
    let cues = [
        "store",
        "stores",
        "stored",
        "persist",
        "persists",
        "persisted",
        "written",
    ];
    let denied = ["never", "not", "no", "nothing", "cannot", "without"];
    let has =
        |words: &[String], cues: &[&str]| words.iter().any(|word| cues.contains(&word.as_str()));
    let items = context.spec.items().into_iter().filter(|item| {
        let words = phrases::words_of(&item.text.to_lowercase());
        let kept = has(&words, &cues) && !has(&words, &denied);
        // "A note gets an `archived` flag": what is stored gets a part.
        kept || (has(&words, &["gets", "get"])
            && has(&words, &["flag", "field", "date", "attribute"]))
    });
    items.map(|item| item.id).collect()
}

/// What was looked for, where no operation is offered.
pub fn operations(context: &Context<'_>) -> Claim {
    let offered = context.analysis().operations.len();
    let text = format!(
        "No story or requirement asks for a new query, route, command or public function; {offered} exist"
    );
    Claim::new(text, Grounds::spec("problem"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::evidence::Evidence;
    use crate::model::spec::{Spec, TextItem};

    fn said(text: &str) -> String {
        let spec = Spec {
            statements: vec![TextItem {
                id: "what-1".to_owned(),
                text: text.to_owned(),
                line: 1,
                path: None,
            }],
            ..Spec::default()
        };
        let evidence = Evidence::default();
        tables(&Context::new(&spec, &evidence)).text
    }

    #[test]
    fn what_is_stored_outside_of_a_database_is_not_denied() {
        assert!(said("Each note is stored with its tags").contains("what-1 stores"));
        assert!(said("A note gets an `archived` flag").contains("what-1 stores"));
        assert!(said("Secrets are never written to a file").contains("no requirement"));
        assert!(said("The command prints a list").contains("no requirement"));
    }
}
