"use client";

import { CalendarClock, CalendarX, Check, GripVertical, ListChecks, MoreHorizontal, Pencil, Trash2 } from "lucide-react";
import { type KeyboardEvent, useRef, useState } from "react";
import { useWords } from "@/i18n/words";
import { ActionMenu, type Action } from "@/ui/ActionMenu";
import { Facts } from "./Facts";
import type { Grips } from "./grips";
import { dueInDays } from "./groups";
import { Subtasks } from "./Subtasks";
import { TaskEditor } from "./TaskEditor";
import { type Change, type Task, TITLE_LIMIT } from "./task";

export interface RowActions {
  readonly change: (task: Task, change: Change) => void;
  readonly toggle: (task: Task) => void;
  readonly remove: (task: Task) => void;
  readonly showTag: (tag: string) => void;
}

/** One task: its box, its title to edit in place, what is set for it, and what can be done with it. */
export function TaskRow(props: {
  task: Task;
  now: Date;
  /** What to move it by; null where it cannot be moved. */
  grips: Grips | null;
  gripHint: string;
  /** Whether the section's heading tells the day already. */
  dayKnown: boolean;
  actions: RowActions;
  moves: readonly Action[];
  /** Whether it is among the selected ones, and how that changes; null while nothing is selected. */
  selection: { readonly selected: boolean; readonly toggle: () => void } | null;
}) {
  const { task, now, grips, dayKnown, actions } = props;
  const { t } = useWords();
  // As it was when editing began: what somebody else changes meanwhile is a conflict, and told.
  const [editing, setEditing] = useState<Task | null>(null);
  const [detailed, setDetailed] = useState(false);
  const [stepped, setStepped] = useState(false);
  const titleButton = useRef<HTMLButtonElement>(null);
  // What the backend has not numbered yet cannot be changed yet.
  const settled = task.id > 0;

  function keys(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== titleButton.current || !settled) {
      return;
    }
    const doing: Record<string, () => void> = {
      x: () => actions.toggle(task),
      e: () => setEditing(task),
      d: () => setDetailed(true),
      Delete: () => {
        focusNeighbour(titleButton.current);
        actions.remove(task);
      },
    };
    const action = doing[event.key];
    if (action) {
      event.preventDefault();
      action();
    }
  }

  function rename(title: string) {
    setEditing(null);
    if (editing && title !== "" && title !== editing.title) {
      actions.change(editing, { title });
    }
    requestAnimationFrame(() => titleButton.current?.focus());
  }

  const menu: Action[] = [
    { label: t("tasks.action.edit"), icon: <Pencil size={16} aria-hidden />, run: () => setDetailed(true) },
    {
      label: t("tasks.subtasks"),
      icon: <ListChecks size={16} aria-hidden />,
      run: () => setStepped(!stepped),
    },
    ...(
      [
        ["today", 0],
        ["tomorrow", 1],
        ["nextWeek", 7],
      ] as const
    ).map(([name, days]) => ({
      label: t(`tasks.action.${name}`),
      icon: <CalendarClock size={16} aria-hidden />,
      run: () => actions.change(task, dueInDays(days, task, now)),
    })),
    ...(task.due_at === null
      ? []
      : [
          {
            label: t("tasks.action.noDate"),
            icon: <CalendarX size={16} aria-hidden />,
            run: () => actions.change(task, { due_at: null, all_day: false, recurrence: null }),
          },
        ]),
    ...props.moves,
    {
      label: t("tasks.action.delete"),
      icon: <Trash2 size={16} aria-hidden />,
      danger: true,
      apart: true,
      run: () => actions.remove(task),
    },
  ];

  return (
    <li
      data-row={task.id}
      onKeyDown={keys}
      className="group/row border-b border-line last:border-b-0 data-dragging:relative data-dragging:z-10 data-dragging:rounded-lg data-dragging:bg-raised data-dragging:shadow-lg"
    >
      <div className="flex items-start gap-2 px-2 py-1.5">
        {props.selection ? (
          <span className="inline-flex size-9 shrink-0 items-center justify-center">
            <input
              type="checkbox"
              className="size-5 accent-accent"
              aria-label={t("tasks.selectOne", { title: task.title })}
              checked={props.selection.selected}
              disabled={!settled}
              onChange={props.selection.toggle}
            />
          </span>
        ) : (
          <Box task={task} settled={settled} toggle={() => actions.toggle(task)} />
        )}
        {settled && (
          // By which the assistant calls it.
          <span className="min-w-6 py-1.5 text-end text-sm text-muted tabular-nums" title={t("tasks.number", { id: task.id })}>
            <span aria-hidden>{task.id}</span>
            <span className="sr-only">{t("tasks.number", { id: task.id })}</span>
          </span>
        )}
        <div className="min-w-0 flex-1 py-1">
          {editing ? (
            <TitleField task={editing} done={rename} />
          ) : (
            <button
              ref={titleButton}
              type="button"
              data-task
              disabled={!settled}
              aria-label={t("tasks.edit", { title: task.title })}
              className={`words w-full rounded break-words ${task.completed ? "text-muted line-through" : ""}`}
              onClick={() => setEditing(task)}
            >
              {task.title}
            </button>
          )}
          <Facts
            task={task}
            now={now}
            dayKnown={dayKnown}
            showTag={actions.showTag}
            steps={{ shown: stepped, toggle: () => setStepped(!stepped) }}
          />
        </div>
        {grips && (
          <button
            type="button"
            data-grip
            className="icon-button cursor-grab touch-none opacity-60 group-hover/row:opacity-100 focus-visible:opacity-100"
            aria-label={t("tasks.drag", { title: task.title })}
            aria-describedby={props.gripHint}
            onPointerEnter={grips.approach}
            onFocus={grips.approach}
            onPointerDown={(event) => grips.hold(task.id, event)}
            onKeyDown={(event) => grips.hold(task.id, event)}
          >
            <GripVertical size={18} aria-hidden />
          </button>
        )}
        {settled && (
          <ActionMenu
            label={t("tasks.actions", { title: task.title })}
            actions={menu}
            trigger={
              <button type="button" className="icon-button">
                <MoreHorizontal size={18} aria-hidden />
              </button>
            }
          />
        )}
      </div>
      {stepped && settled && <Subtasks task={task} change={(subtasks) => actions.change(task, { subtasks })} />}
      {detailed && (
        <TaskEditor
          task={task}
          save={(seen, change) => {
            setDetailed(false);
            if (Object.keys(change).length > 0) {
              actions.change(seen, change);
            }
            titleButton.current?.focus();
          }}
          cancel={() => {
            setDetailed(false);
            titleButton.current?.focus();
          }}
        />
      )}
    </li>
  );
}

