import { ConvexError } from "convex/values";
import { expect, it } from "vitest";
import { errorMessage } from "@/lib/validation/errors";
import { fieldErrors, modelFormSchema } from "@/lib/validation/models";

it("names the first problem of every field", () => {
  const result = modelFormSchema.safeParse({
    name: "",
    summary: "",
    modality: "text",
    license: "",
    parameter_count_b: -1,
  });
  expect(result.success).toBe(false);
  expect(fieldErrors(result.error!)).toEqual({
    name: "A model needs a name",
    license: "State the licence",
    parameter_count_b: "The parameter count must be positive",
  });
});

it("shows messages of the server and hides everything else", () => {
  expect(errorMessage(new ConvexError({ code: "FORBIDDEN", message: "No" }))).toBe("No");
  expect(errorMessage(new Error("stack trace"))).toMatch(/Something went wrong/);
});
