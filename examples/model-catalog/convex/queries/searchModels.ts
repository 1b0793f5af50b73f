import { v } from "convex/values";
import { query } from "../_generated/server";
import { modality, modelListItem } from "../lib/validators";
import { toListItem, vendorNames } from "../lib/vendorNames";

const RESULT_LIMIT = 50;

/** Published models whose name matches, best match first. */
export const searchModels = query({
  args: {
    text: v.string(),
    modality: v.optional(modality),
  },
  returns: v.array(modelListItem),
  handler: async (ctx, args) => {
    const text = args.text.trim();
    if (text.length < 2) {
      return [];
    }
    const models = await ctx.db
      .query("models")
      .withSearchIndex("search_name", (q) => {
        const published = q.search("name", text).eq("status", "published");
        return args.modality === undefined ? published : published.eq("modality", args.modality);
      })
      .take(RESULT_LIMIT);
    const names = await vendorNames(ctx, models);
    return models.map((model) => toListItem(model, names));
  },
});
