import { v } from "convex/values";
import { toSlug } from "../../lib/slug/core";
import { mutation } from "../_generated/server";
import { recordAudit } from "../lib/audit";
import { requireAdmin } from "../lib/auth";
import { invalid } from "../lib/errors";
import { assertVendorSlugFree } from "../lib/slugs";

/** Adds a vendor; it is active at once. */
export const createVendor = mutation({
  args: {
    name: v.string(),
    website_url: v.optional(v.string()),
    country: v.optional(v.string()),
    hf_organization: v.optional(v.string()),
  },
  returns: v.id("vendors"),
  handler: async (ctx, args) => {
    const admin = await requireAdmin(ctx);

    const name = args.name.trim();
    if (name.length === 0) {
      throw invalid("name", "A vendor needs a name");
    }
    const slug = toSlug(name);
    await assertVendorSlugFree(ctx, slug);

    const now = Date.now();
    const vendorId = await ctx.db.insert("vendors", {
      ...args,
      name,
      slug,
      is_active: true,
      created_at: now,
      updated_at: now,
      updated_by: admin._id,
    });
    await recordAudit(ctx, {
      actor_id: admin._id,
      action: "vendor.create",
      entity_type: "vendor",
      entity_id: vendorId,
      detail: name,
    });
    return vendorId;
  },
});
