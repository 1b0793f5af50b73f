import { describe, expect, it } from "vitest";
import { api } from "../../convex/_generated/api";
import { backend, givenModel, givenVendor, signIn } from "./setup";

describe("admin queries", () => {
  it("exports CSV with a header and one line a model", async () => {
    const t = backend();
    const { userId, as } = await signIn(t, "admin");
    const vendorId = await givenVendor(t, userId, "Quote, Inc");
    await givenModel(t, userId, vendorId, "Aurora");
    const file = await as.query(api.queries.exportModelsCsv.exportModelsCsv, {});
    expect(file).toMatchObject({ filename: "models-published.csv", row_count: 1 });
    expect(file.csv.split("\r\n")[1]).toMatch(/^"Quote, Inc",Aurora,text,apache-2\.0,7,,/);
  });

  it("names the actor of an audit line", async () => {
    const t = backend();
    const { userId, as } = await signIn(t, "admin", "grace");
    const vendor_id = await givenVendor(t, userId);
    await as.mutation(api.mutations.updateVendor.updateVendor, { vendor_id, country: "NO" });
    const rows = await as.query(api.queries.listAuditLog.listAuditLog, {});
    expect(rows).toMatchObject([{ actor_name: "grace", action: "vendor.update" }]);
  });

  it("counts for the dashboard", async () => {
    const t = backend();
    const { userId, as } = await signIn(t, "admin");
    await givenModel(t, userId, await givenVendor(t, userId));
    expect(await as.query(api.queries.getDashboardStats.getDashboardStats, {})).toEqual({
      published_models: 1,
      draft_models: 0,
      active_vendors: 1,
      admins: 1,
    });
  });

  it("keeps members out of all of them", async () => {
    const t = backend();
    const { as } = await signIn(t, "member");
    await expect(as.query(api.queries.exportModelsCsv.exportModelsCsv, {})).rejects.toThrow();
    await expect(as.query(api.queries.listAuditLog.listAuditLog, {})).rejects.toThrow();
    await expect(as.query(api.queries.listUsers.listUsers, {})).rejects.toThrow();
    await expect(as.query(api.queries.getDashboardStats.getDashboardStats, {})).rejects.toThrow();
  });
});
