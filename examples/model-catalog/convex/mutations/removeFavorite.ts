import { v } from "convex/values";
import { mutation } from "../_generated/server";
import { requireUser } from "../lib/auth";

/** Takes a model out of the user's favourites; does nothing when it is not there. */
export const removeFavorite = mutation({
  args: { model_id: v.id("models") },
  returns: v.null(),
  handler: async (ctx, args) => {
    const user = await requireUser(ctx);

    const existing = await ctx.db
      .query("favorites")
      .withIndex("by_user_and_model", (q) =>
        q.eq("user_id", user._id).eq("model_id", args.model_id),
      )
      .unique();
    if (existing !== null) {
      await ctx.db.delete(existing._id);
    }
    return null;
  },
});
