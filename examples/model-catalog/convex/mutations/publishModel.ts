import { v } from "convex/values";
import { mutation } from "../_generated/server";
import { recordAudit } from "../lib/audit";
import { requireAdmin } from "../lib/auth";
import { invalid, notFound } from "../lib/errors";

/** Makes a draft visible to visitors. */
export const publishModel = mutation({
  args: { model_id: v.id("models") },
  returns: v.null(),
  handler: async (ctx, args) => {
    const admin = await requireAdmin(ctx);

    const model = await ctx.db.get(args.model_id);
    if (model === null) {
      throw notFound("Model");
    }
    if (model.status !== "draft") {
      throw invalid("model_id", "Only a draft can be published");
    }
    if (model.summary.trim().length === 0) {
      throw invalid("summary", "A published model needs a summary");
    }

    const now = Date.now();
    await ctx.db.patch(args.model_id, {
      status: "published",
      released_at: model.released_at ?? now,
      updated_at: now,
      updated_by: admin._id,
    });
    await recordAudit(ctx, {
      actor_id: admin._id,
      action: "model.publish",
      entity_type: "model",
      entity_id: args.model_id,
    });
    return null;
  },
});
