"use client";

import { Toast } from "@base-ui/react/toast";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { useWords } from "@/i18n/words";
import { ApiError } from "./api";

/** Short notices at the edge of the page. Screen readers hear them; nobody has to answer one. */
export function NoticesProvider({ children }: { children: ReactNode }) {
  return (
    <Toast.Provider timeout={6000} limit={3}>
      {children}
      <Toast.Portal>
        <Toast.Viewport className="fixed inset-x-4 bottom-20 z-50 mx-auto flex max-w-md flex-col gap-2 md:start-auto md:end-6 md:bottom-6 md:w-96">
          <Notices />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function Notices() {
  const { t } = useWords();
  const { toasts } = Toast.useToastManager();
  return toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      className="flex items-start gap-3 rounded-xl border border-line bg-raised p-3 ps-4 shadow-lg shadow-(color:--shadow) transition-opacity data-[ending-style]:opacity-0 data-[limited]:hidden data-[starting-style]:opacity-0"
    >
      <div className="min-w-0 flex-1 py-1">
        <Toast.Title className="font-medium break-words" />
        <Toast.Description className="text-sm text-muted" />
      </div>
      <Toast.Action className="link min-h-8 px-2 text-sm" />
      <Toast.Close className="icon-button size-8" aria-label={t("app.close")}>
        <X size={16} aria-hidden />
      </Toast.Close>
    </Toast.Root>
  ));
}

/** Tells what was done, with a way to take it back, and what failed, with the reason. */
export function useNotices() {
  const { t } = useWords();
  const manager = Toast.useToastManager();

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
    done: (title: string, action?: { label: string; run: () => void }) => {
      const id = manager.add({
        title,
        actionProps: action && {
          children: action.label,
          onClick: () => {
            manager.close(id);
            action.run();
          },
        },
      });
    },
    tell: (title: string, description: string) => manager.add({ title, description, timeout: 0, priority: "high" }),
    failed: (title: string, error: unknown) => {
      manager.add({ title, description: why(error), priority: "high", timeout: 10_000 });
    },
  };
}
