"use client";

import { useWords } from "@/i18n/words";

export default function ErrorPage({ reset }: { error: Error; reset: () => void }) {
  const { t } = useWords();
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-4 p-6 text-center">
      <h1 className="text-2xl font-semibold">{t("error.title")}</h1>
      <p className="text-muted">{t("error.body")}</p>
      <button type="button" className="button button-primary" onClick={reset}>
        {t("app.retry")}
      </button>
    </main>
  );
}
