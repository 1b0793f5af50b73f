"use client";

import { useQuery } from "convex/react";
import { useDeferredValue, useState } from "react";
import { TextField } from "@/components/ui/TextField";
import { api } from "@/convex/_generated/api";
import { ModelCard } from "./ModelCard";

/** The public catalogue: everything published, or what a search finds. */
export function ModelGrid() {
  const [text, setText] = useState("");
  const search = useDeferredValue(text.trim());
  const all = useQuery(api.queries.listModels.listModels, {});
  const found = useQuery(
    api.queries.searchModels.searchModels,
    search.length < 2 ? "skip" : { text: search },
  );
  const models = search.length < 2 ? all : found;

  return (
    <section>
      <TextField
        label="Search models"
        type="search"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {models === undefined && <p role="status">Loading…</p>}
      {models?.length === 0 && <p>No model matches.</p>}
      <div className="grid">{models?.map((model) => <ModelCard key={model._id} {...model} />)}</div>
    </section>
  );
}
