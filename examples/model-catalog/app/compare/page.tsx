"use client";

import { useQuery } from "convex/react";
import { useState } from "react";
import { Button } from "@/components/ui/Button";
import { api } from "@/convex/_generated/api";
import type { Id } from "@/convex/_generated/dataModel";
import { useSelection } from "@/lib/hooks/useSelection";

export default function ComparePage() {
  const models = useQuery(api.queries.listModels.listModels, {});
  const { selected, toggle } = useSelection<Id<"models">>();
  const [compared, setCompared] = useState<Id<"models">[]>([]);
  const comparison = useQuery(
    api.queries.compareModels.compareModels,
    compared.length < 2 ? "skip" : { model_ids: compared },
  );

  return (
    <main>
      <h1>Compare models</h1>
      <fieldset>
        <legend>Pick two to four</legend>
        {models?.map((model) => (
          <label key={model._id}>
            <input
              type="checkbox"
              checked={selected.has(model._id)}
              disabled={!selected.has(model._id) && selected.size >= 4}
              onChange={() => toggle(model._id)}
            />
            {model.name}
          </label>
        ))}
      </fieldset>
      <Button disabled={selected.size < 2} onClick={() => setCompared([...selected])}>
        Compare
      </Button>
      {comparison?.map(({ model, scores }) => (
        <section key={model._id} aria-label={model.name}>
          <h2>{model.name}</h2>
          <ul>
            {scores.map((score) => (
              <li key={score.name}>
                {score.name}: {score.score} {score.unit}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </main>
  );
}
