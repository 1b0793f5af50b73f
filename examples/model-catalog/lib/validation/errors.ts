import { ConvexError } from "convex/values";
import type { ErrorData } from "../../convex/lib/errors";

/** What to show a person for an error that a mutation threw; internals never reach the screen. */
export function errorMessage(error: unknown): string {
  if (error instanceof ConvexError) {
    return (error.data as ErrorData).message;
  }
  return "Something went wrong. Please try again.";
}
