import { v } from "convex/values";
import { query } from "../_generated/server";
import { requireUser } from "../lib/auth";
import { modelListItem } from "../lib/validators";
import { toListItem, vendorNames } from "../lib/vendorNames";

/** The signed-in user's favourites, latest first. */
export const listFavorites = query({
  args: {},
  returns: v.array(modelListItem),
  handler: async (ctx) => {
    const user = await requireUser(ctx);
    const favorites = await ctx.db
      .query("favorites")
      .withIndex("by_user", (q) => q.eq("user_id", user._id))
      .order("desc")
      .collect();
    const found = await Promise.all(favorites.map((row) => ctx.db.get(row.model_id)));
    const models = found.filter((model) => model !== null);
    const names = await vendorNames(ctx, models);
    return models.map((model) => toListItem(model, names));
  },
});
