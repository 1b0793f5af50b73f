import { describe, expect, it } from "vitest";
import { api } from "../../convex/_generated/api";
import { backend, signIn } from "./setup";

describe("createVendor", () => {
  it("stores an active vendor", async () => {
    const t = backend();
    const { as } = await signIn(t, "admin");
    await as.mutation(api.mutations.createVendor.createVendor, { name: "Éclair AI", country: "FR" });
    const vendors = await t.query(api.queries.listVendors.listVendors, {});
    expect(vendors).toMatchObject([{ name: "Éclair AI", slug: "eclair-ai", country: "FR" }]);
  });

  it("rejects a second vendor with the same address", async () => {
    const t = backend();
    const { as } = await signIn(t, "admin");
    await as.mutation(api.mutations.createVendor.createVendor, { name: "Eclair AI" });
    await expect(
      as.mutation(api.mutations.createVendor.createVendor, { name: "Éclair AI" }),
    ).rejects.toThrow(/exists already/);
  });
});
