import { v } from "convex/values";
import { fetchModelInfo, RateLimitError } from "../../lib/huggingface/client";
import { internal } from "../_generated/api";
import type { Id } from "../_generated/dataModel";
import { internalAction } from "../_generated/server";

/**
 * Refreshes downloads and parameter counts from HuggingFace. Runs nightly.
 * Requests go one after another and the run ends early at the first 429: the
 * models that were not reached are the longest unsynced of the next run.
 */
export const syncHuggingFace = internalAction({
  args: { limit: v.optional(v.number()) },
  returns: v.object({ synced: v.number(), rate_limited: v.boolean() }),
  handler: async (ctx, args) => {
    const linked: { model_id: Id<"models">; hf_repo_id: string }[] = await ctx.runQuery(
      internal.internal.modelMetadata.listLinked,
      { limit: args.limit ?? 200 },
    );
    let synced = 0;
    for (const { model_id, hf_repo_id } of linked) {
      try {
        const info = await fetchModelInfo(hf_repo_id, process.env.HUGGINGFACE_API_KEY);
        await ctx.runMutation(internal.internal.modelMetadata.saveMetadata, {
          model_id,
          hf_downloads: info.downloads,
          parameter_count_b: info.parameterCountB,
        });
        synced += 1;
      } catch (error) {
        if (error instanceof RateLimitError) {
          return { synced, rate_limited: true };
        }
        console.warn(`HuggingFace sync of ${hf_repo_id} failed`, error);
      }
    }
    return { synced, rate_limited: false };
  },
});
