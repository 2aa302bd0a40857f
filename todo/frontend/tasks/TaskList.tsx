"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import { type ReactNode, useId } from "react";
import { useWords } from "@/i18n/words";
import type { Action } from "@/ui/ActionMenu";
import type { Filters } from "./filters";
import { useGrips } from "./grips";
import { moved } from "./order";
import { type Section, sectionsOf } from "./sections";
import type { Task } from "./task";
import { type RowActions, TaskRow } from "./TaskRow";

/** The tasks, in sections by time where they are sorted by it. Dragging reschedules there, and reorders in one's own order. */
export function TaskList(props: {
  tasks: readonly Task[];
  sort: Filters["sort"];
  now: Date;
  actions: RowActions;
  /** Numbers of the selected ones; null while nothing is selected. */
  selected: ReadonlySet<number> | null;
  select: (task: Task) => void;
}) {
  const { tasks, sort, now, actions } = props;
  const { t } = useWords();
  const { Dragging, register, grips } = useGrips();
  const hint = useId();
  const sections = sectionsOf(tasks, sort, now);
  const open = tasks.filter((each) => !each.completed);

  function movable(task: Task): boolean {
    return (sort === "due_date" || sort === "manual") && !task.completed && task.id > 0;
  }

  function reorder(from: number, to: number) {
    moved(open, from, to).forEach(({ task, position }) => actions.change(task, { position }));
  }

  function moves(task: Task): Action[] {
    if (sort !== "manual" || task.completed) {
      return [];
    }
    const at = open.indexOf(task);
    return [
      {
        label: t("tasks.action.up"),
        icon: <ArrowUp size={16} aria-hidden />,
        disabled: at === 0,
        run: () => reorder(at, at - 1),
      },
      {
        label: t("tasks.action.down"),
        icon: <ArrowDown size={16} aria-hidden />,
        disabled: at === open.length - 1,
        run: () => reorder(at, at + 1),
      },
    ];
  }

  return (
    <>
      <p id={hint} hidden>
        {t("tasks.drag.hint")}
      </p>
      {sections.map((section) => (
        <SectionView key={section.group} section={section}>
          {section.tasks.map((task) => (
            <TaskRow
              key={task.id}
              task={task}
              now={now}
              grips={movable(task) ? grips : null}
              gripHint={hint}
              dayKnown={sort === "due_date" && (section.group === "today" || section.group === "tomorrow")}
              actions={actions}
              moves={moves(task)}
              selection={
                props.selected && { selected: props.selected.has(task.id), toggle: () => props.select(task) }
              }
            />
          ))}
        </SectionView>
      ))}
      {Dragging && (
        <Dragging
          sections={sections}
          sort={sort}
          now={now}
          movable={movable}
          register={register}
          reschedule={actions.change}
          reorder={(task, over) => reorder(open.indexOf(task), open.indexOf(over))}
        />
      )}
    </>
  );
}

function SectionView({ section, children }: { section: Section; children: ReactNode }) {
  const { t } = useWords();
  return (
    <section data-section={section.group} className="group/section mb-4">
      {section.heading && (
        <h3 className={`px-2 pb-1 text-sm font-semibold ${section.group === "overdue" ? "text-danger" : "text-muted"}`}>
          {t(section.heading)}
        </h3>
      )}
      <ul className="rounded-xl border border-line bg-surface group-data-over/section:border-accent">{children}</ul>
    </section>
  );
}
