import { PRIORITIES, type Priority } from "./task";

export const STATUSES = ["all", "pending", "completed"] as const;
export const SORTS = ["due_date", "manual", "created", "priority", "title"] as const;
/** {@code now}: today and before; {@code upcoming}: after today. */
export const DUES = ["any", "now", "overdue", "today", "week", "upcoming", "none"] as const;

/** What the list shows. It stands in the page's address, so that it survives a reload and can be shared or bookmarked. */
export interface Filters {
  readonly status: (typeof STATUSES)[number];
  readonly sort: (typeof SORTS)[number];
  readonly due: (typeof DUES)[number];
  readonly priority: Priority | "any";
  readonly tag: string;
  readonly search: string;
}

export const NO_FILTERS: Filters = {
  status: "all",
  sort: "due_date",
  due: "any",
  priority: "any",
  tag: "",
  search: "",
};

/** Reads an address's query. What is unknown in it is as if it were not there. */
export function readFilters(query: URLSearchParams): Filters {
  const one = <T extends string>(name: string, known: readonly T[], otherwise: T): T =>
    known.find((value) => value === query.get(name)) ?? otherwise;
  return {
    status: one("status", STATUSES, NO_FILTERS.status),
    sort: one("sort", SORTS, NO_FILTERS.sort),
    due: one("due", DUES, NO_FILTERS.due),
    priority: one<Filters["priority"]>("priority", PRIORITIES, NO_FILTERS.priority),
    tag: (query.get("tag") ?? "").slice(0, 50),
    search: (query.get("search") ?? "").slice(0, 200),
  };
}

/** The query for an address; nothing in it that is as usual. */
export function writeFilters(filters: Filters): string {
  const query = new URLSearchParams();
  for (const name of Object.keys(NO_FILTERS) as (keyof Filters)[]) {
    if (filters[name] !== NO_FILTERS[name]) {
      query.set(name, filters[name]);
    }
  }
  return query.toString();
}

/** Whether something is left out of the list. */
export function isFiltered(filters: Filters): boolean {
  return writeFilters({ ...filters, sort: NO_FILTERS.sort }) !== "";
}
