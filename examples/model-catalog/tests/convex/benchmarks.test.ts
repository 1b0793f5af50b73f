import { describe, expect, it } from "vitest";
import { api } from "../../convex/_generated/api";
import { backend, givenModel, givenVendor, signIn } from "./setup";

const create = api.mutations.createBenchmark.createBenchmark;
const score = {
  name: "HumanEval",
  category: "coding" as const,
  score: 71.5,
  unit: "%",
  source_url: "https://example.com/report",
  measured_at: 1,
};

describe("benchmarks", () => {
  it("lists the newest measurement first", async () => {
    const t = backend();
    const { userId, as } = await signIn(t, "admin");
    const model_id = await givenModel(t, userId, await givenVendor(t, userId));
    await as.mutation(create, { model_id, ...score });
    await as.mutation(create, { model_id, ...score, score: 74, measured_at: 2 });
    const rows = await t.query(api.queries.listBenchmarks.listBenchmarks, { model_id });
    expect(rows.map((row) => row.score)).toEqual([74, 71.5]);
  });

  it("wants a source that can be opened", async () => {
    const t = backend();
    const { userId, as } = await signIn(t, "admin");
    const model_id = await givenModel(t, userId, await givenVendor(t, userId));
    await expect(
      as.mutation(create, { model_id, ...score, source_url: "a friend told me" }),
    ).rejects.toThrow(/https source/);
  });

  it("removes a score", async () => {
    const t = backend();
    const { userId, as } = await signIn(t, "admin");
    const model_id = await givenModel(t, userId, await givenVendor(t, userId));
    const benchmark_id = await as.mutation(create, { model_id, ...score });
    await as.mutation(api.mutations.deleteBenchmark.deleteBenchmark, { benchmark_id });
    expect(await t.query(api.queries.listBenchmarks.listBenchmarks, { model_id })).toEqual([]);
  });
});
