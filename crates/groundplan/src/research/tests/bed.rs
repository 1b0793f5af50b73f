//! Questions over a small project: what is written down is found where it stands, and what is not stays open.

use super::*;

const FILES: &[(&str, &str)] = &[
    (
        "package.json",
        r#"{"dependencies": {"parcelkit": "3", "left-pad": "1"}}"#,
    ),
    (
        "README.md",
        "# Shop\n\n## How does the order export work?\n\nA nightly job writes every order of the day into one CSV file.\n",
    ),
    (
        "docs/payments.md",
        "# Payments\n\nWe use Stripe for cards and Klarna for invoices.\n\nThe rate limit of the Stripe API is 100 read requests per second.\n\n\
         - A refund can be requested up to 60 days after the purchase.\n",
    ),
    (
        "docs/operations.md",
        "# Operations\n\n| Setting | Default | Meaning |\n| --- | --- | --- |\n| SESSION_TTL | 30 minutes | How long a session lives without a request |\n\n\
         ## Backups\n\nThe database is dumped every six hours. Dumps are kept for fourteen days.\n\n\
         ## Frames\n\nA frame has a header of 8 bytes and a body. Readings are batched for 5 seconds.\n",
    ),
    (
        "docs/adr/0004-queue.md",
        "# Jobs go through Postgres, not Redis\n\n## Context\n\nWhat we know about the Redis limits:\n\n\
         - Only one stream is read at a time, and its reader is not told how far it is behind.\n\n\
         ## Decision\n\nA `jobs` table in Postgres.\n",
    ),
    (
        "CLAUDE.md",
        "# Rules\n\n- Changes of more than 200 rows go through `inBatches` from `src/batches.ts`.\n",
    ),
    (
        "src/batches.ts",
        "/** Rows of one batch of a bulk change; every batch is its own transaction. */\nexport const BATCH_SIZE = 250;\n",
    ),
    (
        "node_modules/parcelkit/index.d.ts",
        "export interface ClientOptions {\n  /** Milliseconds after which a call is given up. Defaults to 15000. */\n  timeout?: number;\n}\n",
    ),
    (
        "node_modules/left-pad/README.md",
        "The rate limit of the PayPal API is 5 requests per second.\n",
    ),
    ("requirements.txt", "cachelet>=2\nPyChart-Tools\n"),
    (
        ".venv/lib/python3.12/site-packages/cachelet-2.4.0.dist-info/METADATA",
        "Name: cachelet\n\n## Thread safety\n\nAll methods may be called from several threads.\n",
    ),
    (
        ".venv/lib/python3.12/site-packages/pychart_tools-1.0.dist-info/METADATA",
        "Name: PyChart-Tools\n",
    ),
    (
        ".venv/lib/python3.12/site-packages/pychart_tools-1.0.dist-info/top_level.txt",
        "charts\n",
    ),
    (
        ".venv/lib/python3.12/site-packages/charts/__init__.py",
        "\"\"\"A chart of PyChart-Tools holds at most 12 series.\"\"\"\n",
    ),
    ("Cargo.toml", "[dependencies]\nvendcrate = \"1\"\n"),
    (
        "vendor/vendcrate/src/lib.rs",
        "/// The default burst of a vendcrate bucket is 20 requests.\npub fn burst() {}\n",
    ),
];

/// State, and places and words of the findings.
fn asked(text: &str) -> (AnswerState, String) {
    let (found, _) = answered(FILES, text);
    let said = found.findings.iter().map(|one| {
        let path = one.source.path.clone().unwrap_or_default();
        format!("{path}: {}", one.text)
    });
    (found.state, said.collect::<Vec<_>>().join("\n"))
}

