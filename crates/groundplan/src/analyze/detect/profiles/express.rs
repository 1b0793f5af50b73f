//! Express: routes named by strings.

use super::{BASE, CALLS, Profile, Role};

/// The profile.
pub const PROFILE: Profile = Profile {
    id: "express",
    name: "Express",
    packages: &["express"],
    role: Role::Framework,
    routes: CALLS,
    ..BASE
};
