import { v } from "convex/values";
import { mutation } from "../_generated/server";
import { recordAudit } from "../lib/audit";
import { requireAdmin } from "../lib/auth";
import { invalid, notFound } from "../lib/errors";
import { userRole } from "../lib/validators";

/** Gives a user another role. Nobody can take the admin role from themselves. */
export const setUserRole = mutation({
  args: { user_id: v.id("users"), role: userRole },
  returns: v.null(),
  handler: async (ctx, args) => {
    const admin = await requireAdmin(ctx);

    const user = await ctx.db.get(args.user_id);
    if (user === null) {
      throw notFound("User");
    }
    if (user._id === admin._id && args.role !== "admin") {
      throw invalid("role", "You cannot remove your own admin role");
    }

    await ctx.db.patch(args.user_id, { role: args.role });
    await recordAudit(ctx, {
      actor_id: admin._id,
      action: "user.set_role",
      entity_type: "user",
      entity_id: args.user_id,
      detail: `${user.role} -> ${args.role}`,
    });
    return null;
  },
});
