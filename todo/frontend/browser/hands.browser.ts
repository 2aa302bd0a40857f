import type { Locator, Page } from "playwright-core";
import { expect, test, vi } from "vitest";
import { somebody, titles } from "./somebody";

async function drag(page: Page, from: Locator, to: Locator): Promise<void> {
  const middle = async (place: Locator) => {
    const box = await place.boundingBox();
    if (!box) {
      throw new Error("nothing there");
    }
    return [box.x + box.width / 2, box.y + box.height / 2] as const;
  };
  const [x, y] = await middle(from);
  await page.mouse.move(x, y);
  await page.mouse.down();
  // What moves a row comes when somebody reaches for it, and places to drop at appear with the first movement after that.
  await vi.waitFor(async () => {
    await page.mouse.move(x, y + 20, { steps: 5 });
    await page.mouse.move(x, y, { steps: 5 });
    expect(await page.locator("[data-dragging]").count()).toBe(1);
  }, 10_000);
  await page.mouse.move(...(await middle(to)), { steps: 10 });
  await page.mouse.up();
}

// Pointers that move while the page moves: on two full processors it was seen to need a second try.
test("dragging reorders in one's own order, by mouse and by keyboard, and reschedules by date", { retry: 2 }, async () => {
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

test("the keyboard does everything", async () => {
  const { context, page, api } = await somebody();
  await page.keyboard.press("n");
  await page.keyboard.type("Buy milk");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Edit “Buy milk”" }).waitFor();
  await page.keyboard.type("Call mom");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Edit “Call mom”" }).waitFor();
  // Numbered by the backend, in its order.
  await vi.waitFor(async () => expect(await titles(page)).toEqual(["Buy milk", "Call mom"]), 10_000);
  const focused = () => page.evaluate(() => document.activeElement?.textContent ?? "");
  await page.locator("body").evaluate(() => (document.activeElement as HTMLElement).blur());

  await page.keyboard.press("j");
  await vi.waitFor(async () => expect(await focused()).toBe("Buy milk"));
  await page.keyboard.press("j");
  await vi.waitFor(async () => expect(await focused()).toBe("Call mom"));
  await page.keyboard.press("k");
  await page.keyboard.press("e");
  await page.getByLabel("Title of “Buy milk”").waitFor();
  await page.keyboard.type("Buy oat milk");
  await page.keyboard.press("Enter");
  await vi.waitFor(async () => expect(await focused()).toBe("Buy oat milk"));
  await page.keyboard.press("d");
  await page.locator("textarea[name=description]").waitFor();
  await page.getByRole("button", { name: "Cancel" }).press("Enter");
  await vi.waitFor(async () => expect(await focused()).toBe("Buy oat milk"));
  await page.keyboard.press("x");
  await vi.waitFor(async () => expect(await api("GET", "/tasks/1")).toMatchObject({ title: "Buy oat milk", completed: true }));
  await page.getByRole("button", { name: "Edit “Call mom”" }).focus();
  await page.keyboard.press("Delete");
  await vi.waitFor(async () => expect(await titles(page)).toEqual(["Buy oat milk"]));

  await page.keyboard.press("/");
  await vi.waitFor(async () => expect(await page.getByLabel("Search tasks").evaluate((field) => field === document.activeElement)).toBe(true));
  await page.keyboard.type("oat");
  await vi.waitFor(() => expect(new URL(page.url()).searchParams.get("search")).toBe("oat"), 5_000);
  await page.keyboard.press("Tab");
  await page.locator("body").evaluate(() => (document.activeElement as HTMLElement).blur());
  await page.keyboard.press("?");
  await page.getByRole("dialog").getByText("Complete or reopen").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor({ state: "detached" });
  await page.keyboard.press("c");
  await vi.waitFor(async () => expect(await page.evaluate(() => document.activeElement?.id)).toBe("chat-message"));
  await context.close();
});
