import { v } from "convex/values";
import { internalMutation, internalQuery } from "../_generated/server";

/** Models that are linked to a HuggingFace repository, longest unsynced first. */
export const listLinked = internalQuery({
  args: { limit: v.number() },
  returns: v.array(v.object({ model_id: v.id("models"), hf_repo_id: v.string() })),
  handler: async (ctx, args) => {
    const models = await ctx.db
      .query("models")
      .withIndex("by_hf_repo", (q) => q.gt("hf_repo_id", ""))
      .collect();
    return models
      .sort((left, right) => (left.hf_synced_at ?? 0) - (right.hf_synced_at ?? 0))
      .slice(0, args.limit)
      .flatMap((model) =>
        model.hf_repo_id === undefined
          ? []
          : [{ model_id: model._id, hf_repo_id: model.hf_repo_id }],
      );
  },
});

/** Stores what HuggingFace said about one model. */
export const saveMetadata = internalMutation({
  args: {
    model_id: v.id("models"),
    hf_downloads: v.number(),
    parameter_count_b: v.optional(v.number()),
  },
  returns: v.null(),
  handler: async (ctx, args) => {
    const model = await ctx.db.get(args.model_id);
    if (model === null) {
      return null;
    }
    await ctx.db.patch(args.model_id, {
      hf_downloads: args.hf_downloads,
      parameter_count_b: args.parameter_count_b ?? model.parameter_count_b,
      hf_synced_at: Date.now(),
    });
    return null;
  },
});
