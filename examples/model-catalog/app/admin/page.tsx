"use client";

import { useQuery } from "convex/react";
import { StatCard } from "@/components/admin/StatCard";
import { api } from "@/convex/_generated/api";

export default function AdminDashboardPage() {
  const stats = useQuery(api.queries.getDashboardStats.getDashboardStats, {});
  return (
    <div className="grid">
      <StatCard label="Published models" value={stats?.published_models} />
      <StatCard label="Drafts" value={stats?.draft_models} />
      <StatCard label="Active vendors" value={stats?.active_vendors} />
      <StatCard label="Administrators" value={stats?.admins} />
    </div>
  );
}
