import { v } from "convex/values";
import { mutation } from "../_generated/server";
import { recordAudit } from "../lib/audit";
import { requireAdmin } from "../lib/auth";
import { invalid, notFound } from "../lib/errors";
import { benchmarkCategory } from "../lib/validators";

/** Records one measured score of a model. */
export const createBenchmark = mutation({
  args: {
    model_id: v.id("models"),
    name: v.string(),
    category: benchmarkCategory,
    score: v.number(),
    unit: v.string(),
    source_url: v.string(),
    measured_at: v.number(),
  },
  returns: v.id("benchmarks"),
  handler: async (ctx, args) => {
    const admin = await requireAdmin(ctx);

    if ((await ctx.db.get(args.model_id)) === null) {
      throw notFound("Model");
    }
    if (!Number.isFinite(args.score) || args.score < 0) {
      throw invalid("score", "The score must be zero or more");
    }
    if (!args.source_url.startsWith("https://")) {
      throw invalid("source_url", "A score needs an https source");
    }

    const benchmarkId = await ctx.db.insert("benchmarks", {
      ...args,
      created_at: Date.now(),
      created_by: admin._id,
    });
    await recordAudit(ctx, {
      actor_id: admin._id,
      action: "benchmark.create",
      entity_type: "benchmark",
      entity_id: benchmarkId,
      detail: args.name,
    });
    return benchmarkId;
  },
});
