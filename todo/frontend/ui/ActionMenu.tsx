"use client";

import { cloneElement, lazy, type ReactElement, type ReactNode, Suspense, useState } from "react";

export interface Action {
  readonly label: string;
  readonly run: () => void;
  readonly icon?: ReactNode;
  readonly danger?: boolean;
  readonly disabled?: boolean;
  /** Drawn apart from the action before it. */
  readonly apart?: boolean;
}

export interface MenuProps {
  readonly trigger: ReactElement<TriggerProps>;
  readonly label: string;
  readonly actions: readonly Action[];
  readonly header?: ReactNode;
  readonly align?: "start" | "end";
}

interface TriggerProps {
  readonly "aria-label"?: string;
  readonly "aria-haspopup"?: "menu";
  readonly "aria-expanded"?: boolean;
  readonly onClick?: () => void;
  readonly onPointerEnter?: () => void;
  readonly onFocus?: () => void;
}

const load = () => import("./OpenMenu").then((module) => ({ default: module.OpenMenu }));
const OpenMenu = lazy(load);

/**
 * A button that opens a menu of actions. The code that places a menu is as large as the rest of the page: it comes when a
 * menu is about to be opened, and a long list has no menu for every row.
 */
export function ActionMenu(props: MenuProps) {
  const [opened, setOpened] = useState(false);
  const preload = () => void load();
  const closed = cloneElement(props.trigger, {
    "aria-label": props.label,
    "aria-haspopup": "menu",
    "aria-expanded": false,
    onPointerEnter: preload,
    onFocus: preload,
    onClick: () => setOpened(true),
  });
  return opened ? (
    <Suspense fallback={closed}>
      <OpenMenu {...props} />
    </Suspense>
  ) : (
    closed
  );
}
