import { describe, expect, it } from "vitest";
import { api } from "../../convex/_generated/api";
import { backend, givenModel, givenVendor, signIn } from "./setup";

const create = api.mutations.createModel.createModel;

describe("createModel", () => {
  it("stores a draft with a slug and an audit line", async () => {
    const t = backend();
    const { userId, as } = await signIn(t, "admin");
    const vendor_id = await givenVendor(t, userId);

    const id = await as.mutation(create, {
      vendor_id,
      name: " Aurora 70B ",
      summary: "",
      modality: "text",
      license: "mit",
    });

    const model = await t.run((ctx) => ctx.db.get(id));
    expect(model).toMatchObject({ name: "Aurora 70B", slug: "aurora-70b", status: "draft" });
    const audit = await t.run((ctx) => ctx.db.query("audit_log").collect());
    expect(audit.map((row) => row.action)).toEqual(["model.create"]);
  });

  it("rejects a second model with the same address", async () => {
    const t = backend();
    const { userId, as } = await signIn(t, "admin");
    const vendor_id = await givenVendor(t, userId);
    await givenModel(t, userId, vendor_id, "Aurora 7B");

    await expect(
      as.mutation(create, {
        vendor_id,
        name: "Aurora 7B",
        summary: "",
        modality: "text",
        license: "mit",
      }),
    ).rejects.toThrow(/exists already/);
  });

  it("rejects a negative parameter count", async () => {
    const t = backend();
    const { userId, as } = await signIn(t, "admin");
    const vendor_id = await givenVendor(t, userId);
    await expect(
      as.mutation(create, {
        vendor_id,
        name: "Aurora",
        summary: "",
        modality: "text",
        license: "mit",
        parameter_count_b: -1,
      }),
    ).rejects.toThrow(/positive/);
  });

  it("keeps members out", async () => {
    const t = backend();
    const { userId } = await signIn(t, "admin");
    const { as } = await signIn(t, "member");
    const vendor_id = await givenVendor(t, userId);
    await expect(
      as.mutation(create, {
        vendor_id,
        name: "Aurora",
        summary: "",
        modality: "text",
        license: "mit",
      }),
    ).rejects.toThrow(/Administrator role required/);
  });
});
