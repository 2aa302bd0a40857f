"use client";

import { Dialog } from "@base-ui/react/dialog";
import { useQueryClient } from "@tanstack/react-query";
import { type KeyboardEvent, useState } from "react";
import { useWords } from "@/i18n/words";
import { type Lists, TASKS } from "@/tasks/changes";
import { NO_FILTERS } from "@/tasks/filters";
import { useFilters } from "@/tasks/useFilters";
import { useCounts, useTaskChanges } from "@/tasks/useTasks";
import { useViews } from "@/tasks/Views";
import { type Command, matching } from "./commands";

/** Everything that can be done, by its name: lists to go to, tasks to find, and what is typed as a task or as words to the chat. */
export function Palette(props: {
  close: () => void;
  say: (sentence: string) => void;
  /** Commands of the page itself. */
  commands: readonly Command[];
}) {
  const { t } = useWords();
  const client = useQueryClient();
  const [, changeFilters] = useFilters();
  const views = useViews(useCounts());
  const { create } = useTaskChanges();
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const words = typed.trim();

  const tasks = client
    .getQueriesData<Lists>({ queryKey: TASKS })
    .flatMap(([, lists]) => lists?.pages.flatMap((page) => page.items) ?? []);
  const known: Command[] = [
    ...views.map((view) => ({
      id: `view-${view.list}-${view.name}`,
      words: t("palette.go", { name: view.list ? `#${view.name}` : view.name }),
      run: () => changeFilters({ ...view.shows }),
    })),
    ...props.commands,
    // A task is looked for by its words: without any, there would be nothing else to see.
    ...(words === "" ? [] : [...new Map(tasks.map((task) => [task.id, task])).values()]).map((task) => ({
      id: `task-${task.id}`,
      words: t("palette.task", { id: task.id, title: task.title }),
      run: () => changeFilters({ ...NO_FILTERS, search: task.title }),
    })),
  ];
  const found: Command[] = [
    ...matching(known, typed),
    ...(words === ""
      ? []
      : [
          { id: "say", words: t("palette.say", { words }), run: () => props.say(words) },
          { id: "add", words: t("palette.add", { words }), run: () => create({ title: words.slice(0, 200) }) },
        ]),
  ];
  const current = Math.min(at, found.length - 1);

  function run(command: Command | undefined) {
    if (command) {
      props.close();
      command.run();
    }
  }

  function keys(event: KeyboardEvent) {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      setAt((current + step + found.length) % found.length);
    } else if (event.key === "Enter" && !event.nativeEvent.isComposing) {
      event.preventDefault();
      run(found[current]);
    }
  }

  return (
    <Dialog.Root defaultOpen onOpenChange={(open) => !open && props.close()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-shade" />
        <Dialog.Popup className="fixed inset-x-4 top-[12dvh] z-50 mx-auto flex max-h-[70dvh] max-w-lg flex-col overflow-hidden rounded-2xl border border-line bg-raised shadow-lg shadow-(color:--shadow)">
          <Dialog.Title className="sr-only">{t("palette.title")}</Dialog.Title>
          <input
            autoFocus
            role="combobox"
            aria-expanded
            aria-controls="palette-found"
            aria-activedescendant={found[current] ? `palette-${current}` : undefined}
            aria-label={t("palette.title")}
            placeholder={t("palette.placeholder")}
            dir={typed === "" ? undefined : "auto"}
            value={typed}
            maxLength={500}
            autoComplete="off"
            className="min-h-13 border-b border-line bg-transparent px-4 text-ink -outline-offset-2"
            onChange={(event) => {
              setTyped(event.target.value);
              setAt(0);
            }}
            onKeyDown={keys}
          />
          <ul id="palette-found" role="listbox" aria-label={t("palette.title")} className="overflow-y-auto p-1">
            {found.map((command, i) => (
              <li
                key={command.id}
                id={`palette-${i}`}
                role="option"
                aria-selected={i === current}
                ref={(row) => {
                  if (i === current) {
                    row?.scrollIntoView({ block: "nearest" });
                  }
                }}
                className="flex min-h-10 cursor-pointer items-center rounded-lg px-3 aria-selected:bg-accent-soft aria-selected:text-accent"
                onPointerMove={() => setAt(i)}
                onClick={() => run(command)}
              >
                <bdi className="min-w-0 truncate">{command.words}</bdi>
              </li>
            ))}
          </ul>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
