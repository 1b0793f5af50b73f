import { v } from "convex/values";
import { query } from "../_generated/server";
import { requireAdmin } from "../lib/auth";

const DEFAULT_LIMIT = 200;

/** The latest admin changes, newest first. */
export const listAuditLog = query({
  args: { limit: v.optional(v.number()) },
  returns: v.array(
    v.object({
      _id: v.id("audit_log"),
      actor_name: v.string(),
      action: v.string(),
      entity_type: v.string(),
      entity_id: v.string(),
      detail: v.optional(v.string()),
      created_at: v.number(),
    }),
  ),
  handler: async (ctx, args) => {
    await requireAdmin(ctx);
    const rows = await ctx.db
      .query("audit_log")
      .withIndex("by_created")
      .order("desc")
      .take(args.limit ?? DEFAULT_LIMIT);
    return await Promise.all(
      rows.map(async (row) => {
        const actor = await ctx.db.get(row.actor_id);
        return {
          _id: row._id,
          actor_name: actor?.display_name ?? "Deleted user",
          action: row.action,
          entity_type: row.entity_type,
          entity_id: row.entity_id,
          detail: row.detail,
          created_at: row.created_at,
        };
      }),
    );
  },
});
