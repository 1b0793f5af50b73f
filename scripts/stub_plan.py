#!/usr/bin/env python3
"""Stands in for `groundplan plan FEATURE …` in `test-stacks.sh --self-test`: prints drafted code that is known to be
right, in every form that the dialects have, and with STUB_MISTAKE set one mistake a feature, of the kind that only
the real tool sees."""
import json
import os
import sys

MISTAKE = "STUB_MISTAKE" in os.environ


def either(right, wrong):
    """The right text, or the mistake."""
    return wrong if MISTAKE else right


def block(language, path, role, text):
    """One drafted block."""
    return {"language": language, "path": path, "role": role, "text": text.strip("\n")}


def convex():
    """A new table, a changed one, two functions of one new file, two tests of one new file."""
    function = """
import {{ v }} from "convex/values";
import {{ {wrapper} }} from "./_generated/server";
import {{ {guard} }} from "./access";

export const {name} = {wrapper}({{
  args: {{
    windowId: v.id("{table}"),
  }},
  returns: v.null(),
  handler: async (ctx, _args) => {{
    await {guard}(ctx);
    throw new Error("not implemented");
  }},
}});
"""
    test = """
import {{ describe, it }} from "vitest";

describe("{0}", () => {{
  it.todo("works");
}});
"""
    table = either("maintenanceWindows", "maintenances")
    return [
        block("typescript", "convex/schema.ts", "schema", """
maintenanceWindows: defineTable({
  roomId: v.id("rooms"),
  startsAt: v.number(),
})
  .index("by_room", ["roomId"])
"""),
        block("typescript", "convex/schema.ts", "schema", """
rooms: defineTable({
  name: v.string(),
  floor: v.number(),
  seats: v.number(),
  equipment: v.array(v.union(v.literal("screen"), v.literal("camera"), v.literal("whiteboard"))),
  isBookable: v.boolean(),
  outOfService: v.optional(v.boolean()), // new, and it's optional
})
  .index("by_name", ["name"])
  .index("by_floor", ["floor"])
"""),
        block("typescript", "convex/maintenance.ts", "contract",
              function.format(wrapper="query", guard="requireMember", name="list", table=table)),
        block("typescript", "convex/maintenance.ts", "contract",
              function.format(wrapper="mutation", guard="requireManager", name="create", table="maintenanceWindows")),
        block("typescript", "tests/maintenance.test.ts", "test", test.format("list")),
        block("typescript", "tests/maintenance.test.ts", "test", test.format("create")),
    ]


def catalog():
    """One table with an index."""
    text = 'pricing_configs: defineTable({{\n  model_id: v.id("models"),\n}})\n  .index("by_model", ["{0}"])'
    return [block("typescript", "convex/schema.ts", "schema", text.format(either("model_id", "model")))]


def fastapi():
    """A new model, fields of one that is there, routes of a new and of an old file, a test."""
    route = "@router.{0}(\"{1}\")\ndef {2}({3}) -> int:\n    raise NotImplementedError\n"
    own = "router: APIRouter  # the file's own\n\n\n"
    return [
        block("python", "app/models/stock_transfer.py", "schema", f"""
from datetime import datetime
from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column
from app.database import Base


class StockTransfer(Base):
    __tablename__ = "stock_transfers"
    __table_args__ = (
        Index("ix_stock_transfers_by_item", "{either("item_id", "item")}"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"))
    requested_at: Mapped[datetime] = mapped_column()
"""),
        block("python", "app/models/item.py", "schema", """
class Item(Base):
    # fields that are there stay; add:
    needs_reorder: Mapped[bool | None] = mapped_column(default=None)
    extra: Mapped[dict[str, object] | None] = mapped_column(JSON, default=None)
"""),
        block("python", "app/routers/stock_transfers.py", "contract",
              "from fastapi import APIRouter\nfrom pydantic import BaseModel\n\nrouter = APIRouter()\n\n\n"
              "class Body(BaseModel):\n    item_id: int\n\n\n"
              + route.format("post", "/stock-transfers", "create", "body: Body")),
        block("python", "app/routers/stock_transfers.py", "contract",
              "from fastapi import APIRouter\n\n" + own
              + route.format("get", "/stock-transfers", "list_all", "limit: int | None = None")),
        block("python", "app/routers/items.py", "contract",
              "from fastapi import APIRouter\n\n" + own + route.format("get", "/items/low", "list_low", "")),
        block("python", "tests/test_stock_transfers.py", "test",
              'import pytest\n\n\n@pytest.mark.skip(reason="AC1")\ndef test_create() -> None:\n    raise NotImplementedError'),
    ]


