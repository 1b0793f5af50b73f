//! Spec + Evidence → typed plan → [`crate::model::doc::Doc`]; one file a section.
