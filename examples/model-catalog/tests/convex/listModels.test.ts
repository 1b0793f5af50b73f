import { describe, expect, it } from "vitest";
import { api } from "../../convex/_generated/api";
import { backend, givenModel, givenVendor, signIn } from "./setup";

describe("listModels", () => {
  it("shows visitors published models only, whatever they ask for", async () => {
    const t = backend();
    const { userId, as } = await signIn(t, "admin");
    const vendorId = await givenVendor(t, userId);
    await givenModel(t, userId, vendorId, "Shown");
    await givenModel(t, userId, vendorId, "Hidden", "draft");

    const visible = await t.query(api.queries.listModels.listModels, { status: "draft" });
    expect(visible.map((model) => model.name)).toEqual(["Shown"]);
    const drafts = await as.query(api.queries.listModels.listModels, { status: "draft" });
    expect(drafts.map((model) => model.name)).toEqual(["Hidden"]);
  });

  it("filters by vendor", async () => {
    const t = backend();
    const { userId } = await signIn(t, "admin");
    const north = await givenVendor(t, userId, "North");
    const south = await givenVendor(t, userId, "South");
    await givenModel(t, userId, north, "N1");
    await givenModel(t, userId, south, "S1");
    const models = await t.query(api.queries.listModels.listModels, { vendor_id: south });
    expect(models.map((model) => model.vendor_name)).toEqual(["South"]);
  });

  it("compares at most four", async () => {
    const t = backend();
    const { userId } = await signIn(t, "admin");
    const id = await givenModel(t, userId, await givenVendor(t, userId));
    const compared = await t.query(api.queries.compareModels.compareModels, { model_ids: [id] });
    expect(compared).toHaveLength(1);
    await expect(
      t.query(api.queries.compareModels.compareModels, { model_ids: [id, id, id, id, id] }),
    ).rejects.toThrow(/at most 4/);
  });
});
