import type { Doc } from "../_generated/dataModel";
import type { MutationCtx, QueryCtx } from "../_generated/server";
import { forbidden, unauthenticated } from "./errors";

/** The signed-in user's row, or null for a visitor. */
export async function currentUser(ctx: QueryCtx | MutationCtx): Promise<Doc<"users"> | null> {
  const identity = await ctx.auth.getUserIdentity();
  if (identity === null) {
    return null;
  }
  return await ctx.db
    .query("users")
    .withIndex("by_auth_subject", (q) => q.eq("auth_subject", identity.subject))
    .unique();
}

/** The signed-in, active user; throws UNAUTHENTICATED or FORBIDDEN otherwise. */
export async function requireUser(ctx: QueryCtx | MutationCtx): Promise<Doc<"users">> {
  const user = await currentUser(ctx);
  if (user === null) {
    throw unauthenticated();
  }
  if (!user.is_active) {
    throw forbidden("This account is deactivated");
  }
  return user;
}

/**
 * The signed-in administrator. The first statement of every admin function:
 * nothing may be read or written before it has returned.
 */
export async function requireAdmin(ctx: QueryCtx | MutationCtx): Promise<Doc<"users">> {
  const user = await requireUser(ctx);
  if (user.role !== "admin") {
    throw forbidden("Administrator role required");
  }
  return user;
}
