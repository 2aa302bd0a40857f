import { expect, test } from "vitest";
import { daysBetween, dueIn, dueInDays, groupOf, grouped } from "./groups";

// Monday, 10 o'clock. The tests run in Asia/Karachi, five hours ahead of UTC.
const now = new Date(2026, 10, 23, 10, 0);
const at = (day: number, hour: number) => new Date(2026, 10, day, hour).toISOString();
const open = (due_at: string | null) => ({ completed: false, due_at });

test("tasks stand where a person's calendar has them", () => {
  expect(groupOf(open(at(23, 9)), now)).toBe("overdue");
  expect(groupOf(open(at(23, 23)), now)).toBe("today");
  expect(groupOf(open(at(24, 0)), now)).toBe("tomorrow");
  expect(groupOf(open(at(30, 9)), now)).toBe("week");
  expect(groupOf(open(at(31, 9)), now)).toBe("later");
  expect(groupOf(open(null), now)).toBe("none");
  expect(groupOf({ completed: true, due_at: at(1, 0) }, now)).toBe("completed");
});

test("days are counted by midnights, not by hours", () => {
  expect(daysBetween(new Date(2026, 10, 23, 23, 59), new Date(2026, 10, 24, 0, 1))).toBe(1);
  expect(daysBetween(new Date(2026, 10, 23, 0, 1), new Date(2026, 10, 23, 23, 59))).toBe(0);
});

test("moving to another day keeps the time of day", () => {
  expect(dueInDays(1, { due_at: at(20, 18), all_day: false }, now)).toEqual({ due_at: at(24, 18), all_day: false });
});

test("without a time, or with one that has passed, the whole day is meant", () => {
  const evening = new Date(2026, 10, 23, 23, 59).toISOString();
  expect(dueInDays(0, { due_at: null, all_day: false }, now)).toEqual({ due_at: evening, all_day: true });
  expect(dueInDays(0, { due_at: at(20, 8), all_day: false }, now)).toEqual({ due_at: evening, all_day: true });
});

test("dropping takes the date away, sets it, or is not possible", () => {
  expect(dueIn("none", { due_at: at(24, 9), all_day: false }, now)).toEqual({ due_at: null, all_day: false });
  expect(dueIn("tomorrow", { due_at: at(23, 12), all_day: false }, now)?.due_at).toBe(at(24, 12));
  expect(dueIn("overdue", { due_at: null, all_day: false }, now)).toBeNull();
});

test("groups come in the order of time, their tasks in the list's", () => {
  const tasks = [open(null), open(at(24, 9)), open(at(23, 9)), open(at(24, 8))] as never[];
  expect(grouped(tasks, now).map(([group, members]) => [group, members.length])).toEqual([
    ["overdue", 1],
    ["tomorrow", 2],
    ["none", 1],
  ]);
});
