type StatCardProps = { label: string; value: number | undefined };

/** One figure of the dashboard. */
export function StatCard({ label, value }: StatCardProps) {
  return (
    <section className="stat-card" aria-label={label}>
      <strong>{value ?? "…"}</strong>
      <span>{label}</span>
    </section>
  );
}
