//! Mocha.

use super::{BASE, Profile, Role};

/// The profile.
pub const PROFILE: Profile = Profile {
    id: "mocha",
    name: "mocha",
    packages: &["mocha"],
    role: Role::Test,
    ..BASE
};
