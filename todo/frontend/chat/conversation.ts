/** One tool that the assistant used, and what came of it. */
export interface ToolCall {
  readonly name: string;
  readonly arguments?: Readonly<Record<string, unknown>>;
  readonly result?: unknown;
}

export interface Message {
  readonly id: number;
  readonly role: "user" | "assistant";
  readonly content: string;
  readonly tool_calls: readonly ToolCall[];
  readonly created_at: string;
}

export interface Conversation {
  readonly id: number;
  readonly title: string;
  readonly updated_at: string;
}

export interface Reply {
  readonly message_id: number;
  readonly conversation_id: number;
  readonly response: string;
  readonly tool_calls: readonly ToolCall[];
}

export const MESSAGE_LIMIT = 4000;
