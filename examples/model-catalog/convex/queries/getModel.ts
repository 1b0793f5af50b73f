import { v } from "convex/values";
import { query } from "../_generated/server";
import { currentUser } from "../lib/auth";
import { modelListItem } from "../lib/validators";
import { toListItem, vendorNames } from "../lib/vendorNames";

/** One model by its address; null when there is none that the caller may see. */
export const getModel = query({
  args: { slug: v.string() },
  returns: v.union(modelListItem, v.null()),
  handler: async (ctx, args) => {
    const model = await ctx.db
      .query("models")
      .withIndex("by_slug", (q) => q.eq("slug", args.slug))
      .first();
    if (model === null) {
      return null;
    }
    const user = await currentUser(ctx);
    if (model.status !== "published" && user?.role !== "admin") {
      return null;
    }
    return toListItem(model, await vendorNames(ctx, [model]));
  },
});
