"use client";

import { Search, SlidersHorizontal, X } from "lucide-react";
import { type ReactNode, useEffect, useId, useState } from "react";
import { useWords } from "@/i18n/words";
import { DUES, type Filters, isFiltered, NO_FILTERS, SORTS, STATUSES } from "./filters";
import { PRIORITIES } from "./task";

const TYPING_PAUSE_MS = 250;

/** Search, filters and order of the list. */
export function Toolbar({ filters, change }: { filters: Filters; change: (changed: Partial<Filters>) => void }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const set = (["status", "priority", "due", "sort"] as const).filter(
    (name) => filters[name] !== NO_FILTERS[name],
  ).length;
  // On a phone the tasks come first: all but the search is behind one button.
  const folded = open ? "" : "max-sm:hidden";
  return (
    <div className="flex flex-col gap-2" role="search" aria-label={t("tasks.filters")}>
      <div className="flex flex-wrap gap-2">
        <SearchField search={filters.search} change={(search) => change({ search })} />
        <button
          type="button"
          className="button px-3 text-sm sm:hidden"
          aria-expanded={open}
          aria-controls="filters"
          onClick={() => setOpen(!open)}
        >
          <SlidersHorizontal size={16} aria-hidden />
          {t("tasks.filters")}
          {set > 0 && <span className="tabular-nums">({set})</span>}
        </button>
        <fieldset className={`${folded} flex rounded-lg max-sm:w-full border border-field-line bg-surface p-0.5`}>
          <legend className="sr-only">{t("tasks.status")}</legend>
          {STATUSES.map((status) => (
            <label
              key={status}
              className="relative inline-flex min-h-9 items-center justify-center rounded-md max-sm:flex-1 px-3 text-sm has-checked:bg-accent-soft has-checked:font-medium has-checked:text-accent has-focus-visible:outline-2 has-focus-visible:outline-accent"
            >
              <input
                type="radio"
                name="status"
                className="sr-only"
                checked={filters.status === status}
                onChange={() => change({ status })}
              />
              {t(`tasks.status.${status}`)}
            </label>
          ))}
        </fieldset>
      </div>
      <div id="filters" className={`${folded} flex flex-wrap items-center gap-2 text-sm`}>
        <Choice
          label={t("tasks.priority")}
          value={filters.priority}
          choose={(priority) => change({ priority })}
          choices={["any", ...PRIORITIES] as const}
          say={(value) => t(`tasks.priority.${value}`)}
        />
        <Choice
          label={t("tasks.due")}
          value={filters.due}
          choose={(due) => change({ due })}
          choices={DUES}
          say={(value) => t(`tasks.due.${value}`)}
        />
        <Choice
          label={t("tasks.sort")}
          value={filters.sort}
          choose={(sort) => change({ sort })}
          choices={SORTS}
          say={(value) => t(`tasks.sort.${value}`)}
          prefix={`${t("tasks.sort")}: `}
        />
        {filters.tag && (
          <button
            type="button"
            className="inline-flex min-h-8 items-center gap-1 rounded-lg bg-accent-soft px-2 font-medium text-accent"
            aria-label={t("tasks.tag.remove", { tag: filters.tag })}
            onClick={() => change({ tag: "" })}
          >
            #{filters.tag}
            <X size={14} aria-hidden />
          </button>
        )}
        {isFiltered(filters) && (
          <button
            type="button"
            className="link min-h-8 px-1"
            onClick={() => change({ ...NO_FILTERS, sort: filters.sort })}
          >
            {t("tasks.filters.clear")}
          </button>
        )}
      </div>
    </div>
  );
}

function SearchField({ search, change }: { search: string; change: (search: string) => void }) {
  const { t } = useWords();
  const id = useId();
  const [typed, setTyped] = useState(search);
  // The address may change without this field: "clear filters", or the browser's back button.
  useEffect(() => setTyped(search), [search]);
  useEffect(() => {
    if (typed === search) {
      return;
    }
    const timer = setTimeout(() => change(typed), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, search, change]);
  return (
    <div className="relative min-w-40 flex-1">
      <label htmlFor={id} className="sr-only">
        {t("tasks.search")}
      </label>
      <Search
        size={16}
        aria-hidden
        className="pointer-events-none absolute start-3 top-1/2 -translate-y-1/2 text-muted"
      />
      <input
        id={id}
        data-search
        type="search"
        dir={typed === "" ? undefined : "auto"}
        placeholder={t("tasks.search")}
        value={typed}
        maxLength={200}
        onChange={(event) => setTyped(event.target.value)}
        className="field min-h-10 ps-9"
      />
    </div>
  );
}

function Choice<T extends string>(props: {
  label: string;
  value: T;
  choices: readonly T[];
  choose: (value: T) => void;
  say: (value: T) => string;
  prefix?: string;
}): ReactNode {
  return (
    <select
      aria-label={props.label}
      value={props.value}
      onChange={(event) => props.choose(event.target.value as T)}
      className="min-h-9 min-w-0 rounded-lg border max-sm:flex-1 border-field-line bg-surface px-2 text-ink"
    >
      {props.choices.map((choice) => (
        <option key={choice} value={choice}>
          {props.prefix}
          {props.say(choice)}
        </option>
      ))}
    </select>
  );
}
