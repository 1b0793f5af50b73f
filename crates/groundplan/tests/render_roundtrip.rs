//! Markdown of any document is read back as the same structure.

use std::collections::BTreeMap;

use groundplan::model::doc::{Block, Doc, DocSection, Item, Line, Place};
use groundplan::model::ground::{Anchor, Ground, Grounds};
use groundplan::render::{Header, Input, render};
use proptest::prelude::*;
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

/// What a reader of the markdown sees of a block.
#[derive(Debug, Clone, PartialEq)]
enum Seen {
    Heading(u8, String),
    Paragraph(String),
    List(bool, Vec<SeenItem>),
    Table(usize, Vec<String>),
    Code(String, String),
}

#[derive(Debug, Clone, Default, PartialEq)]
struct SeenItem {
    text: String,
    check: Option<bool>,
    items: Vec<SeenItem>,
}

/// Letters and digits: marks are the author's business.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn meant(blocks: &[Block]) -> Vec<Seen> {
    let item_of = |item: &Item| seen_item(item);
    blocks
        .iter()
        .map(|block| match block {
            Block::Heading { level, text } => Seen::Heading(*level, letters(text)),
            Block::Paragraph(line) => Seen::Paragraph(letters(&line.text)),
            Block::List { ordered, items } => {
                Seen::List(*ordered, items.iter().map(item_of).collect())
            }
            Block::Table { head, rows } => {
                let cells = head
                    .iter()
                    .cloned()
                    .chain(rows.iter().flatten().map(|line| line.text.clone()));
                Seen::Table(head.len(), cells.map(|cell| letters(&cell)).collect())
            }
            Block::Code { language, text } => Seen::Code(language.clone(), text.clone()),
        })
        .collect()
}

fn seen_item(item: &Item) -> SeenItem {
    SeenItem {
        text: letters(&item.line.text),
        check: item.check,
        items: item.items.iter().map(seen_item).collect(),
    }
}

/// The structure that a parser finds.
fn found(markdown: &str) -> Vec<Seen> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS;
    let mut events = Parser::new_ext(markdown, options).peekable();
    let mut all = Vec::new();
    while let Some(event) = events.next() {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                all.push(Seen::Heading(
                    level as u8,
                    text_until(&mut events, |end| matches!(end, TagEnd::Heading(_))),
                ));
            }
            Event::Start(Tag::Paragraph) => {
                all.push(Seen::Paragraph(text_until(&mut events, |end| {
                    matches!(end, TagEnd::Paragraph)
                })));
            }
            Event::Start(Tag::List(start)) => {
                all.push(Seen::List(start.is_some(), items(&mut events)))
            }
            Event::Start(Tag::Table(columns)) => all.push(table(&mut events, columns.len())),
            Event::Start(Tag::CodeBlock(kind)) => {
                let info = match kind {
                    CodeBlockKind::Fenced(info) => info.to_string(),
                    CodeBlockKind::Indented => "indented".to_owned(),
                };
                let mut text = String::new();
                for event in events.by_ref() {
                    match event {
                        Event::Text(part) => text.push_str(&part),
                        _ => break,
                    }
                }
                all.push(Seen::Code(
                    info,
                    text.strip_suffix('\n').unwrap_or(&text).to_owned(),
                ));
            }
            other => all.push(Seen::Paragraph(format!("UNEXPECTED {other:?}"))),
        }
    }
    all
}

fn text_of(event: &Event<'_>) -> String {
    match event {
        Event::Text(text) | Event::Code(text) | Event::InlineHtml(text) | Event::Html(text) => {
            letters(text)
        }
        _ => String::new(),
    }
}

fn text_until<'a>(
    events: &mut impl Iterator<Item = Event<'a>>,
    ends: impl Fn(&TagEnd) -> bool,
) -> String {
    let mut text = String::new();
    for event in events {
        match event {
            Event::End(end) if ends(&end) => break,
            other => text.push_str(&text_of(&other)),
        }
    }
    text
}

