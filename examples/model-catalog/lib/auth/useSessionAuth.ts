"use client";

import { useCallback, useEffect, useMemo, useState } from "react";

type SessionState = "loading" | "signed-in" | "signed-out";

async function requestToken(): Promise<string | null> {
  const response = await fetch("/api/session/token", { cache: "no-store" });
  if (!response.ok) {
    return null;
  }
  const body = (await response.json()) as { token?: string };
  return body.token ?? null;
}

/** The session in the form that ConvexProviderWithAuth asks for. */
export function useSessionAuth() {
  const [state, setState] = useState<SessionState>("loading");

  useEffect(() => {
    let cancelled = false;
    void requestToken().then((token) => {
      if (!cancelled) {
        setState(token === null ? "signed-out" : "signed-in");
      }
    });
    return () => {
      cancelled = true;
    };
  }, []);

  const fetchAccessToken = useCallback(() => requestToken(), []);
  return useMemo(
    () => ({
      isLoading: state === "loading",
      isAuthenticated: state === "signed-in",
      fetchAccessToken,
    }),
    [state, fetchAccessToken],
  );
}
