//! yargs: commands of a Node.js program.

use super::{BASE, Profile, Role};

/// The profile.
pub const PROFILE: Profile = Profile {
    id: "yargs",
    name: "yargs",
    packages: &["yargs"],
    role: Role::Framework,
    ..BASE
};
