import { v } from "convex/values";
import { query } from "../_generated/server";
import { invalid } from "../lib/errors";
import { modelListItem } from "../lib/validators";
import { toListItem, vendorNames } from "../lib/vendorNames";

const MAX_COMPARED = 4;

/** Up to four published models side by side, with their scores. */
export const compareModels = query({
  args: { model_ids: v.array(v.id("models")) },
  returns: v.array(
    v.object({
      model: modelListItem,
      scores: v.array(v.object({ name: v.string(), score: v.number(), unit: v.string() })),
    }),
  ),
  handler: async (ctx, args) => {
    if (args.model_ids.length > MAX_COMPARED) {
      throw invalid("model_ids", `Compare at most ${MAX_COMPARED} models`);
    }
    const found = await Promise.all(args.model_ids.map((id) => ctx.db.get(id)));
    const models = found
      .filter((model) => model !== null)
      .filter((model) => model.status === "published");
    const names = await vendorNames(ctx, models);
    return await Promise.all(
      models.map(async (model) => {
        const benchmarks = await ctx.db
          .query("benchmarks")
          .withIndex("by_model", (q) => q.eq("model_id", model._id))
          .collect();
        return {
          model: toListItem(model, names),
          scores: benchmarks.map(({ name, score, unit }) => ({ name, score, unit })),
        };
      }),
    );
  },
});
