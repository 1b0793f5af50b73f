import { describe, expect, it } from "vitest";
import { api } from "../../convex/_generated/api";
import { backend, signIn } from "./setup";

const setRole = api.mutations.setUserRole.setUserRole;

describe("setUserRole", () => {
  it("promotes a member", async () => {
    const t = backend();
    const { as } = await signIn(t, "admin");
    const { userId } = await signIn(t, "member");
    await as.mutation(setRole, { user_id: userId, role: "editor" });
    const editors = await as.query(api.queries.listUsers.listUsers, { role: "editor" });
    expect(editors.map((user) => user._id)).toEqual([userId]);
  });

  it("keeps the last door closed: nobody demotes themselves", async () => {
    const t = backend();
    const { userId, as } = await signIn(t, "admin");
    await expect(as.mutation(setRole, { user_id: userId, role: "member" })).rejects.toThrow(
      /your own admin role/,
    );
  });
});
