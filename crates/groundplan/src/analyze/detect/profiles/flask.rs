//! Flask: routes by decorator.

use super::{BASE, Profile, Role};

/// The profile.
pub const PROFILE: Profile = Profile {
    id: "flask",
    name: "Flask",
    packages: &["flask"],
    role: Role::Framework,
    languages: &["python"],
    member: |_, symbol| super::attribute_verb(symbol).then_some("route"),
    ..BASE
};
