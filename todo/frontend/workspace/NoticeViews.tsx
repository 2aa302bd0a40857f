"use client";

import { Toast } from "@base-ui/react/toast";
import { X } from "lucide-react";
import { useEffect } from "react";
import { useWords } from "@/i18n/words";
import type { Notice, NoticeAction } from "./notices";

/** Shows notices, and takes over the ones that came before it was there. */
export function NoticeViews({ ready }: { ready: (show: (notice: Notice) => void) => void }) {
  return (
    <Toast.Provider timeout={6000} limit={3}>
      <Connection ready={ready} />
      <Toast.Portal>
        <Toast.Viewport className="fixed inset-x-4 bottom-20 z-50 mx-auto flex max-w-md flex-col gap-2 md:start-auto md:end-6 md:bottom-6 md:w-96">
          <Notices />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function Connection({ ready }: { ready: (show: (notice: Notice) => void) => void }) {
  const { add, close } = Toast.useToastManager<NoticeAction>();
  useEffect(() => {
    ready(({ title, description, action, other, urgent, stays }) => {
      const id = add({
        title,
        description,
        priority: urgent ? "high" : "low",
        data: other && {
          label: other.label,
          run: () => {
            close(id);
            other.run();
          },
        },
        timeout: stays ? 0 : urgent ? 10_000 : undefined,
        actionProps: action && {
          children: action.label,
          onClick: () => {
            close(id);
            action.run();
          },
        },
      });
    });
  }, [ready, add, close]);
  return null;
}

function Notices() {
  const { t } = useWords();
  const { toasts } = Toast.useToastManager<NoticeAction>();
  return toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      // It has the role of a dialog, but takes no keys.
      data-notice
      className="flex items-start gap-3 rounded-xl border border-line bg-raised p-3 ps-4 shadow-lg shadow-(color:--shadow) transition-opacity data-[ending-style]:opacity-0 data-[limited]:hidden data-[starting-style]:opacity-0"
    >
      <div className="min-w-0 flex-1 py-1">
        <Toast.Title className="font-medium break-words" />
        <Toast.Description className="text-sm text-muted" />
      </div>
      <Toast.Action className="link min-h-8 px-2 text-sm" />
      {toast.data && (
        <button type="button" className="link min-h-8 px-2 text-sm" onClick={toast.data.run}>
          {toast.data.label}
        </button>
      )}
      <Toast.Close className="icon-button size-8" aria-label={t("app.close")}>
        <X size={16} aria-hidden />
      </Toast.Close>
    </Toast.Root>
  ));
}
