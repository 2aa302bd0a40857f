"use client";

import { useWords } from "@/i18n/words";
import { NO_FILTERS } from "@/tasks/filters";
import { useTaskChanges, useTaskList } from "@/tasks/useTasks";
import { Words } from "./Words";
import type { Row } from "./lines";

/** Tasks that an answer lists, to be ticked where they stand. They are as they are now, not as they were then. */
export function Rows({ rows }: { rows: readonly Row[] }) {
  const { t } = useWords();
  const { toggle } = useTaskChanges();
  const tasks = useTaskList(NO_FILTERS).data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <ul aria-label={t("chat.found")} className="-mx-1">
      {rows.map((row) => {
        const task = tasks.find((each) => each.id === row.id);
        const done = task?.completed ?? row.done;
        return (
          <li key={row.id}>
            <label className="flex min-h-8 items-start gap-2 rounded-lg px-1 py-1 hover:bg-sunken has-disabled:cursor-default">
              <input
                type="checkbox"
                className="mt-1 size-4.5 shrink-0 accent-accent"
                checked={done}
                // What is gone, or not among what is known here, cannot be ticked.
                disabled={task === undefined}
                onChange={() => task && toggle(task)}
              />
              <span className={`min-w-0 break-words ${done ? "text-muted line-through" : ""}`}>
                <Words text={row.text} />
              </span>
            </label>
          </li>
        );
      })}
    </ul>
  );
}
