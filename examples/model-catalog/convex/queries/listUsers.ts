import { v } from "convex/values";
import { query } from "../_generated/server";
import { requireAdmin } from "../lib/auth";
import { userRole } from "../lib/validators";

/** Users for the admin console, optionally of one role. */
export const listUsers = query({
  args: { role: v.optional(userRole) },
  returns: v.array(
    v.object({
      _id: v.id("users"),
      display_name: v.string(),
      email: v.string(),
      role: userRole,
      is_active: v.boolean(),
      last_seen_at: v.optional(v.number()),
    }),
  ),
  handler: async (ctx, args) => {
    await requireAdmin(ctx);
    const { role } = args;
    const users =
      role === undefined
        ? await ctx.db.query("users").withIndex("by_email").take(500)
        : await ctx.db
            .query("users")
            .withIndex("by_role", (q) => q.eq("role", role))
            .take(500);
    return users.map((user) => ({
      _id: user._id,
      display_name: user.display_name,
      email: user.email,
      role: user.role,
      is_active: user.is_active,
      last_seen_at: user.last_seen_at,
    }));
  },
});
