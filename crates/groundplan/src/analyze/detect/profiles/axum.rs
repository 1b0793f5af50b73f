//! axum: routes named by strings.

use super::{BASE, Profile, Role, Route};

/// The profile.
pub const PROFILE: Profile = Profile {
    id: "axum",
    name: "axum",
    packages: &["axum"],
    role: Role::Framework,
    routes: &[
        Route {
            pattern: r#"\.route\(\s*"(?P<route>[^"]+)",\s*(?P<method>get|post|put|patch|delete)\((?:[\w:]+::)?(?P<handler>\w+)"#,
            uses: &["route"],
            command: false,
        },
        // `.route("/x", get(list).post(create))`: the path is that of the line's first.
        Route {
            pattern: r#"\)\.(?P<method>get|post|put|patch|delete)\((?:[\w:]+::)?(?P<handler>\w+)\)"#,
            uses: &["route"],
            command: false,
        },
    ],
    ..BASE
};
