import { v } from "convex/values";
import { query } from "../_generated/server";
import { requireAdmin } from "../lib/auth";

/** Figures for the first page of the admin console. */
export const getDashboardStats = query({
  args: {},
  returns: v.object({
    published_models: v.number(),
    draft_models: v.number(),
    active_vendors: v.number(),
    admins: v.number(),
  }),
  handler: async (ctx) => {
    await requireAdmin(ctx);
    const [published, drafts, vendors, admins] = await Promise.all([
      ctx.db.query("models").withIndex("by_status", (q) => q.eq("status", "published")).collect(),
      ctx.db.query("models").withIndex("by_status", (q) => q.eq("status", "draft")).collect(),
      ctx.db.query("vendors").withIndex("by_active", (q) => q.eq("is_active", true)).collect(),
      ctx.db.query("users").withIndex("by_role", (q) => q.eq("role", "admin")).collect(),
    ]);
    return {
      published_models: published.length,
      draft_models: drafts.length,
      active_vendors: vendors.length,
      admins: admins.length,
    };
  },
});
