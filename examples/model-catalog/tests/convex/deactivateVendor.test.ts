import { expect, it } from "vitest";
import { api } from "../../convex/_generated/api";
import { backend, givenModel, givenVendor, signIn } from "./setup";

it("deactivateVendor retires the vendor's published models and nothing else", async () => {
  const t = backend();
  const { userId, as } = await signIn(t, "admin");
  const vendor_id = await givenVendor(t, userId);
  const other = await givenVendor(t, userId, "Other");
  await givenModel(t, userId, vendor_id, "A");
  await givenModel(t, userId, vendor_id, "B", "draft");
  const untouched = await givenModel(t, userId, other, "C");

  const result = await as.mutation(api.mutations.deactivateVendor.deactivateVendor, { vendor_id });

  expect(result).toEqual({ retired_count: 1 });
  expect((await t.run((ctx) => ctx.db.get(untouched)))?.status).toBe("published");
});
