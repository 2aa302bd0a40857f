"use client";

import { createContext, type ReactNode, use, useCallback, useEffect, useRef, useState } from "react";
import { useWords } from "@/i18n/words";
import { ApiError } from "./api";

export interface NoticeAction {
  readonly label: string;
  readonly run: () => void;
}

/** A short notice at the edge of the page. Screen readers hear it; nobody has to answer. */
export interface Notice {
  readonly title: string;
  readonly description?: string;
  readonly action?: NoticeAction;
  /** Beside the first one. */
  readonly other?: NoticeAction;
  readonly urgent?: boolean;
  readonly stays?: boolean;
}

type Views = typeof import("./NoticeViews").NoticeViews;

const Context = createContext<(notice: Notice) => void>(() => undefined);

/** Before anybody has touched the page there is nothing to tell but a reminder. */
const FIRST_TOUCHES = ["pointerdown", "keydown"] as const;

/** Its views are a large part of the page: they come at its first use, and what is said before waits for them. */
export function NoticesProvider({ children }: { children: ReactNode }) {
  const waiting = useRef<Notice[]>([]);
  const shown = useRef<((notice: Notice) => void) | null>(null);
  const [NoticeViews, setViews] = useState<Views | null>(null);
  const load = useCallback(() => {
    const loading = import("./NoticeViews").then((module) => setViews(() => module.NoticeViews));
    // Without a connection: the next notice tries again.
    loading.catch(() => undefined);
  }, []);
  useEffect(() => {
    const loaded = new AbortController();
    const begin = () => {
      loaded.abort();
      load();
    };
    for (const touch of FIRST_TOUCHES) {
      window.addEventListener(touch, begin, { passive: true, signal: loaded.signal });
    }
    return () => loaded.abort();
  }, [load]);
  const show = useCallback(
    (notice: Notice) => {
      if (shown.current) {
        shown.current(notice);
      } else {
        waiting.current.push(notice);
        load();
      }
    },
    [load],
  );
  const ready = useCallback((view: (notice: Notice) => void) => {
    shown.current = view;
    waiting.current.splice(0).forEach(view);
  }, []);
  return (
    <Context value={show}>
      {children}
      {NoticeViews && <NoticeViews ready={ready} />}
    </Context>
  );
}

/** Tells what was done, with a way to take it back, and what failed, with the reason. */
export function useNotices() {
  const { t } = useWords();
  const show = use(Context);

  function why(error: unknown): string {
    if (!(error instanceof ApiError)) {
      return t("error.server");
    }
    switch (error.status) {
      case 0:
        return t("error.network");
      case 409:
      case 412:
        return t("error.conflict");
      case 429:
        return t("error.limit", { count: Math.max(1, error.retryAfterSeconds) });
      default:
        return error.status < 500 && error.detail ? error.detail : t("error.server");
    }
  }

  return {
    why,
    done: (title: string, action?: Notice["action"]) => show({ title, action }),
    tell: (title: string, description: string, action?: NoticeAction, other?: NoticeAction) =>
      show({ title, description, action, other, urgent: true, stays: true }),
    failed: (title: string, error: unknown) => show({ title, description: why(error), urgent: true }),
  };
}
