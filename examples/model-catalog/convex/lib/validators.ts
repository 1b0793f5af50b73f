import { v } from "convex/values";

export const userRole = v.union(v.literal("admin"), v.literal("editor"), v.literal("member"));

export const modality = v.union(
  v.literal("text"),
  v.literal("vision"),
  v.literal("audio"),
  v.literal("multimodal"),
  v.literal("embedding"),
);

export const modelStatus = v.union(
  v.literal("draft"),
  v.literal("published"),
  v.literal("retired"),
);

export const benchmarkCategory = v.union(
  v.literal("reasoning"),
  v.literal("coding"),
  v.literal("knowledge"),
  v.literal("safety"),
  v.literal("speed"),
);

/** A row of a model list, with the vendor's name joined in. */
export const modelListItem = v.object({
  _id: v.id("models"),
  name: v.string(),
  slug: v.string(),
  summary: v.string(),
  modality: modality,
  license: v.string(),
  status: modelStatus,
  vendor_id: v.id("vendors"),
  vendor_name: v.string(),
  parameter_count_b: v.optional(v.number()),
  context_window: v.optional(v.number()),
  updated_at: v.number(),
});
