//! Next.js: pages by folder.

use super::{BASE, Profile, Role};

/// The profile.
pub const PROFILE: Profile = Profile {
    id: "nextjs",
    name: "Next.js",
    packages: &["next"],
    role: Role::Framework,
    member: |file, symbol| {
        let page = super::file_name(&file.path).starts_with("page.");
        (page && super::is_component(file, symbol)).then_some("page")
    },
    named_by_folder: &["page.", "route."],
    ..BASE
};
