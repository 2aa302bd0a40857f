import axe from "axe-core";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { browsing, say, somebody } from "./somebody";

/** Colours that are on their way from one to the other have no contrast to speak of: the page then leaves out the way. */
const still = { reducedMotion: "reduce" } as const;

/** What axe finds against WCAG 2.2, levels A and AA. */
async function faults(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof import("axe-core") };
    const { violations } = await axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] });
    return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)}`));
  });
}

test.each(["light", "dark"] as const)("signing in and up, %s", async (colorScheme) => {
  const context = await browsing({ ...still, colorScheme });
  const page = await context.newPage();
  for (const path of ["/sign-in", "/sign-up"]) {
    await page.goto(path);
    expect(await faults(page)).toEqual([]);
  }
  await context.close();
});

test.each([
  ["light", "en"],
  ["dark", "en"],
  ["light", "ur"],
  ["dark", "ur"],
] as const)("the page, empty and in use, %s, %s", async (colorScheme, language) => {
  const { context, page, api } = await somebody({ ...still, colorScheme });
  if (language === "ur") {
    await page.getByRole("button", { name: "اردو" }).click();
    await page.locator("html[lang=ur]").waitFor();
  }
  expect(await faults(page)).toEqual([]);
  await api("POST", "/tasks", { title: "Pay rent", priority: "high", due_at: "2020-01-01T10:00:00Z", tags: ["home"] });
  const done = await api<{ id: number }>("POST", "/tasks", { title: "Buy milk", priority: "low" });
  await api("PATCH", `/tasks/${done.id}/complete`);
  await page.getByText("Buy milk").first().waitFor();
  await say(page, language === "en" ? "What's overdue?" : "میرے کام دکھاؤ");
  expect(await faults(page)).toEqual([]);
  await page.locator("[data-task]").first().focus();
  await page.keyboard.press("d");
  await page.locator("textarea[name=description]").waitFor();
  expect(await faults(page)).toEqual([]);
  await context.close();
});
