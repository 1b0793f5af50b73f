//! cobra: commands of a Go program.

use super::{BASE, Profile, Role};

/// The profile.
pub const PROFILE: Profile = Profile {
    id: "cobra",
    name: "cobra",
    packages: &["github.com/spf13/cobra"],
    role: Role::Framework,
    ..BASE
};
