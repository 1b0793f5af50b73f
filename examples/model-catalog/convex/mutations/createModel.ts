import { v } from "convex/values";
import { toSlug } from "../../lib/slug/core";
import { mutation } from "../_generated/server";
import { recordAudit } from "../lib/audit";
import { requireAdmin } from "../lib/auth";
import { invalid, notFound } from "../lib/errors";
import { assertModelSlugFree } from "../lib/slugs";
import { modality } from "../lib/validators";

/** Adds a model to the catalogue as a draft. */
export const createModel = mutation({
  args: {
    vendor_id: v.id("vendors"),
    name: v.string(),
    summary: v.string(),
    modality: modality,
    license: v.string(),
    parameter_count_b: v.optional(v.number()),
    context_window: v.optional(v.number()),
    hf_repo_id: v.optional(v.string()),
  },
  returns: v.id("models"),
  handler: async (ctx, args) => {
    const admin = await requireAdmin(ctx);

    const name = args.name.trim();
    if (name.length === 0) {
      throw invalid("name", "A model needs a name");
    }
    if (args.parameter_count_b !== undefined && args.parameter_count_b <= 0) {
      throw invalid("parameter_count_b", "The parameter count must be positive");
    }
    if ((await ctx.db.get(args.vendor_id)) === null) {
      throw notFound("Vendor");
    }
    const slug = toSlug(name);
    await assertModelSlugFree(ctx, slug);

    const now = Date.now();
    const modelId = await ctx.db.insert("models", {
      ...args,
      name,
      slug,
      status: "draft",
      created_at: now,
      updated_at: now,
      updated_by: admin._id,
    });
    await recordAudit(ctx, {
      actor_id: admin._id,
      action: "model.create",
      entity_type: "model",
      entity_id: modelId,
      detail: name,
    });
    return modelId;
  },
});
