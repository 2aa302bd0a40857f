import type { Locator, Page } from "playwright-core";
import { expect, test, vi } from "vitest";
import { somebody, titles } from "./somebody";

async function drag(page: Page, from: Locator, to: Locator): Promise<void> {
  const grip = await from.boundingBox();
  if (!grip) {
    throw new Error("nothing to drag by");
  }
  await page.mouse.move(grip.x + grip.width / 2, grip.y + grip.height / 2);
  await page.mouse.down();
  await page.mouse.move(grip.x + 10, grip.y + 20, { steps: 5 });
  // Places to drop at appear with the first movement.
  const place = await to.boundingBox();
  if (!place) {
    throw new Error("nowhere to drop");
  }
  await page.mouse.move(place.x + place.width / 2, place.y + place.height / 2, { steps: 10 });
  await page.mouse.up();
}

test("dragging reorders in one's own order, by mouse and by keyboard, and reschedules by date", async () => {
  const { context, page, api } = await somebody({ timezoneId: "Asia/Karachi" });
  for (const title of ["One", "Two", "Three"]) {
    await api("POST", "/tasks", { title });
  }
  const expectTitles = (...wanted: string[]) => vi.waitFor(async () => expect(await titles(page)).toEqual(wanted), 10_000);
  const grip = (title: string) => page.getByRole("button", { name: `Move “${title}”` });
  await page.goto("/?sort=manual");
  await expectTitles("One", "Two", "Three");
  await drag(page, grip("One"), grip("Three"));
  await expectTitles("Two", "Three", "One");
  await page.reload();
  await expectTitles("Two", "Three", "One");

  await grip("One").focus();
  await page.keyboard.press("Space");
  await page.getByText("“One” is over “One”.").waitFor({ state: "attached" });
  await page.keyboard.press("ArrowUp");
  await page.getByText("“One” is over “Three”.").waitFor({ state: "attached" });
  await page.keyboard.press("Space");
  await expectTitles("Two", "One", "Three");

  await page.goto("/");
  await page.getByRole("heading", { name: "No date" }).waitFor();
  await drag(page, grip("Two"), page.getByRole("heading", { name: "Tomorrow" }).locator(".."));
  await page.getByRole("heading", { name: "Tomorrow" }).waitFor();
  await vi.waitFor(async () => {
    const [two] = await api<{ due_at: string; all_day: boolean }[]>("GET", "/tasks?search=Two");
    const tomorrow = new Date(Date.now() + 86_400_000).toLocaleDateString("en-CA", { timeZone: "Asia/Karachi" });
    expect(two?.all_day).toBe(true);
    expect(new Date(two?.due_at ?? "").toLocaleDateString("en-CA", { timeZone: "Asia/Karachi" })).toBe(tomorrow);
  }, 10_000);
  await context.close();
});
