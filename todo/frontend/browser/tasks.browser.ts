import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { somebody, type Somebody, titles } from "./somebody";

interface Told {
  readonly id: number;
  readonly title: string;
  readonly description: string | null;
  readonly completed: boolean;
  readonly priority: string;
  readonly tags: string[];
  readonly due_at: string | null;
  readonly recurrence: string | null;
  readonly subtasks: { readonly title: string; readonly completed: boolean }[];
}

let pia: Somebody;
let page: Page;
beforeAll(async () => {
  pia = await somebody({ timezoneId: "Asia/Karachi" });
  page = pia.page;
});
afterAll(() => pia.context.close());

const stored = async () => (await pia.api<Told[]>("GET", "/tasks")).toSorted((a, b) => a.id - b.id);
const expectTitles = (...wanted: string[]) => vi.waitFor(async () => expect(await titles(page)).toEqual(wanted), 10_000);
const expectStored = (...wanted: object[]) =>
  vi.waitFor(async () => expect(await stored()).toMatchObject(wanted), 10_000);

async function add(line: string): Promise<void> {
  await page.getByLabel("Add a task").fill(line);
  await page.getByLabel("Add a task").press("Enter");
  await page.getByRole("button", { name: `Edit “${line.replace(/ [#!].*/, "")}”` }).waitFor();
}

async function menu(title: string, item: string): Promise<void> {
  await page.getByRole("button", { name: `More for “${title}”` }).click();
  await page.getByRole("menuitem", { name: item }).click();
}

test("a task is added, renamed in place, completed, reopened, deleted, and taken back", async () => {
  await add("Buy milk #home !high");
  await expectStored({ title: "Buy milk", tags: ["home"], priority: "high", completed: false });

  await page.getByRole("button", { name: "Edit “Buy milk”" }).click();
  await page.getByLabel("Title of “Buy milk”").fill("Buy oat milk");
  await page.getByLabel("Title of “Buy milk”").press("Enter");
  await expectStored({ title: "Buy oat milk" });

  await page.getByLabel("Complete “Buy oat milk”").click();
  await expectStored({ completed: true });
  await page.getByLabel("Reopen “Buy oat milk”").click();
  await expectStored({ completed: false });

  await menu("Buy oat milk", "Delete");
  await expectStored();
  await page.getByRole("button", { name: "Undo" }).click();
  await expectStored({ title: "Buy oat milk", tags: ["home"], priority: "high" });
  await expectTitles("Buy oat milk");
});

test("subtasks are added, ticked and counted, and go with their task", async () => {
  await add("Pack for the trip");
  await menu("Pack for the trip", "Subtasks");
  for (const step of ["Socks", "Map"]) {
    await page.getByLabel("Add a subtask").fill(step);
    await page.getByLabel("Add a subtask").press("Enter");
  }
  await page.getByText("0 of 2 subtasks").waitFor();
  await page.getByLabel("Map", { exact: true }).click();
  await page.getByLabel("Socks", { exact: true }).click();
  await page.getByText("2 of 2 subtasks").waitFor();
  await page.getByRole("button", { name: "Remove “Map”" }).click();
  const packing = async () => (await stored()).find((task) => task.title === "Pack for the trip");
  await vi.waitFor(async () => expect((await packing())?.subtasks).toEqual([{ title: "Socks", completed: true }]), 10_000);
  await menu("Pack for the trip", "Delete");
  await page.getByRole("button", { name: "Undo" }).click();
  await vi.waitFor(async () => expect((await packing())?.subtasks).toHaveLength(1), 10_000);
  await menu("Pack for the trip", "Delete");
  await vi.waitFor(async () => expect(await packing()).toBeUndefined(), 10_000);
});

test("its details are set: notes, due date, priority, tags, repetition", async () => {
  await add("Water plants");
  await menu("Water plants", "Edit details");
  await page.getByLabel("Notes").fill("The cactus, too");
  await page.locator("input[type=datetime-local]").fill("2199-05-04T18:30");
  const form = page.locator("form", { has: page.getByLabel("Notes") });
  await form.getByLabel("Priority").selectOption("Low");
  await form.getByLabel("Repeats").selectOption("Every day");
  await form.getByLabel("Reminder").selectOption("10 minutes before");
  await form.getByLabel("Tags").fill("garden, home");
  await form.getByRole("button", { name: "Save" }).click();
  await expectStored(
    {},
    {
      title: "Water plants",
      description: "The cactus, too",
      due_at: "2199-05-04T13:30:00Z",
      remind_at: "2199-05-04T13:20:00Z",
      priority: "low",
      tags: ["garden", "home"],
      recurrence: "FREQ=DAILY",
    },
  );
});

test("a recurring task that is completed makes room for its next one", async () => {
  await page.getByLabel("Complete “Water plants”").click();
  await expectStored({}, { completed: true }, { title: "Water plants", completed: false, due_at: "2199-05-05T13:30:00Z" });
  await page.getByLabel("Complete “Water plants”").waitFor();
});

