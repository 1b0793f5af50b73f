import { v } from "convex/values";
import { query } from "../_generated/server";

/** Active vendors by name, for filters and forms. */
export const listVendors = query({
  args: {},
  returns: v.array(
    v.object({
      _id: v.id("vendors"),
      name: v.string(),
      slug: v.string(),
      country: v.optional(v.string()),
      website_url: v.optional(v.string()),
    }),
  ),
  handler: async (ctx) => {
    const vendors = await ctx.db
      .query("vendors")
      .withIndex("by_active", (q) => q.eq("is_active", true))
      .collect();
    return vendors
      .map(({ _id, name, slug, country, website_url }) => ({
        _id,
        name,
        slug,
        country,
        website_url,
      }))
      .sort((left, right) => left.name.localeCompare(right.name));
  },
});
