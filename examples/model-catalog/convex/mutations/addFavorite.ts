import { v } from "convex/values";
import { mutation } from "../_generated/server";
import { requireUser } from "../lib/auth";
import { notFound } from "../lib/errors";

/** Keeps a model in the user's favourites; twice is the same as once. */
export const addFavorite = mutation({
  args: { model_id: v.id("models") },
  returns: v.id("favorites"),
  handler: async (ctx, args) => {
    const user = await requireUser(ctx);

    const model = await ctx.db.get(args.model_id);
    if (model === null || model.status !== "published") {
      throw notFound("Model");
    }
    const existing = await ctx.db
      .query("favorites")
      .withIndex("by_user_and_model", (q) =>
        q.eq("user_id", user._id).eq("model_id", args.model_id),
      )
      .unique();
    if (existing !== null) {
      return existing._id;
    }
    return await ctx.db.insert("favorites", {
      user_id: user._id,
      model_id: args.model_id,
      created_at: Date.now(),
    });
  },
});
