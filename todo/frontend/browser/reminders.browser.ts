import { expect, test, vi } from "vitest";
import { address, somebody } from "./somebody";

test("a reminder reaches an open page, on it and as a notification of the system", async () => {
  const { context, page, api } = await somebody();
  await context.grantPermissions(["notifications"], { origin: address });
  await page.reload();
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await api("POST", "/tasks", { title: "Take the bread out", remind_at: new Date(Date.now() + 2_000).toISOString() });
  await page.getByText("Reminder", { exact: true }).first().waitFor();
  const shown = () =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      return (await registration?.getNotifications())?.map(({ title, tag }) => ({ title, tag }));
    });
  await vi.waitFor(async () => {
    expect(await shown()).toEqual([{ title: "Take the bread out", tag: expect.stringMatching(/^task-\d+$/) }]);
  }, 10_000);
  await context.close();
});
