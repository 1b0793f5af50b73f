import { describe, expect, it } from "vitest";
import { api } from "../../convex/_generated/api";
import { backend, givenModel, givenVendor, signIn } from "./setup";

const remove = api.mutations.deleteModel.deleteModel;

describe("deleteModel", () => {
  it("takes favourites along", async () => {
    const t = backend();
    const { userId, as } = await signIn(t, "admin");
    const model_id = await givenModel(t, userId, await givenVendor(t, userId));
    await as.mutation(api.mutations.addFavorite.addFavorite, { model_id });
    await t.run((ctx) => ctx.db.patch(model_id, { status: "retired" }));

    await as.mutation(remove, { model_id });

    expect(await t.run((ctx) => ctx.db.query("favorites").collect())).toEqual([]);
    expect(await t.run((ctx) => ctx.db.get(model_id))).toBeNull();
  });

  it("refuses a published model", async () => {
    const t = backend();
    const { userId, as } = await signIn(t, "admin");
    const model_id = await givenModel(t, userId, await givenVendor(t, userId));
    await expect(as.mutation(remove, { model_id })).rejects.toThrow(/Retire the model/);
  });
});
