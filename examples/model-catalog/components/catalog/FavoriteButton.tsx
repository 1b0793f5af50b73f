"use client";

import { useConvexAuth, useMutation, useQuery } from "convex/react";
import { Button } from "@/components/ui/Button";
import { api } from "@/convex/_generated/api";
import type { Id } from "@/convex/_generated/dataModel";

/** Adds or removes a favourite; visitors do not see it. */
export function FavoriteButton({ modelId }: { modelId: Id<"models"> }) {
  const { isAuthenticated } = useConvexAuth();
  const favorites = useQuery(
    api.queries.listFavorites.listFavorites,
    isAuthenticated ? {} : "skip",
  );
  const add = useMutation(api.mutations.addFavorite.addFavorite);
  const remove = useMutation(api.mutations.removeFavorite.removeFavorite);
  if (!isAuthenticated || favorites === undefined) {
    return null;
  }
  const kept = favorites.some((model) => model._id === modelId);
  const toggle = kept ? remove : add;
  return (
    <Button aria-pressed={kept} onClick={() => void toggle({ model_id: modelId })}>
      {kept ? "Remove from favourites" : "Add to favourites"}
    </Button>
  );
}
