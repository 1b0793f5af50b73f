import type { Id } from "../_generated/dataModel";
import type { MutationCtx } from "../_generated/server";

export type AuditEntry = {
  actor_id: Id<"users">;
  action: string;
  entity_type: "model" | "vendor" | "benchmark" | "user";
  entity_id: string;
  detail?: string;
};

/** Appends one line to the audit log, in the same transaction as the change. */
export async function recordAudit(ctx: MutationCtx, entry: AuditEntry): Promise<void> {
  await ctx.db.insert("audit_log", { ...entry, created_at: Date.now() });
}
