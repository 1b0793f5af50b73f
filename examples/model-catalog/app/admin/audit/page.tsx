"use client";

import { useQuery } from "convex/react";
import type { FunctionReturnType } from "convex/server";
import { DataTable, type Column } from "@/components/ui/DataTable";
import { api } from "@/convex/_generated/api";
import { formatDay } from "@/lib/format/core";

type Row = FunctionReturnType<typeof api.queries.listAuditLog.listAuditLog>[number];

const COLUMNS: readonly Column<Row>[] = [
  {
    id: "when",
    header: "When",
    cell: (row) => formatDay(row.created_at),
    sortValue: (row) => row.created_at,
  },
  { id: "who", header: "Who", cell: (row) => row.actor_name, sortValue: (row) => row.actor_name },
  { id: "action", header: "Action", cell: (row) => row.action, sortValue: (row) => row.action },
  { id: "detail", header: "Detail", cell: (row) => row.detail ?? "" },
];

export default function AdminAuditPage() {
  const rows = useQuery(api.queries.listAuditLog.listAuditLog, {});
  return (
    <DataTable
      caption="Audit log"
      columns={COLUMNS}
      rows={rows}
      rowId={(row) => row._id}
      emptyText="Nothing was changed yet"
    />
  );
}
