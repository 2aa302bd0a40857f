/** One tool that the assistant used, and what came of it. */
export interface ToolCall {
  readonly name: string;
  readonly arguments?: Readonly<Record<string, unknown>>;
  readonly result?: unknown;
}

/** An answer to a question of the assistant's, for a button. */
export interface Choice {
  readonly label: string;
  /** The message that it sends. */
  readonly say: string;
}

export interface Message {
  readonly id: number;
  readonly role: "user" | "assistant";
  readonly content: string;
  readonly tool_calls: readonly ToolCall[];
  /** Of the last message, where it asks something. */
  readonly choices?: readonly Choice[];
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
  readonly choices?: readonly Choice[];
}

export const MESSAGE_LIMIT = 4000;