fn items<'a>(events: &mut impl Iterator<Item = Event<'a>>) -> Vec<SeenItem> {
    let mut all: Vec<SeenItem> = Vec::new();
    while let Some(event) = events.next() {
        match event {
            Event::Start(Tag::Item) => all.push(SeenItem::default()),
            Event::Start(Tag::List(_)) => {
                let nested = items(events);
                if let Some(last) = all.last_mut() {
                    last.items.extend(nested);
                }
            }
            Event::End(TagEnd::List(_)) => break,
            Event::TaskListMarker(done) => {
                if let Some(last) = all.last_mut() {
                    last.check = Some(done);
                }
            }
            other => {
                if let Some(last) = all.last_mut() {
                    last.text.push_str(&text_of(&other));
                }
            }
        }
    }
    all
}

fn table<'a>(events: &mut impl Iterator<Item = Event<'a>>, columns: usize) -> Seen {
    let mut cells = Vec::new();
    for event in events {
        match event {
            Event::End(TagEnd::Table) => break,
            Event::Start(Tag::TableCell) => cells.push(String::new()),
            other => {
                if let Some(last) = cells.last_mut() {
                    last.push_str(&text_of(&other));
                }
            }
        }
    }
    Seen::Table(columns, cells)
}

fn printed(blocks: &[Block]) -> String {
    printed_with(blocks, BTreeMap::new())
}

fn printed_with(blocks: &[Block], places: BTreeMap<String, Place>) -> String {
    let section = DocSection {
        id: "s".into(),
        heading: "S".into(),
        blocks: blocks.to_vec(),
    };
    let doc = Doc {
        sections: vec![section],
        places,
    };
    let header = Header {
        plan_path: "docs/plan.md".into(),
        ..Header::default()
    };
    let input = Input {
        header: &header,
        doc: &doc,
        template: "{{ sections.s }}",
        template_path: "",
        plan: &serde_json::Value::Null,
    };
    render("markdown", &input)
        .map(|rendered| rendered.text)
        .unwrap_or_default()
}

/// Words and marks in any order, with a word first so that there is something to see.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-zA-Zé0-9]{1,6}",
        1 => Just("- ".to_owned()), 1 => Just("1. ".to_owned()), 1 => Just("# ".to_owned()), 1 => Just("> ".to_owned()),
        1 => Just("|".to_owned()), 1 => Just("`".to_owned()), 1 => Just("```".to_owned()), 1 => Just("~~~".to_owned()),
        1 => Just("\n".to_owned()), 1 => Just("---".to_owned()), 1 => Just("=".to_owned()), 1 => Just(" ".to_owned()),
        1 => Just("+ ".to_owned()), 1 => Just("\\".to_owned()), 1 => Just("[x] ".to_owned()), 1 => Just("    ".to_owned()),
        1 => Just("#".to_owned()), 1 => Just("[a]: b".to_owned()), 1 => Just("<div>".to_owned()), 1 => Just(":".to_owned()),
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| format!("{}w", pieces.concat()))
}

fn line() -> impl Strategy<Value = Line> {
    text().prop_map(Line::plain)
}

fn item() -> impl Strategy<Value = Item> {
    let leaf = (line(), prop::option::of(any::<bool>()));
    let leaf = leaf.prop_map(|(line, check)| Item {
        line,
        check,
        items: Vec::new(),
    });
    leaf.prop_recursive(3, 12, 3, |inner| {
        (
            line(),
            prop::option::of(any::<bool>()),
            prop::collection::vec(inner, 0..3),
        )
            .prop_map(|(line, check, items)| Item { line, check, items })
    })
}

