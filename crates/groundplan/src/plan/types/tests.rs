//! Testing strategy: levels, and tests bound to criteria.

use serde::Serialize;

use super::{CodeBlock, Key};
use crate::model::ground::Claim;

/// Level of a test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TestLevelKind {
    /// One unit.
    Unit,
    /// Several, with their store.
    Integration,
    /// The whole, as a user.
    EndToEnd,
}

/// Testing strategy.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct TestStrategy {
    /// Levels, all three; one that does not apply says why.
    pub levels: Vec<TestLevel>,
}

/// Tests of one level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TestLevel {
    /// Level.
    pub level: TestLevelKind,
    /// Framework and where it is proven.
    pub framework: Option<Claim>,
    /// What a person types.
    pub command: Option<Claim>,
    /// Coverage target, where configuration or specification states one.
    pub coverage: Option<Claim>,
    /// Tests.
    pub cases: Vec<TestCase>,
    /// An example in the project's framework.
    pub example: Option<CodeBlock>,
    /// Why there are none, where there are none.
    pub none: Option<Claim>,
}

/// A named test.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TestCase {
    /// Stable key.
    pub key: Key,
    /// Name as the test file has it.
    pub name: String,
    /// File, one of [`super::Plan::files`].
    pub file: String,
    /// Criteria it proves.
    pub criteria: Vec<String>,
    /// Names of the operations that it exercises.
    pub operations: Vec<String>,
    /// What is asserted, and what it rests on.
    pub claim: Claim,
}
