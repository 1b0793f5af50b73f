//! Django.

use super::{BASE, Profile, Role};

/// The profile.
pub const PROFILE: Profile = Profile {
    id: "django",
    name: "Django",
    packages: &["django"],
    role: Role::Framework,
    ..BASE
};
