//! Files and a plan in, claims out: every document of `tests/suite/verify` holds files (`path=…`), a plan, and the
//! claims that it must give.
//!
//! `UPDATE=1 cargo test -p groundplan --test verify` writes what is found; read the difference.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test fails by panicking"
)]

use std::fmt::Write as _;
use std::path::Path;

use groundplan::model::edit;
use groundplan::report::WRITERS;
use groundplan::verify::{self, Report, Verdict};
use groundplan::world::MemoryWorld;
use proptest::prelude::*;

/// Claims as the documents write them.
fn show(report: &Report) -> String {
    let mut out = String::new();
    for claim in &report.claims {
        let found = claim.found.as_ref().map_or_else(String::new, |found| {
            let lines = found
                .line_start
                .map_or_else(String::new, |line| format!(":{line}"));
            format!(" → {}{lines}", found.path)
        });
        let fix = if claim.fixable { " fixable" } else { "" };
        let text = claim.text.replace('\n', "⏎");
        let (verdict, kind) = (claim.verdict.as_str(), claim.kind.as_str());
        writeln!(
            out,
            "{}:{} {verdict} {kind} {text}{found}{fix}",
            claim.line, claim.column
        )
        .unwrap();
    }
    out
}

/// The blocks of a document: info string and content.
fn blocks(document: &str) -> Vec<(String, String)> {
    let mut all = Vec::new();
    let mut lines = document.lines();
    while let Some(line) = lines.next() {
        let Some(info) = line.strip_prefix("````").filter(|info| !info.is_empty()) else {
            continue;
        };
        let body = lines.by_ref().take_while(|line| *line != "````");
        all.push((
            info.to_owned(),
            body.fold(String::new(), |text, line| text + line + "\n"),
        ));
    }
    all
}

/// The report of a document's plan.
fn report(document: &str) -> Report {
    let blocks = blocks(document);
    let path = |info: &str| info.rsplit_once("path=").map(|(_, path)| path.to_owned());
    let files: Vec<(String, &str)> = blocks
        .iter()
        .filter_map(|(info, text)| Some((path(info)?, text.as_str())))
        .collect();
    let world = MemoryWorld::new(files.iter().map(|(path, text)| (path.as_str(), *text)));
    let (path, plan) = files
        .iter()
        .find(|(path, _)| path.ends_with("plan.md"))
        .unwrap();
    verify::verify(&world, path, plan)
}

fn documents() -> Vec<(std::path::PathBuf, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/verify");
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    paths
        .into_iter()
        .map(|path| (path.clone(), std::fs::read_to_string(path).unwrap()))
        .collect()
}

