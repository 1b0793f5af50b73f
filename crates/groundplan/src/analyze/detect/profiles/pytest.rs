//! pytest.

use super::{BASE, Profile, Role};

/// The profile.
pub const PROFILE: Profile = Profile {
    id: "pytest",
    name: "pytest",
    packages: &["pytest"],
    role: Role::Test,
    ..BASE
};
