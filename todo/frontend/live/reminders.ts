import type { Task } from "@/tasks/task";
import type { ServerEvent } from "@/workspace/sse";

export type Reminded = Pick<Task, "id" | "title" | "due_at" | "all_day">;

/** The task that an event reminds of; null where it tells something else. */
export function reminderIn(event: ServerEvent): Reminded | null {
  if (!/remind/.test(event.type)) {
    return null;
  }
  try {
    const data = JSON.parse(event.data) as { task?: Partial<Task> } & Partial<Task> & { task_id?: number };
    const task = data.task ?? data;
    const id = task.id ?? data.task_id;
    return typeof task.title === "string" && id !== undefined
      ? { id, title: task.title, due_at: task.due_at ?? null, all_day: task.all_day ?? false }
      : null;
  } catch {
    return null;
  }
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;

/** Milliseconds before another attempt: doubling, and somewhere in the upper half so that not all pages return at once. */
export function pauseMs(failures: number, random: number): number {
  const full = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (failures - 1));
  return full / 2 + (full / 2) * random;
}

/** Waits out the pause, or less when the connection comes back or nobody waits any more. */
export function pauseBefore(failures: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      window.removeEventListener("online", done);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, pauseMs(failures, Math.random()));
    window.addEventListener("online", done);
    signal.addEventListener("abort", done);
  });
}
