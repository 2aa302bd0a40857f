"use client";

import {
  type InfiniteData,
  keepPreviousData,
  type QueryClient,
  useInfiniteQuery,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import { useEffect } from "react";
import { rememberedList, rememberList } from "@/offline/lastSeen";
import { useNotices } from "@/workspace/notices";
import { useWorkspace } from "@/workspace/WorkspaceContext";
import { useWords } from "@/i18n/words";
import { type Filters, NO_FILTERS, writeFilters } from "./filters";
import { changeTask, createTask, deleteTask, listTasks, toggleTask } from "./requests";
import type { Change, Draft, Task, TaskPage } from "./task";

type Lists = InfiniteData<TaskPage, number>;

const TASKS = ["tasks"];

/** The tasks that the filters let through, page after page. */
export function useTaskList(filters: Filters) {
  const { api } = useWorkspace();
  const { person } = useWorkspace();
  const client = useQueryClient();

  // Before the first answer, the list as it was seen last: at once, and also without a connection.
  useEffect(() => {
    const key = [...TASKS, NO_FILTERS];
    const remembered = client.getQueryData(key) === undefined ? rememberedList(person.id) : undefined;
    if (remembered) {
      const lists: Lists = { pages: [{ items: remembered, total: remembered.length }], pageParams: [0] };
      client.setQueryData(key, lists, { updatedAt: 0 });
    }
  }, [client, person.id]);

  const list = useInfiniteQuery({
    queryKey: [...TASKS, filters],
    queryFn: ({ pageParam, signal }) => listTasks(api, filters, pageParam, signal),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => {
      const shown = pages.reduce((sum, page) => sum + page.items.length, 0);
      return last.items.length > 0 && shown < last.total ? shown : undefined;
    },
    placeholderData: keepPreviousData,
  });

  const { data, isPlaceholderData } = list;
  useEffect(() => {
    if (data && !isPlaceholderData && writeFilters(filters) === "") {
      rememberList(
        person.id,
        data.pages.flatMap((page) => page.items),
      );
    }
  }, [data, isPlaceholderData, filters, person.id]);
  return list;
}

/** Has every list fetched again, once no change of ours is under way that an older answer could undo on the screen. */
export function refreshTasks(client: QueryClient): void {
  if (client.isMutating({ mutationKey: TASKS }) === 0) {
    void client.invalidateQueries({ queryKey: TASKS });
  }
}

/**
 * Changes that show at once and are taken back when the backend refuses. Each returns when the backend has answered.
 */
export function useTaskChanges() {
  const { api } = useWorkspace();
  const { t } = useWords();
  const client = useQueryClient();
  const notices = useNotices();

  async function optimistic(edit: (items: readonly Task[], page: number) => readonly Task[]) {
    await client.cancelQueries({ queryKey: TASKS });
    const before = client.getQueriesData<Lists>({ queryKey: TASKS });
    client.setQueriesData<Lists>({ queryKey: TASKS }, (lists) => {
      return lists && { ...lists, pages: lists.pages.map((page, i) => ({ ...page, items: edit(page.items, i) })) };
    });
    return before;
  }

  function settle(before: [readonly unknown[], Lists | undefined][] | undefined, failed: boolean) {
    if (failed) {
      before?.forEach(([key, lists]) => client.setQueryData(key, lists));
    }
    // This mutation itself is still counted here.
    if (client.isMutating({ mutationKey: TASKS }) <= 1) {
      void client.invalidateQueries({ queryKey: TASKS });
    }
  }

  const create = useMutation({
    mutationKey: TASKS,
    mutationFn: (draft: Draft) => createTask(api, draft),
    onMutate: (draft) => optimistic((items, page) => (page === 0 ? [provisional(draft), ...items] : items)),
    onError: (error, draft) => notices.failed(t("tasks.addFailed", { title: draft.title }), error),
    onSettled: (_task, error, _draft, before) => settle(before, error !== null),
  });

  const change = useMutation({
    mutationKey: TASKS,
    mutationFn: ({ task, change }: { task: Task; change: Change }) => changeTask(api, task, change),
    onMutate: ({ task, change }) =>
      optimistic((items) => items.map((item) => (item.id === task.id ? { ...item, ...change } : item))),
    onError: (error, { task }) => notices.failed(t("tasks.changeFailed", { title: task.title }), error),
    onSettled: (_task, error, _change, before) => settle(before, error !== null),
  });

  const toggle = useMutation({
    mutationKey: TASKS,
    mutationFn: (task: Task) => toggleTask(api, task),
    onMutate: (task) =>
      optimistic((items) =>
        items.map((item) => (item.id === task.id ? { ...item, completed: !task.completed } : item)),
      ),
    onError: (error, task) => notices.failed(t("tasks.changeFailed", { title: task.title }), error),
    onSettled: (_task, error, _toggled, before) => settle(before, error !== null),
  });

  const remove = useMutation({
    mutationKey: TASKS,
    mutationFn: (task: Task) => deleteTask(api, task),
    onMutate: (task) => optimistic((items) => items.filter((item) => item.id !== task.id)),
    onSuccess: (_nothing, task) =>
      notices.done(t("tasks.deleted", { title: task.title }), {
        label: t("app.undo"),
        run: () => {
          const { title, description, priority, tags, due_at, all_day, recurrence, remind_at } = task;
          create.mutate({ title, description, priority, tags, due_at, all_day, recurrence, remind_at });
        },
      }),
    onError: (error, task) => notices.failed(t("tasks.changeFailed", { title: task.title }), error),
    onSettled: (_nothing, error, _task, before) => settle(before, error !== null),
  });

  return {
    create: create.mutate,
    change: (task: Task, changed: Change) => change.mutate({ task, change: changed }),
    toggle: toggle.mutate,
    remove: remove.mutate,
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
    created_at: now,
    updated_at: now,
    version: 0,
    ...draft,
  };
}
