import type { QueryCtx } from "../_generated/server";
import { conflict } from "./errors";

/** Throws CONFLICT when another model already answers to this slug. */
export async function assertModelSlugFree(ctx: QueryCtx, slug: string): Promise<void> {
  const taken = await ctx.db
    .query("models")
    .withIndex("by_slug", (q) => q.eq("slug", slug))
    .first();
  if (taken !== null) {
    throw conflict("name", `A model with the address "${slug}" exists already`);
  }
}

/** Throws CONFLICT when another vendor already answers to this slug. */
export async function assertVendorSlugFree(ctx: QueryCtx, slug: string): Promise<void> {
  const taken = await ctx.db
    .query("vendors")
    .withIndex("by_slug", (q) => q.eq("slug", slug))
    .first();
  if (taken !== null) {
    throw conflict("name", `A vendor with the address "${slug}" exists already`);
  }
}
