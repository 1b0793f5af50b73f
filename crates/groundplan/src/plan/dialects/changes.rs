//! A declaration that changes: its head as it is and as it will be, the mark of what is deprecated, what
//! goes. In the form of a patch, for it stands beside the code that is there.

use super::declarations::Language;
use crate::plan::context::Context;
use crate::plan::types::{Change, CodeBlock, Impact};

/// The lines that go and come; nothing where no line of the declaration is known to change.
pub(super) fn of_declaration(context: &Context<'_>, impact: &Impact) -> Vec<CodeBlock> {
    let before = impact.before.trim();
    if before.is_empty() {
        return Vec::new();
    }
    let after = after(before, impact.after.trim(), &impact.subject);
    let lines = match impact.change {
        Change::Remove => vec![format!("- {before}")],
        _ if impact.deprecated => {
            let mark = deprecation(&impact.anchor.path, impact.replacement.as_deref());
            let mark = mark.into_iter().map(|line| format!("+ {line}"));
            let head = match after {
                Some(after) => vec![format!("- {before}"), format!("+ {after}")],
                None => vec![format!("  {before}")],
            };
            // What a function says when it is called stands in its body.
            match Language::of_file(&impact.anchor.path) {
                Some(Language::Python) => {
                    let inner = mark.map(|line| line.replacen("+ ", "+     ", 1));
                    head.into_iter().chain(inner).collect()
                }
                _ => mark.chain(head).collect(),
            }
        }
        _ => match after {
            Some(after) => vec![format!("- {before}"), format!("+ {after}")],
            None => match members(context, impact) {
                members if members.is_empty() => return Vec::new(),
                members => std::iter::once(format!("  {before}"))
                    .chain(members)
                    .collect(),
            },
        },
    };
    vec![CodeBlock {
        language: "diff".to_owned(),
        path: impact.anchor.path.clone(),
        role: "contract".to_owned(),
        text: lines.join("\n"),
    }]
}

/// The lines of members that a type gets.
fn members(context: &Context<'_>, impact: &Impact) -> Vec<String> {
    let Some(language) = Language::of_file(&impact.anchor.path) else {
        return Vec::new();
    };
    let lines = impact.gains.iter().map(|member| {
        let ty = language.ty(context, member);
        let name = language.name(&member.name, true);
        match language {
            Language::Rust => format!("+     pub {name}: {ty},"),
            Language::Python if !member.required => format!("+     {name}: {ty} = None"),
            Language::Python => format!("+     {name}: {ty}"),
            Language::Go => format!("+ \t{name} {ty}"),
            _ if !member.required => format!("+   {name}?: {ty};"),
            _ => format!("+   {name}: {ty};"),
        }
    });
    lines.collect()
}

/// The new head, with what stands before the name today: `pub fn` of a signature that says none.
fn after(before: &str, written: &str, subject: &str) -> Option<String> {
    let name = subject.rsplit('.').next().unwrap_or(subject);
    let tail = &written[written.find(name)?..];
    let lead = &before[..before.find(name)?];
    let whole = format!("{lead}{tail}");
    (whole != before).then_some(whole)
}

/// How the language of a file says that something is deprecated, and what to use instead.
fn deprecation(path: &str, replacement: Option<&str>) -> Option<String> {
    let advice = replacement.map(|name| format!("use {name}"));
    let said = advice.as_deref().unwrap_or("goes in a later version");
    let extension = path.rsplit_once('.').map_or("", |(_, extension)| extension);
    Some(match (Language::of_file(path), extension) {
        (Some(Language::Rust), _) => match replacement {
            Some(name) => format!("#[deprecated(note = \"use `{name}`\")]"),
            None => "#[deprecated]".to_owned(),
        },
        (Some(Language::Python), _) => {
            format!("warnings.warn(\"deprecated: {said}\", DeprecationWarning, stacklevel=2)")
        }
        (Some(Language::TypeScript | Language::JavaScript), _) => {
            format!("/** @deprecated {said} */")
        }
        (Some(Language::Go), _) => format!("// Deprecated: {said}."),
        (None, "java") => "@Deprecated".to_owned(),
        (None, "kt" | "scala") => format!("@Deprecated(\"{said}\")"),
        (None, "dart") => format!("@Deprecated('{said}')"),
        (None, "cs") => format!("[Obsolete(\"{said}\")]"),
        (None, "swift") => format!("@available(*, deprecated, message: \"{said}\")"),
        (None, "php") => format!("/** @deprecated {said} */"),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::evidence::Evidence;
    use crate::model::ground::{Anchor, Claim, Grounds};
    use crate::model::spec::Spec;
    use crate::plan::types::{FieldType, Key, Param};

    fn impact(path: &str, before: &str, after: &str, change: Change) -> Impact {
        Impact {
            key: Key::new("impact", "old"),
            subject: "old".to_owned(),
            change,
            before: before.to_owned(),
            after: after.to_owned(),
            anchor: Anchor {
                path: path.to_owned(),
                ..Anchor::cite("x", "x", 1, 1, None).unwrap_or_else(|| unreachable!())
            },
            callers: Vec::new(),
            tests: Vec::new(),
            mentions: Vec::new(),
            breaking: false,
            deprecated: false,
            replacement: None,
            gains: Vec::new(),
            code: Vec::new(),
            claim: Claim::new("changes", Grounds::spec("FR1")),
        }
    }

    fn text(one: &Impact) -> String {
        let (spec, evidence) = (Spec::default(), Evidence::default());
        let blocks = of_declaration(&Context::new(&spec, &evidence), one).into_iter();
        blocks.map(|block| block.text).collect()
    }

    #[test]
    fn a_new_signature_keeps_what_stands_before_the_name() {
        let before = "pub fn old(a: A) -> B";
        let one = impact("a.rs", before, "old(a: A, c: C) -> B", Change::Modify);
        assert_eq!(
            text(&one),
            "- pub fn old(a: A) -> B\n+ pub fn old(a: A, c: C) -> B"
        );
        assert_eq!(text(&impact("a.rs", before, "", Change::Modify)), "");
        let gone = impact("a.rs", before, "", Change::Remove);
        assert_eq!(text(&gone), "- pub fn old(a: A) -> B");
    }

    #[test]
    fn what_is_deprecated_names_what_takes_its_place() {
        for (path, mark) in [
            ("a.rs", "#[deprecated(note = \"use `new`\")]"),
            ("a.ts", "/** @deprecated use new */"),
            ("a.go", "// Deprecated: use new."),
        ] {
            let one = Impact {
                deprecated: true,
                replacement: Some("new".to_owned()),
                ..impact(path, "fn old()", "", Change::Modify)
            };
            assert_eq!(text(&one), format!("+ {mark}\n  fn old()"));
        }
        let one = Impact {
            deprecated: true,
            ..impact("a.py", "def old():", "", Change::Modify)
        };
        assert!(text(&one).starts_with("  def old():\n+     warnings.warn(\"deprecated: goes in"));
    }
    #[test]
    fn a_type_gets_members() {
        let grouping = Param {
            name: "grouping".to_owned(),
            ty: FieldType::Boolean,
            required: false,
            about: String::new(),
        };
        let one = Impact {
            gains: vec![grouping],
            ..impact("a.ts", "export interface Options", "", Change::Modify)
        };
        let wanted = "  export interface Options\n+   grouping?: boolean;";
        assert_eq!(text(&one), wanted);
    }
}
