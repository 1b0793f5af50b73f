//! Stubs of tests, set up as the tests beside them are: imports, package, fixtures.

use std::sync::Arc;

use crate::model::index::{FileFacts, FileKind};
use crate::model::names;
use crate::plan::context::Context;
use crate::plan::types::{CodeBlock, TestCase};

/// A test stub that says what it will prove, in the project's framework; empty where it is not known.
pub fn test(context: &Context<'_>, framework: &str, case: &TestCase) -> Option<CodeBlock> {
    let extension = case
        .file
        .rsplit_once('.')
        .map_or("", |(_, extension)| extension);
    let (language, text) = match extension {
        "py" if framework == "pytest" => ("python", python(context, case)),
        "go" => ("go", go(context, case)),
        "rs" => ("rust", rust(case)),
        "ts" | "mts" => ("typescript", script(context, framework, case)?),
        "tsx" => ("tsx", script(context, framework, case)?),
        "js" | "mjs" | "cjs" | "jsx" => ("javascript", script(context, framework, case)?),
        "java" => ("java", java(context, case)?),
        "dart" => ("dart", dart(context, case)?),
        _ => return None,
    };
    Some(CodeBlock {
        language: language.to_owned(),
        path: case.file.clone(),
        role: "test".to_owned(),
        text,
    })
}

/// The test file itself where it is there, else others in its folder.
fn beside<'a>(context: &'a Context<'_>, case: &'a TestCase) -> impl Iterator<Item = &'a FileFacts> {
    let dir = names::dir_of(&case.file);
    let extension = case
        .file
        .rsplit_once('.')
        .map_or("", |(_, extension)| extension);
    let all = context.evidence.index.of_kind(FileKind::Test);
    let near = all.filter(move |file| {
        names::dir_of(&file.path) == dir && file.path.ends_with(extension) && file.path != case.file
    });
    context.evidence.file(&case.file).into_iter().chain(near)
}

/// The first text of a test file beside this one.
fn text_beside<'a>(context: &'a Context<'_>, case: &'a TestCase) -> Option<&'a Arc<str>> {
    let texts = &context.evidence.texts;
    beside(context, case).find_map(|file| texts.get(&file.path))
}

fn criteria(case: &TestCase) -> String {
    case.criteria.join(", ").replace('"', "'")
}

/// A pytest function that takes the fixtures that most tests beside it take.
fn python(context: &Context<'_>, case: &TestCase) -> String {
    let tests = beside(context, case).flat_map(|file| &file.symbols);
    let tests =
        tests.filter(|symbol| symbol.name.starts_with("test_") && symbol.container.is_none());
    let taken: Vec<String> = tests
        .take(40)
        .map(|symbol| fixtures(&symbol.signature))
        .collect();
    let count = |wanted: &String| taken.iter().filter(|one| *one == wanted).count();
    let fixtures = taken
        .iter()
        .find(|one| 2 * count(one) > taken.len())
        .cloned();
    format!(
        "import pytest\n\n\n@pytest.mark.skip(reason=\"{}\")\ndef {}({}) -> None:\n    raise NotImplementedError",
        criteria(case),
        case.name,
        fixtures.unwrap_or_default()
    )
}

/// The names of a signature's parameters, without types and defaults.
fn fixtures(signature: &str) -> String {
    let inner = signature
        .split_once('(')
        .and_then(|(_, rest)| rest.rsplit_once(')'))
        .map_or("", |(inner, _)| inner);
    let named = inner
        .split(',')
        .filter_map(|one| one.split([':', '=']).next());
    let plain: Vec<&str> = named
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .collect();
    let is_name = |name: &&str| name.chars().all(|c| c.is_alphanumeric() || c == '_');
    if plain.iter().all(is_name) {
        plain.join(", ")
    } else {
        String::new()
    }
}

fn go(context: &Context<'_>, case: &TestCase) -> String {
    let said = text_beside(context, case).and_then(|text| {
        let line = text
            .lines()
            .find_map(|line| line.strip_prefix("package "))?;
        line.split_whitespace().next().map(str::to_owned)
    });
    let folder = names::dir_of(&case.file)
        .rsplit('/')
        .next()
        .unwrap_or_default();
    let package = said.unwrap_or_else(|| match folder.replace(['-', '.'], "") {
        folder if folder.is_empty() => "main".to_owned(),
        folder => folder,
    });
    format!(
        "package {package}\n\nimport \"testing\"\n\nfunc {}(t *testing.T) {{\n\tt.Skip(\"{}\")\n}}",
        case.name,
        criteria(case)
    )
}

fn rust(case: &TestCase) -> String {
    format!(
        "#[test]\n#[ignore = \"{}\"]\nfn {}() {{\n    todo!()\n}}",
        criteria(case),
        case.name
    )
}

