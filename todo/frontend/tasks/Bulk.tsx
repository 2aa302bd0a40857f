"use client";

import { CalendarClock, CircleCheck, ListChecks, Trash2, X } from "lucide-react";
import type { ReactNode } from "react";
import { useWords } from "@/i18n/words";
import { dueInDays } from "./groups";
import type { Task } from "./task";
import type { TaskChanges } from "./useTasks";

/** What can be done with several tasks at once. */
export function Bulk(props: {
  selected: readonly Task[];
  now: Date;
  changes: TaskChanges;
  selectAll: () => void;
  end: () => void;
}) {
  const { selected, now, changes } = props;
  const { t } = useWords();
  const none = selected.length === 0;
  const open = selected.filter((task) => !task.completed);

  function due(days: number) {
    changes.changeAll(open, (task) => dueInDays(days, task, now));
    props.end();
  }

  return (
    <div
      role="toolbar"
      aria-label={t("tasks.bulk")}
      className="sticky top-2 z-20 flex flex-wrap items-center gap-1 rounded-xl border border-line bg-raised p-1 ps-3 text-sm shadow-lg shadow-(color:--shadow)"
    >
      <p role="status" className="me-auto">
        {t("tasks.selected", { count: selected.length })}
      </p>
      <Doing icon={<ListChecks size={16} aria-hidden />} words={t("tasks.selectAll")} run={props.selectAll} />
      <Doing
        icon={<CircleCheck size={16} aria-hidden />}
        words={t("tasks.bulk.complete")}
        disabled={open.length === 0}
        run={() => {
          changes.toggleAll(open);
          props.end();
        }}
      />
      <Doing
        icon={<CalendarClock size={16} aria-hidden />}
        words={t("tasks.bulk.today")}
        disabled={open.length === 0}
        run={() => due(0)}
      />
      <Doing
        icon={<CalendarClock size={16} aria-hidden />}
        words={t("tasks.bulk.tomorrow")}
        disabled={open.length === 0}
        run={() => due(1)}
      />
      <Doing
        icon={<Trash2 size={16} aria-hidden />}
        words={t("tasks.bulk.delete")}
        disabled={none}
        run={() => {
          changes.removeAll(selected);
          props.end();
        }}
      />
      <button type="button" className="icon-button" aria-label={t("tasks.selectEnd")} onClick={props.end}>
        <X size={16} aria-hidden />
      </button>
    </div>
  );
}

function Doing(props: { icon: ReactNode; words: string; disabled?: boolean; run: () => void }) {
  return (
    <button
      type="button"
      className="inline-flex min-h-9 items-center gap-1.5 rounded-lg px-2 transition-colors hover:bg-sunken disabled:text-muted"
      disabled={props.disabled}
      onClick={props.run}
    >
      {props.icon}
      {props.words}
    </button>
  );
}
