import type { Task } from "@/tasks/task";

/** The tasks that have a date as an iCalendar file (RFC 5545): to-dos with their rules, for any calendar program. */
export function calendarOf(tasks: readonly Task[], now: Date): string {
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Todo Chatbot//EN"];
  for (const task of tasks) {
    if (task.due_at === null) {
      continue;
    }
    lines.push(
      "BEGIN:VTODO",
      `UID:task-${task.id}-${stamp(task.created_at)}@todo-chatbot`,
      `DTSTAMP:${stamp(now.toISOString())}`,
      `CREATED:${stamp(task.created_at)}`,
      `LAST-MODIFIED:${stamp(task.updated_at)}`,
      `SUMMARY:${escaped(task.title)}`,
      task.all_day ? `DUE;VALUE=DATE:${day(task.due_at)}` : `DUE:${stamp(task.due_at)}`,
      `PRIORITY:${{ high: 1, medium: 5, low: 9 }[task.priority]}`,
      `STATUS:${task.completed ? "COMPLETED" : "NEEDS-ACTION"}`,
    );
    if (task.description) {
      lines.push(`DESCRIPTION:${escaped(task.description)}`);
    }
    if (task.tags.length > 0) {
      lines.push(`CATEGORIES:${task.tags.map(escaped).join(",")}`);
    }
    if (task.recurrence) {
      // A rule needs a beginning.
      lines.push(task.all_day ? `DTSTART;VALUE=DATE:${day(task.due_at)}` : `DTSTART:${stamp(task.due_at)}`);
      lines.push(`RRULE:${task.recurrence}`);
    }
    if (task.remind_at) {
      lines.push(
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        `DESCRIPTION:${escaped(task.title)}`,
        `TRIGGER;VALUE=DATE-TIME:${stamp(task.remind_at)}`,
        "END:VALARM",
      );
    }
    lines.push("END:VTODO");
  }
  lines.push("END:VCALENDAR");
  return `${lines.map(folded).join("\r\n")}\r\n`;
}

function stamp(instant: string): string {
  return `${new Date(instant).toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
}

/** The day as the person who looks sees it. */
function day(instant: string): string {
  const at = new Date(instant);
  return [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((n) => String(n).padStart(2, "0")).join("");
}

function escaped(text: string): string {
  return text
    .replaceAll("\\", "\\\\")
    .replaceAll(/[;,]/g, (mark) => `\\${mark}`)
    .replaceAll(/\r?\n/g, "\\n");
}

/** Lines have 75 octets at most (RFC 5545, 3.1); no character is cut. */
function folded(line: string): string {
  const encoder = new TextEncoder();
  const parts: string[] = [];
  let part = "";
  let octets = 0;
  for (const character of line) {
    const size = encoder.encode(character).length;
    if (octets + size > (parts.length === 0 ? 75 : 74)) {
      parts.push(part);
      part = "";
      octets = 0;
    }
    part += character;
    octets += size;
  }
  parts.push(part);
  return parts.join("\r\n ");
}
