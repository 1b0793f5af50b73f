import { expect, test } from "./fixtures";

test("an admin retires several models at once", async ({ adminPage }) => {
  await adminPage.goto("/admin/models");
  const boxes = adminPage.getByLabel("Select row");
  await boxes.nth(0).check();
  await boxes.nth(1).check();
  await adminPage.getByRole("button", { name: "Retire selected" }).click();
  await adminPage.getByRole("button", { name: "Apply" }).click();
  await expect(adminPage.getByText("2 models updated")).toBeVisible();
});

test("an admin downloads the catalogue as CSV", async ({ adminPage }) => {
  await adminPage.goto("/admin/models");
  const download = adminPage.waitForEvent("download");
  await adminPage.getByRole("button", { name: "Export CSV" }).click();
  expect((await download).suggestedFilename()).toBe("models-published.csv");
});

test("a member is kept out", async ({ memberPage }) => {
  await memberPage.goto("/admin/users");
  await expect(memberPage.getByText("Administrator role required")).toBeVisible();
});
