//! actix-web.

use super::{BASE, Profile, Role};

/// The profile.
pub const PROFILE: Profile = Profile {
    id: "actix",
    name: "actix-web",
    packages: &["actix-web"],
    role: Role::Framework,
    ..BASE
};
