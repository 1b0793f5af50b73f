"use client";

import { useMutation, useQuery } from "convex/react";
import type { FunctionReturnType } from "convex/server";
import { useState } from "react";
import { Button } from "@/components/ui/Button";
import { ConfirmDialog } from "@/components/ui/ConfirmDialog";
import { DataTable, type Column } from "@/components/ui/DataTable";
import { api } from "@/convex/_generated/api";

type Row = FunctionReturnType<typeof api.queries.listVendors.listVendors>[number];

const COLUMNS: readonly Column<Row>[] = [
  { id: "name", header: "Name", cell: (row) => row.name, sortValue: (row) => row.name },
  { id: "country", header: "Country", cell: (row) => row.country ?? "–" },
  { id: "website", header: "Website", cell: (row) => row.website_url ?? "–" },
];

export default function AdminVendorsPage() {
  const rows = useQuery(api.queries.listVendors.listVendors, {});
  const deactivate = useMutation(api.mutations.deactivateVendor.deactivateVendor);
  const [doomed, setDoomed] = useState<Row | null>(null);

  return (
    <>
      <DataTable
        caption="Vendors"
        columns={COLUMNS}
        rows={rows}
        rowId={(row) => row._id}
        actions={(row) => (
          <Button variant="danger" onClick={() => setDoomed(row)}>
            Deactivate
          </Button>
        )}
      />
      {doomed !== null && (
        <ConfirmDialog
          title={`Deactivate ${doomed.name}?`}
          message="Its published models are retired."
          confirmLabel="Deactivate"
          danger
          onCancel={() => setDoomed(null)}
          onConfirm={() => {
            void deactivate({ vendor_id: doomed._id }).then(() => setDoomed(null));
          }}
        />
      )}
    </>
  );
}
