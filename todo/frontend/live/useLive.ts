"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { sayDue } from "@/tasks/due";
import type { Task } from "@/tasks/task";
import { refreshTasks } from "@/tasks/useTasks";
import { useWords } from "@/i18n/words";
import { ApiError } from "@/workspace/api";
import { useNotices } from "@/workspace/notices";
import { readEvents, type ServerEvent } from "@/workspace/sse";
import { useWorkspace } from "@/workspace/WorkspaceContext";
import { notify } from "./notifications";
import { pauseBefore, reminderIn } from "./reminders";

/** Several changes in one breath are fetched together. */
const GATHER_MS = 120;

/** For how long a reminder is put off. */
const SNOOZE_MS = 10 * 60_000;

/** How often the list is fetched where the backend tells no changes. */
const POLL_MS = 15_000;

/** Keeps the page up with what happens elsewhere: in the chat, in another window, by another program, or by time. */
export function useLive(): { connected: boolean } {
  const { api } = useWorkspace();
  const { t, locale } = useWords();
  const client = useQueryClient();
  const notices = useNotices();
  const [connected, setConnected] = useState(true);

  const refreshing = useRef<ReturnType<typeof setTimeout>>(undefined);
  // The connection outlives a change of language: what it does with an event is looked up when the event comes.
  const take = useRef<(event: ServerEvent) => void>(() => undefined);
  take.current = (event) => {
    const task = reminderIn(event);
    if (task) {
      remind(task);
    }
    clearTimeout(refreshing.current);
    refreshing.current = setTimeout(() => refreshTasks(client), GATHER_MS);
  };

  function remind(task: Pick<Task, "id" | "title" | "due_at" | "all_day">) {
    const body = task.due_at
      ? t("reminder.due", { time: sayDue(task.due_at, new Date(), locale, task.all_day) })
      : t("reminder.title");
    const change = (content: Partial<Task>) =>
      void api.json("PATCH", `/tasks/${task.id}`, { body: content }).then(
        () => refreshTasks(client),
        (error: unknown) => notices.failed(t("tasks.changeFailed", { title: task.title }), error),
      );
    notices.tell(
      task.title,
      body,
      { label: t("reminder.done"), run: () => change({ completed: true }) },
      {
        label: t("reminder.snooze"),
        run: () => change({ remind_at: new Date(Date.now() + SNOOZE_MS).toISOString() }),
      },
    );
    void notify(task.title, body, `task-${task.id}`);
  }

  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    let lastId = "";

    async function follow(attempts: number): Promise<void> {
      let began = false;
      try {
        const headers: Record<string, string> = { accept: "text/event-stream" };
        if (lastId) {
          headers["last-event-id"] = lastId;
        }
        const response = await api.open("GET", "/events", { headers, signal });
        if (response.status === 204) {
          // Nothing is told here: then the page asks by itself.
          const polling = setInterval(() => document.visibilityState === "visible" && refreshTasks(client), POLL_MS);
          signal.addEventListener("abort", () => clearInterval(polling));
          return;
        }
        began = true;
        setConnected(true);
        if (attempts > 0) {
          // What happened while nobody listened.
          refreshTasks(client);
        }
        for await (const event of readEvents(response)) {
          lastId = event.id || lastId;
          take.current(event);
        }
      } catch (error) {
        if (signal.aborted || (error instanceof ApiError && error.status === 401)) {
          return;
        }
      }
      const failures = began ? 1 : attempts + 1;
      // A server that ends a stream to be replaced is no trouble worth telling.
      setConnected(failures < 3);
      await pauseBefore(failures, signal);
      if (!signal.aborted) {
        return follow(failures);
      }
    }

    void follow(0);
    return () => {
      controller.abort();
      clearTimeout(refreshing.current);
    };
  }, [api, client]);

  return { connected };
}
