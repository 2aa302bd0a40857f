import { expect, test, vi } from "vitest";
import { say, somebody, titles } from "./somebody";

test("the chat does what is said, and says what it did", async () => {
  const { context, page } = await somebody();
  const expectTitles = (...wanted: string[]) => vi.waitFor(async () => expect(await titles(page)).toEqual(wanted), 10_000);

  expect(await say(page, "Add a task to buy groceries")).toContain("Buy groceries");
  await expectTitles("Buy groceries");
  expect(await say(page, "I need to remember to pay bills")).toContain("Pay bills");
  const all = await say(page, "Show me all my tasks");
  expect(all).toContain("Buy groceries");
  expect(all).toContain("Pay bills");
  expect(await say(page, "Mark task 1 as complete")).toContain("Buy groceries");
  await page.getByLabel("Reopen “Buy groceries”").waitFor();
  const pending = await say(page, "What's pending?");
  expect(pending).toContain("Pay bills");
  expect(pending).not.toContain("Buy groceries");
  expect(await say(page, "What have I completed?")).toContain("Buy groceries");
  expect(await say(page, "Change task 2 to 'Call mom tonight'")).toContain("Call mom tonight");
  await page.getByRole("button", { name: "Edit “Call mom tonight”" }).waitFor();

  await say(page, "Add a task to prepare the meeting");
  await say(page, "Add a task to cancel the meeting room");
  const asked = await say(page, "Delete the meeting task");
  expect(asked).toContain("?");
  await say(page, "the first one");
  await vi.waitFor(async () => expect(await titles(page)).toHaveLength(3), 10_000);
  expect(await say(page, "Delete task 99")).toContain("99");
  await context.close();
});

test("a conversation is there again after the page was closed, and goes on", async () => {
  const { context, page } = await somebody();
  await say(page, "Add a task to water the plants");
  await page.close();
  const again = await context.newPage();
  await again.goto("/");
  await again.getByText("Add a task to water the plants").waitFor();
  expect(await say(again, "complete it")).toContain("Water the plants");
  await again.getByLabel("Reopen “Water the plants”").waitFor();
  await context.close();
});

test("a message whose answer is cut off on the way is done once", async () => {
  const { context, page } = await somebody();
  let cut = 0;
  await page.route(/\/chat\/stream$/, async (route) => {
    if (cut++ === 0) {
      await route.fetch();
      await route.abort("connectionreset");
    } else {
      await route.continue();
    }
  });
  expect(await say(page, "Add a task to post the letter")).toContain("Post the letter");
  expect(cut).toBe(2);
  await vi.waitFor(async () => expect(await titles(page)).toEqual(["Post the letter"]), 10_000);
  await page.reload();
  await page.getByText("Add a task to post the letter").waitFor();
  expect(await page.getByText("Add a task to post the letter").count()).toBe(1);
  await context.close();
});

test("what is spoken is written; the browser's own ear is replaced, since it listens elsewhere", async () => {
  const { context, page } = await somebody();
  await context.addInitScript(() => {
    class Ear {
      onresult: ((event: { results: { transcript: string }[][] }) => void) | null = null;
      onend: (() => void) | null = null;
      start() {
        setTimeout(() => {
          this.onresult?.({ results: [[{ transcript: "add a task to fix the bike" }]] });
          this.onend?.();
        }, 50);
      }
      stop() {}
    }
    Object.assign(window, { SpeechRecognition: Ear, webkitSpeechRecognition: Ear });
  });
  await page.reload();
  await page.getByRole("button", { name: "Speak" }).click();
  await vi.waitFor(async () => expect(await page.locator("#chat-message").inputValue()).toBe("add a task to fix the bike"));
  await page.getByRole("button", { name: "Send" }).click();
  await page.getByRole("button", { name: "Edit “Fix the bike”" }).waitFor();
  await context.close();
});

test("in Urdu the page reads from right to left, and the chat understands it", async () => {
  const { context, page } = await somebody();
  await page.getByRole("button", { name: "اردو" }).click();
  await page.locator("html[lang=ur][dir=rtl]").waitFor();
  const answer = await say(page, "دودھ خریدنا شامل کرو");
  expect(answer).toMatch(/\p{Script=Arabic}/u);
  await vi.waitFor(async () => expect(await titles(page)).toHaveLength(1), 10_000);
  expect((await titles(page))[0]).toContain("دودھ");
  await context.close();
});
