"use client";

import { Bell, CalendarClock, Flag, ListChecks, type LucideIcon, Repeat2 } from "lucide-react";
import type { ReactNode } from "react";
import { useWords } from "@/i18n/words";
import { sayDue } from "./due";
import { groupOf } from "./groups";
import { sayRule } from "./sayRule";
import type { Task } from "./task";

/** What is set for a task, below its title; nothing of what is as usual. */
export function Facts(props: {
  task: Task;
  now: Date;
  dayKnown: boolean;
  showTag: (tag: string) => void;
  /** Whether the steps are shown, and how that changes. */
  steps: { readonly shown: boolean; readonly toggle: () => void };
}) {
  const { task, now } = props;
  const { t, locale } = useWords();
  const late = groupOf(task, now) === "overdue";
  const facts: ReactNode[] = [];
  if (task.due_at && !(props.dayKnown && task.all_day)) {
    facts.push(
      <Fact key="due" icon={CalendarClock} label={t("tasks.field.due")} alarming={late}>
        <time dateTime={task.due_at}>{sayDue(task.due_at, now, locale, task.all_day)}</time>
      </Fact>,
    );
  }
  if (task.subtasks.length > 0) {
    facts.push(
      <button
        key="subtasks"
        type="button"
        className="-mx-1 inline-flex min-h-6 items-center gap-1 rounded px-1 hover:bg-sunken"
        aria-expanded={props.steps.shown}
        onClick={props.steps.toggle}
      >
        <ListChecks size={14} aria-hidden className="shrink-0" />
        {t("tasks.subtasks.done", {
          done: task.subtasks.filter((step) => step.completed).length,
          count: task.subtasks.length,
        })}
      </button>,
    );
  }
  if (task.recurrence) {
    facts.push(
      <Fact key="recurrence" icon={Repeat2} label={t("tasks.field.recurrence")}>
        {sayRule(task.recurrence, locale, t)}
      </Fact>,
    );
  }
  // A reminder at the due time itself needs no words of its own.
  if (
    task.remind_at &&
    task.remind_at !== task.due_at &&
    !task.completed &&
    Date.parse(task.remind_at) > now.getTime()
  ) {
    facts.push(
      <Fact key="reminder" icon={Bell} label={t("tasks.field.reminder")}>
        {sayDue(task.remind_at, now, locale, false)}
      </Fact>,
    );
  }
  if (task.priority !== "medium") {
    facts.push(
      <Fact
        key="priority"
        icon={Flag}
        label={t("tasks.priority")}
        alarming={task.priority === "high" && !task.completed}
      >
        {t(`tasks.priority.${task.priority}`)}
      </Fact>,
    );
  }
  for (const tag of task.tags) {
    facts.push(
      <button
        key={`#${tag}`}
        type="button"
        className="words -mx-1 min-h-6 rounded px-1 text-accent hover:bg-accent-soft"
        aria-label={t("tasks.tag.only", { tag })}
        onClick={() => props.showTag(tag)}
      >
        #{tag}
      </button>,
    );
  }
  if (!task.description && facts.length === 0) {
    return null;
  }
  return (
    <div className="mt-1 flex flex-col gap-1 text-sm text-muted">
      {task.description && <p className="words line-clamp-2 break-words whitespace-pre-line">{task.description}</p>}
      {facts.length > 0 && <div className="flex flex-wrap items-center gap-x-3 gap-y-1">{facts}</div>}
    </div>
  );
}

function Fact(props: { icon: LucideIcon; label: string; alarming?: boolean; children: ReactNode }) {
  const Icon = props.icon;
  return (
    <span className={`inline-flex items-center gap-1 ${props.alarming ? "font-medium text-danger" : ""}`}>
      <Icon size={14} role="img" aria-label={props.label} className="shrink-0" />
      <bdi>{props.children}</bdi>
    </span>
  );
}
