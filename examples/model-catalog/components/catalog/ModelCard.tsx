import Link from "next/link";
import { formatContextWindow, formatParameters } from "@/lib/format/core";

export type ModelCardProps = {
  name: string;
  slug: string;
  summary: string;
  vendor_name: string;
  parameter_count_b?: number;
  context_window?: number;
};

/** One model in a list of search results. */
export function ModelCard(model: ModelCardProps) {
  return (
    <article className="model-card">
      <h3>
        <Link href={`/models/${model.slug}`}>{model.name}</Link>
      </h3>
      <p className="vendor">{model.vendor_name}</p>
      <p>{model.summary}</p>
      <dl>
        <dt>Size</dt>
        <dd>{formatParameters(model.parameter_count_b)}</dd>
        <dt>Context</dt>
        <dd>{formatContextWindow(model.context_window)}</dd>
      </dl>
    </article>
  );
}
