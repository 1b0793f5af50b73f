import { describe, expect, it } from "vitest";
import { api } from "../../convex/_generated/api";
import { backend, givenModel, givenVendor, signIn } from "./setup";

const update = api.mutations.updateModel.updateModel;

describe("updateModel", () => {
  it("changes only the given fields and keeps the slug", async () => {
    const t = backend();
    const { userId, as } = await signIn(t, "admin");
    const model_id = await givenModel(t, userId, await givenVendor(t, userId));

    await as.mutation(update, { model_id, name: "Aurora 7B v2" });

    const model = await t.run((ctx) => ctx.db.get(model_id));
    expect(model).toMatchObject({ name: "Aurora 7B v2", slug: "aurora-7b", license: "apache-2.0" });
    expect(model?.updated_at).toBeGreaterThan(0);
  });

  it("rejects an empty name", async () => {
    const t = backend();
    const { userId, as } = await signIn(t, "admin");
    const model_id = await givenModel(t, userId, await givenVendor(t, userId));
    await expect(as.mutation(update, { model_id, name: "  " })).rejects.toThrow(/needs a name/);
  });

  it("keeps visitors out", async () => {
    const t = backend();
    const { userId } = await signIn(t, "admin");
    const model_id = await givenModel(t, userId, await givenVendor(t, userId));
    await expect(t.mutation(update, { model_id, name: "x" })).rejects.toThrow(/sign in/);
  });
});
