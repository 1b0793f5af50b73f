import { v } from "convex/values";
import { query } from "../_generated/server";
import { currentUser } from "../lib/auth";
import { modelListItem, modelStatus } from "../lib/validators";
import { toListItem, vendorNames } from "../lib/vendorNames";

const PAGE_LIMIT = 500;

/** Models by vendor and status. Visitors only ever see published ones. */
export const listModels = query({
  args: {
    vendor_id: v.optional(v.id("vendors")),
    status: v.optional(modelStatus),
  },
  returns: v.array(modelListItem),
  handler: async (ctx, args) => {
    const user = await currentUser(ctx);
    const status = user?.role === "admin" ? (args.status ?? "published") : "published";
    const { vendor_id } = args;

    const models =
      vendor_id === undefined
        ? await ctx.db
            .query("models")
            .withIndex("by_status", (q) => q.eq("status", status))
            .take(PAGE_LIMIT)
        : await ctx.db
            .query("models")
            .withIndex("by_vendor_and_status", (q) =>
              q.eq("vendor_id", vendor_id).eq("status", status),
            )
            .take(PAGE_LIMIT);
    const names = await vendorNames(ctx, models);
    return models.map((model) => toListItem(model, names));
  },
});