#[test]
fn suite() {
    let mut wrong = Vec::new();
    for (path, document) in documents() {
        let found = show(&report(&document));
        let expected = blocks(&document)
            .into_iter()
            .find(|(info, _)| info == "claims")
            .unwrap()
            .1;
        if found == expected {
            continue;
        }
        if std::env::var_os("UPDATE").is_some() {
            let updated = document.replace(
                &format!("````claims\n{expected}````"),
                &format!("````claims\n{found}````"),
            );
            std::fs::write(&path, updated).unwrap();
        } else {
            wrong.push(format!(
                "{}\nexpected\n{expected}found\n{found}",
                path.display()
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The probe of the field: six planted defects, each caught for its reason; four sound items, none of them an alarm.
#[test]
fn the_probe_of_six_defects() {
    let (_, document) = documents()
        .into_iter()
        .find(|(path, _)| path.ends_with("probe.md"))
        .unwrap();
    let report = report(&document);
    let plan = blocks(&document)
        .into_iter()
        .find(|(info, _)| info.ends_with("plan.md"))
        .unwrap()
        .1;
    for (number, line) in plan.lines().enumerate() {
        let alarms: Vec<&str> = report
            .alarms()
            .filter(|claim| claim.line as usize == number + 1)
            .map(|claim| claim.reason.as_str())
            .collect();
        let expected = line
            .rsplit_once("<!-- ")
            .map(|(_, reason)| reason.trim_end_matches(" -->"));
        match expected {
            Some(reason) => assert!(
                alarms.iter().any(|alarm| alarm.contains(reason)),
                "{line}: {alarms:?}"
            ),
            None => assert!(alarms.is_empty(), "{line}: {alarms:?}"),
        }
    }
}

/// Every `--format` of a report.
fn output_ids() -> impl Iterator<Item = &'static str> {
    let own = verify::FORMATS.iter().map(|format| format.id);
    own.chain(WRITERS.iter().map(|writer| writer.id))
}

#[test]
fn every_format_prints_every_report() {
    for (_, document) in documents() {
        let report = report(&document);
        for id in output_ids() {
            let text = verify::render(id, &report).unwrap();
            assert!(
                !text.is_empty() || id == "github" && report.alarms().count() == 0,
                "{id}"
            );
            if ["json", "jsonl", "sarif", "rdjson", "gitlab"].contains(&id) {
                serde_json::from_str::<serde_json::Value>(&text).unwrap();
            }
        }
    }
}

#[test]
fn a_fix_makes_moved_lines_and_paths_right() {
    let world = MemoryWorld::new([
        ("src/a.rs", "\n\n\npub fn alpha() {\n}\n"),
        ("src/b.rs", "pub fn beta() {\n}\n"),
    ]);
    let plan = "- `alpha()` (`src/a.rs:1`)\n- `beta()` in `src/a.rs:2`\n- `beta()` in `src/a.rs`\n";
    let before = verify::verify(&world, "p.md", plan);
    let (fixed, count) = verify::fixed(plan, &before);
    assert_eq!(count, 3, "{}", show(&before));
    assert_eq!(
        fixed,
        "- `alpha()` (`src/a.rs:4`)\n- `beta()` in `src/b.rs:1`\n- `beta()` in `src/b.rs`\n"
    );
    assert_eq!(verify::verify(&world, "p.md", &fixed).alarms().count(), 0);
    assert!(edit::diff("p.md", plan, &fixed).contains("+- `alpha()` (`src/a.rs:4`)"));
}

#[test]
fn a_lock_tells_what_has_changed() {
    use groundplan::model::ground::{Anchor, Ground, Grounds};
    use groundplan::render::{LockInput, LockItem, lock};
    let old = "fn a() {\n    1\n}\n\nfn b() {\n    2\n}\n";
    let cite = |from, to| Ground::Code(Anchor::cite("src/a.rs", old, from, to, None).unwrap());
    let items = [LockItem {
        key: "k".into(),
        claim: "c".into(),
        grounds: Grounds::new(cite(1, 3), [cite(5, 7)]),
    }];
    let input = LockInput {
        feature_id: None,
        plan_path: "x-plan.md",
        plan_text: "",
        generated: "",
        spec_path: "s.md",
        spec_text: "",
        commit: None,
        items: &items,
    };
    let lock = lock(&input).unwrap();
    let now = "fn a() {\n    3\n}\n\n\nfn b() {\n    2\n}\n";
    let world = MemoryWorld::new([("src/a.rs", now), ("x-plan.lock.json", &lock)]);
    let report = verify::verify(
        &world,
        "x-plan.md",
        "See `src/a.rs:1-3` and `src/a.rs:5-7`.\n",
    );
    let verdicts: Vec<Verdict> = report.claims.iter().map(|claim| claim.verdict).collect();
    assert_eq!(verdicts, [Verdict::Changed, Verdict::Moved]);
}

/// Only a change of the cited node is seen: not its format, its lines, its file, or what stands beside it.
#[test]
fn a_locked_plan_goes_stale_with_what_it_cites_alone() {
    let plan = "`Store.save` writes; `load()` (`src/a.ts:5`) reads.\n";
    let before =
        "class Store {\n  save(a, b) { return a + b; }\n}\n\nfunction load() { return 1; }\n";
    let world = MemoryWorld::new([("src/a.ts", before)]);
    let report = verify::verify(&world, "x.md", plan);
    let baseline = verify::Baseline {
        reason: Some("looked at"),
        date: "2026-01-31".to_owned(),
    };
    let lock = verify::relock(&world, &report, None, &baseline).unwrap();
    let verdicts = |path: &str, text: &str| {
        let world = MemoryWorld::new([(path, text), ("x.lock.json", lock.as_str())]);
        let report = verify::verify(&world, "x.md", plan);
        report
            .claims
            .iter()
            .map(|claim| (claim.text.clone(), claim.verdict))
            .collect::<Vec<_>>()
    };
    let same = verdicts("src/a.ts", before);
    assert!(
        same.iter().all(|(_, verdict)| *verdict == Verdict::Ok),
        "{same:?}"
    );
    let formatted = "// New.\nclass Store {\n    save( a,\n      b ) {\n        return a + b;\n    }\n}\nfunction load() { return 1; }\n";
    let moved = verdicts("src/a.ts", formatted);
    assert!(
        !moved
            .iter()
            .any(|(_, verdict)| *verdict == Verdict::Changed),
        "{moved:?}"
    );
    let other = verdicts("src/a.ts", &before.replace("a + b", "a - b"));
    assert_eq!(other[0], ("Store.save".to_owned(), Verdict::Changed));
    assert_eq!(other[1].1, Verdict::Ok);
    let renamed = verdicts("src/b.ts", before);
    assert_eq!(renamed[0].1, Verdict::Ok);
    assert!(lock.contains("\"reason\": \"looked at\""));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever stands in a document, it gives a report, and its formats text.
    #[test]
    fn no_document_panics(parts in prop::collection::vec(prop_oneof![
        Just("`src/a.rs:12-3`".to_owned()), Just("├── src/".to_owned()), Just("| a | `b` |\n|--|--|\n".to_owned()),
        Just("```\n".to_owned()), Just("[x](../src/a.rs#L1)".to_owned()), Just("`Type::member()`".to_owned()),
        Just("\n- ".to_owned()), Just("line 4 of `src/a.rs`".to_owned()), Just("`alpha` in `src/é.rs`".to_owned()),
        Just("GET /api/ü".to_owned()), Just(" new ".to_owned()), any::<String>(), "[`*_#|():/.a-zé0-9 \n-]{0,12}",
    ], 0..24)) {
        let world = MemoryWorld::new([("src/a.rs", "pub fn alpha() {}\n"), ("é/ü.rs", "struct Type;\n")]);
        let text = parts.concat();
        let report = verify::verify(&world, "docs/plan.md", &text);
        for claim in &report.claims {
            prop_assert_eq!(text.get(claim.span.clone()), Some(claim.text.as_str()));
        }
        let _ = verify::fixed(&text, &report);
        for id in output_ids() {
            let _ = verify::render(id, &report);
        }
    }
}
