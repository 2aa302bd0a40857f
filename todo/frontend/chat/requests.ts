import { type Api, ApiError } from "@/workspace/api";
import { readEvents } from "@/workspace/sse";
import type { Conversation, Message, Reply, ToolCall } from "./conversation";

export function listConversations(api: Api, signal: AbortSignal): Promise<Conversation[]> {
  return api.json<Conversation[]>("GET", "/conversations", { signal });
}

export function listMessages(api: Api, conversation: number, signal: AbortSignal): Promise<Message[]> {
  return api.json<Message[]>("GET", `/conversations/${conversation}/messages`, { signal });
}

/** What is told of an answer while it comes. */
export type Piece =
  | { readonly kind: "tool"; readonly call: ToolCall }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "done"; readonly reply: Reply }
  /** It was cut off and comes once more from its beginning. */
  | { readonly kind: "again" };

/**
 * Says something and gives the answer piece by piece; the last piece is the whole answer. What is cut off on the way is
 * asked for once more.
 *
 * @param key the same for each attempt with one message, so that it is done once
 */
export async function* say(
  api: Api,
  conversation: number | null,
  message: string,
  key: string,
  signal: AbortSignal,
): AsyncGenerator<Piece> {
  const ask = () =>
    api.open("POST", "/chat/stream", {
      body: conversation === null ? { message } : { conversation_id: conversation, message },
      headers: { accept: "text/event-stream" },
      key,
      signal,
    });
  const first = await ask();
  try {
    yield* pieces(first);
  } catch (error) {
    if (signal.aborted || (error instanceof ApiError && !error.passes)) {
      throw error;
    }
    yield { kind: "again" };
    yield* pieces(await ask());
  }
}

async function* pieces(response: Response): AsyncGenerator<Piece> {
  let whole = false;
  // To the very end, so that the connection is done with and not broken off.
  for await (const event of readEvents(response)) {
    switch (event.type) {
      case "tool":
        yield { kind: "tool", call: JSON.parse(event.data) as ToolCall };
        break;
      case "token":
        yield { kind: "text", text: (JSON.parse(event.data) as { text: string }).text };
        break;
      case "done":
        whole = true;
        yield { kind: "done", reply: JSON.parse(event.data) as Reply };
        break;
      case "error":
        throw new ApiError(500, "", 0);
    }
  }
  if (!whole) {
    throw new ApiError(0, "", 0);
  }
}
