//! Does it hold? Spec and plan → diagnostics; one file a rule.
