"use client";

import { useCallback, useState } from "react";

/** Ticked rows of a table, by id. */
export function useSelection<Id extends string>() {
  const [selected, setSelected] = useState<ReadonlySet<Id>>(new Set());

  const toggle = useCallback((id: Id) => {
    setSelected((before) => {
      const after = new Set(before);
      if (!after.delete(id)) {
        after.add(id);
      }
      return after;
    });
  }, []);
  const clear = useCallback(() => setSelected(new Set()), []);
  const selectAll = useCallback((ids: readonly Id[]) => setSelected(new Set(ids)), []);

  return { selected, toggle, clear, selectAll };
}
