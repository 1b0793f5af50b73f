"use client";

import { useQuery } from "convex/react";
import { api } from "@/convex/_generated/api";
import type { Id } from "@/convex/_generated/dataModel";
import { formatDay } from "@/lib/format/core";

/** The measured scores of a model, with their sources. */
export function BenchmarkList({ modelId }: { modelId: Id<"models"> }) {
  const benchmarks = useQuery(api.queries.listBenchmarks.listBenchmarks, { model_id: modelId });
  if (benchmarks === undefined) {
    return <p role="status">Loading…</p>;
  }
  return (
    <ul className="benchmarks">
      {benchmarks.map((benchmark) => (
        <li key={benchmark._id}>
          <a href={benchmark.source_url}>{benchmark.name}</a>: {benchmark.score} {benchmark.unit} (
          {formatDay(benchmark.measured_at)})
        </li>
      ))}
    </ul>
  );
}
