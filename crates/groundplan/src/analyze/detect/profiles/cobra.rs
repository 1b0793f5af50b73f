//! cobra: commands of a Go program, each made by a function or held by a variable.

use super::{BASE, Profile, Role};
use crate::model::index::{FileFacts, Symbol, SymbolKind};
use crate::model::names;

/// The profile.
pub const PROFILE: Profile = Profile {
    id: "cobra",
    name: "cobra",
    packages: &["github.com/spf13/cobra"],
    role: Role::Framework,
    languages: &["go"],
    member,
    ..BASE
};

/// What gives a `*cobra.Command`, the root of all commands left out.
fn member(_: &FileFacts, symbol: &Symbol) -> Option<&'static str> {
    let function = symbol.kind == SymbolKind::Function;
    let gives = function
        && symbol
            .signature
            .trim_end_matches(['{', ' '])
            .ends_with("*cobra.Command");
    let holds = symbol.wrapper.as_deref() == Some("cobra.Command");
    let root = names::split(&symbol.name).iter().any(|word| word == "root");
    ((gives || holds) && !root).then_some("command")
}
