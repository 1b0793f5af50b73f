//! Vue: components.

use super::{BASE, Profile, Role};

/// The profile.
pub const PROFILE: Profile = Profile {
    id: "vue",
    name: "Vue",
    packages: &["vue"],
    role: Role::Framework,
    ..BASE
};
