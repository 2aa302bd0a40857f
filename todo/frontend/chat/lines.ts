import type { Choice, ToolCall } from "./conversation";

/** A part of an answer: words, or the lines of a list whose tasks are known. */
export type Block =
  | { readonly kind: "words"; readonly text: string }
  | { readonly kind: "tasks"; readonly rows: readonly Row[] };

/** A line of a list: the task's number, and all of the line behind its mark. */
export interface Row {
  readonly id: number;
  readonly done: boolean;
  readonly text: string;
}

const LINE = /^([•✓-]) ((\d{1,15}): .+)$/u;

/** The numbers of the tasks that an answer has listed. */
function listed(calls: readonly ToolCall[]): Set<number> {
  const found = calls
    .filter((call) => call.name === "list_tasks" && Array.isArray(call.result))
    .flatMap((call) => call.result as { id?: unknown }[]);
  return new Set(found.map((task) => task.id).filter((id) => typeof id === "number"));
}

/** A question without the lines of what its buttons offer anyway. */
export function withoutChoices(content: string, choices: readonly Choice[]): string {
  const offered = new Set(choices.map((choice) => choice.say));
  return content
    .split("\n")
    .filter((line) => !offered.has(`#${LINE.exec(line)?.[3]}`))
    .join("\n");
}

/** An answer in its order; lines of tasks that it has listed stand apart, so that they can be ticked. */
export function blocks(content: string, calls: readonly ToolCall[]): Block[] {
  const known = listed(calls);
  const all: Block[] = [];
  for (const line of content.split("\n")) {
    const [, mark, text, number] = LINE.exec(line) ?? [];
    const last = all.at(-1);
    if (text !== undefined && known.has(Number(number))) {
      const row = { id: Number(number), done: mark === "✓", text };
      if (last?.kind === "tasks") {
        all[all.length - 1] = { kind: "tasks", rows: [...last.rows, row] };
      } else {
        all.push({ kind: "tasks", rows: [row] });
      }
    } else if (last?.kind === "words") {
      all[all.length - 1] = { kind: "words", text: `${last.text}\n${line}` };
    } else {
      all.push({ kind: "words", text: line });
    }
  }
  return all;
}
