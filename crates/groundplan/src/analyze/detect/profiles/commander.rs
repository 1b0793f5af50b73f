//! commander: commands of a Node.js program, named by strings.

use super::{BASE, Profile, Role, Route};

/// The profile.
pub const PROFILE: Profile = Profile {
    id: "commander",
    name: "commander",
    packages: &["commander"],
    role: Role::Framework,
    routes: &[Route {
        pattern: r#"\.command\(\s*['"`](?P<route>[a-z][\w:-]*)[^'"`]*['"`]\s*[,)]"#,
        uses: &["command"],
        command: true,
    }],
    ..BASE
};
