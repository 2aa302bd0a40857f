import type { Route } from "playwright-core";
import { expect, test, vi } from "vitest";
import { say, somebody, titles } from "./somebody";

const CHAT = /\/chat\/stream$/;
const problem = (status: number, headers: Record<string, string> = {}) => (route: Route) =>
  route.fulfill({ status, headers, contentType: "application/problem+json", body: '{"title":"Out of order"}' });

test.each([
  ["the server fails", problem(500), "The server could not do that just now."],
  ["there is no connection", (route: Route) => route.abort("connectionrefused"), "There is no connection to the server."],
  ["there were too many", problem(429, { "retry-after": "7" }), "Too many requests. Try again in 7 seconds."],
])("an answer that does not come because %s is told with its reason, and asked for again", async (_why, fails, reason) => {
  const { context, page } = await somebody();
  await page.route(CHAT, fails);
  await page.locator("#chat-message").fill("Add a task to buy milk");
  await page.locator("#chat-message").press("Enter");
  const alert = page.getByRole("alert").filter({ hasText: "The answer did not come." });
  await alert.getByText(reason).waitFor();
  // What was said is still there, and nothing was done.
  await page.getByRole("log").getByText("Add a task to buy milk").waitFor();
  expect(await titles(page)).toEqual([]);

  await page.unroute(CHAT);
  await alert.getByRole("button", { name: "Try again" }).click();
  await page.getByRole("button", { name: "Edit “Buy milk”" }).waitFor();
  await alert.waitFor({ state: "detached" });
  expect(await page.getByRole("log").getByText("Add a task to buy milk").count()).toBe(1);
  await context.close();
});

test("a change that comes too often is taken back, with when to come again", async () => {
  const { context, page, api } = await somebody();
  await api("POST", "/tasks", { title: "Buy milk" });
  await page.route(/\/tasks\/\d+/, problem(429, { "retry-after": "3" }));
  await page.getByLabel("Complete “Buy milk”").click();
  await page.getByText("Too many requests. Try again in 3 seconds.").first().waitFor();
  await page.getByLabel("Complete “Buy milk”").waitFor();
  await context.close();
});

test("a token that has ended is renewed by itself, and a session that has ended leads to the sign-in", async () => {
  const { context, page, api } = await somebody();
  const fetched: string[] = [];
  page.on("response", (response) => void (response.url().endsWith("/api/auth/token") && fetched.push(response.url())));
  let refused = 0;
  await page.route(/\/tasks(\?|$)/, async (route) => {
    if (refused++ === 0) {
      await route.fulfill({ status: 401, contentType: "application/problem+json", body: '{"title":"The token has ended"}' });
    } else {
      await route.continue();
    }
  });
  await page.getByLabel("Add a task").fill("Buy milk");
  await page.getByLabel("Add a task").press("Enter");
  await page.getByRole("button", { name: "Edit “Buy milk”" }).waitFor();
  await vi.waitFor(async () => expect(await api("GET", "/tasks")).toMatchObject([{ title: "Buy milk" }]), 10_000);
  expect(fetched).toHaveLength(1);

  // A quarter of an hour later a token is not begun with any more.
  await page.clock.install();
  await page.reload();
  await page.getByLabel("Complete “Buy milk”").waitFor();
  fetched.length = 0;
  await page.clock.fastForward("15:00");
  await page.getByLabel("Complete “Buy milk”").click();
  await vi.waitFor(async () => expect(await api("GET", "/tasks")).toMatchObject([{ completed: true }]), 10_000);
  expect(fetched).not.toEqual([]);

  await context.clearCookies();
  await page.reload();
  await page.getByRole("heading", { name: "Welcome back" }).waitFor();
  await context.close();
});

test("markup in titles, notes and messages is text", async () => {
  const { context, page, api } = await somebody();
  const markup = '<img src=x onerror="window.stolen=1"><b>bold</b>';
  await page.getByLabel("Add a task").fill(markup);
  await page.getByLabel("Add a task").press("Enter");
  await page.locator("[data-task]").getByText(markup, { exact: true }).waitFor();
  await vi.waitFor(async () => expect(await api("GET", "/tasks")).toMatchObject([{ title: markup }]), 10_000);
  await api("PATCH", "/tasks/1", { description: markup });
  await page.locator("[data-row] p").getByText(markup, { exact: true }).waitFor();
  expect(await say(page, `Add a task: ${markup}`)).toContain(markup);
  expect(await page.locator("main b, main img").count()).toBe(0);
  expect(await page.evaluate(() => "stolen" in window)).toBe(false);
  await context.close();
});
