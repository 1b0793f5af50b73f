//! Open questions → answers, from the knowledge base, the project's docs and vendored dependencies.
