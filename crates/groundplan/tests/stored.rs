//! What a plan says of stored data: small projects, one specification each, and the tables that come out.
#![expect(clippy::panic, clippy::unwrap_used, reason = "tests")]

use groundplan::plan::types::{FieldType, Plan};
use groundplan::world::MemoryWorld;
use groundplan::{Options, compile, spec};

const PATH: &str = "docs/features/FEAT-001-spec.md";

/// A specification with these criteria of one story, and these requirements.
fn specification(criteria: &[&str], requirements: &[&str]) -> String {
    let criteria = criteria.iter().enumerate();
    let criteria: String = criteria
        .map(|(at, text)| format!("- [ ] AC{}: {text}\n", at + 1))
        .collect();
    let requirements = requirements.iter().enumerate();
    let requirements: String = requirements
        .map(|(at, text)| format!("- **FR{}**: {text}\n", at + 1))
        .collect();
    format!(
        "# Feature Specification: Permits\n\n**Feature ID**: FEAT-001\n**Status**: Approved\n\n## Problem Statement\n\nNo permits.\n\n## User Stories\n\n### US-1: Issue a permit\n\n**As an** operator\n**I want** to create a permit\n**So that** customers park\n\n**Acceptance Criteria**:\n{criteria}\n## Requirements\n\n### Functional Requirements\n\n{requirements}"
    )
}

fn plan(files: &[(&str, &str)], criteria: &[&str], requirements: &[&str]) -> Plan {
    let text = specification(criteria, requirements);
    let source = spec::Source {
        path: PATH.to_owned(),
        text: text.clone(),
    };
    let spec = spec::read(PATH, &[source]);
    let all = files.iter().copied().chain([(PATH, text.as_str())]);
    compile(&spec, &MemoryWorld::new(all), &Options::default()).plan
}

/// The code of all tables, one block after the other.
fn code(plan: &Plan) -> String {
    let new = plan.schema.new_tables.iter().flat_map(|table| &table.code);
    let changed = plan
        .schema
        .modified_tables
        .iter()
        .flat_map(|table| &table.code);
    let blocks = new.chain(changed);
    blocks
        .map(|block| format!("-- {}\n{}\n", block.path, block.text))
        .collect()
}

fn holds(text: &str, wanted: &[&str]) {
    for one in wanted {
        assert!(text.contains(one), "{one:?} is not in\n{text}");
    }
}

const GO: &[(&str, &str)] = &[
    ("go.mod", "module parking\n\ngo 1.22\n"),
    (
        "internal/httpapi/garages.go",
        "package httpapi\n\nimport \"net/http\"\n\nfunc listGarages(w http.ResponseWriter, r *http.Request) {}\n",
    ),
    (
        "migrations/000001_garages.up.sql",
        "CREATE TABLE garages (\n    id BIGSERIAL PRIMARY KEY,\n    name TEXT NOT NULL UNIQUE,\n    created_at TIMESTAMPTZ NOT NULL DEFAULT now()\n);\nCREATE INDEX idx_garages_name ON garages (name);\n",
    ),
    (
        "migrations/000001_garages.down.sql",
        "DROP TABLE garages;\n",
    ),
];

#[test]
fn facts_that_several_items_say_of_one_table_are_merged() {
    let plan = plan(
        GO,
        &[
            "A permit is created with status active",
            "A second active permit for the same plate and garage is answered with 409",
            "The note is optional and at most 300 characters long",
        ],
        &[
            "Store per permit: garage, plate, note, seats, status, valid from, valid until, revoked at",
            "The status of a permit MUST be one of active, revoked, expired",
            "valid until must be after valid from",
            "The number of seats is shown; seats MUST be between 1 and 9",
        ],
    );
    holds(
        &code(&plan),
        &[
            "migrations/000002_create_permits.up.sql",
            "garage_id BIGINT NOT NULL REFERENCES garages (id)",
            "DEFAULT 'active' CHECK (status IN ('active', 'revoked', 'expired'))",
            "seats INTEGER NOT NULL CHECK (seats >= 1 AND seats <= 9)",
            // Optional, because it is said so, and because only a later state fills it.
            "    note TEXT",
            "    revoked_at TIMESTAMPTZ,",
            "CHECK (valid_until > valid_from)",
            "CREATE UNIQUE INDEX idx_permits_plate_garage_id ON permits (plate, garage_id) WHERE status = 'active';",
        ],
    );
}

#[test]
fn what_a_list_is_filtered_by_is_no_optional_column() {
    let plan = plan(
        GO,
        &["Filters `plate` and `status` are optional query parameters"],
        &["Store per permit: garage, plate, holder, status (active, revoked)"],
    );
    holds(
        &code(&plan),
        &[
            "plate TEXT NOT NULL",
            "status TEXT NOT NULL CHECK",
            "idx_permits_status",
        ],
    );
}

#[test]
fn a_record_of_changes_has_the_name_of_the_specification_and_the_index_that_it_is_read_by() {
    let plan = plan(
        GO,
        &["A permit is stored"],
        &[
            "Store permits (garage, plate, holder)",
            "Every change of a permit MUST write a permit revision (permit, old holder, new holder, changed at, changed by)",
        ],
    );
    holds(
        &code(&plan),
        &[
            "CREATE TABLE permit_revisions",
            "CREATE INDEX idx_permit_revisions_permit_id_changed_at ON permit_revisions (permit_id, changed_at);",
        ],
    );
}

