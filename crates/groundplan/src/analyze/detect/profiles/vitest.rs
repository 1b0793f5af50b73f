//! Vitest.

use super::{BASE, Profile, Role};

/// The profile.
pub const PROFILE: Profile = Profile {
    id: "vitest",
    name: "vitest",
    packages: &["vitest"],
    role: Role::Test,
    ..BASE
};
