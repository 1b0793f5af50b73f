"use client";

import { useQuery } from "convex/react";
import { use } from "react";
import { BenchmarkList } from "@/components/catalog/BenchmarkList";
import { FavoriteButton } from "@/components/catalog/FavoriteButton";
import { api } from "@/convex/_generated/api";
import { formatContextWindow, formatParameters } from "@/lib/format/core";

export default function ModelPage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = use(params);
  const model = useQuery(api.queries.getModel.getModel, { slug });
  if (model === undefined) {
    return <p role="status">Loading…</p>;
  }
  if (model === null) {
    return <p>There is no such model.</p>;
  }
  return (
    <main>
      <h1>{model.name}</h1>
      <p>{model.summary}</p>
      <dl>
        <dt>Vendor</dt>
        <dd>{model.vendor_name}</dd>
        <dt>Licence</dt>
        <dd>{model.license}</dd>
        <dt>Size</dt>
        <dd>{formatParameters(model.parameter_count_b)}</dd>
        <dt>Context</dt>
        <dd>{formatContextWindow(model.context_window)}</dd>
      </dl>
      <FavoriteButton modelId={model._id} />
      <h2>Benchmarks</h2>
      <BenchmarkList modelId={model._id} />
    </main>
  );
}