#[test]
fn a_flag_on_what_is_there_is_named_after_what_it_says() {
    let plan = plan(
        GO,
        &["A garage is shown"],
        &[
            "Each garage MUST carry a flag whether a permit is required",
            "Each garage MUST carry a flag whether it is closed",
        ],
    );
    let added = plan
        .schema
        .modified_tables
        .iter()
        .flat_map(|table| &table.add);
    let names: Vec<&str> = added.map(|field| field.name.as_str()).collect();
    assert_eq!(names, ["permit_required", "closed"]);
}

#[test]
fn names_and_types_follow_what_is_said() {
    let plan = plan(
        GO,
        &["A permit is stored"],
        &[
            "A permit has a unique number, a home garage, a price in cents, an optional maximum number of uses, a use count that starts at 0, and an active flag",
        ],
    );
    let table = plan.schema.new_tables.first().unwrap();
    let field = |name: &str| {
        table
            .fields
            .iter()
            .find(|field| field.name == name)
            .unwrap()
    };
    assert_eq!(field("number").ty, FieldType::Text);
    assert!(field("number").unique);
    assert!(
        matches!(&field("home_garage_id").ty, FieldType::Reference { table } if table == "garages")
    );
    assert_eq!(field("price_cents").ty, FieldType::Integer);
    assert_eq!(
        (&field("maximum_uses").ty, field("maximum_uses").required),
        (&FieldType::Integer, false)
    );
    assert_eq!(field("use_count").default.as_deref(), Some("0"));
    assert_eq!(field("active").ty, FieldType::Boolean);
}

#[test]
fn a_store_without_unique_indexes_promises_none() {
    let files = [
        (
            "package.json",
            "{\"dependencies\": {\"convex\": \"1.17.0\"}}",
        ),
        (
            "convex/schema.ts",
            "import { defineSchema, defineTable } from \"convex/server\";\nimport { v } from \"convex/values\";\n\nexport default defineSchema({\n  events: defineTable({\n    title: v.string(),\n    startsAt: v.number(),\n  }).index(\"by_title\", [\"title\"]),\n});\n",
        ),
    ];
    let plan = plan(
        &files,
        &["A code is stored"],
        &[
            "A discount code has a code of 4 to 20 letters, an event, a kind (`percent` or `fixed`) and an amount",
            "No two discount codes of an event may have the same code",
            "A percent amount is between 1 and 90",
        ],
    );
    holds(
        &code(&plan),
        &[
            ".index(\"by_event_and_code\", [\"eventId\", \"code\"])",
            "// mutations check: kind <> 'percent' OR (amount >= 1 AND amount <= 90)",
        ],
    );
    let index = plan.schema.new_tables[0]
        .indexes
        .iter()
        .find(|index| index.fields.len() == 2)
        .unwrap();
    assert!(!index.unique);
    assert!(
        index.claim.text.contains("refuses a second row"),
        "{}",
        index.claim.text
    );
}

#[test]
fn alembic_gets_one_revision_behind_the_last_one() {
    let files = [
        (
            "pyproject.toml",
            "[project]\nname = \"lib\"\ndependencies = [\"fastapi\", \"sqlalchemy\", \"alembic\"]\n",
        ),
        (
            "app/models/garage.py",
            "from sqlalchemy import String\nfrom sqlalchemy.orm import Mapped, mapped_column\n\nfrom app.db import Base\n\n\nclass Garage(Base):\n    __tablename__ = \"garages\"\n\n    id: Mapped[int] = mapped_column(primary_key=True)\n    name: Mapped[str] = mapped_column(String(80))\n",
        ),
        (
            "alembic/versions/0001_initial.py",
            "\"\"\"initial\n\nRevision ID: 0001\nRevises:\n\"\"\"\nimport sqlalchemy as sa\nfrom alembic import op\n\nrevision = \"0001\"\ndown_revision = None\n",
        ),
        (
            "alembic/versions/0002_garages.py",
            "\"\"\"garages\n\nRevision ID: 0002\nRevises: 0001\n\"\"\"\nimport sqlalchemy as sa\nfrom alembic import op\n\nrevision = \"0002\"\ndown_revision = \"0001\"\n",
        ),
    ];
    let plan = plan(
        &files,
        &["A permit is stored"],
        &[
            "Store per permit: garage, plate, holder, status (active, revoked)",
            "A garage gets an optional field `note`",
        ],
    );
    let [migration] = plan.schema.migrations.as_slice() else {
        panic!("{:?}", plan.schema.migrations);
    };
    assert_eq!(migration.path, "alembic/versions/0003_permits.py");
    holds(
        &migration.text,
        &[
            "Revises: 0002\n",
            "revision = \"0003\"\ndown_revision = \"0002\"",
            "sa.Column(\"garage_id\", sa.Integer(), sa.ForeignKey(\"garages.id\"), nullable=False)",
            "op.create_index(\"",
            "op.add_column(\"garages\", sa.Column(\"note\", sa.Text(), nullable=True))",
            "def downgrade() -> None:\n    op.drop_column(\"garages\", \"note\")\n    op.drop_table(\"permits\")",
        ],
    );
    assert!(plan.files.iter().any(|file| file.path == migration.path));
}
