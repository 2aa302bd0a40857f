"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { uniqueId } from "@/ui/uniqueId";
import { refreshTasks } from "@/tasks/useTasks";
import { ApiError } from "@/workspace/api";
import { useWorkspace } from "@/workspace/WorkspaceContext";
import type { Message, Reply, ToolCall } from "./conversation";
import { listConversations, listMessages, say } from "./requests";

/** What is on its way and has no place in the stored conversation yet. */
export interface Turn {
  readonly message: string;
  readonly key: string;
  /** As much of the answer as has come. */
  readonly answer: string;
  readonly calls: readonly ToolCall[];
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

  function finish(message: string, reply: Reply) {
    const now = new Date().toISOString();
    client.setQueryData<Message[]>(messagesOf(reply.conversation_id), (before = []) => [
      ...before,
      { id: -reply.message_id, role: "user", content: message, tool_calls: [], created_at: now },
      {
        id: reply.message_id,
        role: "assistant",
        content: reply.response,
        tool_calls: reply.tool_calls,
        choices: reply.choices,
        created_at: now,
      },
    ]);
    setChosen(reply.conversation_id);
    setTurn(null);
    refreshTasks(client);
    void client.invalidateQueries({ queryKey: CONVERSATIONS });
    void client.invalidateQueries({ queryKey: messagesOf(reply.conversation_id) });
  }

  async function attempt(message: string, key: string) {
    const controller = new AbortController();
    running.current = controller;
    setTurn({ message, key, answer: "", calls: [], failed: null });
    try {
      for await (const piece of say(api, id, message, key, controller.signal)) {
        if (piece.kind === "done") {
          finish(message, piece.reply);
        } else if (piece.kind === "text") {
          setTurn((turn) => turn && { ...turn, answer: turn.answer + piece.text });
        } else if (piece.kind === "again") {
          setTurn((turn) => turn && { ...turn, answer: "", calls: [] });
        } else {
          setTurn((turn) => turn && { ...turn, calls: [...turn.calls, piece.call] });
          refreshTasks(client);
        }
      }
    } catch (error) {
      if (controller.signal.aborted) {
        setTurn(null);
        // What was stopped may have been done already: the stored conversation knows.
        refreshTasks(client);
        void client.invalidateQueries({ queryKey: messagesOf(id ?? 0) });
        return;
      }
      setTurn({ message, key, answer: "", calls: [], failed: error });
      if (error instanceof ApiError && error.status === 404) {
        // The conversation is gone: the next message begins another.
        setChosen(null);
      }
    } finally {
      if (running.current === controller) {
        running.current = null;
      }
    }
  }

  return {
    id,
    conversations: conversations.data ?? [],
    messages: id === null ? [] : (messages.data ?? []),
    loading: (chosen === undefined && conversations.isPending) || (id !== null && messages.isPending),
    loadError: id !== null ? messages.error : conversations.error,
    reload: () => void (id !== null ? messages.refetch() : conversations.refetch()),
    turn,
    send: (message: string) => void attempt(message, uniqueId()),
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
