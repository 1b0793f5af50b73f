//! The sidecar of a plan: every ground with quotes and hashes, so that the document stays readable.

use serde::Serialize;

use crate::model::ground::Grounds;

/// Version of the sidecar.
pub const LOCK_SCHEMA_VERSION: u32 = 1;

/// What the sidecar is made from.
pub struct LockInput<'a> {
    /// `FEAT-016`.
    pub feature_id: Option<&'a str>,
    /// Path of the plan.
    pub plan_path: &'a str,
    /// Text of the plan, a person's edits included.
    pub plan_text: &'a str,
    /// The text as it was generated: the base of the next merge.
    pub generated: &'a str,
    /// Path of the specification.
    pub spec_path: &'a str,
    /// Text of the specification.
    pub spec_text: &'a str,
    /// Head commit.
    pub commit: Option<&'a str>,
    /// Claims in document order.
    pub items: &'a [LockItem],
}

/// A claim's grounds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LockItem {
    /// Stable key of the item that makes the claim: section, then entity, operation or path.
    pub key: String,
    /// The claim.
    pub claim: String,
    /// What it rests on.
    pub grounds: Grounds,
}

#[derive(Serialize)]
struct Lock<'a> {
    schema_version: u32,
    feature_id: Option<&'a str>,
    plan: Document<'a>,
    spec: Document<'a>,
    commit: Option<&'a str>,
    claims: &'a [LockItem],
    generated: &'a str,
}

#[derive(Serialize)]
struct Document<'a> {
    path: &'a str,
    hash: String,
}

/// The sidecar's text; the error is that of the serialiser.
pub fn lock(input: &LockInput<'_>) -> Result<String, serde_json::Error> {
    let hash = |text: &str| blake3::hash(text.as_bytes()).to_hex()[..16].to_owned();
    let lock = Lock {
        schema_version: LOCK_SCHEMA_VERSION,
        feature_id: input.feature_id,
        plan: Document {
            path: input.plan_path,
            hash: hash(input.plan_text),
        },
        spec: Document {
            path: input.spec_path,
            hash: hash(input.spec_text),
        },
        commit: input.commit,
        claims: input.items,
        generated: input.generated,
    };
    Ok(serde_json::to_string_pretty(&lock)? + "\n")
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use crate::model::ground::{Anchor, Ground};

    #[test]
    fn every_ground_stands_under_its_key() {
        let anchor = Anchor::cite("src/a.rs", "fn a() {\n}\n", 1, 2, Some("a")).unwrap();
        let hash = anchor.hash.clone();
        let items = [LockItem {
            key: "contracts/a".into(),
            claim: "a | b".into(),
            grounds: Grounds::new(Ground::spec("FR-1"), [Ground::Code(anchor)]),
        }];
        let input = LockInput {
            feature_id: Some("FEAT-1"),
            plan_path: "docs/p.md",
            plan_text: "plan",
            generated: "plan",
            spec_path: "docs/s.md",
            spec_text: "spec",
            commit: None,
            items: &items,
        };
        let value: serde_json::Value = serde_json::from_str(&lock(&input).unwrap()).unwrap();
        assert_eq!(value["schema_version"], LOCK_SCHEMA_VERSION);
        assert_eq!(value["claims"][0]["key"], "contracts/a");
        let code = &value["claims"][0]["grounds"][1];
        assert_eq!(
            (&code["symbol"], &code["quote"]),
            (&"a".into(), &"fn a() {".into())
        );
        assert_eq!(
            (&code["line_end"], &code["hash"]),
            (&2.into(), &hash.into())
        );
        assert_ne!(value["plan"]["hash"], value["spec"]["hash"]);
    }
}
