import { expect, test, vi } from "vitest";
import { somebody } from "./somebody";

test("theme and language are switched, and stay over a reload", async () => {
  const { context, page } = await somebody({ colorScheme: "light" });
  const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await background();

  await page.getByRole("button", { name: "Theme: As the system" }).click();
  await page.getByRole("button", { name: "Theme: Light" }).click();
  await page.getByRole("button", { name: "Theme: Dark" }).waitFor();
  const dark = await background();
  expect(dark).not.toBe(light);
  await page.reload();
  await page.getByRole("button", { name: "Theme: Dark" }).waitFor();
  expect(await background()).toBe(dark);

  await page.getByRole("button", { name: "اردو" }).click();
  await page.getByRole("heading", { name: "کام", exact: true }).waitFor();
  await page.reload();
  await page.locator("html[lang=ur][dir=rtl]").waitFor();
  await page.getByRole("button", { name: "رنگ: گہرا" }).click();
  await page.getByRole("button", { name: "رنگ: سسٹم کے مطابق" }).waitFor();
  expect(await background()).toBe(light);
  await page.getByRole("button", { name: "English" }).click();
  await page.locator("html[lang=en][dir=ltr]").waitFor();
  await context.close();
});

test("on a phone the list and the conversation are two views with a switch between them", async () => {
  const { context, page, api } = await somebody({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  const tasks = page.getByRole("heading", { name: "Tasks", exact: true });
  const chat = page.getByRole("heading", { name: "Chat", exact: true });
  const pane = (name: string) => page.getByRole("navigation").getByRole("button", { name });
  const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
  expect([await tasks.isVisible(), await chat.isVisible()]).toEqual([true, false]);
  expect(await pane("Tasks").getAttribute("aria-pressed")).toBe("true");
  expect(await fits()).toBe(true);

  // What the empty list proposes is said in the conversation, where the answer is seen.
  await page.getByRole("button", { name: "Say it for me" }).tap();
  await page.getByText("Added task 1").waitFor();
  expect([await tasks.isVisible(), await chat.isVisible()]).toEqual([false, true]);
  expect(await fits()).toBe(true);

  await pane("Tasks").tap();
  expect(await fits()).toBe(true);
  await page.getByRole("button", { name: "Edit “Call mom”" }).waitFor();
  expect([await tasks.isVisible(), await chat.isVisible()]).toEqual([true, false]);
  await pane("Chat").tap();
  await vi.waitFor(async () => expect([await tasks.isVisible(), await chat.isVisible()]).toEqual([false, true]));

  // A long conversation that was not shown yet is shown at its end.
  const begun = await api<{ conversation_id: number }>("POST", "/chat", { message: "Add a task to water the garden" });
  for (let i = 1; i <= 8; i++) {
    await api("POST", "/chat", { conversation_id: begun.conversation_id, message: `Add a task to feed fish ${i}` });
  }
  await page.reload();
  await page.getByRole("button", { name: "Edit “Feed fish 8”" }).waitFor();
  await pane("Chat").tap();
  const answer = page.getByRole("log").getByText(/Added task .*Feed fish 8/);
  await vi.waitFor(async () => {
    const box = await answer.boundingBox();
    expect(box && box.y > 0 && box.y < 740).toBe(true);
  });
  await context.close();
});

test("notifications are asked for from the menu, which then says that reminders are shown", async () => {
  const { context, page } = await somebody();
  const account = page.getByRole("button", { name: "Account" });
  // The person's answer to the browser's own question, which no test can press.
  await context.addInitScript(() => {
    let permission: NotificationPermission = "default";
    Object.defineProperty(Notification, "permission", { get: () => permission });
    Notification.requestPermission = () => Promise.resolve((permission = "granted"));
  });
  await page.reload();
  await account.click();
  await page.getByRole("menuitem", { name: "Notify me of reminders" }).click();
  await page.getByRole("menuitem", { name: "Notify me of reminders" }).waitFor({ state: "detached" });
  await account.click();
  await page.getByRole("menuitem", { name: "Reminders are shown" }).waitFor();
  await context.close();
});
