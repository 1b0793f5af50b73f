"use client";

import { useConvex, useQuery } from "convex/react";
import type { FunctionReturnType } from "convex/server";
import Link from "next/link";
import { useState } from "react";
import { BulkEditDialog } from "@/components/admin/BulkEditDialog";
import { StatusBadge } from "@/components/admin/StatusBadge";
import { Button } from "@/components/ui/Button";
import { DataTable, type Column } from "@/components/ui/DataTable";
import { Notice } from "@/components/ui/Notice";
import { Select } from "@/components/ui/Select";
import { api } from "@/convex/_generated/api";
import type { Id } from "@/convex/_generated/dataModel";
import { formatDay, formatParameters } from "@/lib/format/core";
import { useDownload } from "@/lib/hooks/useDownload";
import { useSelection } from "@/lib/hooks/useSelection";

type Row = FunctionReturnType<typeof api.queries.listModels.listModels>[number];
type Status = Row["status"];

const STATUSES: readonly { value: Status; label: string }[] = [
  { value: "draft", label: "Draft" },
  { value: "published", label: "Published" },
  { value: "retired", label: "Retired" },
];

const COLUMNS: readonly Column<Row>[] = [
  { id: "name", header: "Name", cell: (row) => row.name, sortValue: (row) => row.name },
  {
    id: "vendor",
    header: "Vendor",
    cell: (row) => row.vendor_name,
    sortValue: (row) => row.vendor_name,
  },
  { id: "status", header: "Status", cell: (row) => <StatusBadge status={row.status} /> },
  {
    id: "size",
    header: "Size",
    align: "right",
    cell: (row) => formatParameters(row.parameter_count_b),
    sortValue: (row) => row.parameter_count_b ?? 0,
  },
  {
    id: "updated",
    header: "Updated",
    cell: (row) => formatDay(row.updated_at),
    sortValue: (row) => row.updated_at,
  },
];

export default function AdminModelsPage() {
  const convex = useConvex();
  const download = useDownload();
  const { selected, toggle, clear } = useSelection<Id<"models">>();
  const [status, setStatus] = useState<Status>("published");
  const [bulkStatus, setBulkStatus] = useState<"published" | "retired" | null>(null);
  const [notice, setNotice] = useState<string | null>(null);
  const rows = useQuery(api.queries.listModels.listModels, { status });

  async function exportCsv() {
    const file = await convex.query(api.queries.exportModelsCsv.exportModelsCsv, { status });
    download(file.filename, file.csv);
  }

  return (
    <>
      <div className="toolbar">
        <Select
          label="Status"
          value={status}
          options={STATUSES}
          onChange={(value) => value !== "" && setStatus(value)}
        />
        <Button disabled={selected.size === 0} onClick={() => setBulkStatus("retired")}>
          Retire selected
        </Button>
        <Button onClick={() => void exportCsv()}>Export CSV</Button>
      </div>
      {notice !== null && <Notice tone="success" text={notice} />}
      <DataTable
        caption="Models"
        columns={COLUMNS}
        rows={rows}
        rowId={(row) => row._id}
        selected={selected}
        onToggle={toggle}
        actions={(row) => <Link href={`/admin/models/${row.slug}`}>Edit</Link>}
      />
      {bulkStatus !== null && (
        <BulkEditDialog
          modelIds={[...selected]}
          status={bulkStatus}
          onCancel={() => setBulkStatus(null)}
          onDone={(count) => {
            setBulkStatus(null);
            clear();
            setNotice(`${count} models updated`);
          }}
        />
      )}
    </>
  );
}
