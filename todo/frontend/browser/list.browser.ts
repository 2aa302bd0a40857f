import { expect, test, vi } from "vitest";
import { somebody, titles } from "./somebody";

const numbered = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => `Task ${from + i}`);

test("a long list comes page by page, keeps its filter, and stays whole when something changes", async () => {
  const { context, page, api } = await somebody();
  const expectTitles = (wanted: string[]) => vi.waitFor(async () => expect(await titles(page)).toEqual(wanted), 15_000);
  for (let i = 1; i <= 230; i++) {
    await api("POST", "/tasks", { title: `Task ${i}`, priority: i <= 120 ? "high" : "low" });
  }
  const more = page.getByRole("button", { name: "Show more" });
  await page.goto("/?sort=created");
  await page.getByText("230 tasks").waitFor();
  const newestFirst = numbered(1, 230).toReversed();
  await expectTitles(newestFirst.slice(0, 100));
  await more.click();
  await expectTitles(newestFirst.slice(0, 200));
  await more.click();
  await expectTitles(newestFirst);
  expect(await more.count()).toBe(0);

  await page.getByRole("button", { name: "Edit “Task 1”", exact: true }).click();
  await page.getByLabel("Title of “Task 1”", { exact: true }).fill("The oldest");
  await page.keyboard.press("Enter");
  await expectTitles([...newestFirst.slice(0, -1), "The oldest"]);

  await page.getByRole("search").getByLabel("Priority").selectOption("High");
  await page.getByText("120 tasks").waitFor();
  await expectTitles(numbered(21, 120).toReversed());
  await more.click();
  await expectTitles([...numbered(2, 120).toReversed(), "The oldest"]);
  await context.close();
});

test("a change shows at once, and is taken back with a word when it is refused", async () => {
  const { context, page, api } = await somebody();
  await api("POST", "/tasks", { title: "Buy milk" });
  let answer: () => void = () => undefined;
  const asked = new Promise<void>((resolve) => (answer = resolve));
  await page.route(/\/tasks\/\d+/, async (route) => {
    await asked;
    await route.fulfill({ status: 500, contentType: "application/problem+json", body: '{"title":"Out of order"}' });
  });
  await page.getByLabel("Complete “Buy milk”").click();
  await page.getByLabel("Reopen “Buy milk”").waitFor();
  answer();
  await page.getByText("“Buy milk” was not changed").first().waitFor();
  await page.getByLabel("Complete “Buy milk”").waitFor();
  await page.unroute(/\/tasks\/\d+/);
  expect(await api("GET", "/tasks")).toMatchObject([{ title: "Buy milk", completed: false }]);
  await context.close();
});

test("somebody else's change in between is not overwritten", async () => {
  const { context, page, api } = await somebody();
  await api("POST", "/tasks", { title: "Buy milk" });
  await page.getByRole("button", { name: "Edit “Buy milk”" }).click();
  // What this page would be told of the other change does not come in time.
  await page.route(/\/tasks\?/, (route) => route.abort());
  await api("PATCH", "/tasks/1", { title: "Buy soy milk" });
  await page.getByLabel("Title of “Buy milk”").fill("Buy oat milk");
  await page.keyboard.press("Enter");
  await page.getByText("Somebody changed this task meanwhile.").first().waitFor();
  await page.unroute(/\/tasks\?/);
  expect(await api("GET", "/tasks")).toMatchObject([{ title: "Buy soy milk" }]);
  await context.close();
});

test("a list on its way says so, and one that does not come offers another attempt", async () => {
  const { context, page, api } = await somebody();
  await api("POST", "/tasks", { title: "Buy milk" });
  await page.evaluate(() => localStorage.clear());
  let answer: () => void = () => undefined;
  const asked = new Promise<void>((resolve) => (answer = resolve));
  await page.route(/\/tasks\?/, async (route) => {
    await asked;
    await route.fulfill({ status: 400, contentType: "application/problem+json", body: "{}" });
  });
  await page.goto("/?sort=title");
  await page.locator("#tasks").getByText("Loading…").waitFor();
  answer();
  await page.getByText("The tasks could not be loaded.").waitFor();
  await page.unroute(/\/tasks\?/);
  await page.locator("#tasks").getByRole("button", { name: "Try again" }).click();
  await page.getByText("Buy milk").waitFor();
  await page.getByLabel("Search tasks").fill("nothing like it");
  await page.getByText("No task matches").waitFor();
  await context.close();
});
