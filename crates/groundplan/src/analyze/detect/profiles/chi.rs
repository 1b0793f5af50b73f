//! chi: routes named by strings.

use super::{BASE, CALLS, Profile, Role};

/// The profile.
pub const PROFILE: Profile = Profile {
    id: "chi",
    name: "chi",
    packages: &["github.com/go-chi/chi/v5"],
    role: Role::Framework,
    routes: CALLS,
    ..BASE
};
