"use client";

import { useMutation, useQuery } from "convex/react";
import type { FunctionReturnType } from "convex/server";
import { useMemo, useState } from "react";
import { DataTable, type Column } from "@/components/ui/DataTable";
import { Notice } from "@/components/ui/Notice";
import { Select } from "@/components/ui/Select";
import { api } from "@/convex/_generated/api";
import { errorMessage } from "@/lib/validation/errors";

type Row = FunctionReturnType<typeof api.queries.listUsers.listUsers>[number];

const ROLES: readonly { value: Row["role"]; label: string }[] = [
  { value: "admin", label: "Administrator" },
  { value: "editor", label: "Editor" },
  { value: "member", label: "Member" },
];

export default function AdminUsersPage() {
  const rows = useQuery(api.queries.listUsers.listUsers, {});
  const setRole = useMutation(api.mutations.setUserRole.setUserRole);
  const [error, setError] = useState<string | null>(null);

  const columns = useMemo<readonly Column<Row>[]>(
    () => [
      {
        id: "name",
        header: "Name",
        cell: (row) => row.display_name,
        sortValue: (row) => row.display_name,
      },
      { id: "email", header: "E-mail", cell: (row) => row.email, sortValue: (row) => row.email },
      {
        id: "role",
        header: "Role",
        cell: (row) => (
          <Select
            label={`Role of ${row.display_name}`}
            value={row.role}
            options={ROLES}
            onChange={(role) => {
              if (role !== "") {
                setRole({ user_id: row._id, role }).catch((thrown: unknown) =>
                  setError(errorMessage(thrown)),
                );
              }
            }}
          />
        ),
      },
    ],
    [setRole],
  );

  return (
    <>
      {error !== null && <Notice tone="error" text={error} />}
      <DataTable caption="Users" columns={columns} rows={rows} rowId={(row) => row._id} />
    </>
  );
}
