//! gin: routes named by strings.

use super::{BASE, CALLS, Profile, Role};

/// The profile.
pub const PROFILE: Profile = Profile {
    id: "gin",
    name: "gin",
    packages: &["github.com/gin-gonic/gin"],
    role: Role::Framework,
    routes: CALLS,
    ..BASE
};
