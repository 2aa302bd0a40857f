import { expect, test } from "vitest";
import { fromLocalField, minutesBefore, remindBefore, sayDue, toLocalField } from "./due";

const now = new Date(2026, 10, 23, 10, 0);

test("near days have names, far ones a date", () => {
  expect(sayDue(new Date(2026, 10, 24, 18, 30).toISOString(), now, "en", false)).toMatch(/^tomorrow, 6:30\sPM$/);
  expect(sayDue(new Date(2026, 10, 23, 23, 59).toISOString(), now, "en", true)).toBe("today");
  expect(sayDue(new Date(2026, 10, 27, 9).toISOString(), now, "en", true)).toBe("Fri, Nov 27");
  expect(sayDue(new Date(2027, 0, 1, 9).toISOString(), now, "en", true)).toBe("Fri, Jan 1, 2027");
  expect(sayDue(new Date(2026, 10, 24, 18).toISOString(), now, "ur", true)).toBe("آئندہ کل");
});

test("a field shows the person's own time and gives the same instant back", () => {
  expect(toLocalField("2026-11-23T15:30:00.000Z")).toBe("2026-11-23T20:30");
  expect(fromLocalField("2026-11-23T20:30")).toBe("2026-11-23T15:30:00.000Z");
  expect(toLocalField(null)).toBe("");
  expect(fromLocalField("")).toBeNull();
  expect(fromLocalField("soon")).toBeNull();
});

test("a reminder is some minutes before", () => {
  const due = "2026-11-23T15:30:00.000Z";
  expect(remindBefore(due, 60)).toBe("2026-11-23T14:30:00.000Z");
  expect(minutesBefore(due, remindBefore(due, 10))).toBe(10);
  expect(minutesBefore(due, null)).toBeNull();
});
