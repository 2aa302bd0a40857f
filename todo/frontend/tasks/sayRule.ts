import type { Locale } from "@/i18n/locale";
import type { Translate } from "@/i18n/translate";
import { repeatOf } from "./recurrence";

const UNITS = { DAILY: "daily", WEEKLY: "weekly", MONTHLY: "monthly", YEARLY: "yearly" } as const;
const DAYS = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];
/** What can be said in words. When a rule ends is left to its notation. */
const SAYABLE = ["FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "WKST", "COUNT", "UNTIL"];

/** A recurrence rule as people say it: "Every month on the 1st"; as it is written where it says more than that. */
export function sayRule(rule: string, locale: Locale, t: Translate): string {
  const known = repeatOf(rule);
  if (known !== "custom") {
    return t(`tasks.repeat.${known}`);
  }
  const parts = new Map(
    rule
      .replace(/^RRULE:/i, "")
      .toUpperCase()
      .split(";")
      .map((part) => part.split("=") as [string, string]),
  );
  const unit = UNITS[parts.get("FREQ") as keyof typeof UNITS];
  const days = parts.get("BYDAY")?.split(",") ?? [];
  const monthDays = parts.get("BYMONTHDAY")?.split(",").map(Number) ?? [];
  const plain =
    [...parts.keys()].every((name) => SAYABLE.includes(name)) &&
    days.every((day) => DAYS.includes(day)) &&
    monthDays.every((day) => day > 0);
  if (!unit || !plain) {
    return t("tasks.repeat.custom", { rule });
  }
  const interval = Number(parts.get("INTERVAL") ?? 1);
  const often = interval > 1 ? t(`tasks.repeat.each.${unit}`, { count: interval }) : t(`tasks.repeat.${unit}`);
  const list = new Intl.ListFormat(locale, { type: "conjunction", style: "short" });
  if (days.length > 0) {
    const name = new Intl.DateTimeFormat(locale, { weekday: "short", timeZone: "UTC" });
    // The 4th of January 1970 was a Sunday.
    const names = days.map((day) => name.format(new Date(Date.UTC(1970, 0, 4 + DAYS.indexOf(day)))));
    return t("tasks.repeat.on", { often, days: list.format(names) });
  }
  return monthDays.length > 0 ? t("tasks.repeat.onDay", { often, days: list.format(monthDays.map(String)) }) : often;
}
