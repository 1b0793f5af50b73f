import { expect, it } from "vitest";
import { api } from "../../convex/_generated/api";
import { backend, givenModel, givenVendor, signIn } from "./setup";

it("searchModels finds published models by name", async () => {
  const t = backend();
  const { userId } = await signIn(t, "admin");
  const vendorId = await givenVendor(t, userId);
  await givenModel(t, userId, vendorId, "Aurora 7B");
  await givenModel(t, userId, vendorId, "Borealis 13B");
  await givenModel(t, userId, vendorId, "Aurora 70B", "draft");

  const found = await t.query(api.queries.searchModels.searchModels, { text: "aurora" });
  expect(found.map((model) => model.name)).toEqual(["Aurora 7B"]);
  expect(await t.query(api.queries.searchModels.searchModels, { text: "a" })).toEqual([]);
});
