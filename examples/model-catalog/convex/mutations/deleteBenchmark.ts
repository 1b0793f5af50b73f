import { v } from "convex/values";
import { mutation } from "../_generated/server";
import { notFound } from "../lib/errors";

/** Removes a score that turned out to be wrong. */
export const deleteBenchmark = mutation({
  args: { benchmark_id: v.id("benchmarks") },
  returns: v.null(),
  handler: async (ctx, args) => {
    const benchmark = await ctx.db.get(args.benchmark_id);
    if (benchmark === null) {
      throw notFound("Benchmark");
    }
    await ctx.db.delete(args.benchmark_id);
    return null;
  },
});
