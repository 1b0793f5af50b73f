"use client";

import { useMutation } from "convex/react";
import { useState } from "react";
import { ConfirmDialog } from "@/components/ui/ConfirmDialog";
import { Notice } from "@/components/ui/Notice";
import { api } from "@/convex/_generated/api";
import type { Id } from "@/convex/_generated/dataModel";
import { errorMessage } from "@/lib/validation/errors";

type BulkEditDialogProps = {
  modelIds: readonly Id<"models">[];
  status: "published" | "retired";
  onDone: (updatedCount: number) => void;
  onCancel: () => void;
};

/** Confirms and runs one status change on all ticked models. */
export function BulkEditDialog({ modelIds, status, onDone, onCancel }: BulkEditDialogProps) {
  const bulkUpdate = useMutation(api.mutations.bulkUpdateModels.bulkUpdateModels);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  async function confirm() {
    setBusy(true);
    try {
      const result = await bulkUpdate({ model_ids: [...modelIds], status });
      onDone(result.updated_count);
    } catch (thrown) {
      setError(errorMessage(thrown));
      setBusy(false);
    }
  }

  return (
    <>
      <ConfirmDialog
        title="Change many models"
        message={`${modelIds.length} models become ${status}.`}
        confirmLabel="Apply"
        busy={busy}
        onConfirm={() => void confirm()}
        onCancel={onCancel}
      />
      {error !== null && <Notice tone="error" text={error} />}
    </>
  );
}
