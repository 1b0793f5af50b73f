import { v } from "convex/values";
import { mutation } from "../_generated/server";
import { requireUser } from "../lib/auth";
import { invalid } from "../lib/errors";

/** Lets users change how they are shown to others. */
export const updateProfile = mutation({
  args: { display_name: v.string() },
  returns: v.null(),
  handler: async (ctx, args) => {
    const user = await requireUser(ctx);

    const display_name = args.display_name.trim();
    if (display_name.length === 0 || display_name.length > 80) {
      throw invalid("display_name", "A display name has 1 to 80 characters");
    }
    await ctx.db.patch(user._id, { display_name, last_seen_at: Date.now() });
    return null;
  },
});
