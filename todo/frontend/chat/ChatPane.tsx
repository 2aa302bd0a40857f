"use client";

import { History, SquarePen } from "lucide-react";
import { useWords } from "@/i18n/words";
import { ActionMenu } from "@/ui/ActionMenu";
import { Composer } from "./Composer";
import { MessageList } from "./MessageList";
import type { Chat } from "./useChat";

/** The conversation beside the list. */
export function ChatPane({ chat }: { chat: Chat }) {
  const { t } = useWords();
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex items-center gap-1 border-b border-line px-4 py-2">
        <h2 id="chat-heading" className="flex-1 text-base font-semibold">
          {t("chat.title")}
        </h2>
        {chat.conversations.length > 0 && (
          <ActionMenu
            label={t("chat.earlier")}
            actions={chat.conversations.slice(0, 20).map((conversation) => ({
              label: conversation.title || t("chat.conversation", { id: conversation.id }),
              run: () => chat.open(conversation.id),
            }))}
            trigger={
              <button type="button" className="icon-button" title={t("chat.earlier")}>
                <History size={18} aria-hidden />
              </button>
            }
          />
        )}
        <button
          type="button"
          className="icon-button"
          aria-label={t("chat.new")}
          title={t("chat.new")}
          onClick={() => chat.open(null)}
        >
          <SquarePen size={18} aria-hidden />
        </button>
      </div>
      <MessageList chat={chat} />
      <Composer busy={chat.turn !== null && !chat.turn.failed} send={chat.send} stop={chat.stop} />
    </div>
  );
}