function Box({ task, settled, toggle }: { task: Task; settled: boolean; toggle: () => void }) {
  const { t } = useWords();
  return (
    <span className="relative inline-flex size-9 shrink-0 items-center justify-center">
      <input
        type="checkbox"
        checked={task.completed}
        disabled={!settled}
        aria-label={t(task.completed ? "tasks.reopen" : "tasks.complete", { title: task.title })}
        onChange={toggle}
        className="peer absolute inset-0 cursor-pointer appearance-none rounded-lg"
      />
      <span className="pointer-events-none flex size-5 items-center justify-center rounded-full border-2 border-field-line transition-colors peer-checked:border-accent peer-checked:bg-accent peer-hover:border-accent">
        {task.completed && <Check size={14} strokeWidth={3} aria-hidden className="text-accent-ink" />}
      </span>
    </span>
  );
}

function TitleField({ task, done }: { task: Task; done: (title: string) => void }) {
  const { t } = useWords();
  const [title, setTitle] = useState(task.title);
  return (
    <input
      autoFocus
      dir="auto"
      aria-label={t("tasks.editTitle", { title: task.title })}
      value={title}
      maxLength={TITLE_LIMIT}
      onFocus={(event) => event.target.select()}
      onChange={(event) => setTitle(event.target.value)}
      onBlur={() => done(title.trim())}
      onKeyDown={(event) => {
        if (event.key === "Enter" && !event.nativeEvent.isComposing) {
          done(title.trim());
        } else if (event.key === "Escape") {
          done(task.title);
        }
      }}
      className="field -my-1 py-1"
    />
  );
}

/** So that the keyboard's place is kept when the focused task goes. */
function focusNeighbour(from: HTMLElement | null): void {
  const all = [...document.querySelectorAll<HTMLElement>("[data-task]")];
  const at = from ? all.indexOf(from) : -1;
  (all[at + 1] ?? all[at - 1] ?? document.getElementById("quick-add"))?.focus();
}
