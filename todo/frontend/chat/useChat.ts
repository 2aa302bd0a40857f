"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { refreshTasks } from "@/tasks/useTasks";
import { ApiError } from "@/workspace/api";
import { useWorkspace } from "@/workspace/WorkspaceContext";
import type { Message } from "./conversation";
import { listConversations, listMessages, say } from "./requests";

/** What is on its way and has no place in the stored conversation yet. */
export interface Turn {
  readonly message: string;
  readonly key: string;
  readonly failed: unknown;
}

const CONVERSATIONS = ["conversations"];
const messagesOf = (id: number) => ["messages", id];

/** One conversation at a time: what was said, what is being said, and the others to go back to. */
export function useChat() {
  const { api } = useWorkspace();
  const client = useQueryClient();
  // Undefined: the last one goes on, once it is known; null: a new one.
  const [chosen, setChosen] = useState<number | null | undefined>(undefined);
  const [turn, setTurn] = useState<Turn | null>(null);
  const running = useRef<AbortController | null>(null);

  const conversations = useQuery({ queryKey: CONVERSATIONS, queryFn: ({ signal }) => listConversations(api, signal) });
  const id = chosen === undefined ? (conversations.data?.[0]?.id ?? null) : chosen;
  const messages = useQuery({
    queryKey: messagesOf(id ?? 0),
    queryFn: ({ signal }) => listMessages(api, id ?? 0, signal),
    enabled: id !== null,
  });

  useEffect(() => () => running.current?.abort(), []);

  const attempt = useCallback(
    async (message: string, key: string) => {
      const controller = new AbortController();
      running.current = controller;
      setTurn({ message, key, failed: null });
      try {
        const reply = await say(api, id, message, key, controller.signal);
        const now = new Date().toISOString();
        client.setQueryData<Message[]>(messagesOf(reply.conversation_id), (before = []) => [
          ...before,
          { id: -2 * before.length - 1, role: "user", content: message, tool_calls: [], created_at: now },
          { id: -2 * before.length - 2, role: "assistant", content: reply.response, tool_calls: reply.tool_calls, created_at: now },
        ]);
        setChosen(reply.conversation_id);
        setTurn(null);
        refreshTasks(client);
        void client.invalidateQueries({ queryKey: CONVERSATIONS });
        void client.invalidateQueries({ queryKey: messagesOf(reply.conversation_id) });
      } catch (error) {
        if (controller.signal.aborted) {
          setTurn(null);
          return;
        }
        setTurn({ message, key, failed: error });
        if (error instanceof ApiError && error.status === 404) {
          // The conversation is gone: the next message begins another.
          setChosen(null);
        }
      } finally {
        if (running.current === controller) {
          running.current = null;
        }
      }
    },
    [api, client, id],
  );

  return {
    id,
    conversations: conversations.data ?? [],
    messages: id === null ? [] : (messages.data ?? []),
    loading: (chosen === undefined && conversations.isPending) || (id !== null && messages.isPending),
    loadError: id !== null ? messages.error : conversations.error,
    reload: () => void (id !== null ? messages.refetch() : conversations.refetch()),
    turn,
    send: (message: string) => void attempt(message, crypto.randomUUID()),
    again: () => turn && void attempt(turn.message, turn.key),
    stop: () => running.current?.abort(),
    open: (conversation: number | null) => {
      running.current?.abort();
      setTurn(null);
      setChosen(conversation);
    },
  };
}

export type Chat = ReturnType<typeof useChat>;
