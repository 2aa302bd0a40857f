import { expect, test } from "vitest";
import { NO_FILTERS } from "./filters";
import { listQuery } from "./requests";

const now = new Date(2026, 10, 23, 10, 0);
const asked = (filters: object, offset = 0) =>
  Object.fromEntries(new URLSearchParams(listQuery({ ...NO_FILTERS, ...filters }, offset, now)));

test("only what is filtered by is asked for", () => {
  expect(asked({})).toEqual({ status: "all", sort: "due_date", limit: "100", offset: "0" });
  expect(asked({ search: "milk", tag: "home", priority: "low", sort: "manual" }, 100)).toEqual({
    status: "all",
    sort: "position",
    search: "milk",
    tag: "home",
    priority: "low",
    limit: "100",
    offset: "100",
  });
});

test("until today and after today share no task and leave none out that has a date", () => {
  expect(asked({ due: "now" })).toMatchObject({ due_before: "2026-11-23T19:00:00.000Z" });
  expect(asked({ due: "upcoming" })).toMatchObject({ due_from: "2026-11-23T19:00:00.000Z" });
  expect(asked({ due: "now" })).not.toHaveProperty("due_from");
  expect(asked({ due: "upcoming" })).not.toHaveProperty("due_before");
});

test("today is the day of the person's time zone", () => {
  // Midnight in Karachi is 19:00 of the day before in UTC.
  expect(asked({ due: "today" })).toMatchObject({
    due_from: "2026-11-22T19:00:00.000Z",
    due_before: "2026-11-23T19:00:00.000Z",
  });
  expect(asked({ due: "none" })).toEqual({ status: "all", sort: "due_date", undated: "true", limit: "100", offset: "0" });
  expect(asked({ due: "overdue" })).toMatchObject({ overdue: "true" });
});
