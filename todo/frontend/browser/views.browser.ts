import { expect, test, vi } from "vitest";
import { say, somebody, titles } from "./somebody";

const ZONE = "Asia/Karachi";
/** Everything shares two processors. */
const soon = (check: () => Promise<void>) => vi.waitFor(check, 10_000);
const day = (ahead: number) =>
  new Date(Date.now() + ahead * 86_400_000).toLocaleDateString("en-CA", { timeZone: ZONE });

test("today, upcoming and lists are one navigation, with the number of their tasks", async () => {
  const { context, page, api } = await somebody({ timezoneId: ZONE });
  await api("POST", "/tasks", { title: "Late", due_at: "2020-01-01T10:00:00Z", tags: ["work"] });
  await api("POST", "/tasks", { title: "Later", due_at: `${day(3)}T10:00:00Z`, tags: ["work"] });
  await api("POST", "/tasks", { title: "Some day" });
  await page.goto("/");
  const view = (name: RegExp) => page.getByRole("navigation", { name: "Lists" }).getByRole("button", { name });
  const expectTitles = (...wanted: string[]) =>
    soon(async () => expect((await titles(page)).toSorted()).toEqual(wanted));
  await view(/^Today 1/).click();
  await expectTitles("Late");
  expect(await view(/^Today/).getAttribute("aria-current")).toBe("page");
  await view(/^Upcoming 1/).click();
  await expectTitles("Later");
  await view(/^work 2/).click();
  await expectTitles("Late", "Later");
  await view(/^All 3/).click();
  await expectTitles("Late", "Later", "Some day");
  await page.getByLabel("Complete “Late”").click();
  await view(/^Today 0/).waitFor();
  await context.close();
});

test("what a line says shows while it is typed, and is what is added", async () => {
  const { context, page, api } = await somebody({ timezoneId: ZONE });
  const field = page.getByLabel("Add a task");
  await field.fill("Call Zoe tomorrow at 5pm #family !high");
  await page.locator("[data-read]", { hasText: "tomorrow" }).waitFor();
  expect(await page.locator("[data-read]").allInnerTexts()).toEqual(["Call Zoe", expect.stringMatching(/^tomorrow, (17:00|5:00\sPM)$/), "High", "family"]);
  await field.press("Enter");
  await page.getByRole("button", { name: "Edit “Call Zoe”" }).waitFor();
  await soon(async () =>
    expect(await api("GET", "/tasks")).toMatchObject([
      { title: "Call Zoe", due_at: `${day(1)}T12:00:00Z`, tags: ["family"], priority: "high" },
    ]),
  );

  await field.fill("Read Friday");
  await page.getByRole("button", { name: "Take it as it is written" }).click();
  await field.press("Enter");
  await page.getByRole("button", { name: "Edit “Read Friday”" }).waitFor();
  await context.close();
});

test("what is asked is answered with a button, and what is listed is ticked in the conversation", async () => {
  const { context, page, api } = await somebody();
  for (const title of ["Buy milk", "Buy bread"]) {
    await api("POST", "/tasks", { title });
  }
  await say(page, "delete the buy task");
  const answers = page.getByRole("group", { name: "Answers" });
  expect(await answers.getByRole("button").allInnerTexts()).toEqual(["1: Buy milk", "2: Buy bread", "None of them"]);
  // The question is still there after a reload, with its answers.
  await page.reload();
  await answers.getByRole("button", { name: "2: Buy bread" }).click();
  await page.getByText("Deleted “Buy bread”").first().waitFor();
  await soon(async () => expect(await titles(page)).toEqual(["Buy milk"]));
  await answers.waitFor({ state: "detached" });

  await say(page, "show my tasks");
  const row = page.getByRole("list", { name: "Tasks in this answer" }).getByRole("checkbox", { name: /Buy milk/ });
  await row.click();
  await soon(async () => expect(await row.isChecked()).toBe(true));
  await page.getByLabel("Reopen “Buy milk”").waitFor();
  await soon(async () => expect(await api("GET", "/tasks/1")).toMatchObject({ completed: true }));
  await context.close();
});

