import { describe, expect, it } from "vitest";
import { api } from "../../convex/_generated/api";
import { backend, signIn } from "./setup";

describe("requireUser and requireAdmin", () => {
  it("turn away a deactivated account", async () => {
    const t = backend();
    const { userId, as } = await signIn(t, "admin");
    await t.run((ctx) => ctx.db.patch(userId, { is_active: false }));
    await expect(as.query(api.queries.listUsers.listUsers, {})).rejects.toThrow(/deactivated/);
  });

  it("turn away an identity without a user row", async () => {
    const t = backend().withIdentity({ subject: "auth|nobody" });
    await expect(t.query(api.queries.listFavorites.listFavorites, {})).rejects.toThrow(/sign in/);
  });
});