/// A test to do, in a named block; what runs it is imported as the tests beside it import it.
fn script(context: &Context<'_>, framework: &str, case: &TestCase) -> Option<String> {
    let module = match framework {
        "vitest" => "vitest",
        "jest" => "@jest/globals",
        name if name.contains("node") => "node:test",
        _ => return None,
    };
    let import = format!("import {{ describe, it }} from \"{module}\";\n\n");
    let imports = |file: &FileFacts| file.imports.iter().any(|one| one.module == module);
    let mut siblings = beside(context, case).peekable();
    let is_imported = match siblings.peek() {
        // Without a test to look at: what works without a setting.
        None => framework != "jest",
        Some(_) => siblings.any(imports),
    };
    let about = names::file_stem(&case.file);
    let name = case.name.replace('\\', "\\\\").replace('"', "'");
    let block = format!("describe(\"{about}\", () => {{\n  it.todo(\"{name}\");\n}});");
    Some(if is_imported { import + &block } else { block })
}

/// A disabled JUnit test, where the tests of the project are such.
fn java(context: &Context<'_>, case: &TestCase) -> Option<String> {
    let mut tests = context.evidence.index.of_kind(FileKind::Test);
    let is_jupiter = |file: &FileFacts| {
        let mut imports = file.imports.iter();
        imports.any(|one| one.module.starts_with("org.junit.jupiter"))
    };
    tests.find(|file| is_jupiter(file))?;
    let dir = names::dir_of(&case.file);
    let package = dir
        .split_once("/java/")
        .map(|(_, package)| package.replace('/', "."));
    let package = package.map(|package| format!("package {package};\n\n"));
    Some(format!(
        "{}import org.junit.jupiter.api.Disabled;\nimport org.junit.jupiter.api.Test;\n\nclass {} {{\n\n    @Test\n    @Disabled(\"{}\")\n    void {}() {{\n        throw new UnsupportedOperationException();\n    }}\n}}",
        package.unwrap_or_default(),
        names::file_stem(&case.file),
        criteria(case),
        case.name
    ))
}

/// A skipped test in the library that the tests of the project import.
fn dart(context: &Context<'_>, case: &TestCase) -> Option<String> {
    let tests = context.evidence.index.of_kind(FileKind::Test);
    let mut modules = tests
        .flat_map(|file| &file.imports)
        .map(|one| one.module.as_str());
    let is_library = |module: &&str| {
        [
            "package:flutter_test/flutter_test.dart",
            "package:test/test.dart",
        ]
        .contains(module)
    };
    let library = modules.find(is_library)?;
    Some(format!(
        "import '{library}';\n\nvoid main() {{\n  test('{}', () {{}}, skip: '{}');\n}}",
        case.name.replace('\'', "’"),
        criteria(case)
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::evidence::Evidence;
    use crate::model::ground::{Claim, Grounds};
    use crate::model::index::{Import, Index, Symbol};
    use crate::model::spec::Spec;
    use crate::plan::types::Key;

    fn stub(framework: &str, file: &str, facts: FileFacts) -> String {
        let spec = Spec::default();
        let mut index = Index::default();
        index.files.insert(
            facts.path.clone(),
            FileFacts {
                kind: FileKind::Test,
                ..facts
            },
        );
        let evidence = Evidence {
            index: Arc::new(index),
            ..Evidence::default()
        };
        let case = TestCase {
            key: Key::new("tests", "AC-1"),
            name: "does_it".to_owned(),
            file: file.to_owned(),
            criteria: vec!["AC-1".to_owned()],
            operations: Vec::new(),
            claim: Claim::new("", Grounds::spec("AC-1")),
        };
        let block = test(&Context::new(&spec, &evidence), framework, &case);
        block.map(|block| block.text).unwrap_or_default()
    }

    #[test]
    fn a_stub_is_set_up_as_the_tests_beside_it_are() {
        let symbol = Symbol {
            name: "test_a".to_owned(),
            signature: "def test_a(client: TestClient, session=None) -> None:".to_owned(),
            ..Symbol::default()
        };
        let python = FileFacts {
            path: "tests/test_a.py".to_owned(),
            symbols: vec![symbol],
            ..FileFacts::default()
        };
        let text = stub("pytest", "tests/test_b.py", python);
        assert!(
            text.contains("def does_it(client, session) -> None:"),
            "{text}"
        );
        let vitest = Import {
            module: "vitest".to_owned(),
            ..Import::default()
        };
        let with = FileFacts {
            path: "src/a.test.ts".to_owned(),
            imports: vec![vitest],
            ..FileFacts::default()
        };
        assert!(
            stub("vitest", "src/b.test.ts", with)
                .starts_with("import { describe, it } from \"vitest\";")
        );
        let without = FileFacts {
            path: "src/a.test.ts".to_owned(),
            ..FileFacts::default()
        };
        assert!(stub("vitest", "src/b.test.ts", without).starts_with("describe(\"b\""));
    }

    #[test]
    fn the_language_of_a_stub_is_that_of_its_file() {
        assert_eq!(stub("pytest", "a.rb", FileFacts::default()), "");
        assert!(stub("vitest", "src/a.rs", FileFacts::default()).contains("#[test]"));
    }
}
