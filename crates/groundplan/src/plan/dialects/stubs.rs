//! Stubs of tests in the frameworks that several dialects meet.

use super::common::first_language;
use crate::plan::context::Context;
use crate::plan::types::{CodeBlock, OperationDraft, TestCase};

/// A test stub that says what it will prove, in the project's framework.
pub fn test(
    context: &Context<'_>,
    framework: &str,
    case: &TestCase,
    _: Option<&OperationDraft>,
) -> Option<CodeBlock> {
    let criteria = case.criteria.join(", ");
    let (language, text) = match (framework, first_language(&context.analysis().stack)) {
        ("pytest", _) => (
            "python",
            format!(
                "import pytest\n\n\n@pytest.mark.skip(reason=\"{criteria}\")\ndef {}() -> None:\n    raise NotImplementedError",
                case.name
            ),
        ),
        ("vitest" | "jest", _) => (
            "typescript",
            format!("it.todo(\"{}\");", case.name.replace('"', "'")),
        ),
        (_, Some("go")) => {
            let dir = case.file.rsplit_once('/').map_or("main", |(dir, _)| dir);
            let package = dir
                .rsplit('/')
                .next()
                .unwrap_or("main")
                .replace(['-', '.'], "");
            (
                "go",
                format!(
                    "package {package}\n\nimport \"testing\"\n\nfunc {}(t *testing.T) {{\n\tt.Skip(\"{criteria}\")\n}}",
                    case.name
                ),
            )
        }
        (_, Some("rust")) => (
            "rust",
            format!(
                "#[test]\n#[ignore = \"{criteria}\"]\nfn {}() {{\n    todo!()\n}}",
                case.name
            ),
        ),
        _ => return None,
    };
    Some(CodeBlock {
        language: language.to_owned(),
        path: case.file.clone(),
        role: "test".to_owned(),
        text,
    })
}
