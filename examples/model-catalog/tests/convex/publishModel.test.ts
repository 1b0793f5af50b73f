import { describe, expect, it } from "vitest";
import { api } from "../../convex/_generated/api";
import { backend, givenModel, givenVendor, signIn } from "./setup";

const publish = api.mutations.publishModel.publishModel;

describe("publishModel", () => {
  it("makes a draft visible to visitors", async () => {
    const t = backend();
    const { userId, as } = await signIn(t, "admin");
    const model_id = await givenModel(t, userId, await givenVendor(t, userId), "Nova", "draft");
    expect(await t.query(api.queries.getModel.getModel, { slug: "nova" })).toBeNull();

    await as.mutation(publish, { model_id });

    expect(await t.query(api.queries.getModel.getModel, { slug: "nova" })).toMatchObject({
      name: "Nova",
      vendor_name: "Northwind Labs",
    });
  });

  it("publishes drafts only", async () => {
    const t = backend();
    const { userId, as } = await signIn(t, "admin");
    const model_id = await givenModel(t, userId, await givenVendor(t, userId), "Nova", "retired");
    await expect(as.mutation(publish, { model_id })).rejects.toThrow(/Only a draft/);
  });
});
