//! What a person sees of research.
#![expect(clippy::unwrap_used, reason = "tests")]

mod bed;

use super::*;
use crate::model::spec::QuestionKind;
use crate::world::MemoryWorld;

const LIMITS: &str = "What are the rate limits of the HuggingFace API?";
const VRAM: &str = "How much GPU VRAM does a model need per size?";
const VRAM_FILE: &str = "# GPU VRAM per model size\n\n- A 7B model needs 14 GB of VRAM in FP16.\n";

fn question(text: &str) -> OpenQuestion {
    OpenQuestion {
        id: "RQ1".into(),
        text: text.into(),
        ..OpenQuestion::default()
    }
}

fn answered(files: &[(&str, &str)], text: &str) -> (ResearchAnswer, MemoryWorld) {
    let world = MemoryWorld::new(files.iter().copied());
    let options = Options {
        write: true,
        ..Options::default()
    };
    let mut all = answer(&[question(text)], &Spec::default(), &world, &options);
    (all.remove(0), world)
}

#[test]
fn a_fresh_file_is_used_again() {
    let (found, world) = answered(&[("knowledge/vram-2025-12-01.md", VRAM_FILE)], VRAM);
    assert_eq!((found.state, found.reused), (AnswerState::Answered, true));
    assert_eq!(found.findings[0].source.line, Some(3));
    assert_eq!(world.list("knowledge", 9).len(), 1);
}

#[test]
fn a_stale_file_is_asked_anew_and_said_to_be_stale() {
    let stale = ("knowledge/vram-2023-12-01.md", VRAM_FILE);
    let (found, _) = answered(&[stale], VRAM);
    assert_eq!((found.state, found.stale), (AnswerState::Partial, true));
    assert_eq!(found.file.as_deref(), Some(stale.0));
    let fresh = (
        "docs/gpu.md",
        "A model of size 7B needs 14 GB of GPU VRAM.\n",
    );
    let (found, _) = answered(&[stale, fresh], VRAM);
    assert_eq!((found.state, found.stale), (AnswerState::Answered, false));
    assert_eq!(
        found.findings[0].source.path.as_deref(),
        Some("docs/gpu.md")
    );
}

#[test]
fn unrelated_text_is_no_answer() {
    let files = [(
        "README.md",
        "The model is stored per size. Need help? Ask.\n",
    )];
    let (found, world) = answered(&files, LIMITS);
    assert_eq!(found.state, AnswerState::Open);
    assert!(found.file.is_none() && found.findings.is_empty() && found.confidence == 0.0);
    assert!(world.list("knowledge", 9).is_empty());
    assert_eq!(
        found.asked_of,
        [
            "knowledge",
            "project documents",
            "project code",
            "vendored dependencies"
        ]
    );
}

#[test]
fn specifications_and_plans_are_no_source() {
    let text = "The HuggingFace API has rate limits of 5000 requests.\n";
    for path in [
        "docs/features/FEAT-1-spec.md",
        "specs/1/spec.md",
        "docs/FEAT-2-plan.md",
    ] {
        assert_eq!(
            answered(&[(path, text)], LIMITS).0.state,
            AnswerState::Open,
            "{path}"
        );
    }
}

#[test]
fn an_answer_is_written_with_its_source_and_found_again() {
    let line = "The HuggingFace API allows 5000 requests an hour, its rate limits answer with 429.";
    let (found, world) = answered(&[("docs/adr/1.md", line)], LIMITS);
    assert_eq!(found.state, AnswerState::Answered);
    assert_eq!(
        found.file.as_deref(),
        Some("knowledge/rate-limits-huggingface-api-2026-01-15.md")
    );
    let text = world.read_text(&found.file.unwrap()).unwrap();
    assert!(
        text.contains("`docs/adr/1.md:1`") && text.contains("5000 requests an hour"),
        "{text}"
    );
    let again = answer(
        &[question(LIMITS)],
        &Spec::default(),
        &world,
        &Options::default(),
    )
    .remove(0);
    assert!(again.reused);
    assert_eq!(
        (again.state, again.findings[0].text.as_str()),
        (AnswerState::Answered, line)
    );
}

#[test]
fn a_persons_file_is_never_overwritten() {
    let path = "knowledge/rate-limits-huggingface-api-2026-01-15.md";
    let files = [
        (path, "my notes"),
        (
            "docs/a.md",
            "The rate limits of the HuggingFace API are 5000 an hour.\n",
        ),
    ];
    let (found, world) = answered(&files, LIMITS);
    assert_eq!(world.read_text(path).unwrap(), "my notes");
    assert_eq!(
        found.file.as_deref(),
        Some("knowledge/rate-limits-huggingface-api-2-2026-01-15.md")
    );
}

