import type { Api } from "@/workspace/api";
import type { Conversation, Message, Reply } from "./conversation";

export function listConversations(api: Api, signal: AbortSignal): Promise<Conversation[]> {
  return api.json<Conversation[]>("GET", "/conversations", { signal });
}

export function listMessages(api: Api, conversation: number, signal: AbortSignal): Promise<Message[]> {
  return api.json<Message[]>("GET", `/conversations/${conversation}/messages`, { signal });
}

/** @param key the same for each attempt with one message, so that it is done once */
export function say(api: Api, conversation: number | null, message: string, key: string, signal: AbortSignal): Promise<Reply> {
  return api.json<Reply>("POST", "/chat", {
    body: conversation === null ? { message } : { conversation_id: conversation, message },
    headers: { "idempotency-key": key },
    signal,
  });
}
