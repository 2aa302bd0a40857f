"use client";

import {
  type Announcements,
  closestCorners,
  type CollisionDetection,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  PointerSensor,
  pointerWithin,
  useDroppable,
  useSensor,
  useSensors,
} from "@dnd-kit/core";
import { SortableContext, sortableKeyboardCoordinates, verticalListSortingStrategy } from "@dnd-kit/sortable";
import { ArrowDown, ArrowUp } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { Key } from "@/i18n/en";
import { useWords } from "@/i18n/words";
import type { Action } from "@/ui/ActionMenu";
import type { Filters } from "./filters";
import { acceptsDrop, dueIn, GROUPS, type Group, grouped, groupOf } from "./groups";
import { moved } from "./order";
import type { Task } from "./task";
import { type RowActions, TaskRow } from "./TaskRow";

interface Section {
  readonly group: Group;
  readonly heading: Key | null;
  readonly tasks: readonly Task[];
}

/** The tasks, in sections by time where they are sorted by it. Dragging reschedules there, and reorders in one's own order. */
export function TaskList(props: { tasks: readonly Task[]; sort: Filters["sort"]; now: Date; actions: RowActions }) {
  const { tasks, sort, now, actions } = props;
  const { t } = useWords();
  const [dragging, setDragging] = useState(false);
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 6 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const movable = sort === "due_date" || sort === "manual";
  const sections = sectionsOf(tasks, sort, now);
  const empty = dragging && sort === "due_date" ? emptyGroups(sections) : [];
  // What the pointer is on, and of two the one that lies above; without a pointer, what is nearest.
  const collide: CollisionDetection = (args) => {
    const under = pointerWithin(args);
    const above = under.filter(({ id }) => empty.some((group) => group === id));
    return above.length > 0 ? above : under.length > 0 ? under : closestCorners(args);
  };

  function end({ active, over }: DragEndEvent) {
    setDragging(false);
    const task = tasks.find((each) => each.id === active.id);
    if (!task || !over) {
      return;
    }
    if (sort === "due_date") {
      const group = groupAt(over.id, tasks, now);
      const due = group && group !== groupOf(task, now) ? dueIn(group, task, now) : null;
      if (due) {
        actions.change(task, due.due_at === null ? { ...due, recurrence: null } : due);
      }
    } else {
      const open = tasks.filter((each) => !each.completed);
      reorder(
        open,
        open.indexOf(task),
        open.findIndex((each) => each.id === over.id),
      );
    }
  }

  function reorder(open: readonly Task[], from: number, to: number) {
    moved(open, from, to).forEach(({ task, position }) => actions.change(task, { position }));
  }

  function moves(task: Task): Action[] {
    if (sort !== "manual" || task.completed) {
      return [];
    }
    const open = tasks.filter((each) => !each.completed);
    const at = open.indexOf(task);
    return [
      {
        label: t("tasks.action.up"),
        icon: <ArrowUp size={16} aria-hidden />,
        disabled: at === 0,
        run: () => reorder(open, at, at - 1),
      },
      {
        label: t("tasks.action.down"),
        icon: <ArrowDown size={16} aria-hidden />,
        disabled: at === open.length - 1,
        run: () => reorder(open, at, at + 1),
      },
    ];
  }

  const title = (id: string | number) => tasks.find((each) => each.id === id)?.title ?? "";
  const place = (id: string | number) => {
    const group = groupAt(id, tasks, now);
    return sort === "due_date" && group ? t(`tasks.group.${group}`) : `“${title(id)}”`;
  };
  const announcements: Announcements = {
    onDragStart: ({ active }) => t("tasks.drag.lifted", { title: title(active.id) }),
    onDragOver: ({ active, over }) =>
      over ? t("tasks.drag.over", { title: title(active.id), place: place(over.id) }) : undefined,
    onDragEnd: ({ active, over }) =>
      over
        ? t("tasks.drag.dropped", { title: title(active.id), place: place(over.id) })
        : t("tasks.drag.cancelled", { title: title(active.id) }),
    onDragCancel: ({ active }) => t("tasks.drag.cancelled", { title: title(active.id) }),
  };

  return (
    <DndContext
      id="drag-tasks"
      sensors={sensors}
      collisionDetection={collide}
      accessibility={{ announcements, screenReaderInstructions: { draggable: t("tasks.drag.hint") } }}
      onDragStart={() => setDragging(true)}
      onDragCancel={() => setDragging(false)}
      onDragEnd={end}
    >
      {sections.map((section) => (
        <SectionView key={section.group} section={section} droppable={sort === "due_date"}>
          {section.tasks.map((task) => (
            <TaskRow
              key={task.id}
              task={task}
              now={now}
              movable={movable && !task.completed}
              dayKnown={sort === "due_date" && (section.group === "today" || section.group === "tomorrow")}
              actions={actions}
              moves={moves(task)}
            />
          ))}
        </SectionView>
      ))}
      {/* Below everything and above the rows: nothing moves away from under the pointer. */}
      {empty.length > 0 && (
        <div className="sticky bottom-2 z-20 flex flex-wrap gap-2">
          {empty.map((group) => (
            <DropView key={group} group={group} />
          ))}
        </div>
      )}
    </DndContext>
  );
}

