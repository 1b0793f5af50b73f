import { v } from "convex/values";
import { mutation } from "../_generated/server";
import { recordAudit } from "../lib/audit";
import { requireAdmin } from "../lib/auth";
import { CHUNK_SIZE, chunk } from "../lib/chunk";
import { invalid } from "../lib/errors";
import { modelStatus } from "../lib/validators";

/** More than this in one transaction comes near Convex's write limits. */
const MAX_MODELS = 1000;

/**
 * Sets status or licence on many models at once. One call is one transaction:
 * all or none. Inside it the rows are handled in chunks, so that no more than
 * CHUNK_SIZE reads and writes are in flight at a time.
 */
export const bulkUpdateModels = mutation({
  args: {
    model_ids: v.array(v.id("models")),
    status: v.optional(modelStatus),
    license: v.optional(v.string()),
  },
  returns: v.object({
    updated_count: v.number(),
    skipped_count: v.number(),
  }),
  handler: async (ctx, args) => {
    const admin = await requireAdmin(ctx);

    if (args.model_ids.length === 0) {
      throw invalid("model_ids", "Select at least one model");
    }
    if (args.model_ids.length > MAX_MODELS) {
      throw invalid("model_ids", `At most ${MAX_MODELS} models at once`);
    }
    if (args.status === undefined && args.license === undefined) {
      throw invalid("status", "Nothing to change");
    }

    const change = {
      ...(args.status === undefined ? {} : { status: args.status }),
      ...(args.license === undefined ? {} : { license: args.license }),
      updated_at: Date.now(),
      updated_by: admin._id,
    };
    let updated_count = 0;
    for (const ids of chunk([...new Set(args.model_ids)], CHUNK_SIZE)) {
      const found = await Promise.all(ids.map((id) => ctx.db.get(id)));
      const models = found.filter((model) => model !== null);
      await Promise.all(models.map((model) => ctx.db.patch(model._id, change)));
      updated_count += models.length;
    }

    await recordAudit(ctx, {
      actor_id: admin._id,
      action: "model.bulk_update",
      entity_type: "model",
      entity_id: "*",
      detail: `${updated_count} models`,
    });
    return { updated_count, skipped_count: args.model_ids.length - updated_count };
  },
});
