/** One server-sent event. */
export interface ServerEvent {
  readonly type: string;
  readonly data: string;
  readonly id: string;
}

/** Takes text as it arrives, in any pieces, and gives the events that are complete (HTML Standard, 9.2.6). */
export class EventParser {
  private rest = "";
  private type = "";
  private data: string[] = [];
  private id = "";

  push(text: string): ServerEvent[] {
    const events: ServerEvent[] = [];
    let buffer = this.rest + text;
    // A carriage return at the end may be half of a CR LF: it waits for what follows.
    const held = buffer.endsWith("\r") ? "\r" : "";
    buffer = held ? buffer.slice(0, -1) : buffer;
    const lines = buffer.split(/\r\n|\n|\r/);
    this.rest = (lines.pop() ?? "") + held;
    for (const line of lines) {
      if (line === "") {
        if (this.data.length > 0) {
          events.push({ type: this.type || "message", data: this.data.join("\n"), id: this.id });
        }
        this.type = "";
        this.data = [];
      } else if (!line.startsWith(":")) {
        this.field(line);
      }
    }
    return events;
  }

  private field(line: string): void {
    const colon = line.indexOf(":");
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (name === "event") {
      this.type = value;
    } else if (name === "data") {
      this.data.push(value);
    } else if (name === "id" && !value.includes("\0")) {
      this.id = value;
    }
  }
}

/** The events of an answer until it ends. EventSource could not send the token that the backend asks for. */
export async function* readEvents(response: Response): AsyncGenerator<ServerEvent> {
  if (!response.body) {
    return;
  }
  const parser = new EventParser();
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) {
        return;
      }
      yield* parser.push(value);
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
