import type { Locale } from "@/i18n/locale";
import { daysBetween } from "./groups";

/** A due time as people say it: "today, 18:00", "tomorrow, 09:00", "Fri, 27 Nov, 09:00". */
export function sayDue(due: string, now: Date, locale: Locale, allDay: boolean): string {
  const date = new Date(due);
  const days = daysBetween(now, date);
  const time = allDay ? "" : `, ${new Intl.DateTimeFormat(locale, { timeStyle: "short" }).format(date)}`;
  if (Math.abs(days) <= 1) {
    return new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(days, "day") + time;
  }
  const year = date.getFullYear() === now.getFullYear() ? undefined : "numeric";
  const day = new Intl.DateTimeFormat(locale, { weekday: "short", day: "numeric", month: "short", year }).format(date);
  return day + time;
}

/** For a field of type datetime-local: the person's own time, without a zone. */
export function toLocalField(instant: string | null): string {
  if (instant === null) {
    return "";
  }
  const date = new Date(instant);
  const two = (n: number) => String(n).padStart(2, "0");
  const day = `${String(date.getFullYear()).padStart(4, "0")}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

export function fromLocalField(value: string): string | null {
  const date = new Date(value);
  return value === "" || Number.isNaN(date.getTime()) ? null : date.toISOString();
}

/** Minutes that a reminder comes before the task is due; null where one of the two is missing. */
export function minutesBefore(due: string | null, remind: string | null): number | null {
  return due === null || remind === null ? null : Math.round((Date.parse(due) - Date.parse(remind)) / 60_000);
}

export function remindBefore(due: string, minutes: number): string {
  return new Date(Date.parse(due) - minutes * 60_000).toISOString();
}
