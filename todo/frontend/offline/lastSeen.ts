import type { Task } from "@/tasks/task";

const KEY = "last-seen";
/** More would not fit everywhere, and nobody reads so many without a search. */
const MOST = 300;

/** Remembers the whole list for a page that is opened without a connection. It belongs to one person. */
export function rememberList(person: string, tasks: readonly Task[]): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ person, tasks: tasks.slice(0, MOST) }));
  } catch {
    // No room, or none allowed: then there is no list without a connection.
  }
}

export function rememberedList(person: string): Task[] | undefined {
  try {
    const stored = JSON.parse(localStorage.getItem(KEY) ?? "null") as { person: string; tasks: Task[] } | null;
    // What was remembered before there were subtasks has none.
    return stored?.person === person ? stored.tasks.map((task) => ({ ...task, subtasks: task.subtasks ?? [] })) : undefined;
  } catch {
    return undefined;
  }
}

/** Leaves nothing of a person on a machine that they sign out of. */
export async function forgetEverything(): Promise<void> {
  localStorage.removeItem(KEY);
  const names = (await globalThis.caches?.keys()) ?? [];
  await Promise.all(names.map((name) => caches.delete(name)));
}
