//! FastAPI: routes by decorator.

use super::{BASE, Profile, Role};

/// The profile.
pub const PROFILE: Profile = Profile {
    id: "fastapi",
    name: "FastAPI",
    packages: &["fastapi"],
    role: Role::Framework,
    languages: &["python"],
    member: |_, symbol| super::attribute_verb(symbol).then_some("route"),
    ..BASE
};
