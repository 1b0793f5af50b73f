//! Playwright: tests in a browser.

use super::{BASE, Profile, Role};

/// The profile.
pub const PROFILE: Profile = Profile {
    id: "playwright",
    name: "playwright",
    packages: &["@playwright/test"],
    role: Role::Test,
    ..BASE
};
