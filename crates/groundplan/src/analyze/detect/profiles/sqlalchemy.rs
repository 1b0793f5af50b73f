//! SQLAlchemy: tables as classes.

use super::{BASE, Profile, Role};

/// The profile.
pub const PROFILE: Profile = Profile {
    id: "sqlalchemy",
    name: "SQLAlchemy",
    packages: &["sqlalchemy", "flask-sqlalchemy", "sqlmodel"],
    role: Role::Schema("sqlalchemy"),
    ..BASE
};
