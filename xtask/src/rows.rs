//! A query with the files that it should find. The form is that of the feature localisation set, so that one file of
//! rows serves both.

use serde::{Deserialize, Serialize};

/// One row.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Row {
    /// Unique name.
    pub id: String,
    /// `owner/name`.
    pub repo: String,
    /// Name of the mirror's folder.
    pub mirror: String,
    /// Language of most files that should be found.
    pub language: String,
    /// What kind of text the query is.
    pub kind: String,
    /// Natural language of the query.
    pub spec_lang: String,
    /// The tree that is searched.
    pub base_commit: String,
    /// The query.
    pub spec_text: String,
    /// Files that should be found.
    pub gold_files: Vec<String>,
    /// Those of them that the query names.
    #[serde(default)]
    pub gold_named_in_spec: Vec<String>,
    /// Which half of a mined set: `fit` or `held-out`; empty in other sets.
    #[serde(default)]
    pub half: String,
}

/// Reads rows, one JSON object a line.
#[expect(clippy::disallowed_methods, reason = "a chore reads files")]
pub(crate) fn load(path: &str) -> Result<Vec<Row>, String> {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
    let rows = text.lines().map(serde_json::from_str);
    rows.collect::<Result<_, _>>()
        .map_err(|error| format!("{path}: {error}"))
}

/// Writes rows.
#[expect(clippy::disallowed_methods, reason = "a chore writes files")]
pub(crate) fn store(path: &str, rows: &[Row]) -> Result<(), String> {
    let mut text = String::new();
    for row in rows {
        text += &serde_json::to_string(row).map_err(|error| error.to_string())?;
        text.push('\n');
    }
    std::fs::write(path, text).map_err(|error| format!("{path}: {error}"))
}
