import { expect, test, vi } from "vitest";
import { say, somebody, titles } from "./somebody";

test("a new conversation is begun, and an older one is gone back to and goes on", async () => {
  const { context, page } = await somebody();
  await say(page, "Add a task to water the plants");
  await page.getByRole("button", { name: "New conversation" }).click();
  await page.getByText("What is on your mind?").waitFor();
  expect(await page.getByRole("log").getByText("water the plants").count()).toBe(0);
  await say(page, "Add a task to feed the cat");

  await page.getByRole("button", { name: "Conversations", exact: true }).click();
  await vi.waitFor(async () => expect(await page.getByRole("menuitem").count()).toBe(2));
  await page.getByRole("menuitem", { name: "water the plants" }).click();
  await page.getByRole("log").getByText("Add a task to water the plants").waitFor();
  expect(await page.getByRole("log").getByText("feed the cat").count()).toBe(0);
  // "It" is what this conversation was about, not the other one.
  expect(await say(page, "complete it")).toContain("Water the plants");
  await page.getByLabel("Reopen “Water the plants”").waitFor();
  await page.getByLabel("Complete “Feed the cat”").waitFor();
  await context.close();
});

test("several requests in one message are all done", async () => {
  const { context, page } = await somebody();
  const answer = await say(page, "Add a task to buy milk and then add a task to call mom, then show my tasks");
  expect(answer).toContain("Buy milk");
  expect(answer).toContain("Call mom");
  await vi.waitFor(async () => expect((await titles(page)).toSorted()).toEqual(["Buy milk", "Call mom"]), 10_000);
  const answered = page.getByRole("log").getByRole("list").last();
  await answered.getByText("Looked through the tasks").waitFor();
  expect(await answered.getByText("Added").count()).toBe(2);
  await context.close();
});

test("many tasks are deleted only after a yes, and an undo brings them back", async () => {
  const { context, page, api } = await somebody();
  for (const title of ["One", "Two", "Three"]) {
    await api("POST", "/tasks", { title });
  }
  const expectTitles = (...wanted: string[]) =>
    vi.waitFor(async () => expect((await titles(page)).toSorted()).toEqual(wanted.toSorted()), 10_000);
  expect(await say(page, "delete everything")).toContain("?");
  expect(await api<object[]>("GET", "/tasks")).toHaveLength(3);
  await say(page, "no");
  expect(await api<object[]>("GET", "/tasks")).toHaveLength(3);
  await expectTitles("One", "Two", "Three");

  await say(page, "delete everything");
  await say(page, "yes");
  await page.getByText("Nothing to do yet").waitFor();
  expect(await api<object[]>("GET", "/tasks")).toEqual([]);
  await say(page, "undo");
  await expectTitles("One", "Two", "Three");
  await context.close();
});
