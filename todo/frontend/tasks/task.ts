/** A task, as the backend gives it. */
export interface Task {
  readonly id: number;
  readonly title: string;
  readonly description: string | null;
  readonly completed: boolean;
  readonly priority: Priority;
  readonly tags: readonly string[];
  /** An instant, ISO 8601. */
  readonly due_at: string | null;
  /** Whether only the day counts, not the time of day. */
  readonly all_day: boolean;
  /** A rule of RFC 5545, such as {@code FREQ=WEEKLY;BYDAY=MO}. */
  readonly recurrence: string | null;
  /** An instant, ISO 8601. */
  readonly remind_at: string | null;
  /** Where it stands in the person's own order; smaller comes first. */
  readonly position: number;
  /** Its steps, in their order. */
  readonly subtasks: readonly Subtask[];
  readonly created_at: string;
  readonly updated_at: string;
  /** Counts the changes; sent back in If-Match. */
  readonly version: number;
}

export interface Subtask {
  readonly title: string;
  readonly completed: boolean;
}

export const PRIORITIES = ["high", "medium", "low"] as const;
export type Priority = (typeof PRIORITIES)[number];

/** What a person may set. */
export type Draft = Pick<Task, "title"> &
  Partial<Pick<Task, "description" | "priority" | "tags" | "due_at" | "all_day" | "recurrence" | "remind_at" | "subtasks">>;
export type Change = Partial<Draft & Pick<Task, "completed" | "position">>;

export const TITLE_LIMIT = 200;
export const DESCRIPTION_LIMIT = 1000;
export const MOST_SUBTASKS = 50;

/** One part of a long list. */
export interface TaskPage {
  readonly items: readonly Task[];
  readonly total: number;
}
