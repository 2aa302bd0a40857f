import type { Task } from "./task";

/** Where a task stands in time, from the person's point of view. */
export const GROUPS = ["overdue", "today", "tomorrow", "week", "later", "none", "completed"] as const;
export type Group = (typeof GROUPS)[number];

export function groupOf(task: Pick<Task, "completed" | "due_at">, now: Date): Group {
  if (task.completed) {
    return "completed";
  }
  if (task.due_at === null) {
    return "none";
  }
  const due = new Date(task.due_at);
  if (due < now) {
    return "overdue";
  }
  const days = daysBetween(now, due);
  return days === 0 ? "today" : days === 1 ? "tomorrow" : days <= 7 ? "week" : "later";
}

/** Calendar days from one instant's day to another's, in the person's time zone. */
export function daysBetween(from: Date, to: Date): number {
  const midnight = (date: Date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  return Math.round((midnight(to) - midnight(from)) / 86_400_000);
}

/** The groups that have tasks, in the order of time, each keeping its tasks' order. */
export function grouped(tasks: readonly Task[], now: Date): [Group, Task[]][] {
  const byGroup = new Map<Group, Task[]>();
  for (const task of tasks) {
    const group = groupOf(task, now);
    const members = byGroup.get(group);
    if (members) {
      members.push(task);
    } else {
      byGroup.set(group, [task]);
    }
  }
  return GROUPS.filter((group) => byGroup.has(group)).map((group) => [group, byGroup.get(group) ?? []]);
}

/** Days ahead when a task is dropped onto a group; null takes the date away; undefined: one cannot drop there. */
const DAYS_AHEAD: Record<Group, number | null | undefined> = {
  overdue: undefined,
  today: 0,
  tomorrow: 1,
  week: 3,
  later: 14,
  none: null,
  completed: undefined,
};

export function acceptsDrop(group: Group): boolean {
  return DAYS_AHEAD[group] !== undefined;
}

/** When a task is due. */
export type Due = Pick<Task, "due_at" | "all_day">;

/** The change of a task that is dropped onto a group; null where it cannot be. */
export function dueIn(group: Group, task: Due, now: Date): Due | null {
  const days = DAYS_AHEAD[group];
  return days === undefined ? null : days === null ? { due_at: null, all_day: false } : dueInDays(days, task, now);
}

/** Some days ahead at the same time of day as before; the whole day where there was none, or where it is past already. */
export function dueInDays(days: number, task: Due, now: Date): Due {
  const due = new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, 23, 59);
  if (task.due_at !== null && !task.all_day) {
    const before = new Date(task.due_at);
    const timed = new Date(due);
    timed.setHours(before.getHours(), before.getMinutes());
    if (timed > now) {
      return { due_at: timed.toISOString(), all_day: false };
    }
  }
  return { due_at: due.toISOString(), all_day: true };
}
