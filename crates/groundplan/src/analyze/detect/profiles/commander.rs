//! commander: commands of a Node.js program.

use super::{BASE, Profile, Role};

/// The profile.
pub const PROFILE: Profile = Profile {
    id: "commander",
    name: "commander",
    packages: &["commander"],
    role: Role::Framework,
    ..BASE
};
