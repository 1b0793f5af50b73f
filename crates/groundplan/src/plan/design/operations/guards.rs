//! Who may: the guard of the code that is called after the role of the story.

use crate::model::evidence::OperationKind;
use crate::model::ground::{Anchor, Claim, Ground, Grounds};
use crate::model::names;
use crate::plan::context::Context;
use crate::plan::design::placement;

/// Words of a guard's name beside the role's.
const GUARDS: &[&str] = &[
    "require", "requires", "required", "ensure", "only", "assert", "check", "guard", "is",
    "current", "must", "role",
];

/// How many examples a guard cites.
const EXAMPLES: usize = 2;

/// The guard for a role; without a role that the code knows, what most of the group begin with.
pub(super) fn find(
    context: &Context<'_>,
    kind: OperationKind,
    role: Option<&str>,
    reads: bool,
) -> Option<Claim> {
    if let Some(found) = role.and_then(|role| of_role(context, kind, role)) {
        return Some(found);
    }
    let (_, write) = context.dialect.kinds;
    let of_kind = placement::group_for(context, kind).and_then(placement::guard);
    let of_writes = || {
        role?;
        placement::group_for(context, write).and_then(placement::guard)
    };
    let (call, ground) = of_kind.or_else(of_writes)?;
    (!reads || role.is_some()).then(|| Claim::new(format!("calls `{call}` first"), ground))
}

/// Whether anything here asks who the caller is: where nothing does, a story's "as a …" is no role.
pub(super) fn are_known(context: &Context<'_>) -> bool {
    if !context.has_code() {
        return true;
    }
    let cues = [
        "role",
        "require_",
        "requireAdmin",
        "requireUser",
        "authorize",
        "current_user",
    ];
    places(context).into_iter().any(|path| {
        let text = context.evidence.texts.get(path);
        text.is_some_and(|text| cues.iter().any(|cue| text.contains(cue)))
    })
}

/// A guard whose name says the role: `require_librarian`, `adminMutation`, `requireRole("operator")`,
/// an extractor `Technician`.
fn of_role(context: &Context<'_>, kind: OperationKind, role: &str) -> Option<Claim> {
    let wanted = names::split(role).pop()?;
    let mut found: Vec<(String, Anchor)> = Vec::new();
    for path in places(context) {
        let Some(text) = context.evidence.texts.get(path) else {
            continue;
        };
        for (line, source) in text.lines().enumerate() {
            let call = by_text(source, &wanted).or_else(|| by_name(source, &wanted, kind));
            let number = u32::try_from(line + 1).unwrap_or(u32::MAX);
            if let Some(call) = call
                && let Some(anchor) = context.cite(path, number, number, None)
            {
                found.push((call, anchor));
            }
        }
    }
    let count = |call: &str| found.iter().filter(|(one, _)| one == call).count();
    let best = found
        .iter()
        .map(|(call, _)| (count(call), std::cmp::Reverse(call.clone())))
        .max()?
        .1
        .0;
    let anchors = found
        .into_iter()
        .filter(|(call, _)| *call == best)
        .map(|(_, anchor)| Ground::Code(anchor));
    let grounds = Grounds::from_vec(anchors.take(EXAMPLES).collect())?;
    let text = if is_builder(&best, kind) {
        format!("is built with `{best}`")
    } else {
        format!("calls `{best}` first")
    };
    Some(Claim::new(text, grounds))
}

/// Files in which operations stand, and those that register them.
fn places<'a>(context: &Context<'a>) -> Vec<&'a str> {
    let analysis = context.analysis();
    let anchors = analysis
        .operations
        .iter()
        .filter_map(|op| op.anchor.as_ref());
    let registrations = analysis
        .groups
        .iter()
        .flat_map(|group| &group.registrations)
        .map(|one| &one.anchor);
    let mut all: Vec<&str> = anchors
        .chain(registrations)
        .map(|anchor| anchor.path.as_str())
        .collect();
    // Routes that are put together beside their handlers.
    let dirs: Vec<&str> = all.iter().map(|path| names::dir_of(path)).collect();
    let beside = context.evidence.texts.keys().filter(|path| {
        let stem = names::file_stem(path);
        let routes =
            dirs.contains(&names::dir_of(path)) && (stem.contains("route") || stem == "mod");
        // What is handed to them by name.
        routes || ["deps", "dependencies"].contains(&stem)
    });
    all.extend(beside.map(String::as_str));
    all.sort_unstable();
    all.dedup();
    all
}

