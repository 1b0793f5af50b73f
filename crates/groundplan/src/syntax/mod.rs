//! Languages: which file is written in what, and the symbols, imports and uses its syntax tree holds.
