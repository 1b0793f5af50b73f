import { v } from "convex/values";
import { query } from "../_generated/server";
import { benchmarkCategory } from "../lib/validators";

/** All scores of one model, newest measurement first. */
export const listBenchmarks = query({
  args: { model_id: v.id("models") },
  returns: v.array(
    v.object({
      _id: v.id("benchmarks"),
      name: v.string(),
      category: benchmarkCategory,
      score: v.number(),
      unit: v.string(),
      source_url: v.string(),
      measured_at: v.number(),
    }),
  ),
  handler: async (ctx, args) => {
    const benchmarks = await ctx.db
      .query("benchmarks")
      .withIndex("by_model", (q) => q.eq("model_id", args.model_id))
      .collect();
    return benchmarks
      .sort((left, right) => right.measured_at - left.measured_at)
      .map(({ _id, name, category, score, unit, source_url, measured_at }) => ({
        _id,
        name,
        category,
        score,
        unit,
        source_url,
        measured_at,
      }));
  },
});
