import { expect, test } from "vitest";
import { isFiltered, NO_FILTERS, readFilters, writeFilters } from "./filters";

test("filters survive the way through an address", () => {
  const filters = {
    status: "pending",
    sort: "priority",
    due: "week",
    priority: "high",
    tag: "گھر",
    search: "a&b=c",
  } as const;
  expect(readFilters(new URLSearchParams(writeFilters(filters)))).toEqual(filters);
});

test("an address without a query shows everything, and showing everything needs no query", () => {
  expect(readFilters(new URLSearchParams(""))).toEqual(NO_FILTERS);
  expect(writeFilters(NO_FILTERS)).toBe("");
});

test("what nobody knows in an address is left out", () => {
  expect(readFilters(new URLSearchParams("status=half&sort=;drop&priority=urgent"))).toEqual(NO_FILTERS);
});

test("an order alone hides nothing", () => {
  expect(isFiltered({ ...NO_FILTERS, sort: "title" })).toBe(false);
  expect(isFiltered({ ...NO_FILTERS, search: "x" })).toBe(true);
});
