import { ConvexError } from "convex/values";

export type ErrorCode =
  | "UNAUTHENTICATED"
  | "FORBIDDEN"
  | "NOT_FOUND"
  | "VALIDATION"
  | "CONFLICT"
  | "RATE_LIMITED";

export type ErrorData = {
  code: ErrorCode;
  message: string;
  field?: string;
};

function appError(data: ErrorData): ConvexError<ErrorData> {
  return new ConvexError(data);
}

export function unauthenticated(): ConvexError<ErrorData> {
  return appError({ code: "UNAUTHENTICATED", message: "Please sign in" });
}

export function forbidden(message: string): ConvexError<ErrorData> {
  return appError({ code: "FORBIDDEN", message });
}

export function notFound(entity: string): ConvexError<ErrorData> {
  return appError({ code: "NOT_FOUND", message: `${entity} does not exist` });
}

/** `field` is the argument's name, so that a form can show the message beside it. */
export function invalid(field: string, message: string): ConvexError<ErrorData> {
  return appError({ code: "VALIDATION", message, field });
}

export function conflict(field: string, message: string): ConvexError<ErrorData> {
  return appError({ code: "CONFLICT", message, field });
}
