//! React: components.

use super::{BASE, Profile, Role};

/// The profile.
pub const PROFILE: Profile = Profile {
    id: "react",
    name: "React",
    packages: &["react"],
    role: Role::Framework,
    member: |file, symbol| super::is_component(file, symbol).then_some("component"),
    idioms: &["useState", "useRef", "useEffect", "useMemo", "useCallback"],
    ..BASE
};
