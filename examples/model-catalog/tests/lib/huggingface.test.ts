import { describe, expect, it, vi } from "vitest";
import { fetchModelInfo, RateLimitError } from "@/lib/huggingface/client";

describe("fetchModelInfo", () => {
  it("reads downloads and rounds the parameter count", async () => {
    const fetcher = vi
      .fn()
      .mockResolvedValue(Response.json({ downloads: 10, safetensors: { total: 7_241_732_096 } }));
    const info = await fetchModelInfo("northwind/aurora", "key", fetcher);
    expect(info).toEqual({ downloads: 10, likes: 0, parameterCountB: 7.2 });
    expect(fetcher.mock.calls[0]?.[1]).toEqual({ headers: { authorization: "Bearer key" } });
  });

  it("says how long to wait after a 429", async () => {
    const fetcher = vi
      .fn()
      .mockResolvedValue(new Response("", { status: 429, headers: { "retry-after": "7" } }));
    await expect(fetchModelInfo("a/b", undefined, fetcher)).rejects.toEqual(new RateLimitError(7));
  });

  it("passes on any other failure", async () => {
    const fetcher = vi.fn().mockResolvedValue(new Response("", { status: 500 }));
    await expect(fetchModelInfo("a/b", undefined, fetcher)).rejects.toThrow(/500/);
  });
});
