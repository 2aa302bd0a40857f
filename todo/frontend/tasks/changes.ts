import { type InfiniteData, mutationOptions, type QueryClient } from "@tanstack/react-query";
import type { Api } from "@/workspace/api";
import { changeTask, createTask, deleteTask, restoreTask, toggleTask } from "./requests";
import type { Change, Draft, Task, TaskPage } from "./task";

export type Lists = InfiniteData<TaskPage, number>;

/** Under which all lists are kept, whatever their filters. */
export const TASKS = ["tasks"];

/** Under which the numbers of open tasks are kept. */
export const COUNTS = ["counts"];

type Before = [readonly unknown[], Lists | undefined][];
type Failed = (message: "tasks.addFailed" | "tasks.changeFailed", title: string, error: unknown) => void;

/** Changes of tasks: each shows in all lists at once, and is taken back, with a word about it, when the backend refuses. */
export function taskChanges(client: QueryClient, api: Api, failed: Failed) {
  async function optimistic(edit: (items: readonly Task[], page: number) => readonly Task[]): Promise<Before> {
    await client.cancelQueries({ queryKey: TASKS });
    const before = client.getQueriesData<Lists>({ queryKey: TASKS });
    client.setQueriesData<Lists>({ queryKey: TASKS }, (lists) => {
      return lists && { ...lists, pages: lists.pages.map((page, i) => ({ ...page, items: edit(page.items, i) })) };
    });
    return before;
  }

  function settle(before: Before | undefined, error: unknown) {
    if (error !== null) {
      before?.forEach(([key, lists]) => client.setQueryData(key, lists));
    }
    // This mutation itself is still counted here.
    if (client.isMutating({ mutationKey: TASKS }) <= 1) {
      void client.invalidateQueries({ queryKey: TASKS });
      void client.invalidateQueries({ queryKey: COUNTS });
    }
  }

  const instead = (id: number, become: (task: Task) => Task) =>
    optimistic((items) => items.map((item) => (item.id === id ? become(item) : item)));

  /** What the backend made of it, with its new version: the next change goes on from there, whenever the lists come. */
  function known(now: Task) {
    client.setQueriesData<Lists>({ queryKey: TASKS }, (lists) => {
      const items = (page: TaskPage) => page.items.map((item) => (item.id === now.id ? now : item));
      return lists && { ...lists, pages: lists.pages.map((page) => ({ ...page, items: items(page) })) };
    });
  }

  return {
    create: mutationOptions({
      mutationKey: TASKS,
      // One after the other: the backend numbers tasks in the order in which they reach it.
      scope: { id: "create" },
      mutationFn: (draft: Draft) => createTask(api, draft),
      onMutate: (draft) => optimistic((items, page) => (page === 0 ? [provisional(draft), ...items] : items)),
      onError: (error, draft) => failed("tasks.addFailed", draft.title, error),
      onSettled: (_task, error, _draft, before) => settle(before, error),
    }),
    change: mutationOptions({
      mutationKey: TASKS,
      mutationFn: ({ task, change }: { task: Task; change: Change }) => changeTask(api, task, change),
      onMutate: ({ task, change }) => instead(task.id, (item) => ({ ...item, ...change })),
      onSuccess: known,
      onError: (error, { task }) => failed("tasks.changeFailed", task.title, error),
      onSettled: (_task, error, _change, before) => settle(before, error),
    }),
    toggle: mutationOptions({
      mutationKey: TASKS,
      mutationFn: (task: Task) => toggleTask(api, task),
      onMutate: (task) => instead(task.id, (item) => ({ ...item, completed: !task.completed })),
      onSuccess: known,
      onError: (error, task) => failed("tasks.changeFailed", task.title, error),
      onSettled: (_task, error, _toggled, before) => settle(before, error),
    }),
    remove: mutationOptions({
      mutationKey: TASKS,
      mutationFn: (task: Task) => deleteTask(api, task),
      onMutate: (task) => optimistic((items) => items.filter((item) => item.id !== task.id)),
      onError: (error, task) => failed("tasks.changeFailed", task.title, error),
      onSettled: (_nothing, error, _task, before) => settle(before, error),
    }),
    restore: mutationOptions({
      mutationKey: TASKS,
      mutationFn: (task: Task) => restoreTask(api, task),
      onMutate: (task) => optimistic((items, page) => (page === 0 ? [task, ...items] : items)),
      onError: (error, task) => failed("tasks.changeFailed", task.title, error),
      onSettled: (_task, error, _restored, before) => settle(before, error),
    }),
  };
}

/** A task that the backend has not numbered yet: its number is negative. */
function provisional(draft: Draft): Task {
  const now = new Date().toISOString();
  return {
    id: -Date.now(),
    description: null,
    completed: false,
    priority: "medium",
    tags: [],
    due_at: null,
    all_day: false,
    recurrence: null,
    remind_at: null,
    position: 0,
    subtasks: [],
    created_at: now,
    updated_at: now,
    version: 0,
    ...draft,
  };
}
