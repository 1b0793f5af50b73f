//! clap: commands as members of an enum.

use super::{BASE, Profile, Role};
use crate::model::index::{FileFacts, Symbol, SymbolKind};

/// The profile.
pub const PROFILE: Profile = Profile {
    id: "clap",
    name: "clap",
    packages: &["clap"],
    role: Role::Framework,
    languages: &["rust"],
    member,
    ..BASE
};

/// Members of an enum that derives `Subcommand`.
fn member(file: &FileFacts, symbol: &Symbol) -> Option<&'static str> {
    let of = |owner: &&Symbol| Some(&owner.name) == symbol.container.as_ref();
    let derives = |owner: &Symbol| owner.attributes.iter().any(|a| a.contains("Subcommand"));
    let commands =
        symbol.kind == SymbolKind::EnumMember && file.symbols.iter().filter(of).any(derives);
    commands.then_some("command")
}
