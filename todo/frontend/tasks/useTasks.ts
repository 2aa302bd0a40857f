"use client";

import {
  keepPreviousData,
  type QueryClient,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useEffect } from "react";
import { rememberedList, rememberList } from "@/offline/lastSeen";
import { useNotices } from "@/workspace/notices";
import { useWorkspace } from "@/workspace/WorkspaceContext";
import { useWords } from "@/i18n/words";
import { type Filters, NO_FILTERS, writeFilters } from "./filters";
import { COUNTS, type Lists, taskChanges, TASKS } from "./changes";
import { type Counts, countTasks, listTasks } from "./requests";
import type { Change, Task } from "./task";
import { remember, type Step, undo } from "./undo";

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
    void client.invalidateQueries({ queryKey: COUNTS });
  }
}

/** How many tasks are open, by where the page shows them; undefined until it is known. */
export function useCounts(): Counts | undefined {
  const { api } = useWorkspace();
  return useQuery({ queryKey: COUNTS, queryFn: ({ signal }) => countTasks(api, signal) }).data;
}

/** Changes that show at once and are taken back when the backend refuses, or by {@code undo}. */
export function useTaskChanges() {
  const { api } = useWorkspace();
  const { t } = useWords();
  const client = useQueryClient();
  const notices = useNotices();
  const changes = taskChanges(client, api, (key, title, error) => notices.failed(t(key, { title }), error));
  const create = useMutation({ ...changes.create, onSuccess: (task) => remember(() => remove.mutate(task)) });
  const change = useMutation(changes.change);
  const toggle = useMutation(changes.toggle);
  const restore = useMutation(changes.restore);
  const remove = useMutation(changes.remove);

  /** As it is known now: what was changed since has another version. */
  function latest(task: Task): Task {
    const lists = client.getQueriesData<Lists>({ queryKey: TASKS }).flatMap(([, known]) => known?.pages ?? []);
    return lists.flatMap((page) => page.items).find((item) => item.id === task.id) ?? task;
  }

  /** Says that tasks are gone, with the step that brings them back. */
  function gone(tasks: readonly Task[], step: Step) {
    const [first] = tasks;
    if (first) {
      const title =
        tasks.length === 1
          ? t("tasks.deleted", { title: first.title })
          : t("tasks.deletedMany", { count: tasks.length });
      notices.done(title, { label: t("app.undo"), run: () => undo(step) });
    }
  }

  return {
    create: create.mutate,
    change: (task: Task, changed: Change) => {
      takeBackAfter(change.mutateAsync({ task, change: changed }), () =>
        change.mutate({ task: latest(task), change: before(task, changed) }),
      );
    },
    toggle: (task: Task) => {
      takeBackAfter(toggle.mutateAsync(task), (now) => toggle.mutate(now));
    },
    remove: (task: Task) => {
      const done = remove.mutateAsync(task);
      const step = takeBackAfter(done, () => restore.mutate(task));
      done.then(
        () => gone([task], step),
        () => undefined,
      );
    },
    /** Of many at once: one notice, and one step to take back. */
    toggleAll: (tasks: readonly Task[]) => {
      const done = Promise.allSettled(tasks.map((task) => toggle.mutateAsync(task)));
      takeBackAfter(done, () =>
        tasks.forEach((task) => toggle.mutate({ ...latest(task), completed: !task.completed })),
      );
    },
    changeAll: (tasks: readonly Task[], changed: (task: Task) => Change) => {
      const done = Promise.allSettled(tasks.map((task) => change.mutateAsync({ task, change: changed(task) })));
      takeBackAfter(done, () =>
        tasks.forEach((task) => change.mutate({ task: latest(task), change: before(task, changed(task)) })),
      );
    },
    removeAll: (tasks: readonly Task[]) => {
      const done = Promise.allSettled(tasks.map((task) => remove.mutateAsync(task))).then((all) =>
        tasks.filter((_task, i) => all[i]?.status === "fulfilled"),
      );
      const step = takeBackAfter(done, (removed) => removed.forEach((task) => restore.mutate(task)));
      void done.then((removed) => gone(removed, step));
    },
  };
}

/** Keeps how to take a change back from its beginning on; it is taken back once it is done. A failure is told by the change itself. */
function takeBackAfter<T>(change: Promise<T>, back: (done: T) => void): Step {
  change.catch(() => undefined);
  return remember(() => void change.then(back, () => undefined));
}

/** What the fields of a change were before it. */
function before(task: Task, changed: Change): Change {
  return Object.fromEntries(Object.keys(changed).map((name) => [name, task[name as keyof Task]])) as Change;
}

export type TaskChanges = ReturnType<typeof useTaskChanges>;
