import { expect, test } from "./fixtures";

test("a visitor finds a model by name", async ({ page }) => {
  await page.goto("/");
  await page.getByLabel("Search models").fill("aurora");
  await page.getByRole("link", { name: "Aurora 7B" }).click();
  await expect(page.getByRole("heading", { name: "Aurora 7B" })).toBeVisible();
});

test("the catalogue fits a phone", async ({ page }) => {
  await page.setViewportSize({ width: 375, height: 812 });
  await page.goto("/");
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(375);
});
