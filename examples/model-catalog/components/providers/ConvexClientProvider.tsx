"use client";

import { ConvexProviderWithAuth, ConvexReactClient } from "convex/react";
import { useState, type ReactNode } from "react";
import { useSessionAuth } from "@/lib/auth/useSessionAuth";

const CONVEX_URL = process.env.NEXT_PUBLIC_CONVEX_URL ?? "http://127.0.0.1:3210";

/** Gives the tree below a Convex client that carries the session. */
export function ConvexClientProvider({ children }: { children: ReactNode }) {
  const [client] = useState(() => new ConvexReactClient(CONVEX_URL));
  return (
    <ConvexProviderWithAuth client={client} useAuth={useSessionAuth}>
      {children}
    </ConvexProviderWithAuth>
  );
}
