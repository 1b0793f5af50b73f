import { v } from "convex/values";
import { toCsv } from "../../lib/csv/core";
import { query } from "../_generated/server";
import { requireAdmin } from "../lib/auth";
import { modelStatus } from "../lib/validators";
import { vendorNames } from "../lib/vendorNames";

const EXPORT_LIMIT = 5000;

/** The catalogue as CSV text, for the admin's download button. */
export const exportModelsCsv = query({
  args: { status: v.optional(modelStatus) },
  returns: v.object({ filename: v.string(), csv: v.string(), row_count: v.number() }),
  handler: async (ctx, args) => {
    await requireAdmin(ctx);
    const status = args.status ?? "published";
    const models = await ctx.db
      .query("models")
      .withIndex("by_status", (q) => q.eq("status", status))
      .take(EXPORT_LIMIT);
    const names = await vendorNames(ctx, models);
    const csv = toCsv(
      ["vendor", "name", "modality", "license", "parameters_b", "context_window", "updated_at"],
      models.map((model) => [
        names.get(model.vendor_id) ?? "",
        model.name,
        model.modality,
        model.license,
        model.parameter_count_b,
        model.context_window,
        new Date(model.updated_at).toISOString(),
      ]),
    );
    return { filename: `models-${status}.csv`, csv, row_count: models.length };
  },
});
