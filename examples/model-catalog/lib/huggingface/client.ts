const API = "https://huggingface.co/api/models";

export type ModelInfo = {
  downloads: number;
  likes: number;
  parameterCountB: number | undefined;
};

/** HuggingFace answered 429; `retryAfterSeconds` is what it asked for. */
export class RateLimitError extends Error {
  constructor(readonly retryAfterSeconds: number) {
    super(`HuggingFace rate limit, retry after ${retryAfterSeconds} s`);
    this.name = "RateLimitError";
  }
}

type ApiModel = {
  downloads?: number;
  likes?: number;
  safetensors?: { total?: number };
};

/** Public metadata of one repository. See docs/adr/0002 for how often this may be called. */
export async function fetchModelInfo(
  repoId: string,
  apiKey: string | undefined,
  fetcher: typeof fetch = fetch,
): Promise<ModelInfo> {
  const response = await fetcher(`${API}/${repoId}`, {
    headers: apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` },
  });
  if (response.status === 429) {
    throw new RateLimitError(Number(response.headers.get("retry-after") ?? 300));
  }
  if (!response.ok) {
    throw new Error(`HuggingFace answered ${response.status} for ${repoId}`);
  }
  const body = (await response.json()) as ApiModel;
  const total = body.safetensors?.total;
  return {
    downloads: body.downloads ?? 0,
    likes: body.likes ?? 0,
    parameterCountB: total === undefined ? undefined : Math.round(total / 1e8) / 10,
  };
}
