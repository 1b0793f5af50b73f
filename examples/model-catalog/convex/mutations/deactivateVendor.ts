import { v } from "convex/values";
import { mutation } from "../_generated/server";
import { recordAudit } from "../lib/audit";
import { requireAdmin } from "../lib/auth";
import { chunk } from "../lib/chunk";
import { notFound } from "../lib/errors";

/** Hides a vendor and retires its published models. */
export const deactivateVendor = mutation({
  args: { vendor_id: v.id("vendors") },
  returns: v.object({ retired_count: v.number() }),
  handler: async (ctx, args) => {
    const admin = await requireAdmin(ctx);

    if ((await ctx.db.get(args.vendor_id)) === null) {
      throw notFound("Vendor");
    }
    const published = await ctx.db
      .query("models")
      .withIndex("by_vendor_and_status", (q) =>
        q.eq("vendor_id", args.vendor_id).eq("status", "published"),
      )
      .collect();

    const stamp = { updated_at: Date.now(), updated_by: admin._id };
    for (const models of chunk(published)) {
      await Promise.all(
        models.map((model) => ctx.db.patch(model._id, { status: "retired", ...stamp })),
      );
    }
    await ctx.db.patch(args.vendor_id, { is_active: false, ...stamp });
    await recordAudit(ctx, {
      actor_id: admin._id,
      action: "vendor.deactivate",
      entity_type: "vendor",
      entity_id: args.vendor_id,
      detail: `${published.length} models retired`,
    });
    return { retired_count: published.length };
  },
});
