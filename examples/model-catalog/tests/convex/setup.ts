/// <reference types="vite/client" />
import { convexTest, type TestConvex } from "convex-test";
import type { Id } from "../../convex/_generated/dataModel";
import schema from "../../convex/schema";

const modules = import.meta.glob("../../convex/**/*.{ts,js}");

export type Backend = TestConvex<typeof schema>;

/** A fresh, empty backend. */
export function backend(): Backend {
  return convexTest(schema, modules);
}

type Role = "admin" | "editor" | "member";

/** Stores a user of that role; returns its id and a client that is signed in as it. */
export async function signIn(t: Backend, role: Role, name: string = role) {
  const userId = await t.run(async (ctx) =>
    ctx.db.insert("users", {
      auth_subject: `auth|${name}`,
      email: `${name}@example.com`,
      display_name: name,
      role,
      is_active: true,
      created_at: 0,
    }),
  );
  return { userId, as: t.withIdentity({ subject: `auth|${name}` }) };
}

/** Stores an active vendor. */
export async function givenVendor(t: Backend, userId: Id<"users">, name = "Northwind Labs") {
  return await t.run(async (ctx) =>
    ctx.db.insert("vendors", {
      name,
      slug: name.toLowerCase().replaceAll(" ", "-"),
      is_active: true,
      created_at: 0,
      updated_at: 0,
      updated_by: userId,
    }),
  );
}

/** Stores a model; `status` is published unless told otherwise. */
export async function givenModel(
  t: Backend,
  userId: Id<"users">,
  vendorId: Id<"vendors">,
  name = "Aurora 7B",
  status: "draft" | "published" | "retired" = "published",
) {
  return await t.run(async (ctx) =>
    ctx.db.insert("models", {
      vendor_id: vendorId,
      name,
      slug: name.toLowerCase().replaceAll(" ", "-"),
      summary: "A small, quick text model",
      modality: "text",
      license: "apache-2.0",
      parameter_count_b: 7,
      status,
      created_at: 0,
      updated_at: 0,
      updated_by: userId,
    }),
  );
}