#[test]
fn what_is_written_down_is_found() {
    for (question, path, words) in [
        (
            "RQ1: What is the rate limit of the Stripe API? [Research]",
            "docs/payments.md",
            "100 read",
        ),
        (
            "How many days after a purchase can a refund be requested?",
            "docs/payments.md",
            "60 days",
        ),
        (
            "What is the default session lifetime?",
            "docs/operations.md",
            "30 minutes",
        ),
        (
            "How long are database backups kept?",
            "docs/operations.md",
            "fourteen days",
        ),
        (
            "How does the order export work?",
            "README.md",
            "nightly job",
        ),
        (
            "What is the default timeout of a parcelkit call?",
            "index.d.ts",
            "15000",
        ),
        (
            "How many series can a PyChart-Tools chart hold?",
            "charts/__init__.py",
            "12 series",
        ),
        (
            "What is the default burst of a `vendcrate` bucket?",
            "vendor/vendcrate/src/lib.rs",
            "20 requests",
        ),
    ] {
        let (state, said) = asked(question);
        assert_eq!(state, AnswerState::Answered, "{question} {said}");
        assert!(
            said.contains(path) && said.contains(words),
            "{question} {said}"
        );
    }
}

#[test]
fn what_only_touches_the_question_answers_in_part() {
    for (question, words) in [
        ("Is cachelet thread safe?", "several threads"),
        ("What are the limits of Redis?", "one stream"),
        (
            "Should a bulk price change be one transaction or a sequence of batches?",
            "batch",
        ),
    ] {
        let (state, said) = asked(question);
        assert_eq!(state, AnswerState::Partial, "{question} {said}");
        assert!(said.contains(words), "{question} {said}");
    }
}

#[test]
fn a_choice_that_was_decided_is_answered_by_the_decision() {
    let (state, said) = asked("Should jobs go through Redis or Postgres?");
    assert_eq!(state, AnswerState::Answered, "{said}");
    assert!(
        said.starts_with("docs/adr/0004-queue.md: A `jobs` table in Postgres."),
        "{said}"
    );
}

#[test]
fn a_choice_has_findings_for_its_sides() {
    let (found, _) = answered(
        FILES,
        "Should a bulk price change be one transaction or a sequence of batches?",
    );
    let paths: Vec<&str> = found
        .findings
        .iter()
        .filter_map(|one| one.source.path.as_deref())
        .collect();
    assert_eq!(paths, ["src/batches.ts", "CLAUDE.md"]);
}

#[test]
fn what_is_not_written_down_stays_open() {
    for question in [
        "What is the rate limit of the PayPal API?",
        "How much does Stripe charge per transaction?",
        "How long are customer invoices kept by law?",
        "How many concurrent users does the shop have to serve?",
        "Which currencies does Klarna support?",
        "What is the maximum size of a parcelkit webhook payload?",
        "Should product reviews be moderated before or after publishing?",
        "How many readings per second does the broker accept?",
        "How large may a frame body be?",
        "Does vendcrate support Redis?",
    ] {
        let (state, said) = asked(question);
        assert_eq!(state, AnswerState::Open, "{question} {said}");
    }
}

#[test]
fn a_file_of_a_day_to_come_is_not_fresh() {
    let (found, _) = answered(&[("knowledge/vram-2027-01-01.md", VRAM_FILE)], VRAM);
    assert_eq!(
        (found.state, found.stale, found.reused),
        (AnswerState::Partial, true, false)
    );
}

#[test]
fn a_finding_with_a_token_is_kept_without_it() {
    let token = format!("sk_live_{}", "a1".repeat(12));
    for path in ["docs/vram.md", "knowledge/vram-2025-12-01.md"] {
        let text = format!(
            "# GPU VRAM per model size\n\n- A 7B model needs 14 GB of VRAM on the GPU, asked with {token}.\n"
        );
        let (found, _) = answered(&[(path, &text)], VRAM);
        let said = &found.findings[0];
        assert!(
            said.text.contains("14 GB") && said.text.contains("[redacted]"),
            "{said:?}"
        );
        assert!(
            !said.text.contains(&token) && !said.source.quote.contains(&token),
            "{said:?}"
        );
    }
}
