import type { Metadata } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { ConvexClientProvider } from "@/components/providers/ConvexClientProvider";
import "./globals.css";

export const metadata: Metadata = {
  title: "Model Catalogue",
  description: "Find, compare and follow AI models",
};

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>
        <header className="site-header">
          <Link href="/">Model Catalogue</Link>
          <nav aria-label="Site">
            <Link href="/compare">Compare</Link>
            <Link href="/favorites">Favourites</Link>
            <Link href="/admin">Admin</Link>
          </nav>
        </header>
        <ConvexClientProvider>{children}</ConvexClientProvider>
      </body>
    </html>
  );
}
