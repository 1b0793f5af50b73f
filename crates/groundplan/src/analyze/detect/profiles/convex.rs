//! Convex: a backend of queries and mutations with its own schema.

use super::{BASE, Profile, Role};

/// The profile.
pub const PROFILE: Profile = Profile {
    id: "convex",
    name: "Convex",
    packages: &["convex"],
    role: Role::Schema("convex"),
    ..BASE
};
