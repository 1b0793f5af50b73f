import { test as base, type Page } from "@playwright/test";

/** Signs in through the test identity provider that `next dev` starts with. */
async function signIn(page: Page, role: "admin" | "member") {
  await page.goto(`/api/session/test-login?role=${role}`);
}

export const test = base.extend<{ adminPage: Page; memberPage: Page }>({
  adminPage: async ({ page }, provide) => {
    await signIn(page, "admin");
    await provide(page);
  },
  memberPage: async ({ page }, provide) => {
    await signIn(page, "member");
    await provide(page);
  },
});

export { expect } from "@playwright/test";
