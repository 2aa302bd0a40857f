"use client";

import { type FormEvent, type KeyboardEvent, type ReactNode, useId, useRef, useState } from "react";
import { useWords } from "@/i18n/words";
import { fromLocalField, minutesBefore, remindBefore, sayDue, toLocalField } from "./due";
import { sayRule } from "./sayRule";
import { REPEATS, type Repeat, repeatOf, ruleOf } from "./recurrence";
import { type Change, DESCRIPTION_LIMIT, PRIORITIES, type Priority, type Task, TITLE_LIMIT } from "./task";

const REMINDERS = ["0", "10", "60", "1440"] as const;

/** All that can be set for a task, below its row. */
export function TaskEditor(props: { task: Task; save: (seen: Task, change: Change) => void; cancel: () => void }) {
  // As it was when the editor was opened: a conflict with what somebody else changed since is told.
  const [task] = useState(props.task);
  const { t, locale } = useWords();
  const repeatBefore = repeatOf(task.recurrence);
  const minutes = minutesBefore(task.due_at, task.remind_at);
  const reminderBefore =
    task.remind_at === null ? "none" : (REMINDERS.find((value) => Number(value) === minutes) ?? "custom");
  const [due, setDue] = useState(toLocalField(task.due_at));

  const form = useRef<HTMLFormElement>(null);

  function changes(): Change {
    const fields = new FormData(form.current ?? undefined);
    const value = (name: string) => String(fields.get(name) ?? "").trim();
    const dueAt = due === toLocalField(task.due_at) ? task.due_at : fromLocalField(due);
    const repeat = value("recurrence") as Repeat | "custom";
    const reminder = value("reminder");
    // Only what has changed is sent: a reminder follows the due time by itself unless it is set here.
    const reminderChanged = reminder !== "" && reminder !== reminderBefore;
    const next: Change = {
      title: value("title"),
      description: value("description") || null,
      priority: value("priority") as Priority,
      tags: tagsOf(value("tags")),
      due_at: dueAt,
      all_day: dueAt !== null && dueAt === task.due_at && task.all_day,
      recurrence: dueAt === null ? null : repeat === "custom" ? task.recurrence : ruleOf(repeat),
      ...(dueAt !== null && reminderChanged
        ? { remind_at: reminder === "none" ? null : remindBefore(dueAt, Number(reminder)) }
        : {}),
    };
    return difference(task, next);
  }

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    props.save(task, changes());
  }

  function keys(event: KeyboardEvent) {
    if (event.key === "Escape") {
      event.stopPropagation();
      // What was typed is not thrown away by a key.
      if (Object.keys(changes()).length === 0) {
        props.cancel();
      }
    }
  }

  return (
    <form
      ref={form}
      onSubmit={submit}
      onKeyDown={keys}
      className="mx-2 mb-3 grid gap-3 rounded-xl bg-sunken p-4 text-sm sm:grid-cols-2"
    >
      <Labelled label={t("tasks.field.title")} wide>
        {(id) => (
          <input
            id={id}
            name="title"
            autoFocus
            required
            dir="auto"
            maxLength={TITLE_LIMIT}
            defaultValue={task.title}
            className="field"
          />
        )}
      </Labelled>
      <Labelled label={t("tasks.field.description")} wide>
        {(id) => (
          <textarea
            id={id}
            name="description"
            rows={3}
            dir="auto"
            maxLength={DESCRIPTION_LIMIT}
            defaultValue={task.description ?? ""}
            className="field"
          />
        )}
      </Labelled>
      <Labelled label={t("tasks.field.due")}>
        {(id) => (
          <input
            id={id}
            type="datetime-local"
            value={due}
            max="2199-12-31T23:59"
            onChange={(event) => setDue(event.target.value)}
            className="field min-h-10"
          />
        )}
      </Labelled>
      <Labelled label={t("tasks.priority")}>
        {(id) => (
          <select id={id} name="priority" defaultValue={task.priority} className="field min-h-10">
            {PRIORITIES.map((priority) => (
              <option key={priority} value={priority}>
                {t(`tasks.priority.${priority}`)}
              </option>
            ))}
          </select>
        )}
      </Labelled>
      <Labelled label={t("tasks.field.recurrence")}>
        {(id) => (
          <select
            id={id}
            name="recurrence"
            defaultValue={repeatBefore}
            disabled={due === ""}
            className="field min-h-10 disabled:opacity-60"
          >
            {REPEATS.map((repeat) => (
              <option key={repeat} value={repeat}>
                {t(`tasks.repeat.${repeat}`)}
              </option>
            ))}
            {repeatBefore === "custom" && <option value="custom">{sayRule(task.recurrence ?? "", locale, t)}</option>}
          </select>
        )}
      </Labelled>
      <Labelled label={t("tasks.field.reminder")}>
        {(id) => (
          <select
            id={id}
            name="reminder"
            defaultValue={reminderBefore}
            disabled={due === ""}
            className="field min-h-10 disabled:opacity-60"
          >
            <option value="none">{t("tasks.reminder.none")}</option>
            {REMINDERS.map((value) => (
              <option key={value} value={value}>
                {t(`tasks.reminder.${value}`)}
              </option>
            ))}
            {reminderBefore === "custom" && task.remind_at && (
              <option value="custom">
                {t("tasks.reminder.custom", { time: sayDue(task.remind_at, new Date(), locale, false) })}
              </option>
            )}
          </select>
        )}
      </Labelled>
      <Labelled label={t("tasks.field.tags")} hint={t("tasks.field.tags.hint")} wide>
        {(id, hint) => (
          <input
            id={id}
            name="tags"
            dir="auto"
            defaultValue={task.tags.join(", ")}
            aria-describedby={hint}
            className="field"
          />
        )}
      </Labelled>
      <div className="flex justify-end gap-2 sm:col-span-2">
        <button type="button" className="button" onClick={props.cancel}>
          {t("app.cancel")}
        </button>
        <button type="submit" className="button button-primary">
          {t("app.save")}
        </button>
      </div>
    </form>
  );
}

function Labelled(props: {
  label: string;
  hint?: string;
  wide?: boolean;
  children: (id: string, hintId: string) => ReactNode;
}) {
  const id = useId();
  return (
    <div className={`flex flex-col gap-1 ${props.wide ? "sm:col-span-2" : ""}`}>
      <label htmlFor={id} className="font-medium">
        {props.label}
      </label>
      {props.children(id, `${id}-hint`)}
      {props.hint && (
        <p id={`${id}-hint`} className="text-muted">
          {props.hint}
        </p>
      )}
    </div>
  );
}

function tagsOf(line: string): string[] {
  const tags = line.split(/[,،]/u).map((tag) => tag.trim().replace(/^#+/, "").toLowerCase());
  return [...new Set(tags.filter((tag) => tag !== ""))];
}

/** The fields that differ from the task's own; a due time goes together with whether it is a whole day. */
function difference(task: Task, next: Change): Change {
  const changed = Object.entries(next).filter(([field, value]) => {
    return JSON.stringify(value) !== JSON.stringify(task[field as keyof Task]);
  });
  const change: Change = Object.fromEntries(changed);
  return "due_at" in change || "all_day" in change ? { ...change, due_at: next.due_at, all_day: next.all_day } : change;
}
