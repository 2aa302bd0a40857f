import type { Task } from "./task";

/** Where a task goes in the person's own order when it is moved between two others; undefined at an end of the list. */
export function positionBetween(before: Task | undefined, after: Task | undefined): number {
  if (before && after) {
    return (before.position + after.position) / 2;
  }
  return before ? before.position + 1 : after ? after.position - 1 : 0;
}

/**
 * What to change so that the task at {@code from} stands at {@code to}. Tasks never moved share a position: then every
 * task gets one of its own, by its place.
 */
export function moved(tasks: readonly Task[], from: number, to: number): { task: Task; position: number }[] {
  const task = tasks[from];
  if (!task || from === to || to < 0 || to >= tasks.length) {
    return [];
  }
  const rest = tasks.filter((_, i) => i !== from);
  const before = rest[to - 1];
  const after = rest[to];
  const position = positionBetween(before, after);
  const strictly =
    (before === undefined || before.position < position) && (after === undefined || position < after.position);
  if (strictly) {
    return [{ task, position }];
  }
  return [...rest.slice(0, to), task, ...rest.slice(to)]
    .map((each, i) => ({ task: each, position: i + 1 }))
    .filter((each) => each.task.position !== each.position);
}
