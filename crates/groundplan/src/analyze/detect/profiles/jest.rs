//! Jest.

use super::{BASE, Profile, Role};

/// The profile.
pub const PROFILE: Profile = Profile {
    id: "jest",
    name: "jest",
    packages: &["jest"],
    role: Role::Test,
    ..BASE
};
