"use client";

import { useMutation, useQuery } from "convex/react";
import type { FunctionReturnType } from "convex/server";
import { useState } from "react";
import { Button } from "@/components/ui/Button";
import { DataTable, type Column } from "@/components/ui/DataTable";
import { Select } from "@/components/ui/Select";
import { api } from "@/convex/_generated/api";
import type { Id } from "@/convex/_generated/dataModel";
import { formatDay } from "@/lib/format/core";

type Row = FunctionReturnType<typeof api.queries.listBenchmarks.listBenchmarks>[number];

const COLUMNS: readonly Column<Row>[] = [
  { id: "name", header: "Benchmark", cell: (row) => row.name, sortValue: (row) => row.name },
  { id: "category", header: "Category", cell: (row) => row.category },
  {
    id: "score",
    header: "Score",
    align: "right",
    cell: (row) => `${row.score} ${row.unit}`,
    sortValue: (row) => row.score,
  },
  {
    id: "measured",
    header: "Measured",
    cell: (row) => formatDay(row.measured_at),
    sortValue: (row) => row.measured_at,
  },
];

export default function AdminBenchmarksPage() {
  const models = useQuery(api.queries.listModels.listModels, {});
  const remove = useMutation(api.mutations.deleteBenchmark.deleteBenchmark);
  const [modelId, setModelId] = useState<Id<"models"> | "">("");
  const rows = useQuery(
    api.queries.listBenchmarks.listBenchmarks,
    modelId === "" ? "skip" : { model_id: modelId },
  );

  return (
    <>
      <Select
        label="Model"
        value={modelId}
        anyLabel="Choose a model"
        options={(models ?? []).map((model) => ({ value: model._id, label: model.name }))}
        onChange={setModelId}
      />
      {modelId !== "" && (
        <DataTable
          caption="Benchmarks"
          columns={COLUMNS}
          rows={rows}
          rowId={(row) => row._id}
          actions={(row) => (
            <Button variant="danger" onClick={() => void remove({ benchmark_id: row._id })}>
              Delete
            </Button>
          )}
        />
      )}
    </>
  );
}
