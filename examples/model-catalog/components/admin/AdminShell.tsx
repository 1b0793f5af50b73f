"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { activeSection, ADMIN_SECTIONS } from "./nav";

/** Side bar and heading around every admin page. */
export function AdminShell({ children }: { children: ReactNode }) {
  const active = activeSection(usePathname());
  return (
    <div className="admin">
      <nav aria-label="Admin sections">
        {ADMIN_SECTIONS.map((section) => (
          <Link
            key={section.href}
            href={section.href}
            title={section.description}
            aria-current={section.href === active?.href ? "page" : undefined}
          >
            {section.label}
          </Link>
        ))}
      </nav>
      <main>
        <h1>{active?.label ?? "Admin"}</h1>
        {children}
      </main>
    </div>
  );
}
