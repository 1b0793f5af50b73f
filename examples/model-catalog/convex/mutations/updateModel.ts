import { v } from "convex/values";
import { mutation } from "../_generated/server";
import { recordAudit } from "../lib/audit";
import { requireAdmin } from "../lib/auth";
import { invalid, notFound } from "../lib/errors";
import { modality } from "../lib/validators";

/** Changes the descriptive fields of one model; the slug stays, links depend on it. */
export const updateModel = mutation({
  args: {
    model_id: v.id("models"),
    name: v.optional(v.string()),
    summary: v.optional(v.string()),
    modality: v.optional(modality),
    license: v.optional(v.string()),
    parameter_count_b: v.optional(v.number()),
    context_window: v.optional(v.number()),
    hf_repo_id: v.optional(v.string()),
  },
  returns: v.id("models"),
  handler: async (ctx, args) => {
    const admin = await requireAdmin(ctx);

    const { model_id, ...fields } = args;
    const model = await ctx.db.get(model_id);
    if (model === null) {
      throw notFound("Model");
    }
    if (fields.name !== undefined && fields.name.trim().length === 0) {
      throw invalid("name", "A model needs a name");
    }
    if (fields.parameter_count_b !== undefined && fields.parameter_count_b <= 0) {
      throw invalid("parameter_count_b", "The parameter count must be positive");
    }

    await ctx.db.patch(model_id, {
      ...fields,
      updated_at: Date.now(),
      updated_by: admin._id,
    });
    await recordAudit(ctx, {
      actor_id: admin._id,
      action: "model.update",
      entity_type: "model",
      entity_id: model_id,
      detail: Object.keys(fields).join(", "),
    });
    return model_id;
  },
});
