//! Cypress: tests in a browser.

use super::{BASE, Profile, Role};

/// The profile.
pub const PROFILE: Profile = Profile {
    id: "cypress",
    name: "cypress",
    packages: &["cypress"],
    role: Role::Test,
    ..BASE
};
