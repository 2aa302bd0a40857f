"use client";

import { CheckCheck, CloudOff, ListTodo, SearchX, TriangleAlert } from "lucide-react";
import { type ReactNode, useDeferredValue, useState } from "react";
import { useWords } from "@/i18n/words";
import { useNow } from "@/ui/useNow";
import { useNotices } from "@/workspace/notices";
import { Bulk } from "./Bulk";
import { isFiltered } from "./filters";
import { QuickAdd } from "./QuickAdd";
import { TaskList } from "./TaskList";
import { Toolbar } from "./Toolbar";
import { useFilters } from "./useFilters";
import { useCounts, useTaskChanges, useTaskList } from "./useTasks";
import { useViews, Views } from "./Views";

/** The list beside the chat. */
export function TaskPane({ say }: { say: (sentence: string) => void }) {
  const { t } = useWords();
  const [filters, changeFilters] = useFilters();
  const list = useTaskList(filters);
  const changes = useTaskChanges();
  const { why } = useNotices();
  const now = useNow();
  // Many rows at once are drawn in pieces, so that the page answers meanwhile.
  const data = useDeferredValue(list.data);
  const tasks = data?.pages.flatMap((page) => page.items) ?? [];
  const total = data?.pages[0]?.total;
  const views = useViews(useCounts());
  const [selected, setSelected] = useState<ReadonlySet<number> | null>(null);

  let content: ReactNode;
  if (data === undefined && list.isError) {
    content = (
      <Blank icon={<TriangleAlert size={28} aria-hidden />} title={t("tasks.failed")} body={why(list.error)}>
        <button type="button" className="button" onClick={() => void list.refetch()}>
          {t("app.retry")}
        </button>
      </Blank>
    );
  } else if (data === undefined && list.fetchStatus === "paused") {
    content = <Blank icon={<CloudOff size={28} aria-hidden />} title={t("tasks.failed")} body={t("error.network")} />;
  } else if (data === undefined) {
    content = <Loading />;
  } else if (tasks.length > 0) {
    content = (
      <TaskList
        tasks={tasks}
        sort={filters.sort}
        now={now}
        actions={{ ...changes, showTag: (tag) => changeFilters({ tag }) }}
        selected={selected}
        select={(task) =>
          setSelected((before) => {
            const after = new Set(before);
            return after.delete(task.id) ? after : after.add(task.id);
          })
        }
      />
    );
  } else if (isFiltered(filters)) {
    const done = filters.status === "pending" && !isFiltered({ ...filters, status: "all" });
    content = (
      <Blank
        icon={done ? <CheckCheck size={28} aria-hidden /> : <SearchX size={28} aria-hidden />}
        title={t(done ? "tasks.allDone.title" : "tasks.noMatch.title")}
        body={t(done ? "tasks.allDone.body" : "tasks.noMatch.body")}
      />
    );
  } else {
    content = (
      <Blank icon={<ListTodo size={28} aria-hidden />} title={t("tasks.empty.title")} body={t("tasks.empty.body")}>
        <button type="button" className="button" onClick={() => say(t("tasks.empty.say"))}>
          {t("tasks.empty.try")}
        </button>
      </Blank>
    );
  }

  return (
    <div className="mx-auto flex w-full max-w-3xl flex-col gap-4 p-4 md:p-6">
      <div className="flex items-baseline gap-4">
        <h2 id="tasks-heading" className="text-xl font-semibold">
          {t("tasks.title")}
        </h2>
        <p role="status" className="text-sm text-muted">
          {total === undefined ? "" : t("tasks.count", { count: total })}
        </p>
        <button
          type="button"
          className="link ms-auto min-h-8 text-sm disabled:text-muted disabled:no-underline"
          aria-pressed={selected !== null}
          disabled={tasks.length === 0 && selected === null}
          onClick={() => setSelected(selected === null ? new Set() : null)}
        >
          {t("tasks.select")}
        </button>
      </div>
      <Views views={views} filters={filters} show={changeFilters} />
      <QuickAdd add={changes.create} />
      <Toolbar filters={filters} change={changeFilters} />
      {selected && (
        <Bulk
          selected={tasks.filter((task) => selected.has(task.id))}
          now={now}
          changes={changes}
          selectAll={() => setSelected(new Set(tasks.filter((task) => task.id > 0).map((task) => task.id)))}
          end={() => setSelected(null)}
        />
      )}
      <div
        aria-busy={list.isFetching}
        className={list.isPlaceholderData ? "opacity-60 transition-opacity" : "transition-opacity"}
      >
        {content}
      </div>
      {list.hasNextPage && (
        <button
          type="button"
          className="button self-center"
          disabled={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {t(list.isFetchingNextPage ? "app.loading" : "tasks.more")}
        </button>
      )}
    </div>
  );
}

function Blank(props: { icon: ReactNode; title: string; body: string; children?: ReactNode }) {
  return (
    <div className="flex flex-col items-center gap-2 rounded-xl border border-dashed border-line px-6 py-12 text-center">
      <span className="mb-2 text-accent">{props.icon}</span>
      <p className="font-semibold">{props.title}</p>
      <p className="mb-3 max-w-sm text-muted">{props.body}</p>
      {props.children}
    </div>
  );
}

function Loading() {
  const { t } = useWords();
  return (
    <div>
      <p className="sr-only">{t("app.loading")}</p>
      <div aria-hidden className="rounded-xl border border-line bg-surface">
        {["w-2/3", "w-1/2", "w-3/5"].map((width) => (
          <div key={width} className="flex items-center gap-4 border-b border-line px-4 py-4 last:border-b-0">
            <span className="size-5 rounded-full bg-sunken" />
            <span className={`h-4 rounded bg-sunken ${width}`} />
          </div>
        ))}
      </div>
    </div>
  );
}
