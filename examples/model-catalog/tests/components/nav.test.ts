import { expect, it } from "vitest";
import { activeSection, ADMIN_SECTIONS } from "@/components/admin/nav";

it("finds the section of a nested path", () => {
  expect(activeSection("/admin/models/aurora-7b")?.label).toBe("Models");
  expect(activeSection("/admin")?.label).toBe("Dashboard");
  expect(activeSection("/compare")).toBeUndefined();
});

it("lists every section once", () => {
  expect(new Set(ADMIN_SECTIONS.map((section) => section.href)).size).toBe(ADMIN_SECTIONS.length);
});
