import type { Key } from "@/i18n/en";
import type { Filters } from "./filters";
import { type Group, grouped } from "./groups";
import type { Task } from "./task";

/** Tasks that stand together in the list. */
export interface Section {
  readonly group: Group;
  readonly heading: Key | null;
  readonly tasks: readonly Task[];
}

/** By time where the list is sorted by it, else what is open before what is completed. */
export function sectionsOf(tasks: readonly Task[], sort: Filters["sort"], now: Date): Section[] {
  if (sort === "due_date") {
    return grouped(tasks, now).map(([group, members]) => ({ group, heading: `tasks.group.${group}`, tasks: members }));
  }
  const open = tasks.filter((task) => !task.completed);
  const completed = tasks.filter((task) => task.completed);
  return [
    ...(open.length > 0 ? [{ group: "none" as const, heading: null, tasks: open }] : []),
    ...(completed.length > 0
      ? [{ group: "completed" as const, heading: "tasks.group.completed" as const, tasks: completed }]
      : []),
  ];
}