test("the palette goes, finds and says; Ctrl and Z take back what was done", async () => {
  const { context, page, api } = await somebody();
  await api("POST", "/tasks", { title: "Water plants", tags: ["garden"] });
  await api("POST", "/tasks", { title: "Pay rent" });
  await page.goto("/");
  await page.getByRole("navigation", { name: "Lists" }).getByRole("button", { name: /^garden/ }).waitFor();
  const palette = page.getByRole("combobox", { name: "Commands" });
  await page.keyboard.press("Control+k");
  await palette.fill("gard");
  await palette.press("Enter");
  await soon(async () => expect(await titles(page)).toEqual(["Water plants"]));
  await page.keyboard.press("Control+k");
  await palette.fill("add a task to sweep");
  await page.getByRole("option", { name: /Say to the chat/ }).click();
  await page.getByText("Added task 3").first().waitFor();

  await page.getByRole("button", { name: "More for “Water plants”" }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await soon(async () => expect(await api("GET", "/tasks")).toHaveLength(2));
  await page.keyboard.press("Control+z");
  await soon(async () => expect(await api("GET", "/tasks/1")).toMatchObject({ title: "Water plants", tags: ["garden"] }));
  await page.getByLabel("Complete “Water plants”").click();
  await soon(async () => expect(await api("GET", "/tasks/1")).toMatchObject({ completed: true }));
  await page.locator("body").click({ position: { x: 2, y: 300 } });
  await page.keyboard.press("Control+z");
  await soon(async () => expect(await api("GET", "/tasks/1")).toMatchObject({ completed: false }));
  await context.close();
});

test("several are selected and done at once, and taken back at once", async () => {
  const { context, page, api } = await somebody();
  for (const title of ["One", "Two", "Three"]) {
    await api("POST", "/tasks", { title });
  }
  await page.goto("/");
  await page.getByRole("button", { name: "Select", exact: true }).click();
  await page.getByLabel("Select “One”").check();
  await page.getByLabel("Select “Two”").check();
  await page.getByText("2 selected").waitFor();
  await page.getByRole("toolbar").getByRole("button", { name: "Delete" }).click();
  await soon(async () => expect(await titles(page)).toEqual(["Three"]));
  await page.getByText("Deleted 2 tasks").waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await soon(async () => expect((await api<{ id: number }[]>("GET", "/tasks")).map(({ id }) => id).toSorted()).toEqual([1, 2, 3]));
  await page.getByRole("button", { name: "Select", exact: true }).click();
  await page.getByRole("button", { name: "Select all" }).click();
  await page.getByRole("toolbar").getByRole("button", { name: "Complete" }).click();
  await soon(async () =>
    expect((await api<{ completed: boolean }[]>("GET", "/tasks")).every(({ completed }) => completed)).toBe(true),
  );
  await context.close();
});

test("on a phone the filters are behind one button", async () => {
  const { context, page, api } = await somebody({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  await api("POST", "/tasks", { title: "One" });
  await page.goto("/");
  await page.getByText("One").waitFor();
  const due = page.getByRole("search").getByLabel("Due");
  expect(await due.isVisible()).toBe(false);
  const first = await page.locator("[data-row]").first().boundingBox();
  expect(first && first.y < 370).toBe(true);
  await page.getByRole("button", { name: "Filters" }).tap();
  await due.waitFor();
  await context.close();
});

test("Urdu has letters of its own, whatever the system has", async () => {
  const { context, page } = await somebody({ locale: "ur-PK" });
  // Where the system has a Nastaliq, that one is shown; what the page brings is there all the same.
  const loaded = await page.evaluate(async () => (await document.fonts.load("16px Naskh", "کام")).map((face) => face.status));
  expect(loaded).toEqual(["loaded"]);
  await context.close();
});