/// `requireRole("operator")`: a call of something with "role" in its name and the role as its text.
fn by_text(line: &str, role: &str) -> Option<String> {
    let quoted = [format!("(\"{role}\")"), format!("('{role}')")];
    let at = quoted.iter().find_map(|one| line.find(one.as_str()))?;
    let name: String = identifier_before(line.get(..at)?);
    let words = names::split(&name);
    let is_guard = words.iter().any(|word| GUARDS.contains(&word.as_str()));
    is_guard.then(|| format!("{name}(\"{role}\")"))
}

fn identifier_before(text: &str) -> String {
    let reversed: String = text
        .chars()
        .rev()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect();
    reversed.chars().rev().collect()
}

/// An identifier of the role and a guard's word, the role alone as a type, or a builder of this kind.
fn by_name(line: &str, role: &str, kind: OperationKind) -> Option<String> {
    let trimmed = line.trim_start();
    if line.contains("function ") {
        return None;
    }
    let declares = [
        "import ",
        "use ",
        "from ",
        "//",
        "#",
        "pub struct",
        "struct ",
        "class ",
    ];
    if declares.iter().any(|begin| trimmed.starts_with(begin)) {
        return None;
    }
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    line.split(|c: char| !is_part(c))
        .filter(|name| name.len() >= role.len())
        .find(|name| {
            let words = names::split(name);
            let says = words.iter().any(|word| word == role);
            let guard = words.iter().any(|word| GUARDS.contains(&word.as_str()));
            // `_: Technician` takes the caller as an argument.
            let extractor = **name == names::capital(role) && takes_as_argument(line, name);
            says && ((guard && words.len() > 1) || is_builder(name, kind) || extractor)
        })
        .map(str::to_owned)
}

/// `_: Technician`, `_technician: Technician`.
fn takes_as_argument(line: &str, name: &str) -> bool {
    line.trim()
        .trim_end_matches(',')
        .split_once(": ")
        .is_some_and(|(before, ty)| {
            let unused = before.rsplit([' ', '(']).next().unwrap_or(before);
            unused.starts_with('_') && ty == name
        })
}

/// `organizerMutation` for a mutation.
fn is_builder(name: &str, kind: OperationKind) -> bool {
    let end = match kind {
        OperationKind::Query => "Query",
        OperationKind::Mutation => "Mutation",
        OperationKind::Action => "Action",
        _ => return false,
    };
    name.ends_with(end) && name.len() > end.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::evidence::{Evidence, Operation};
    use crate::model::spec::Spec;
    use std::sync::Arc;

    fn guard(text: &str, kind: OperationKind, role: &str) -> Option<String> {
        let mut evidence = Evidence::default();
        evidence.texts.insert("api/a.x".to_owned(), Arc::from(text));
        evidence.analysis.operations.push(Operation {
            name: "one".to_owned(),
            anchor: Anchor::cite("api/a.x", text, 1, 1, Some("one")),
            ..Operation::default()
        });
        let spec = Spec::default();
        let context = Context::new(&spec, &evidence);
        find(&context, kind, Some(role), true).map(|claim| claim.text)
    }

    #[test]
    fn a_guard_is_found_by_the_role_of_the_story() {
        let route = OperationKind::Route;
        let text = "@router.get(\"\", dependencies=[Depends(require_librarian)])\n";
        assert_eq!(
            guard(text, route, "librarian").as_deref(),
            Some("calls `require_librarian` first")
        );
        let text = "r.With(requireRole(\"operator\")).Post(\"/x\", a.x)\n";
        assert_eq!(
            guard(text, route, "operator").as_deref(),
            Some("calls `requireRole(\"operator\")` first")
        );
        let text = "async fn add(\n    _: Technician,\n";
        assert_eq!(
            guard(text, route, "technician").as_deref(),
            Some("calls `Technician` first")
        );
        let text = "export const add = organizerMutation({\n";
        let mutation = OperationKind::Mutation;
        assert_eq!(
            guard(text, mutation, "organizer").as_deref(),
            Some("is built with `organizerMutation`")
        );
        assert_eq!(guard(text, OperationKind::Query, "organizer"), None);
        assert_eq!(guard(text, mutation, "buyer"), None);
    }
}
