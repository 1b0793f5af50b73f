import { z } from "zod";

/** What the model form checks before it calls the server; the server checks again. */
export const modelFormSchema = z.object({
  name: z.string().trim().min(1, "A model needs a name").max(120, "At most 120 characters"),
  summary: z.string().trim().max(500, "At most 500 characters"),
  modality: z.enum(["text", "vision", "audio", "multimodal", "embedding"]),
  license: z.string().trim().min(1, "State the licence"),
  parameter_count_b: z.number().positive("The parameter count must be positive").optional(),
  context_window: z.number().int().positive("The context window must be positive").optional(),
});

export type ModelForm = z.infer<typeof modelFormSchema>;

/** The first message per field, ready to be shown beside it. */
export function fieldErrors(error: z.ZodError): Record<string, string> {
  const messages: Record<string, string> = {};
  for (const issue of error.issues) {
    const field = String(issue.path[0] ?? "form");
    messages[field] ??= issue.message;
  }
  return messages;
}
