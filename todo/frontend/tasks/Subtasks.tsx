"use client";

import { useIsMutating } from "@tanstack/react-query";
import { X } from "lucide-react";
import { type FormEvent, useEffect, useState } from "react";
import { useWords } from "@/i18n/words";
import { TASKS } from "./changes";
import { MOST_SUBTASKS, type Subtask, type Task, TITLE_LIMIT } from "./task";

/** The steps of a task below its row: to tick, to take away, to add to. */
export function Subtasks(props: { task: Task; change: (subtasks: readonly Subtask[]) => void }) {
  const { task, change } = props;
  const { t } = useWords();
  const [title, setTitle] = useState("");
  // What is ticked while a change is under way goes with the next one: one after the other is no conflict.
  const [wanted, setWanted] = useState<readonly Subtask[] | null>(null);
  const busy = useIsMutating({ mutationKey: TASKS }) > 0;
  useEffect(() => {
    if (wanted && !busy) {
      change(wanted);
      setWanted(null);
    }
  }, [wanted, busy, change]);
  const steps = wanted ?? task.subtasks;

  function add(event: FormEvent) {
    event.preventDefault();
    const added = title.trim();
    if (added !== "") {
      setWanted([...steps, { title: added, completed: false }]);
      setTitle("");
    }
  }

  return (
    <div className="mb-2 ps-12 pe-2 text-sm" role="group" aria-label={t("tasks.subtasks")}>
      <ul>
        {steps.map((step, i) => (
          <li key={i} className="flex items-center gap-1">
            <label className="flex min-h-8 min-w-0 flex-1 items-start gap-2 py-1.5">
              <input
                type="checkbox"
                className="size-4.5 shrink-0 accent-accent"
                checked={step.completed}
                onChange={() =>
                  setWanted(steps.map((each, j) => (i === j ? { ...each, completed: !each.completed } : each)))
                }
              />
              <bdi className={`words min-w-0 break-words ${step.completed ? "text-muted line-through" : ""}`}>
                {step.title}
              </bdi>
            </label>
            <button
              type="button"
              className="icon-button"
              aria-label={t("tasks.subtask.remove", { title: step.title })}
              onClick={() => setWanted(steps.filter((_each, j) => i !== j))}
            >
              <X size={16} aria-hidden />
            </button>
          </li>
        ))}
      </ul>
      {steps.length < MOST_SUBTASKS && (
        <form onSubmit={add}>
          <input
            dir="auto"
            className="field min-h-9"
            aria-label={t("tasks.subtask.add")}
            placeholder={t("tasks.subtask.add")}
            maxLength={TITLE_LIMIT}
            value={title}
            onChange={(event) => setTitle(event.target.value)}
          />
        </form>
      )}
    </div>
  );
}
