import { expect, test } from "vitest";
import type { Task } from "@/tasks/task";
import { calendarOf } from "./calendar";

const task: Task = {
  id: 3,
  title: "Pay rent; then call, Sana",
  description: "two\nlines",
  completed: false,
  priority: "high",
  tags: ["home", "a,b"],
  due_at: "2026-12-05T13:30:00Z",
  all_day: false,
  recurrence: "FREQ=MONTHLY;BYMONTHDAY=5",
  remind_at: "2026-12-05T12:30:00Z",
  position: 0,
  subtasks: [],
  created_at: "2026-11-01T08:00:00Z",
  updated_at: "2026-11-02T08:00:00Z",
  version: 1,
};
const now = new Date("2026-12-01T00:00:00Z");
const unfolded = (text: string) => text.replaceAll("\r\n ", "").split("\r\n");

test("a task with a date is a to-do with its rule and its alarm", () => {
  expect(unfolded(calendarOf([task, { ...task, id: 4, due_at: null }], now))).toEqual([
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Todo Chatbot//EN",
    "BEGIN:VTODO",
    "UID:task-3-20261101T080000Z@todo-chatbot",
    "DTSTAMP:20261201T000000Z",
    "CREATED:20261101T080000Z",
    "LAST-MODIFIED:20261102T080000Z",
    "SUMMARY:Pay rent\\; then call\\, Sana",
    "DUE:20261205T133000Z",
    "PRIORITY:1",
    "STATUS:NEEDS-ACTION",
    "DESCRIPTION:two\\nlines",
    "CATEGORIES:home,a\\,b",
    "DTSTART:20261205T133000Z",
    "RRULE:FREQ=MONTHLY;BYMONTHDAY=5",
    "BEGIN:VALARM",
    "ACTION:DISPLAY",
    "DESCRIPTION:Pay rent\\; then call\\, Sana",
    "TRIGGER;VALUE=DATE-TIME:20261205T123000Z",
    "END:VALARM",
    "END:VTODO",
    "END:VCALENDAR",
    "",
  ]);
});

test("a whole day is a date, and a title cannot make lines of its own", () => {
  const text = calendarOf([{ ...task, all_day: true, recurrence: null, title: "x\r\nEND:VCALENDAR" }], now);
  expect(unfolded(text)).toContain("SUMMARY:x\\nEND:VCALENDAR");
  expect(unfolded(text).some((line) => /^DUE;VALUE=DATE:2026120[56]$/.test(line))).toBe(true);
});

test("no line is longer than 75 octets, and no letter is cut", () => {
  const title = "کام ".repeat(50).trim();
  const text = calendarOf([{ ...task, title }], now);
  expect(Math.max(...text.split("\r\n").map((line) => new TextEncoder().encode(line).length))).toBeLessThanOrEqual(75);
  expect(unfolded(text)).toContain(`SUMMARY:${title}`);
});
