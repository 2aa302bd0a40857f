"use client";

import { CalendarDays, Hash, Inbox, Sun } from "lucide-react";
import type { ReactNode } from "react";
import { useWords } from "@/i18n/words";
import { type Filters, NO_FILTERS } from "./filters";
import type { Counts } from "./requests";

/** A place to go to: a name, what it shows, and how many open tasks it has. */
export interface View {
  readonly name: string;
  readonly count: number;
  readonly shows: Filters;
  readonly icon: ReactNode;
  readonly list: boolean;
}

/** Today, what comes after it, everything, and a list for each tag. */
export function useViews(counts: Counts | undefined): View[] {
  const { t } = useWords();
  const open = { ...NO_FILTERS, status: "pending" } as const;
  return [
    {
      name: t("views.today"),
      count: counts?.today ?? 0,
      shows: { ...open, due: "now" },
      icon: <Sun size={16} aria-hidden />,
      list: false,
    },
    {
      name: t("views.upcoming"),
      count: counts?.upcoming ?? 0,
      shows: { ...open, due: "upcoming" },
      icon: <CalendarDays size={16} aria-hidden />,
      list: false,
    },
    {
      name: t("views.all"),
      count: counts?.open ?? 0,
      shows: NO_FILTERS,
      icon: <Inbox size={16} aria-hidden />,
      list: false,
    },
    ...(counts?.lists ?? []).map(({ tag, count }) => ({
      name: tag,
      count,
      shows: { ...open, tag },
      icon: <Hash size={16} aria-hidden />,
      list: true,
    })),
  ];
}

/** Whether this is what the list shows, in whatever order. */
function isShown(view: View, filters: Filters): boolean {
  return (["status", "due", "priority", "tag", "search"] as const).every((name) => view.shows[name] === filters[name]);
}

/** The one navigation of the list. */
export function Views(props: { views: readonly View[]; filters: Filters; show: (filters: Filters) => void }) {
  const { t } = useWords();
  return (
    <nav aria-label={t("views.title")} className="relative -mx-4 overflow-x-auto px-4 md:-mx-6 md:px-6">
      <ul className="flex gap-1 pb-1 md:flex-wrap">
        {props.views.map((view) => (
          <li key={`${view.list ? "#" : ""}${view.name}`}>
            <button
              type="button"
              aria-current={isShown(view, props.filters) ? "page" : undefined}
              className="inline-flex min-h-9 items-center gap-2 rounded-lg px-3 text-sm whitespace-nowrap text-muted transition-colors hover:bg-sunken hover:text-ink aria-[current=page]:bg-accent-soft aria-[current=page]:font-medium aria-[current=page]:text-accent"
              onClick={() => props.show({ ...view.shows, sort: props.filters.sort })}
            >
              {view.icon}
              <bdi>{view.name}</bdi>
              <span aria-hidden className="tabular-nums">
                {view.count}
              </span>
              <span className="sr-only"> {t("views.open", { count: view.count })}</span>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
