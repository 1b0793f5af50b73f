#!/usr/bin/env python3
"""Writes convex/_generated for a project, as `convex codegen` would.

`npx convex codegen` wants a deployment, which neither the example nor CI has. The shape of these files is small
and stable: data model and builders are the same for every project, only the module list of api.d.ts varies.

    python3 scripts/convex-generated.py PROJECT_DIR
"""
import pathlib
import re
import sys

HEADER = """/* eslint-disable */
/**
 * {what}
 *
 * THIS CODE IS AUTOMATICALLY GENERATED.
 *
 * To regenerate, run `npx convex dev`.
 * @module
 */

"""

DATA_MODEL = """import type { DataModelFromSchemaDefinition } from "convex/server";
import type { DocumentByName, TableNamesInDataModel, SystemTableNames } from "convex/server";
import type { GenericId } from "convex/values";
import schema from "../schema.js";

/** The names of all of your Convex tables. */
export type TableNames = TableNamesInDataModel<DataModel>;

/** The type of a document stored in Convex. */
export type Doc<TableName extends TableNames> = DocumentByName<DataModel, TableName>;

/** An identifier for a document in Convex. */
export type Id<TableName extends TableNames | SystemTableNames> = GenericId<TableName>;

/** A type describing your Convex data model. */
export type DataModel = DataModelFromSchemaDefinition<typeof schema>;
"""

SERVER_DTS = """import type {
  ActionBuilder,
  GenericActionCtx,
  GenericDatabaseReader,
  GenericDatabaseWriter,
  GenericMutationCtx,
  GenericQueryCtx,
  HttpActionBuilder,
  MutationBuilder,
  QueryBuilder,
} from "convex/server";
import type { DataModel } from "./dataModel.js";

export declare const query: QueryBuilder<DataModel, "public">;
export declare const internalQuery: QueryBuilder<DataModel, "internal">;
export declare const mutation: MutationBuilder<DataModel, "public">;
export declare const internalMutation: MutationBuilder<DataModel, "internal">;
export declare const action: ActionBuilder<DataModel, "public">;
export declare const internalAction: ActionBuilder<DataModel, "internal">;
export declare const httpAction: HttpActionBuilder;

export type QueryCtx = GenericQueryCtx<DataModel>;
export type MutationCtx = GenericMutationCtx<DataModel>;
export type ActionCtx = GenericActionCtx<DataModel>;
export type DatabaseReader = GenericDatabaseReader<DataModel>;
export type DatabaseWriter = GenericDatabaseWriter<DataModel>;
"""

SERVER_JS = """import {
  actionGeneric,
  httpActionGeneric,
  internalActionGeneric,
  internalMutationGeneric,
  internalQueryGeneric,
  mutationGeneric,
  queryGeneric,
} from "convex/server";

export const query = queryGeneric;
export const internalQuery = internalQueryGeneric;
export const mutation = mutationGeneric;
export const internalMutation = internalMutationGeneric;
export const action = actionGeneric;
export const internalAction = internalActionGeneric;
export const httpAction = httpActionGeneric;
"""

API_JS = """import { anyApi } from "convex/server";

export const api = anyApi;
export const internal = anyApi;
"""


def modules(convex: pathlib.Path) -> list[str]:
    """Module paths without extension that hold functions; configuration and schema are not modules."""
    skipped = {"schema", "auth.config", "convex.config"}
    found = []
    for path in sorted(convex.rglob("*.ts")):
        name = path.relative_to(convex).with_suffix("").as_posix()
        if name.startswith("_generated/") or name in skipped or name.endswith((".d", ".test")):
            continue
        found.append(name)
    return found


def api_dts(names: list[str]) -> str:
    """The declaration of `api` and `internal` over all modules."""
    alias = {name: re.sub(r"[^A-Za-z0-9]", "_", name) for name in names}
    imports = "".join(f'import type * as {alias[n]} from "../{n}.js";\n' for n in names)
    entries = "".join(f'  "{n}": typeof {alias[n]};\n' if "/" in n else f"  {n}: typeof {alias[n]};\n" for n in names)
    return (
        imports
        + '\nimport type { ApiFromModules, FilterApi, FunctionReference } from "convex/server";\n\n'
        + "declare const fullApi: ApiFromModules<{\n"
        + entries
        + "}>;\n\n"
        + "/** A utility for referencing Convex functions in your app's public API. */\n"
        + 'export declare const api: FilterApi<typeof fullApi, FunctionReference<any, "public">>;\n\n'
        + "/** A utility for referencing Convex functions in your app's internal API. */\n"
        + 'export declare const internal: FilterApi<typeof fullApi, FunctionReference<any, "internal">>;\n'
    )


def main() -> None:
    """Writes the five files of PROJECT_DIR/convex/_generated."""
    convex = pathlib.Path(sys.argv[1]) / "convex"
    out = convex / "_generated"
    out.mkdir(parents=True, exist_ok=True)
    files = {
        "api.d.ts": ("Generated `api` utility.", api_dts(modules(convex))),
        "api.js": ("Generated `api` utility.", API_JS),
        "dataModel.d.ts": ("Generated data model types.", DATA_MODEL),
        "server.d.ts": ("Generated utilities for implementing server-side Convex query and mutation functions.", SERVER_DTS),
        "server.js": ("Generated utilities for implementing server-side Convex query and mutation functions.", SERVER_JS),
    }
    for name, (what, text) in files.items():
        (out / name).write_text(HEADER.format(what=what) + text)


if __name__ == "__main__":
    main()
