import { expect, it } from "vitest";
import { api } from "../../convex/_generated/api";
import { backend, givenVendor, signIn } from "./setup";

it("updateVendor changes contact fields", async () => {
  const t = backend();
  const { userId, as } = await signIn(t, "admin");
  const vendor_id = await givenVendor(t, userId);
  await as.mutation(api.mutations.updateVendor.updateVendor, { vendor_id, country: "NO" });
  expect(await t.run((ctx) => ctx.db.get(vendor_id))).toMatchObject({ country: "NO" });
});

it("updateVendor rejects an empty name", async () => {
  const t = backend();
  const { userId, as } = await signIn(t, "admin");
  const vendor_id = await givenVendor(t, userId);
  await expect(
    as.mutation(api.mutations.updateVendor.updateVendor, { vendor_id, name: " " }),
  ).rejects.toThrow(/needs a name/);
});