fn block() -> impl Strategy<Value = Block> {
    let table = (1_usize..4).prop_flat_map(|width| {
        let rows = prop::collection::vec(prop::collection::vec(line(), width), 0..3);
        (prop::collection::vec(text(), width), rows)
    });
    prop_oneof![
        (3_u8..5, text()).prop_map(|(level, text)| Block::Heading { level, text }),
        line().prop_map(Block::Paragraph),
        (any::<bool>(), prop::collection::vec(item(), 1..12))
            .prop_map(|(ordered, items)| Block::List { ordered, items }),
        table.prop_map(|(head, rows)| Block::Table { head, rows }),
        ("[a-z]{0,4}", "[a-z`~ \n|#-]{0,40}[a-z`]")
            .prop_map(|(language, text)| Block::Code { language, text }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]
    #[test]
    fn markdown_is_read_back_as_it_was_meant(blocks in prop::collection::vec(block(), 1..6)) {
        let markdown = printed(&blocks);
        prop_assert_eq!(found(&markdown), meant(&blocks), "{}", markdown);
    }
}

#[test]
fn grounds_of_any_kind_stay_in_their_line() {
    let anchor = Anchor::cite("app/[id]/a|b.ts", "x", 1, 1, None);
    let mut all = vec![
        Ground::spec("FR-1"),
        Ground::Skill {
            name: "a`b".into(),
            heading: "- h".into(),
            path: "p".into(),
            line: 1,
        },
        Ground::assumption("one | two\n- three", "ask"),
    ];
    all.extend(anchor.map(Ground::Code));
    let grounds = Grounds::from_vec(all);
    let line = Line {
        text: "a `b".into(),
        grounds,
    };
    let blocks = vec![
        Block::Table {
            head: vec!["A".into(), "B".into()],
            rows: vec![vec![line.clone(), Line::plain("z")]],
        },
        Block::List {
            ordered: false,
            items: vec![Item::bullet(line.clone()), Item::bullet(Line::plain("z"))],
        },
        Block::Paragraph(line),
    ];
    let markdown = printed(&blocks);
    let all = found(&markdown);
    assert!(
        matches!(&all[0], Seen::Table(2, cells) if cells.len() == 4 && cells[3] == "z"),
        "{markdown}"
    );
    assert!(
        matches!(&all[1], Seen::List(false, items) if items.len() == 2 && items[0].items.is_empty()),
        "{markdown}"
    );
    assert_eq!(all.len(), 3, "{markdown}");
}

/// The links that a reader of the markdown can follow: (text, target).
fn links(markdown: &str) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    let mut open = false;
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS) {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => {
                open = true;
                all.push((String::new(), dest_url.to_string()));
            }
            Event::End(TagEnd::Link) => open = false,
            Event::Text(text) | Event::Code(text) => {
                let last = all.last_mut().filter(|_| open);
                last.into_iter()
                    .for_each(|(shown, _)| shown.push_str(&text));
            }
            _ => {}
        }
    }
    all
}

#[test]
fn every_reference_is_a_link_wherever_it_stands() {
    let paths = [
        "src/a.rs",
        "app/[id]/p.ts",
        "src/__tests__/a b.ts",
        "x|y.ts",
        "SRC/A.rs",
    ];
    let anchors = paths.map(|path| Anchor::cite(path, "x", 1, 1, None));
    let place = |line| Place {
        path: "docs/f spec.md".into(),
        line,
    };
    let lines: Vec<Line> = anchors
        .into_iter()
        .flatten()
        .map(|anchor| {
            let all = [Ground::spec("US-1.AC1"), Ground::Code(anchor)];
            let grounds = Grounds::new(Ground::spec("§2-1"), all);
            Line::grounded("US-1.AC1 holds", &grounds)
        })
        .collect();
    let items = lines.iter().cloned();
    let blocks = vec![
        Block::List {
            ordered: false,
            items: items.clone().map(Item::todo).collect(),
        },
        Block::Table {
            head: vec!["A".into()],
            rows: items.clone().map(|line| vec![line]).collect(),
        },
    ];
    let blocks: Vec<Block> = blocks
        .into_iter()
        .chain(items.map(Block::Paragraph))
        .collect();
    let places = [
        ("US-1.AC1".to_owned(), place(3)),
        ("§2-1".to_owned(), place(4)),
    ];
    let markdown = printed_with(&blocks, places.into());
    let found = links(&markdown);
    assert_eq!(found.len(), 3 * 3 * paths.len(), "{markdown}");
    for path in paths {
        let cited = found
            .iter()
            .filter(|(text, _)| *text == format!("{path}:1"));
        assert_eq!(cited.count(), 3, "{path} in {markdown}");
    }
    let target = found.iter().find(|(text, _)| text == "US-1.AC1");
    assert_eq!(
        target.map(|(_, to)| to.as_str()),
        Some("../docs/f%20spec.md#L3")
    );
    assert!(markdown.lines().all(|line| line.len() < 120), "{markdown}");
}
