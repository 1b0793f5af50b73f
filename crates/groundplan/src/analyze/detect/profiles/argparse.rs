//! argparse: commands of a Python program, named by strings.

use super::{BASE, Profile, Role, Route};

/// The profile; it comes with the language, so no manifest names it.
pub const PROFILE: Profile = Profile {
    id: "argparse",
    name: "argparse",
    packages: &[],
    role: Role::Framework,
    routes: &[Route {
        pattern: r#"\.add_parser\(\s*['"](?P<route>[a-z][\w-]*)['"]"#,
        uses: &["add_parser"],
        command: true,
    }],
    ..BASE
};
