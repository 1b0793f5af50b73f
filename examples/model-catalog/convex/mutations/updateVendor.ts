import { v } from "convex/values";
import { mutation } from "../_generated/server";
import { recordAudit } from "../lib/audit";
import { requireAdmin } from "../lib/auth";
import { invalid, notFound } from "../lib/errors";

/** Changes a vendor's contact and origin fields. */
export const updateVendor = mutation({
  args: {
    vendor_id: v.id("vendors"),
    name: v.optional(v.string()),
    website_url: v.optional(v.string()),
    country: v.optional(v.string()),
    hf_organization: v.optional(v.string()),
  },
  returns: v.id("vendors"),
  handler: async (ctx, args) => {
    const admin = await requireAdmin(ctx);

    const { vendor_id, ...fields } = args;
    if ((await ctx.db.get(vendor_id)) === null) {
      throw notFound("Vendor");
    }
    if (fields.name !== undefined && fields.name.trim().length === 0) {
      throw invalid("name", "A vendor needs a name");
    }

    await ctx.db.patch(vendor_id, {
      ...fields,
      updated_at: Date.now(),
      updated_by: admin._id,
    });
    await recordAudit(ctx, {
      actor_id: admin._id,
      action: "vendor.update",
      entity_type: "vendor",
      entity_id: vendor_id,
      detail: Object.keys(fields).join(", "),
    });
    return vendor_id;
  },
});
