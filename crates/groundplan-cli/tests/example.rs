//! The main job on the shipped example, as a user runs it.
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "this test is a user with files"
)]

mod support;

use support::Repo;

#[test]
fn the_plan_of_the_example_holds() {
    let repo = Repo::example();
    repo.run(&["plan", "FEAT-016"]).succeeds();
    let plan = repo.read("docs/features/FEAT-016-plan.md");
    for needed in [
        "old_input_price: v.number()",
        "has_pricing: v.optional(v.boolean())",
        // A record of changes is read by what it is of, newest first.
        ".index(\"by_pricing_configuration_and_changed_at\", [\"pricing_configuration_id\", \"changed_at\"])",
        "10 of 14",
        "deleteBenchmark",
        "Reuse `DataTable`",
        "lib/old-pricing/index.ts",
        "bulkUpdateModels",
        "NFR2",
        "### Decision 1: File Organization",
        "FEAT-001-spec.md",
    ] {
        assert!(plan.contains(needed), "the plan lacks {needed}");
    }
    repo.run(&["verify", "docs/features/FEAT-016-plan.md"])
        .succeeds();
    let first = plan;
    repo.run(&["plan", "FEAT-016"]).succeeds();
    let second = repo.read("docs/features/FEAT-016-plan.md");
    // The second run finds the first one's answers in the knowledge base; all else is the same.
    let body = |text: &str| {
        text.split("## Architecture Overview").nth(1).map(|rest| {
            rest.split("## Technical Decisions")
                .next()
                .unwrap_or("")
                .len()
        })
    };
    assert_eq!(body(&first), body(&second));
}

#[test]
fn a_persons_edits_are_kept() {
    let repo = Repo::example();
    let plan = "docs/features/FEAT-016-plan.md";
    repo.run(&["plan", "FEAT-016"]).succeeds();
    let heading = "\n## Architecture Overview";
    let edited = repo
        .read(plan)
        .replacen(heading, &format!("\nmy own words\n{heading}"), 1);
    repo.write(plan, &edited);
    let spec = "docs/features/FEAT-016-spec.md";
    repo.write(spec, repo.read(spec).replace("500", "600"));
    let output = repo.run(&["plan", "FEAT-016"]).succeeds();
    let merged = repo.read(plan);
    assert_ne!(merged, edited);
    assert!(merged.contains(&format!("\nmy own words\n{heading}")));
    assert!(output.out.contains("is kept"));
    let kept = std::fs::read_dir(repo.path(".groundplan/backups"))
        .unwrap()
        .filter_map(Result::ok);
    assert!(
        kept.map(|entry| std::fs::read_to_string(entry.path()).unwrap_or_default())
            .any(|text| text == edited)
    );
}

#[test]
fn bad_input_is_said_in_a_sentence() {
    let repo = Repo::example();
    std::fs::create_dir(repo.path("nothing")).unwrap();
    repo.write("binary.md", [0u8, 159, 146, 150]);
    repo.write("empty.md", "");
    repo.write("other/FEAT-016-spec.md", "# x");
    let absolute = |name: &str| repo.path(name).display().to_string();
    for (target, said) in [
        (
            "no-such.md".to_owned(),
            "no such file, folder or feature ID",
        ),
        (absolute("binary.md"), "binary, not text"),
        (absolute("empty.md"), "empty"),
        (absolute("nothing"), "the folder holds no specification"),
        ("FEAT-016".to_owned(), "fits 2 specifications"),
    ] {
        repo.run(&["plan", &target]).refuses(said);
    }
    assert!(!repo.path("docs/features/FEAT-016-plan.md").exists());
}

#[test]
fn json_has_the_findings_that_the_text_has() {
    let repo = Repo::new();
    let story = "# X\n\n## User Stories\n\n### US-1: T\n\n**As a** user **I want** a\n";
    repo.write("spec.md", story);
    let text = repo.run(&["spec", "spec.md"]).succeeds();
    let json = repo
        .run(&["spec", "spec.md", "--format", "json"])
        .succeeds();
    for ran in [text, json] {
        assert!(ran.out.contains("US-1 has no acceptance criterion"));
    }
}
