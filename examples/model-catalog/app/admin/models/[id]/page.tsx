"use client";

import { useMutation, useQuery } from "convex/react";
import { use, useState } from "react";
import { ModelForm } from "@/components/admin/ModelForm";
import { Notice } from "@/components/ui/Notice";
import { api } from "@/convex/_generated/api";
import { errorMessage } from "@/lib/validation/errors";

export default function AdminModelPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = use(params);
  const model = useQuery(api.queries.getModel.getModel, { slug: id });
  const update = useMutation(api.mutations.updateModel.updateModel);
  const [notice, setNotice] = useState<{ tone: "success" | "error"; text: string } | null>(null);

  if (model === undefined) {
    return <p role="status">Loading…</p>;
  }
  if (model === null) {
    return <p>There is no such model.</p>;
  }
  return (
    <>
      {notice !== null && <Notice {...notice} />}
      <ModelForm
        initial={model}
        submitLabel="Save"
        onSubmit={async (values) => {
          try {
            await update({ model_id: model._id, ...values });
            setNotice({ tone: "success", text: "Saved" });
          } catch (error) {
            setNotice({ tone: "error", text: errorMessage(error) });
          }
        }}
      />
    </>
  );
}
