"use client";

import { Bell, CalendarClock, Flag, Hash, type LucideIcon, Plus, Repeat2 } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useWords } from "@/i18n/words";
import { useNow } from "@/ui/useNow";
import { sayDue } from "./due";
import { sayRule } from "./sayRule";
import { TITLE_LIMIT, type Draft } from "./task";
import { useDraft } from "./useDraft";

/** One line for one task. What it says of the date, the priority and the tags shows while it is typed. */
export function QuickAdd({ add }: { add: (draft: Draft) => void }) {
  const { t } = useWords();
  const [line, setLine] = useState("");
  const [plain, setPlain] = useState(false);
  const { draft, read } = useDraft(line);

  function submit(event: FormEvent) {
    event.preventDefault();
    const typed = line.trim();
    if (typed === "") {
      return;
    }
    setLine("");
    setPlain(false);
    if (plain) {
      add({ title: typed });
    } else {
      void read(typed).then(add);
    }
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-2">
      <div className="flex gap-2">
        <input
          id="quick-add"
          aria-label={t("tasks.add")}
          aria-describedby="quick-add-read"
          placeholder={t("tasks.add.placeholder")}
          value={line}
          maxLength={TITLE_LIMIT}
          dir={line === "" ? undefined : "auto"}
          autoComplete="off"
          enterKeyHint="done"
          onChange={(event) => setLine(event.target.value)}
          onKeyDown={(event) => event.key === "Escape" && event.currentTarget.blur()}
          className="field min-h-11"
        />
        <button type="submit" className="button button-primary" disabled={line.trim() === ""}>
          <Plus size={18} aria-hidden />
          <span className="max-sm:sr-only">{t("tasks.add.button")}</span>
        </button>
      </div>
      <div id="quick-add-read" role="status">
        {draft && line.trim() !== "" && <Read draft={draft} plain={plain} setPlain={setPlain} />}
      </div>
    </form>
  );
}

/** What was read, and the way to have the line as it is. */
function Read(props: { draft: Draft; plain: boolean; setPlain: (plain: boolean) => void }) {
  const { draft, plain } = props;
  const { t, locale } = useWords();
  const now = useNow();
  const chips: [LucideIcon, string, string][] = [];
  if (draft.due_at) {
    chips.push([CalendarClock, t("tasks.field.due"), sayDue(draft.due_at, now, locale, draft.all_day ?? false)]);
  }
  if (draft.recurrence) {
    chips.push([Repeat2, t("tasks.field.recurrence"), sayRule(draft.recurrence, locale, t)]);
  }
  if (draft.remind_at && draft.remind_at !== draft.due_at) {
    chips.push([Bell, t("tasks.field.reminder"), sayDue(draft.remind_at, now, locale, false)]);
  }
  if (draft.priority && draft.priority !== "medium") {
    chips.push([Flag, t("tasks.priority"), t(`tasks.priority.${draft.priority}`)]);
  }
  for (const tag of draft.tags ?? []) {
    chips.push([Hash, t("tasks.field.tags"), tag]);
  }
  if (chips.length === 0) {
    return null;
  }
  return (
    <div className="flex flex-wrap items-center gap-2 text-sm">
      {!plain && (
        <>
          <bdi data-read="title" className="max-w-full truncate font-medium">
            {draft.title}
          </bdi>
          {chips.map(([Icon, label, words]) => (
            <span
              key={label + words}
              data-read
              className="inline-flex min-h-7 items-center gap-1 rounded-full bg-accent-soft px-2.5 text-accent"
            >
              <Icon size={14} role="img" aria-label={label} className="shrink-0" />
              <bdi>{words}</bdi>
            </span>
          ))}
        </>
      )}
      <button type="button" className="link min-h-7 px-1" aria-pressed={plain} onClick={() => props.setPlain(!plain)}>
        {t(plain ? "tasks.add.read" : "tasks.add.plain")}
      </button>
    </div>
  );
}
