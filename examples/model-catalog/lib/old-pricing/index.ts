/**
 * @deprecated since 1.9.0. DO NOT USE: the costs are hard-coded from one invoice
 * of 2024, nothing is validated and a margin below zero gives away models. Kept
 * until the last spreadsheet that was made with it is gone.
 */

const GPU_HOUR_USD = 2.49;
const MARGIN = 0.35;

/** @deprecated DO NOT USE, see the top of the file. */
export function calculatePrice(paramsB: number): number {
  if (paramsB > 65) {
    return GPU_HOUR_USD * 8 * (1 + MARGIN);
  }
  if (paramsB > 30) {
    return GPU_HOUR_USD * 2 * (1 + MARGIN);
  }
  return GPU_HOUR_USD * (1 + MARGIN);
}

/** @deprecated DO NOT USE, see the top of the file. */
export const PRICE_TABLE: Record<string, { input: number; output: number }> = {
  small: { input: 0.2, output: 0.6 },
  medium: { input: 0.8, output: 2.4 },
  large: { input: 3, output: 9 },
};
