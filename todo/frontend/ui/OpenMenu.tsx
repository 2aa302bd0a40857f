"use client";

import { Menu } from "@base-ui/react/menu";

import type { MenuProps } from "./ActionMenu";
/** The menu of {@link ActionMenu}, once somebody has opened it. */
export function OpenMenu(props: MenuProps) {
  return (
    <Menu.Root defaultOpen>
      <Menu.Trigger aria-label={props.label} render={props.trigger} />
      <Menu.Portal container={typeof document === "undefined" ? undefined : document.querySelector("main")}>
        <Menu.Positioner align={props.align ?? "end"} sideOffset={4} className="z-40">
          <Menu.Popup className="max-h-(--available-height) min-w-48 max-w-80 overflow-y-auto rounded-xl border border-line bg-raised p-1 shadow-lg shadow-(color:--shadow) outline-none transition-opacity data-[ending-style]:opacity-0 data-[starting-style]:opacity-0">
            {props.header}
            {props.actions.map((action) => (
              <Menu.Item
                key={action.label}
                disabled={action.disabled}
                onClick={action.run}
                className={`flex min-h-9 cursor-pointer items-center gap-3 rounded-lg px-3 text-start text-sm outline-none data-[disabled]:cursor-default data-[disabled]:text-muted data-[highlighted]:bg-sunken ${
                  action.danger ? "text-danger" : "text-ink"
                } ${action.apart ? "mt-1" : ""}`}
              >
                {action.icon}
                <span className="min-w-0 truncate">{action.label}</span>
              </Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
