import { Badge } from "@/components/ui/Badge";

const TONES = { draft: "warning", published: "good", retired: "neutral" } as const;

/** A model's status as a badge. */
export function StatusBadge({ status }: { status: keyof typeof TONES }) {
  return <Badge tone={TONES[status]}>{status}</Badge>;
}
