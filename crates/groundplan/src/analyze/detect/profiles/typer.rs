//! typer: commands by decorator.

use super::{BASE, Profile, Role};

/// The profile.
pub const PROFILE: Profile = Profile {
    id: "typer",
    name: "typer",
    packages: &["typer"],
    role: Role::Framework,
    languages: &["python"],
    member: |_, symbol| super::attribute_named(symbol, "command").then_some("command"),
    ..BASE
};