#[test]
fn answers_come_in_question_order_and_decisions_stay_with_people() {
    let world = MemoryWorld::new([("knowledge/vram-2025-12-01.md", VRAM_FILE)]);
    let mut questions: Vec<OpenQuestion> = (0..20)
        .map(|at| OpenQuestion {
            id: format!("RQ{at}"),
            text: VRAM.into(),
            ..OpenQuestion::default()
        })
        .collect();
    questions[3].answered = true;
    questions[4].kind = QuestionKind::Clarification;
    questions[4].text = "which roles may see prices?".into();
    let all = answer(&questions, &Spec::default(), &world, &Options::default());
    let ids: Vec<String> = all.iter().map(|one| one.id.clone()).collect();
    let expected: Vec<String> = (0..20)
        .filter(|at| !matches!(at, 3 | 4))
        .map(|at| format!("RQ{at}"))
        .collect();
    assert_eq!(ids, expected);
}

#[test]
fn secrets_and_markup_of_a_source_are_not_carried_on() {
    let token = format!("hf_{}", "a1".repeat(16));
    let line = format!(
        "The rate limits of the HuggingFace API are 5000 an hour for {token} <script>x</script>."
    );
    let (found, world) = answered(&[("docs/a.md", line.as_str())], LIMITS);
    let written = world.read_text(&found.file.clone().unwrap()).unwrap();
    for text in [
        &found.findings[0].text,
        &found.findings[0].source.quote,
        &written,
    ] {
        assert!(!text.contains(&token), "{text}");
    }
    assert!(!written.contains("<script>"));
}

#[test]
fn an_installed_package_is_asked_when_the_question_names_it() {
    let manifest = r#"{"dependencies": {"convex": "1", "zod": "4"}}"#;
    let types = "/**\n * A search index may have up to 16 filter fields.\n */\nexport declare function searchIndex(): void;\n";
    let files = [
        ("package.json", manifest),
        ("node_modules/convex/server/schema.d.ts", types),
        (
            "node_modules/zod/README.md",
            "A search index of Convex may have up to 99 filter fields.\n",
        ),
    ];
    let (found, _) = answered(
        &files,
        "How many filter fields may a Convex search index have?",
    );
    assert_eq!(found.state, AnswerState::Answered, "{found:#?}");
    assert_eq!(found.findings.len(), 1);
    let source = &found.findings[0].source;
    assert_eq!(
        (source.path.as_deref(), source.line),
        (Some("node_modules/convex/server/schema.d.ts"), Some(2))
    );
}

#[test]
fn a_crate_is_asked_in_the_registry() {
    let files = [
        ("Cargo.toml", "[dependencies]\nminijinja = \"3\"\n"),
        (
            "Cargo.lock",
            "[[package]]\nname = \"minijinja\"\nversion = \"3.1.0\"\n",
        ),
        (
            "~cargo/index.crates.io-1/minijinja-3.1.0/src/lib.rs",
            "/// The recursion limit of a minijinja template is 500 by default.\npub fn set() {}\n",
        ),
    ];
    let (found, _) = answered(
        &files,
        "What is the recursion limit of a `minijinja` template?",
    );
    assert_eq!(found.state, AnswerState::Answered, "{found:#?}");
}

#[test]
fn a_python_package_is_asked_in_site_packages() {
    let files = [
        (
            "pyproject.toml",
            "[project]\ndependencies = [\"SQLAlchemy>=2\", \"x\"]\n",
        ),
        (
            ".venv/lib/python3.12/site-packages/sqlalchemy/pool.py",
            "class QueuePool:\n    \"\"\"The pool size of SQLAlchemy is 5 connections by default.\"\"\"\n",
        ),
    ];
    let (found, _) = answered(&files, "What is the default pool size of SQLAlchemy?");
    assert_eq!(found.state, AnswerState::Answered, "{found:#?}");
}

#[test]
fn nothing_odd_fails() {
    for text in [
        "",
        "?",
        "é",
        "`",
        "価格の上限は？",
        "a b c d e f g h i j k l m n o p q r s t u v w x y z",
    ] {
        let world = MemoryWorld::new([
            ("README.md", "`é` [x](\n|||\n"),
            ("knowledge/-.md", "#\n- "),
        ]);
        answer(
            &[question(text)],
            &Spec::default(),
            &world,
            &Options::default(),
        );
    }
}

#[test]
fn a_constant_of_the_project_answers_with_its_value() {
    let code =
        "/// How many days an invitation stays valid.\npub const INVITATION_DAYS: u32 = 14;\n";
    let (found, _) = answered(
        &[("src/invite.rs", code)],
        "For how many days is an invitation valid?",
    );
    assert_eq!(found.state, AnswerState::Answered, "{found:#?}");
    assert_eq!(
        found.findings[0].text,
        "How many days an invitation stays valid: `INVITATION_DAYS = 14`"
    );
}

#[test]
fn a_package_that_another_question_names_is_no_source() {
    let files = [
        ("package.json", r#"{"dependencies": {"convex": "1"}}"#),
        (
            "node_modules/convex/README.md",
            "Deleted users are handled by a nightly job.\n",
        ),
    ];
    let world = MemoryWorld::new(files);
    let two = [
        question("How should deleted users be handled?"),
        OpenQuestion {
            id: "RQ2".into(),
            ..question("How does Convex handle deleted users?")
        },
    ];
    let all = answer(&two, &Spec::default(), &world, &Options::default());
    assert_eq!(all[0].state, AnswerState::Open);
    assert_eq!(all[1].findings.len(), 1);
}
