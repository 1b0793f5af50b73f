import { describe, expect, it } from "vitest";
import { api } from "../../convex/_generated/api";
import { backend, givenModel, givenVendor, signIn } from "./setup";

const bulkUpdate = api.mutations.bulkUpdateModels.bulkUpdateModels;

describe("bulkUpdateModels", () => {
  it("updates more models than fit in one chunk", async () => {
    const t = backend();
    const { userId, as } = await signIn(t, "admin");
    const vendorId = await givenVendor(t, userId);
    const model_ids = await Promise.all(
      Array.from({ length: 250 }, (_, at) => givenModel(t, userId, vendorId, `Model ${at}`)),
    );

    const result = await as.mutation(bulkUpdate, { model_ids, status: "retired" });

    expect(result).toEqual({ updated_count: 250, skipped_count: 0 });
    const retired = await t.run((ctx) =>
      ctx.db
        .query("models")
        .withIndex("by_status", (q) => q.eq("status", "retired"))
        .collect(),
    );
    expect(retired).toHaveLength(250);
  });

  it("counts models that are gone as skipped", async () => {
    const t = backend();
    const { userId, as } = await signIn(t, "admin");
    const vendorId = await givenVendor(t, userId);
    const kept = await givenModel(t, userId, vendorId, "Kept");
    const gone = await givenModel(t, userId, vendorId, "Gone");
    await t.run((ctx) => ctx.db.delete(gone));

    const result = await as.mutation(bulkUpdate, { model_ids: [kept, gone], license: "mit" });
    expect(result).toEqual({ updated_count: 1, skipped_count: 1 });
  });

  it("rejects an empty selection and an empty change", async () => {
    const t = backend();
    const { userId, as } = await signIn(t, "admin");
    const id = await givenModel(t, userId, await givenVendor(t, userId));
    await expect(as.mutation(bulkUpdate, { model_ids: [], status: "retired" })).rejects.toThrow(
      /at least one/,
    );
    await expect(as.mutation(bulkUpdate, { model_ids: [id] })).rejects.toThrow(/Nothing to change/);
  });
});
