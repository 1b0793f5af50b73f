import { defineSchema, defineTable } from "convex/server";
import { v } from "convex/values";
import { benchmarkCategory, modality, modelStatus, userRole } from "./lib/validators";

/**
 * The data of the catalogue. Tables and fields are snake_case, timestamps are
 * milliseconds since the epoch, and every access path of a query has an index:
 * no query may fall back to a full table scan.
 */
export default defineSchema({
  // People who signed in at least once. `auth_subject` is the identity provider's id.
  users: defineTable({
    auth_subject: v.string(),
    email: v.string(),
    display_name: v.string(),
    role: userRole,
    is_active: v.boolean(),
    created_at: v.number(),
    last_seen_at: v.optional(v.number()),
  })
    .index("by_auth_subject", ["auth_subject"])
    .index("by_email", ["email"])
    .index("by_role", ["role"]),

  // Organisations that publish models.
  vendors: defineTable({
    name: v.string(),
    slug: v.string(),
    website_url: v.optional(v.string()),
    country: v.optional(v.string()),
    hf_organization: v.optional(v.string()),
    is_active: v.boolean(),
    created_at: v.number(),
    updated_at: v.number(),
    updated_by: v.id("users"),
  })
    .index("by_slug", ["slug"])
    .index("by_active", ["is_active"]),

  // The models of the catalogue. Only `published` ones are shown to visitors.
  models: defineTable({
    vendor_id: v.id("vendors"),
    name: v.string(),
    slug: v.string(),
    summary: v.string(),
    modality: modality,
    license: v.string(),
    parameter_count_b: v.optional(v.number()),
    context_window: v.optional(v.number()),
    hf_repo_id: v.optional(v.string()),
    hf_downloads: v.optional(v.number()),
    hf_synced_at: v.optional(v.number()),
    status: modelStatus,
    released_at: v.optional(v.number()),
    created_at: v.number(),
    updated_at: v.number(),
    updated_by: v.id("users"),
  })
    .index("by_slug", ["slug"])
    .index("by_vendor", ["vendor_id"])
    .index("by_status", ["status"])
    .index("by_vendor_and_status", ["vendor_id", "status"])
    .index("by_hf_repo", ["hf_repo_id"])
    .searchIndex("search_name", {
      searchField: "name",
      filterFields: ["status", "vendor_id", "modality"],
    }),

  // One measured score of one model.
  benchmarks: defineTable({
    model_id: v.id("models"),
    name: v.string(),
    category: benchmarkCategory,
    score: v.number(),
    unit: v.string(),
    source_url: v.string(),
    measured_at: v.number(),
    created_at: v.number(),
    created_by: v.id("users"),
  })
    .index("by_model", ["model_id"])
    .index("by_name", ["name"])
    .index("by_category", ["category"]),

  // A model that a user keeps at hand.
  favorites: defineTable({
    user_id: v.id("users"),
    model_id: v.id("models"),
    created_at: v.number(),
  })
    .index("by_user", ["user_id"])
    .index("by_model", ["model_id"])
    .index("by_user_and_model", ["user_id", "model_id"]),

  // What administrators changed. Append only: nothing updates or deletes a row.
  audit_log: defineTable({
    actor_id: v.id("users"),
    action: v.string(),
    entity_type: v.string(),
    entity_id: v.string(),
    detail: v.optional(v.string()),
    created_at: v.number(),
  })
    .index("by_actor", ["actor_id"])
    .index("by_entity", ["entity_type", "entity_id"])
    .index("by_created", ["created_at"]),
});
