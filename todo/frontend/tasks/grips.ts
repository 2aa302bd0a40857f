"use client";

import { type ComponentType, type KeyboardEvent, type PointerEvent, useCallback, useEffect, useRef, useState } from "react";
import type { DraggingProps } from "./Dragging";

/** How somebody takes hold of a task to move it. */
export type Hold = PointerEvent<HTMLElement> | KeyboardEvent<HTMLElement>;

/** What has to be done when a task is held. */
export type Holder = (hold: Hold) => void;

export interface Grips {
  /** Somebody is about to take hold. */
  readonly approach: () => void;
  readonly hold: (task: number, hold: Hold) => void;
}

/**
 * The handles of the rows. What moves rows is a large part of the page: it comes when somebody reaches for a handle, and what
 * is held by then is taken up when it has come.
 */
export function useGrips() {
  const [Dragging, setDragging] = useState<ComponentType<DraggingProps> | null>(null);
  const holders = useRef(new Map<number, Holder>());
  const held = useRef<{ readonly task: number; readonly hold: Hold } | null>(null);

  const approach = useCallback(() => {
    // Without a connection: the next attempt asks again.
    import("./Dragging").then((module) => setDragging(() => module.Dragging)).catch(() => undefined);
  }, []);

  const hold = useCallback(
    (task: number, hold: Hold) => {
      const holder = holders.current.get(task);
      if (holder) {
        holder(hold);
      } else {
        held.current = { task, hold };
        approach();
      }
    },
    [approach],
  );

  const register = useCallback((task: number, holder: Holder) => {
    holders.current.set(task, holder);
    if (held.current?.task === task) {
      const { hold } = held.current;
      held.current = null;
      if (hold.type !== "keydown" || document.activeElement === hold.target) {
        holder(hold);
      }
    }
    return () => void holders.current.delete(task);
  }, []);

  useEffect(() => {
    const released = new AbortController();
    const release = () => (held.current = null);
    for (const end of ["pointerup", "pointercancel"]) {
      window.addEventListener(end, release, { signal: released.signal });
    }
    return () => released.abort();
  }, []);

  return { Dragging, register, grips: { approach, hold } satisfies Grips };
}
