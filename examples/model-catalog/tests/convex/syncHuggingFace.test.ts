import { afterEach, expect, it, vi } from "vitest";
import { internal } from "../../convex/_generated/api";
import { backend, givenModel, givenVendor, signIn } from "./setup";

afterEach(() => vi.unstubAllGlobals());

it("stores downloads and stops at the first rate limit", async () => {
  const t = backend();
  const { userId } = await signIn(t, "admin");
  const vendorId = await givenVendor(t, userId);
  const first = await givenModel(t, userId, vendorId, "First");
  const second = await givenModel(t, userId, vendorId, "Second");
  await t.run(async (ctx) => {
    await ctx.db.patch(first, { hf_repo_id: "northwind/first", hf_synced_at: 1 });
    await ctx.db.patch(second, { hf_repo_id: "northwind/second", hf_synced_at: 2 });
  });
  vi.stubGlobal(
    "fetch",
    vi
      .fn()
      .mockResolvedValueOnce(Response.json({ downloads: 42, safetensors: { total: 7.2e9 } }))
      .mockResolvedValueOnce(new Response("", { status: 429 })),
  );

  const result = await t.action(internal.actions.syncHuggingFace.syncHuggingFace, {});

  expect(result).toEqual({ synced: 1, rate_limited: true });
  expect(await t.run((ctx) => ctx.db.get(first))).toMatchObject({
    hf_downloads: 42,
    parameter_count_b: 7.2,
  });
});
