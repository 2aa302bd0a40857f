import { expect, test } from "vitest";
import { pauseMs, reminderIn } from "./reminders";

const event = (type: string, data: unknown) => ({ type, data: JSON.stringify(data), id: "1" });

test("a reminder names its task, in either form", () => {
  const due_at = "2026-11-24T13:00:00Z";
  const task = { id: 3, title: "Call mom", due_at, all_day: false };
  expect(reminderIn(event("reminder", task))).toEqual(task);
  expect(reminderIn(event("reminder.due", { id: 91, kind: "reminder.due", task_id: 3, actor: "time", task }))).toEqual(
    task,
  );
  expect(reminderIn(event("reminder", { task_id: 3, title: "Call mom" }))).toEqual({
    id: 3,
    title: "Call mom",
    due_at: null,
    all_day: false,
  });
});

test("another event, or a broken one, reminds of nothing", () => {
  expect(reminderIn(event("task.updated", { id: 3, title: "Call mom" }))).toBeNull();
  expect(reminderIn(event("reminder", {}))).toBeNull();
  expect(reminderIn({ type: "reminder", data: "{", id: "" })).toBeNull();
});

test("pauses grow to half a minute and no further", () => {
  expect([1, 2, 3, 7, 100].map((failures) => pauseMs(failures, 1))).toEqual([500, 1000, 2000, 30_000, 30_000]);
  expect(pauseMs(1, 0)).toBe(250);
});
