"use client";

import { useConvexAuth, useQuery } from "convex/react";
import { ModelCard } from "@/components/catalog/ModelCard";
import { api } from "@/convex/_generated/api";

export default function FavoritesPage() {
  const { isAuthenticated } = useConvexAuth();
  const models = useQuery(
    api.queries.listFavorites.listFavorites,
    isAuthenticated ? {} : "skip",
  );
  return (
    <main>
      <h1>Favourites</h1>
      {!isAuthenticated && <p>Sign in to keep models at hand.</p>}
      {models?.length === 0 && <p>No favourites yet.</p>}
      <div className="grid">{models?.map((model) => <ModelCard key={model._id} {...model} />)}</div>
    </main>
  );
}