def go():
    """Two migrations, handlers of a new and of an old file, two tests of one new file."""
    handler = """
package httpapi

import (
	"net/http"
	"time"
)

// {0}Request is the body of the request.
type {0}Request struct {{
	At {1} `json:"at"`
}}

// {0} serves it.
func (a *API) {0}(w http.ResponseWriter, r *http.Request) {{
	_ = r
	http.Error(w, "not implemented", http.StatusNotImplemented)
}}
"""
    test = 'package httpapi\n\nimport "testing"\n\nfunc Test{0}(t *testing.T) {{\n\tt.Skip("AC1")\n}}'
    new = "internal/httpapi/postmortems.go"
    return [
        block("sql", "migrations/0004_create_postmortems.up.sql", "schema",
              "CREATE TABLE postmortems (\n    id BIGINT PRIMARY KEY,\n    incident_id BIGINT NOT NULL REFERENCES "
              f"{either('incidents', 'incident')} (id)\n);\n\nCREATE INDEX by_incident ON postmortems (incident_id);"),
        block("sql", "migrations/0005_alter_incidents.up.sql", "schema",
              "ALTER TABLE incidents ADD COLUMN postmortem_required BOOLEAN;"),
        block("go", new, "contract", handler.format("Create", "time.Time")),
        block("go", new, "contract", handler.format("Publish", "*time.Time")),
        block("go", "internal/httpapi/incidents.go", "contract", handler.format("Reopen", "time.Time")),
        block("go", "internal/httpapi/postmortems_test.go", "test", test.format("Create")),
        block("go", "internal/httpapi/postmortems_test.go", "test", test.format("Publish")),
    ]


def axum():
    """A migration, handlers of a new and of an old file, a test."""
    handler = """
use axum::extract::{{Path, State}};
use axum::Json;
use crate::AppState;
use crate::error::AppError;
use uuid::Uuid;

/// One result.
#[derive(Debug, serde::Serialize)]
pub struct {0}Result {{
    pub id: {1},
}}

pub async fn {2}(
    State(_state): State<AppState>,
    Path(_id): Path<Uuid>,
) -> Result<Json<Vec<{0}Result>>, AppError> {{
    todo!("not implemented")
}}
"""
    return [
        block("sql", "migrations/0004_create_calibrations.sql", "schema",
              "CREATE TABLE calibrations (\n    id UUID PRIMARY KEY,\n"
              '    sensor_id UUID NOT NULL REFERENCES sensors (id),\n    "offset" DOUBLE PRECISION NOT NULL\n);'),
        block("rust", "src/routes/calibrations.rs", "contract",
              handler.format("List", either("Uuid", "Uid"), "list_calibrations")),
        block("rust", "src/routes/sensors.rs", "contract", handler.format("Due", "Uuid", "list_due")),
        block("rust", "tests/calibrations.rs", "test", '#[test]\n#[ignore = "AC1"]\nfn creates() {\n    todo!()\n}'),
    ]


def cli():
    """A usage text, arguments in a new file, a test."""
    return [
        block("text", "src/args.rs", "contract", "tally edit <NUMBER>"),
        block("rust", "src/commands/edit.rs", "contract",
              f"#[derive(Debug, clap::Args)]\npub struct EditArgs {{\n    pub number: {either('i64', 'int64')},\n}}"),
        block("rust", "tests/edit.rs", "test", '#[test]\n#[ignore = "AC1"]\nfn edits() {\n    todo!()\n}'),
    ]


def library():
    """A function in a file that is there."""
    kind = either("&str", "&FormatOption")
    return [block("rust", "src/format.rs", "contract",
                  f"/// FR1\npub fn format_with(_duration: Duration, _options: {kind}) -> String {{\n    todo!()\n}}")]


def empty():
    """A first migration."""
    return [block("sql", "migrations/0001_create_found_items.sql", "schema",
                  f"CREATE TABLE found_items (\n    id INTEGER PRIMARY KEY{either('', ',')}\n);")]


FEATURES = {
    "FEAT-016": catalog,
    "FEAT-101": convex,
    "FEAT-102": fastapi,
    "FEAT-103": go,
    "FEAT-104": axum,
    "FEAT-105": cli,
    "FEAT-106": empty,
    "FEAT-107": library,
}

if __name__ == "__main__":
    json.dump({"plan": {"code_blocks": FEATURES[sys.argv[2]]()}}, sys.stdout)