function SectionView({ section, droppable, children }: { section: Section; droppable: boolean; children: ReactNode }) {
  const { t } = useWords();
  const { setNodeRef, isOver } = useDroppable({
    id: section.group,
    disabled: !droppable || !acceptsDrop(section.group),
  });
  return (
    <section ref={setNodeRef} className="mb-4">
      {section.heading && (
        <h3 className={`px-2 pb-1 text-sm font-semibold ${section.group === "overdue" ? "text-danger" : "text-muted"}`}>
          {t(section.heading)}
        </h3>
      )}
      <SortableContext items={section.tasks.map((task) => task.id)} strategy={verticalListSortingStrategy}>
        <ul className={`rounded-xl border bg-surface ${isOver ? "border-accent" : "border-line"}`}>{children}</ul>
      </SortableContext>
    </section>
  );
}

/** A place for the first task of a group, while one is dragged. */
function DropView({ group }: { group: Group }) {
  const { t } = useWords();
  const { setNodeRef, isOver } = useDroppable({ id: group });
  return (
    <section
      ref={setNodeRef}
      className={`flex-1 rounded-xl border border-dashed px-4 py-3 text-sm shadow-lg shadow-(color:--shadow) ${isOver ? "border-accent bg-accent-soft" : "border-field-line bg-raised"}`}
    >
      <h3 className="font-semibold whitespace-nowrap">{t(`tasks.group.${group}`)}</h3>
      <p className="text-muted">{t("tasks.group.drop")}</p>
    </section>
  );
}

function emptyGroups(sections: readonly Section[]): Group[] {
  return GROUPS.filter((group) => acceptsDrop(group) && sections.every((section) => section.group !== group));
}

function sectionsOf(tasks: readonly Task[], sort: Filters["sort"], now: Date): Section[] {
  if (sort === "due_date") {
    return grouped(tasks, now).map(([group, members]) => ({ group, heading: `tasks.group.${group}`, tasks: members }));
  }
  const open = tasks.filter((task) => !task.completed);
  const completed = tasks.filter((task) => task.completed);
  return [
    ...(open.length > 0 ? [{ group: "none" as const, heading: null, tasks: open }] : []),
    ...(completed.length > 0
      ? [{ group: "completed" as const, heading: "tasks.group.completed" as const, tasks: completed }]
      : []),
  ];
}

/** The section that a place belongs to: the section itself, or one of its tasks. */
function groupAt(id: string | number, tasks: readonly Task[], now: Date): Group | undefined {
  const task = tasks.find((each) => each.id === id);
  return task ? groupOf(task, now) : GROUPS.find((group) => group === id);
}
