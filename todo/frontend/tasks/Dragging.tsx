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
import { SortableContext, sortableKeyboardCoordinates, useSortable, verticalListSortingStrategy } from "@dnd-kit/sortable";
import { useEffect, useLayoutEffect, useState } from "react";
import { useWords } from "@/i18n/words";
import type { Filters } from "./filters";
import type { Holder } from "./grips";
import { acceptsDrop, dueIn, GROUPS, type Group, groupOf } from "./groups";
import type { Section } from "./sections";
import type { Change, Task } from "./task";

export interface DraggingProps {
  readonly sections: readonly Section[];
  readonly sort: Filters["sort"];
  readonly now: Date;
  readonly movable: (task: Task) => boolean;
  /** Tells who is to be asked when a task is held; gives back how to end that. */
  readonly register: (task: number, holder: Holder) => () => void;
  readonly reschedule: (task: Task, change: Change) => void;
  readonly reorder: (task: Task, over: Task) => void;
}

/** What moves the rows of a list that is on the page already. It reschedules, or reorders in one's own order. */
export function Dragging(props: DraggingProps) {
  const { sections, sort, now } = props;
  const { t } = useWords();
  const [dragging, setDragging] = useState(false);
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 6 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const empty = dragging && sort === "due_date" ? emptyGroups(sections) : [];
  // What the pointer is on, and of two the one that lies above; without a pointer, what is nearest.
  const collide: CollisionDetection = (args) => {
    const under = pointerWithin(args);
    const above = under.filter(({ id }) => empty.some((group) => group === id));
    return above.length > 0 ? above : under.length > 0 ? under : closestCorners(args);
  };
  const find = (id: string | number) => sections.flatMap(({ tasks }) => tasks).find((task) => task.id === id);
  /** The section that a place belongs to: the section itself, or one of its tasks. */
  const groupAt = (id: string | number): Group | undefined => {
    const task = find(id);
    return task ? groupOf(task, now) : GROUPS.find((group) => group === id);
  };

  function end({ active, over }: DragEndEvent) {
    setDragging(false);
    const task = find(active.id);
    if (!task || !over) {
      return;
    }
    if (sort === "due_date") {
      const group = groupAt(over.id);
      const due = group && group !== groupOf(task, now) ? dueIn(group, task, now) : null;
      if (due) {
        props.reschedule(task, due.due_at === null ? { ...due, recurrence: null } : due);
      }
    } else {
      const other = find(over.id);
      if (other) {
        props.reorder(task, other);
      }
    }
  }

  const title = (id: string | number) => find(id)?.title ?? "";
  const place = (id: string | number) => {
    const group = groupAt(id);
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
      accessibility={{ announcements, screenReaderInstructions: { draggable: "" } }}
      onDragStart={() => setDragging(true)}
      onDragCancel={() => setDragging(false)}
      onDragEnd={end}
    >
      {sections.map(({ group, tasks }) => (
        <SortableContext key={group} items={tasks.map((task) => task.id)} strategy={verticalListSortingStrategy}>
          <Place group={group} disabled={sort !== "due_date" || !acceptsDrop(group)} />
          {tasks.map((task) => (
            <Movement key={task.id} id={task.id} disabled={!props.movable(task)} register={props.register} />
          ))}
        </SortableContext>
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

/** Lets a row be moved that stands elsewhere on the page, so that the row is the same before and after this code has come. */
function Movement({ id, disabled, register }: { id: number; disabled: boolean; register: DraggingProps["register"] }) {
  const { setNodeRef, setActivatorNodeRef, listeners, transform, transition, isDragging } = useSortable({ id, disabled });
  useLayoutEffect(() => {
    const row = document.querySelector<HTMLElement>(`[data-row="${id}"]`);
    setNodeRef(row);
    setActivatorNodeRef(row?.querySelector<HTMLElement>("[data-grip]") ?? null);
    if (row) {
      row.style.transform = transform ? `translate3d(${transform.x}px, ${transform.y}px, 0)` : "";
      row.style.transition = (transform && transition) || "";
      row.toggleAttribute("data-dragging", isDragging);
    }
  });
  useEffect(() => {
    if (listeners) {
      return register(id, (hold) => listeners[hold.type === "keydown" ? "onKeyDown" : "onPointerDown"]?.(hold));
    }
  }, [id, listeners, register]);
  return null;
}

/** Lets a row be dropped in a section, also where the section has no row. */
function Place({ group, disabled }: { group: Group; disabled: boolean }) {
  const { setNodeRef, isOver } = useDroppable({ id: group, disabled });
  useLayoutEffect(() => {
    const section = document.querySelector<HTMLElement>(`[data-section="${group}"]`);
    setNodeRef(section);
    section?.toggleAttribute("data-over", isOver);
  });
  return null;
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
