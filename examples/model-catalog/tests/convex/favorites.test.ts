import { describe, expect, it } from "vitest";
import { api } from "../../convex/_generated/api";
import { backend, givenModel, givenVendor, signIn } from "./setup";

describe("favourites", () => {
  it("are kept once however often they are added", async () => {
    const t = backend();
    const { userId, as } = await signIn(t, "member");
    const model_id = await givenModel(t, userId, await givenVendor(t, userId));
    const first = await as.mutation(api.mutations.addFavorite.addFavorite, { model_id });
    const second = await as.mutation(api.mutations.addFavorite.addFavorite, { model_id });
    expect(second).toBe(first);
    expect(await as.query(api.queries.listFavorites.listFavorites, {})).toHaveLength(1);
  });

  it("can be removed, twice without harm", async () => {
    const t = backend();
    const { userId, as } = await signIn(t, "member");
    const model_id = await givenModel(t, userId, await givenVendor(t, userId));
    await as.mutation(api.mutations.addFavorite.addFavorite, { model_id });
    await as.mutation(api.mutations.removeFavorite.removeFavorite, { model_id });
    await as.mutation(api.mutations.removeFavorite.removeFavorite, { model_id });
    expect(await as.query(api.queries.listFavorites.listFavorites, {})).toEqual([]);
  });

  it("are for signed-in users", async () => {
    const t = backend();
    const { userId } = await signIn(t, "admin");
    const model_id = await givenModel(t, userId, await givenVendor(t, userId));
    await expect(t.mutation(api.mutations.addFavorite.addFavorite, { model_id })).rejects.toThrow(
      /sign in/,
    );
  });

  it("updateProfile limits the display name", async () => {
    const t = backend();
    const { userId, as } = await signIn(t, "member");
    await as.mutation(api.mutations.updateProfile.updateProfile, { display_name: " Ada " });
    expect((await t.run((ctx) => ctx.db.get(userId)))?.display_name).toBe("Ada");
    await expect(
      as.mutation(api.mutations.updateProfile.updateProfile, { display_name: "x".repeat(81) }),
    ).rejects.toThrow(/1 to 80/);
  });
});
