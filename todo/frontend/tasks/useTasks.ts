"use client";

import {
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
import { type Lists, taskChanges, TASKS } from "./changes";
import { listTasks } from "./requests";
import type { Change, Task } from "./task";

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

/** Changes that show at once and are taken back when the backend refuses. */
export function useTaskChanges() {
  const { api } = useWorkspace();
  const { t } = useWords();
  const client = useQueryClient();
  const notices = useNotices();
  const changes = taskChanges(client, api, (key, title, error) => notices.failed(t(key, { title }), error));
  const create = useMutation(changes.create);
  const change = useMutation(changes.change);
  const toggle = useMutation(changes.toggle);
  const remove = useMutation({
    ...changes.remove,
    onSuccess: (_nothing, task) =>
      notices.done(t("tasks.deleted", { title: task.title }), {
        label: t("app.undo"),
        run: () => {
          const { title, description, priority, tags, due_at, all_day, recurrence, remind_at } = task;
          create.mutate({ title, description, priority, tags, due_at, all_day, recurrence, remind_at });
        },
      }),
  });

  return {
    create: create.mutate,
    change: (task: Task, changed: Change) => change.mutate({ task, change: changed }),
    toggle: toggle.mutate,
    remove: remove.mutate,
  };
}
