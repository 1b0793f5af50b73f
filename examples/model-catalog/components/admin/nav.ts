export type AdminSection = {
  href: `/admin${string}`;
  label: string;
  description: string;
};

/**
 * The sections of the admin console, in the order of the side bar. A new page
 * under app/admin is reachable only once it is listed here.
 */
export const ADMIN_SECTIONS: readonly AdminSection[] = [
  { href: "/admin", label: "Dashboard", description: "Figures at a glance" },
  { href: "/admin/models", label: "Models", description: "Create, edit, publish, retire" },
  { href: "/admin/vendors", label: "Vendors", description: "Organisations behind the models" },
  { href: "/admin/benchmarks", label: "Benchmarks", description: "Measured scores" },
  { href: "/admin/users", label: "Users", description: "Roles and access" },
  { href: "/admin/audit", label: "Audit log", description: "Who changed what" },
];

/** The section that a path belongs to: the longest match wins. */
export function activeSection(path: string): AdminSection | undefined {
  return [...ADMIN_SECTIONS]
    .sort((left, right) => right.href.length - left.href.length)
    .find((section) => path === section.href || path.startsWith(`${section.href}/`));
}
