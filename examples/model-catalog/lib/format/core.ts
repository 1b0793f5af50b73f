/** 7 -> "7B", 0.35 -> "350M", undefined -> "n/a". */
export function formatParameters(billions: number | undefined): string {
  if (billions === undefined) {
    return "n/a";
  }
  return billions < 1 ? `${Math.round(billions * 1000)}M` : `${billions}B`;
}

/** 131072 -> "128K tokens". */
export function formatContextWindow(tokens: number | undefined): string {
  if (tokens === undefined) {
    return "n/a";
  }
  return tokens >= 1024 ? `${Math.round(tokens / 1024)}K tokens` : `${tokens} tokens`;
}

/** An ISO day in UTC, the same on server and client. */
export function formatDay(timestamp: number): string {
  return new Date(timestamp).toISOString().slice(0, 10);
}

/** 1234567 -> "1.2M". */
export function formatCount(count: number): string {
  if (count >= 1_000_000) {
    return `${(count / 1_000_000).toFixed(1)}M`;
  }
  return count >= 1_000 ? `${(count / 1_000).toFixed(1)}K` : String(count);
}
