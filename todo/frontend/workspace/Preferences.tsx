"use client";

import { Languages, Monitor, Moon, Sun } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useState, useTransition } from "react";
import { LOCALE_COOKIE } from "@/i18n/locale";
import { useWords } from "@/i18n/words";
import { rememberChoice } from "@/theme/cookie";
import { chooseTheme, THEME_COOKIE, type Theme, THEMES } from "@/theme/theme";

const ICONS = { system: Monitor, light: Sun, dark: Moon };

/** Language and theme: one button each, since there are two and three choices. */
export function Preferences() {
  const { t, locale } = useWords();
  const router = useRouter();
  const [switching, startSwitch] = useTransition();
  const [theme, setTheme] = useState<Theme>("system");
  useEffect(() => setTheme(chooseTheme(document.documentElement.dataset.theme)), []);
  const other = locale === "en" ? "ur" : "en";
  const Icon = ICONS[theme];

  function nextTheme() {
    const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? "system";
    setTheme(next);
    document.documentElement.dataset.theme = next;
    rememberChoice(THEME_COOKIE, next);
  }

  function switchLanguage() {
    rememberChoice(LOCALE_COOKIE, other);
    startSwitch(() => router.refresh());
  }

  return (
    <>
      <button
        type="button"
        lang={other}
        className="icon-button w-auto gap-2 px-2 text-sm"
        disabled={switching}
        onClick={switchLanguage}
      >
        <Languages size={18} aria-hidden />
        {t("app.language.other")}
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label={`${t("app.theme")}: ${t(`app.theme.${theme}`)}`}
        title={`${t("app.theme")}: ${t(`app.theme.${theme}`)}`}
        onClick={nextTheme}
      >
        <Icon size={18} aria-hidden />
      </button>
    </>
  );
}
