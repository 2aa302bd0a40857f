"use client";

import { Plus } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useWords } from "@/i18n/words";
import { parseQuickAdd } from "./quickAdd";
import { TITLE_LIMIT, type Draft } from "./task";

/** One line for one task. */
export function QuickAdd({ add }: { add: (draft: Draft) => void }) {
  const { t } = useWords();
  const [line, setLine] = useState("");

  function submit(event: FormEvent) {
    event.preventDefault();
    if (line.trim() !== "") {
      add(parseQuickAdd(line));
      setLine("");
    }
  }

  return (
    <form onSubmit={submit} className="flex gap-2">
      <input
        id="quick-add"
        aria-label={t("tasks.add")}
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
    </form>
  );
}
