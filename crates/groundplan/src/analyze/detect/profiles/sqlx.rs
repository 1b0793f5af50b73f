//! sqlx: SQL migrations.

use super::{BASE, Profile, Role};

/// The profile.
pub const PROFILE: Profile = Profile {
    id: "sqlx",
    name: "sqlx",
    packages: &["sqlx"],
    role: Role::Schema("sql"),
    ..BASE
};
