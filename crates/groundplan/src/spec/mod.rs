//! Text → [`crate::model::spec::Spec`]: a tolerant reader over real markdown, one file a format.
