import { expect, it } from "vitest";
import { toSlug } from "@/lib/slug/core";

it.each([
  ["Aurora 7B", "aurora-7b"],
  ["Éclair AI", "eclair-ai"],
  ["  --Odd__name!  ", "odd-name"],
])("toSlug(%j) is %j", (name, slug) => {
  expect(toSlug(name)).toBe(slug);
});
