import type { Doc, Id } from "../_generated/dataModel";
import type { QueryCtx } from "../_generated/server";

/** Vendor names by id, each vendor read once however many models it has. */
export async function vendorNames(
  ctx: QueryCtx,
  models: readonly Doc<"models">[],
): Promise<Map<Id<"vendors">, string>> {
  const ids = [...new Set(models.map((model) => model.vendor_id))];
  const vendors = await Promise.all(ids.map((id) => ctx.db.get(id)));
  const names = new Map<Id<"vendors">, string>();
  for (const vendor of vendors) {
    if (vendor !== null) {
      names.set(vendor._id, vendor.name);
    }
  }
  return names;
}

/** The public columns of a model, with its vendor's name. */
export function toListItem(model: Doc<"models">, names: Map<Id<"vendors">, string>) {
  return {
    _id: model._id,
    name: model.name,
    slug: model.slug,
    summary: model.summary,
    modality: model.modality,
    license: model.license,
    status: model.status,
    vendor_id: model.vendor_id,
    vendor_name: names.get(model.vendor_id) ?? "Unknown vendor",
    parameter_count_b: model.parameter_count_b,
    context_window: model.context_window,
    updated_at: model.updated_at,
  };
}