test("the list is searched, filtered and sorted, and the address keeps it", async () => {
  const today = new Date();
  await pia.api("POST", "/tasks", { title: "Answer Zoe", priority: "high", due_at: today.toISOString() });
  await pia.api("POST", "/tasks", { title: "Call the bank", priority: "low", due_at: "2020-01-01T10:00:00Z" });
  await page.goto("/");
  await page.getByText("Call the bank").waitFor();
  const choose = (label: string, option: string) => page.getByRole("search").getByLabel(label).selectOption(option);

  await page.getByLabel("Search tasks").fill("zoe");
  await expectTitles("Answer Zoe");
  await page.getByRole("button", { name: "Clear filters" }).click();

  await page.getByText("Completed", { exact: true }).first().click();
  await expectTitles("Water plants");
  await page.getByText("Pending", { exact: true }).click();
  await page.getByText("Call the bank").waitFor();

  await choose("Priority", "High");
  await vi.waitFor(async () => expect((await titles(page)).toSorted()).toEqual(["Answer Zoe", "Buy oat milk"]));
  await choose("Sort", "Sort: Title");
  await expectTitles("Answer Zoe", "Buy oat milk");
  await page.reload();
  await expectTitles("Answer Zoe", "Buy oat milk");
  await choose("Priority", "Any priority");
  await expectTitles("Answer Zoe", "Buy oat milk", "Call the bank", "Water plants");
  await choose("Sort", "Sort: Newest");
  await expectTitles("Call the bank", "Answer Zoe", "Water plants", "Buy oat milk");
  await choose("Sort", "Sort: Priority");
  await vi.waitFor(async () => expect((await titles(page)).slice(0, 2).toSorted()).toEqual(["Answer Zoe", "Buy oat milk"]));
  await choose("Sort", "Sort: Due date");
  await expectTitles("Call the bank", "Answer Zoe", "Water plants", "Buy oat milk");

  await choose("Due", "Overdue");
  await vi.waitFor(async () => expect(await titles(page)).toContain("Call the bank"));
  await vi.waitFor(async () => expect(await titles(page)).not.toContain("Water plants"));
  await choose("Due", "Today");
  await expectTitles("Answer Zoe");
  await choose("Due", "No date");
  await expectTitles("Buy oat milk");
  await page.getByRole("button", { name: "Show only the tag home" }).click();
  await choose("Due", "Any date");
  await vi.waitFor(async () => expect((await titles(page)).toSorted()).toEqual(["Buy oat milk", "Water plants"]));
});

test("a due date is set and taken away from the row's menu", async () => {
  const task = await pia.api<Told>("POST", "/tasks", { title: "Cut the hedge" });
  const inKarachi = (days: number) =>
    new Date(Date.now() + days * 86_400_000).toLocaleDateString("en-CA", { timeZone: "Asia/Karachi" });
  const expectDue = (day: string | null) =>
    vi.waitFor(async () => {
      const { due_at } = await pia.api<Told>("GET", `/tasks/${task.id}`);
      expect(due_at && new Date(due_at).toLocaleDateString("en-CA", { timeZone: "Asia/Karachi" })).toBe(day);
    }, 10_000);
  const section = (heading: string) =>
    page.locator("section", { has: page.getByRole("heading", { name: heading, exact: true }) }).getByText("Cut the hedge");

  await page.goto("/");
  await section("No date").waitFor();
  for (const [item, days, heading] of [["Due today", 0, "Today"], ["Due tomorrow", 1, "Tomorrow"], ["Due in a week", 7, "Next 7 days"]] as const) {
    await menu("Cut the hedge", item);
    await expectDue(inKarachi(days));
    await section(heading).waitFor();
  }
  await menu("Cut the hedge", "No due date");
  await expectDue(null);
  await section("No date").waitFor();
  await pia.api("DELETE", `/tasks/${task.id}`);
});

test("notes take 1000 characters, are there again as they were written, and no more can be typed", async () => {
  const task = await pia.api<Told>("POST", "/tasks", { title: "Write it down" });
  const notes = `First line\n${"n".repeat(989)}`;
  await page.goto("/");
  await menu("Write it down", "Edit details");
  await page.getByLabel("Notes").fill(`${notes}and more`);
  expect(await page.getByLabel("Notes").inputValue()).toBe(notes);
  await page.getByRole("button", { name: "Save" }).click();
  await vi.waitFor(async () => expect(await pia.api("GET", `/tasks/${task.id}`)).toMatchObject({ description: notes }), 10_000);
  await page.reload();
  await menu("Write it down", "Edit details");
  expect(await page.getByLabel("Notes").inputValue()).toBe(notes);
  await pia.api("DELETE", `/tasks/${task.id}`);
});

test("no title is longer than 200 characters, and none is empty", async () => {
  await page.goto("/");
  await page.getByLabel("Add a task").fill("a".repeat(300));
  expect(await page.getByLabel("Add a task").inputValue()).toHaveLength(200);
  await page.getByLabel("Add a task").fill("   ");
  expect(await page.getByRole("button", { name: "Add", exact: true }).isDisabled()).toBe(true);
});

test("a task whose answer is lost on the way is there once", async () => {
  const before = (await stored()).length;
  let lost = 0;
  await page.route(/\/tasks$/, async (route) => {
    if (route.request().method() === "POST" && lost++ === 0) {
      // It reaches the backend; its answer does not reach the page.
      await route.fetch();
      await route.abort("connectionreset");
    } else {
      await route.continue();
    }
  });
  await add("Post the letter");
  await vi.waitFor(() => expect(lost).toBe(2), 10_000);
  await page.getByText("Post the letter").waitFor();
  await page.unroute(/\/tasks$/);
  expect((await stored()).slice(before)).toMatchObject([{ title: "Post the letter" }]);
  await vi.waitFor(async () => {
    expect((await titles(page)).filter((title) => title === "Post the letter")).toHaveLength(1);
  }, 10_000);
});
