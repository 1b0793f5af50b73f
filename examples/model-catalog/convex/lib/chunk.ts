/** How many rows one round of a bulk operation touches. */
export const CHUNK_SIZE = 100;

/** Splits a list into parts of at most `size`, in order. */
export function chunk<T>(items: readonly T[], size: number = CHUNK_SIZE): T[][] {
  const parts: T[][] = [];
  for (let start = 0; start < items.length; start += size) {
    parts.push(items.slice(start, start + size));
  }
  return parts;
}
