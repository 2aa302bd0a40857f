"use client";

import { createContext, lazy, type ReactNode, Suspense, use, useCallback, useEffect, useRef, useState } from "react";
import { useWords } from "@/i18n/words";
import { ApiError } from "./api";

/** A short notice at the edge of the page. Screen readers hear it; nobody has to answer. */
export interface Notice {
  readonly title: string;
  readonly description?: string;
  readonly action?: { readonly label: string; readonly run: () => void };
  readonly urgent?: boolean;
  readonly stays?: boolean;
}

const NoticeViews = lazy(() => import("./NoticeViews").then((module) => ({ default: module.NoticeViews })));

const Context = createContext<(notice: Notice) => void>(() => undefined);

/** Its views come after the page: what is said before they are there waits for them. */
export function NoticesProvider({ children }: { children: ReactNode }) {
  const waiting = useRef<Notice[]>([]);
  const shown = useRef<((notice: Notice) => void) | null>(null);
  const [loaded, setLoaded] = useState(false);
  useEffect(() => setLoaded(true), []);
  const show = useCallback((notice: Notice) => {
    if (shown.current) {
      shown.current(notice);
    } else {
      waiting.current.push(notice);
    }
  }, []);
  const ready = useCallback((view: (notice: Notice) => void) => {
    shown.current = view;
    waiting.current.splice(0).forEach(view);
  }, []);
  return (
    <Context value={show}>
      {children}
      {loaded && (
        <Suspense>
          <NoticeViews ready={ready} />
        </Suspense>
      )}
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
    tell: (title: string, description: string) => show({ title, description, urgent: true, stays: true }),
    failed: (title: string, error: unknown) => show({ title, description: why(error), urgent: true }),
  };
}
