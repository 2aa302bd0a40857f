"use client";

import { useEffect, useState } from "react";

const STORED = "shortcuts";

/** Whether single letters are shortcuts. Speech input types letters, so it can be turned off (WCAG 2.1.4). */
export function useSingleKeys(): [boolean, (on: boolean) => void] {
  const [on, setOn] = useState(true);
  useEffect(() => setOn(localStorage.getItem(STORED) !== "off"), []);
  return [
    on,
    (wanted) => {
      localStorage.setItem(STORED, wanted ? "on" : "off");
      setOn(wanted);
    },
  ];
}

/** Runs what belongs to a key, while nobody types, no dialog or menu is open and no other key is held. */
export function useShortcuts(enabled: boolean, actions: Readonly<Record<string, () => void>>): void {
  useEffect(() => {
    if (!enabled) {
      return;
    }
    function press(event: KeyboardEvent) {
      const action = actions[event.key];
      if (!action || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isBusy(event.target)) {
        return;
      }
      event.preventDefault();
      action();
    }
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  });
}

/** What runs with Ctrl (or the Command key) held: {@code anywhere} also while somebody types, the rest only where no text has it. */
export function useHeldShortcuts(
  anywhere: Readonly<Record<string, () => void>>,
  outsideOfText: Readonly<Record<string, () => void>>,
): void {
  useEffect(() => {
    function press(event: KeyboardEvent) {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.defaultPrevented) {
        return;
      }
      const key = event.key.toLowerCase();
      const dialog = document.querySelector("[role=dialog]:not([data-notice])") !== null;
      const action = (dialog ? undefined : anywhere[key]) ?? (isBusy(event.target) ? undefined : outsideOfText[key]);
      if (action) {
        event.preventDefault();
        action();
      }
    }
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  });
}

function isBusy(target: EventTarget | null): boolean {
  return (
    (target instanceof HTMLElement &&
      target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [role=menu]") !== null) ||
    document.querySelector("[role=dialog]:not([data-notice])") !== null
  );
}

/** Moves the focus along the tasks; from outside of them it enters at the first. */
export function focusTask(step: 1 | -1): void {
  const titles = [...document.querySelectorAll<HTMLElement>("[data-task]:enabled")];
  const row = document.activeElement?.closest("li");
  const at = titles.findIndex((title) => row?.contains(title));
  titles[at < 0 ? 0 : Math.min(Math.max(at + step, 0), titles.length - 1)]?.focus();
}
