import { v } from "convex/values";
import { mutation } from "../_generated/server";
import { recordAudit } from "../lib/audit";
import { requireAdmin } from "../lib/auth";
import { invalid, notFound } from "../lib/errors";

/** Removes a model with its benchmarks and favourites. Published models are retired first. */
export const deleteModel = mutation({
  args: { model_id: v.id("models") },
  returns: v.null(),
  handler: async (ctx, args) => {
    const admin = await requireAdmin(ctx);

    const model = await ctx.db.get(args.model_id);
    if (model === null) {
      throw notFound("Model");
    }
    if (model.status === "published") {
      throw invalid("model_id", "Retire the model before deleting it");
    }

    const benchmarks = await ctx.db
      .query("benchmarks")
      .withIndex("by_model", (q) => q.eq("model_id", args.model_id))
      .collect();
    const favorites = await ctx.db
      .query("favorites")
      .withIndex("by_model", (q) => q.eq("model_id", args.model_id))
      .collect();
    await Promise.all([...benchmarks, ...favorites].map((row) => ctx.db.delete(row._id)));
    await ctx.db.delete(args.model_id);

    await recordAudit(ctx, {
      actor_id: admin._id,
      action: "model.delete",
      entity_type: "model",
      entity_id: args.model_id,
      detail: model.name,
    });
    return null;
  },
});
