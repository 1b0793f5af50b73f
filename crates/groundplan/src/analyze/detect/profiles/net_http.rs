//! Go's own router: routes named by strings with their method.

use super::{BASE, Profile, Role, Route};

/// The profile; it comes with the language, so no manifest names it.
pub const PROFILE: Profile = Profile {
    id: "net-http",
    name: "net/http",
    packages: &[],
    role: Role::Framework,
    routes: &[Route {
        pattern: r#"HandleFunc\(\s*"(?P<method>GET|POST|PUT|PATCH|DELETE) (?P<route>[^"]+)",\s*(?:\w+\.)*(?P<handler>\w+)"#,
        uses: &["HandleFunc"],
        command: false,
    }],
    ..BASE
};
