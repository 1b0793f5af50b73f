//! Svelte: components.

use super::{BASE, Profile, Role};

/// The profile.
pub const PROFILE: Profile = Profile {
    id: "svelte",
    name: "Svelte",
    packages: &["svelte"],
    role: Role::Framework,
    ..BASE
};
