//! World → [`crate::model::evidence::Analysis`]: where the feature lives and how things are done here.
