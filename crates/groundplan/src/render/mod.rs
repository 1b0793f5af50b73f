//! [`crate::model::doc::Doc`] → text: one file an output format.
