import { uniqueId } from "@/ui/uniqueId";
import type { Api } from "@/workspace/api";
import { toLocalField } from "./due";
import type { Filters } from "./filters";
import type { Change, Draft, Task, TaskPage } from "./task";

const PAGE_SIZE = 100;

/** What the backend is asked for a list. */
export function listQuery(filters: Filters, offset: number, now: Date): string {
  const query = new URLSearchParams({
    status: filters.status,
    sort: filters.sort === "manual" ? "position" : filters.sort,
  });
  if (filters.search) {
    query.set("search", filters.search);
  }
  if (filters.priority !== "any") {
    query.set("priority", filters.priority);
  }
  if (filters.tag) {
    query.set("tag", filters.tag);
  }
  const midnight = (days: number) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + days).toISOString();
  if (filters.due === "overdue") {
    query.set("overdue", "true");
  } else if (filters.due === "none") {
    query.set("undated", "true");
  } else if (filters.due === "now") {
    query.set("due_before", midnight(1));
  } else if (filters.due === "upcoming") {
    query.set("due_from", midnight(1));
  } else if (filters.due !== "any") {
    // Days are those of the person's time zone.
    query.set("due_from", midnight(0));
    query.set("due_before", midnight(filters.due === "today" ? 1 : 8));
  }
  query.set("limit", String(PAGE_SIZE));
  query.set("offset", String(offset));
  return query.toString();
}

export async function listTasks(api: Api, filters: Filters, offset: number, signal: AbortSignal): Promise<TaskPage> {
  const response = await api.open("GET", `/tasks?${listQuery(filters, offset, new Date())}`, { signal });
  const items = (await response.json()) as Task[];
  return { items, total: Number(response.headers.get("x-total-count") ?? offset + items.length) };
}

/** How many tasks are open, by where the page shows them. */
export interface Counts {
  readonly open: number;
  /** Today and before. */
  readonly today: number;
  readonly upcoming: number;
  readonly lists: readonly { readonly tag: string; readonly count: number }[];
}

export function countTasks(api: Api, signal: AbortSignal): Promise<Counts> {
  return api.json<Counts>("GET", "/tasks/counts", { signal });
}

/** What a line says of a new task, by the same grammar as in the chat. Nothing is added. */
export async function readDraft(api: Api, line: string, signal: AbortSignal): Promise<Draft> {
  const read = await api.json<Draft>("POST", "/draft", { body: { text: line }, signal });
  // What the line does not say is as usual.
  return Object.fromEntries(
    Object.entries(read).filter(
      ([name, value]) => value !== null && (name !== "tags" || read.tags?.length !== 0) && (name !== "all_day" || read.due_at),
    ),
  ) as unknown as Draft;
}

export function restoreTask(api: Api, task: Task): Promise<Task> {
  return api.json<Task>("POST", `/tasks/${task.id}/restore`);
}

export function createTask(api: Api, draft: Draft): Promise<Task> {
  return api.json<Task>("POST", "/tasks", { body: content(draft), key: uniqueId() });
}

/** Changes what is named and nothing else, unless somebody else has changed the task since it was seen. */
export function changeTask(api: Api, task: Task, change: Change): Promise<Task> {
  // A place in one's own order conflicts with nothing.
  const alone = Object.keys(change).every((field) => field === "position");
  return api.json<Task>("PATCH", `/tasks/${task.id}`, {
    body: content(change),
    headers: alone ? {} : { "if-match": `"${task.version}"` },
  });
}

export function toggleTask(api: Api, task: Task): Promise<Task> {
  return api.json<Task>("PATCH", `/tasks/${task.id}/complete`);
}

export function deleteTask(api: Api, task: Task): Promise<void> {
  return api.json<void>("DELETE", `/tasks/${task.id}`);
}

/** The backend knows a whole day by its date alone. */
function content({ all_day, ...change }: Change): object {
  return change.due_at && all_day ? { ...change, due_at: toLocalField(change.due_at).slice(0, 10) } : change;
}
