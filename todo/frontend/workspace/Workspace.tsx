"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { ListTodo, MessageCircle } from "lucide-react";
import { Suspense, useState } from "react";
import type { Person } from "@/auth/session";
import { ChatPane } from "@/chat/ChatPane";
import { useChat } from "@/chat/useChat";
import { useWords } from "@/i18n/words";
import { TaskPane } from "@/tasks/TaskPane";
import { ApiError } from "./api";
import { NoticesProvider } from "./notices";
import { TopBar } from "./TopBar";
import { WorkspaceProvider } from "./WorkspaceContext";

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
  return (
    <QueryClientProvider client={client}>
      <WorkspaceProvider person={person}>
        <NoticesProvider>
          <Suspense>
            <Panes />
          </Suspense>
        </NoticesProvider>
      </WorkspaceProvider>
    </QueryClientProvider>
  );
}

function Panes() {
  const { t } = useWords();
  const chat = useChat();
  // On a phone one of the two shows at a time.
  const [shown, setShown] = useState<"tasks" | "chat">("tasks");

  function say(sentence: string) {
    setShown("chat");
    chat.send(sentence);
  }

  return (
    <div className="flex h-dvh flex-col">
      <a href="#tasks" className="sr-only focus:not-sr-only focus:p-3">
        {t("app.skip")}
      </a>
      <TopBar help={() => undefined} />
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
