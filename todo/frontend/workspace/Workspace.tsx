"use client";

import { DirectionProvider } from "@base-ui/react/direction-provider";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { CloudOff, ListTodo, MessageCircle } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { flushSync } from "react-dom";
import type { Person } from "@/auth/session";
import { ChatPane } from "@/chat/ChatPane";
import { useChat } from "@/chat/useChat";
import { direction } from "@/i18n/locale";
import { useWords } from "@/i18n/words";
import { useLive } from "@/live/useLive";
import { useOnline } from "@/offline/useOnline";
import { useServiceWorker } from "@/offline/useServiceWorker";
import { focusTask, useHeldShortcuts, useShortcuts, useSingleKeys } from "@/shortcuts/useShortcuts";
import { TaskPane } from "@/tasks/TaskPane";
import { undo } from "@/tasks/undo";
import { ApiError } from "./api";
import { NoticesProvider, useNotices } from "./notices";
import { TopBar } from "./TopBar";
import { WorkspaceProvider } from "./WorkspaceContext";

const ShortcutsHelp = lazy(() =>
  import("@/shortcuts/ShortcutsHelp").then((module) => ({ default: module.ShortcutsHelp })),
);

const Palette = lazy(() => import("@/palette/Palette").then((module) => ({ default: module.Palette })));

function queryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        // What the server refuses, it refuses again; only what may pass is tried again.
        retry: (count, error) => count < 2 && !(error instanceof ApiError && error.status >= 400 && error.status < 500),
      },
    },
  });
}

/** The page of somebody who is signed in: conversation on one side, list on the other. */
export function Workspace({ person }: { person: Person }) {
  const [client] = useState(queryClient);
  const { locale } = useWords();
  return (
    <DirectionProvider direction={direction(locale)}>
      <QueryClientProvider client={client}>
        <WorkspaceProvider person={person}>
          <NoticesProvider>
            <Suspense>
              <Panes />
            </Suspense>
          </NoticesProvider>
        </WorkspaceProvider>
      </QueryClientProvider>
    </DirectionProvider>
  );
}

function Panes() {
  const { t } = useWords();
  const chat = useChat();
  const { connected } = useLive();
  const online = useOnline();
  const [help, setHelp] = useState(false);
  const [palette, setPalette] = useState(false);
  const notices = useNotices();
  const [singleKeys, setSingleKeys] = useSingleKeys();
  useServiceWorker();
  // On a phone one of the two shows at a time.
  const [shown, setShown] = useState<"tasks" | "chat">("tasks");

  function say(sentence: string) {
    setShown("chat");
    chat.send(sentence);
  }

  function focusIn(pane: "tasks" | "chat", selector: string) {
    // A pane that was not shown can take the focus only once it is, and what is typed next belongs there already.
    flushSync(() => setShown(pane));
    document.querySelector<HTMLElement>(selector)?.focus();
  }

  useShortcuts(singleKeys, {
    n: () => focusIn("tasks", "#quick-add"),
    c: () => focusIn("chat", "#chat-message"),
    "/": () => focusIn("tasks", "[data-search]"),
    j: () => focusTask(1),
    k: () => focusTask(-1),
    "?": () => setHelp(true),
  });

  const takeBack = () => notices.done(t(undo() ? "app.undone" : "app.nothingToUndo"));
  useHeldShortcuts({ k: () => setPalette(true) }, { z: takeBack });

  return (
    <div className="flex h-dvh flex-col">
      <a href="#tasks" className="sr-only focus:not-sr-only focus:p-3">
        {t("app.skip")}
      </a>
      <TopBar help={() => setHelp(true)} palette={() => setPalette(true)} />
      {palette && (
        <Suspense>
          <Palette
            close={() => setPalette(false)}
            say={say}
            commands={[
              { id: "new", words: t("tasks.add"), run: () => focusIn("tasks", "#quick-add") },
              { id: "find", words: t("tasks.search"), run: () => focusIn("tasks", "[data-search]") },
              { id: "chat", words: t("keys.chat"), run: () => focusIn("chat", "#chat-message") },
              { id: "conversation", words: t("chat.new"), run: () => chat.open(null) },
              { id: "undo", words: t("app.undo"), run: takeBack },
              { id: "help", words: t("app.shortcuts"), run: () => setHelp(true) },
            ]}
          />
        </Suspense>
      )}
      {help && (
        <Suspense>
          <ShortcutsHelp close={() => setHelp(false)} singleKeys={singleKeys} setSingleKeys={setSingleKeys} />
        </Suspense>
      )}
      <div role="status">
        {(!online || !connected) && (
          <p className="flex items-center justify-center gap-2 border-b border-line bg-sunken px-4 py-2 text-center text-sm">
            <CloudOff size={16} aria-hidden className="shrink-0" />
            {t(online ? "app.reconnecting" : "app.offline")}
          </p>
        )}
      </div>
      <main className="flex min-h-0 flex-1">
        <section
          aria-labelledby="chat-heading"
          className={`min-h-0 w-full border-line bg-page md:block md:w-96 md:border-e lg:w-[27rem] ${shown === "chat" ? "" : "max-md:hidden"}`}
        >
          <ChatPane chat={chat} />
        </section>
        <section
          id="tasks"
          aria-labelledby="tasks-heading"
          className={`min-h-0 min-w-0 flex-1 overflow-y-auto ${shown === "tasks" ? "" : "max-md:hidden"}`}
        >
          <TaskPane say={say} />
        </section>
      </main>
      <nav aria-label={t("app.menu")} className="flex border-t border-line bg-surface md:hidden">
        {(["tasks", "chat"] as const).map((pane) => (
          <button
            key={pane}
            type="button"
            aria-pressed={shown === pane}
            className="flex min-h-14 flex-1 flex-col items-center justify-center text-xs text-muted aria-pressed:font-semibold aria-pressed:text-accent"
            onClick={() => setShown(pane)}
          >
            {pane === "tasks" ? <ListTodo size={20} aria-hidden /> : <MessageCircle size={20} aria-hidden />}
            {t(`${pane}.title`)}
          </button>
        ))}
      </nav>
    </div>
  );
}
