"use client";

import { CircleCheck, ListChecks, Pencil, Plus, RotateCcw, Trash2, Wrench } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import type { Key } from "@/i18n/en";
import { useWords } from "@/i18n/words";
import { useNotices } from "@/workspace/notices";
import { Mark } from "@/workspace/Mark";
import type { Choice, ToolCall } from "./conversation";
import { directionOf } from "./isolate";
import { blocks, withoutChoices } from "./lines";
import { Rows } from "./Rows";
import type { Chat } from "./useChat";
import { Words } from "./Words";

const TOOLS: Record<string, [Key, ReactNode]> = {
  add_task: ["chat.tool.add_task", <Plus key="" size={14} aria-hidden />],
  list_tasks: ["chat.tool.list_tasks", <ListChecks key="" size={14} aria-hidden />],
  complete_task: ["chat.tool.complete_task", <CircleCheck key="" size={14} aria-hidden />],
  delete_task: ["chat.tool.delete_task", <Trash2 key="" size={14} aria-hidden />],
  update_task: ["chat.tool.update_task", <Pencil key="" size={14} aria-hidden />],
};

const SENTENCES = ["chat.say.1", "chat.say.2", "chat.say.3", "chat.say.4"] as const;

/** What was said, oldest first, and what is just being said. */
export function MessageList({ chat }: { chat: Chat }) {
  const { t } = useWords();
  const { why } = useNotices();
  const end = useRef<HTMLDivElement>(null);
  const count = chat.messages.length;
  // New words come into view; whoever reads further up is not pulled away by an older one changing.
  useEffect(() => {
    // The newest browsers return a promise from it, which is no cleanup for React.
    void end.current?.scrollIntoView({ block: "end" });
  }, [count, chat.turn]);
  const view = useRef<HTMLDivElement>(null);
  // On a phone the conversation is hidden at first, and what is hidden cannot be scrolled: it does so when it is shown.
  useEffect(() => {
    let shown = false;
    const observer = new ResizeObserver(([entry]) => {
      const shows = (entry?.contentRect.height ?? 0) > 0;
      if (shows && !shown) {
        void end.current?.scrollIntoView({ block: "end" });
      }
      shown = shows;
    });
    if (view.current) {
      observer.observe(view.current);
    }
    return () => observer.disconnect();
  }, []);

  const asking = chat.turn ? undefined : chat.messages.at(-1);
  const choices = asking?.choices ?? [];
  const empty = count === 0 && !chat.turn;
  return (
    <div ref={view} className="min-h-0 flex-1 overflow-y-auto" tabIndex={0} role="region" aria-label={t("chat.log")}>
      <div className="flex min-h-full flex-col gap-4 p-4" role="log">
        {empty && chat.loading && <p className="text-sm text-muted">{t("app.loading")}</p>}
        {empty && !chat.loading && chat.loadError && (
          <Trouble words={`${t("chat.loadFailed")} ${why(chat.loadError)}`} again={chat.reload} />
        )}
        {empty && !chat.loading && !chat.loadError && <Beginning say={chat.send} />}
        {chat.messages.map((message) => (
          <Bubble
            key={message.id}
            role={message.role}
            content={message === asking ? withoutChoices(message.content, choices) : message.content}
            calls={message.tool_calls}
          />
        ))}
        {!chat.turn && <Choices choices={choices} say={chat.send} />}
        {chat.turn && (
          <>
            <Bubble role="user" content={chat.turn.message} calls={[]} />
            {(chat.turn.answer !== "" || chat.turn.calls.length > 0) && (
              <Bubble role="assistant" content={chat.turn.answer} calls={chat.turn.calls} />
            )}
            {chat.turn.failed ? (
              <Trouble words={`${t("chat.failed")} ${why(chat.turn.failed)}`} again={chat.again} />
            ) : chat.turn.answer !== "" ? null : (
              <p className="flex items-center gap-2 text-sm text-muted">
                <span aria-hidden className="size-2 animate-pulse rounded-full bg-accent" />
                {t("chat.thinking")}
              </p>
            )}
          </>
        )}
        <div ref={end} />
      </div>
    </div>
  );
}

/** What can be answered to the question that was asked last. */
function Choices(props: { choices: readonly Choice[]; say: (message: string) => void }) {
  const { t } = useWords();
  if (props.choices.length === 0) {
    return null;
  }
  return (
    <div role="group" aria-label={t("chat.answers")} className="flex flex-wrap gap-2 self-start">
      {props.choices.map((choice) => (
        <button
          key={choice.say}
          type="button"
          className="inline-flex min-h-9 max-w-full items-center rounded-full border border-field-line bg-surface px-4 text-start text-sm font-medium transition-colors hover:border-accent hover:text-accent"
          onClick={() => props.say(choice.say)}
        >
          <bdi className="truncate">{choice.label}</bdi>
        </button>
      ))}
    </div>
  );
}

function Beginning({ say }: { say: (sentence: string) => void }) {
  const { t } = useWords();
  return (
    <div className="flex flex-1 flex-col justify-center gap-3 py-6">
      <Mark />
      <p className="text-lg font-semibold">{t("chat.empty.title")}</p>
      <p className="text-muted">{t("chat.empty.body")}</p>
      <ul className="flex flex-col items-start gap-2">
        {SENTENCES.map((sentence) => (
          <li key={sentence}>
            <button
              type="button"
              className="rounded-2xl border border-line bg-surface px-4 py-2 text-start transition-colors hover:border-accent hover:text-accent"
              onClick={() => say(t(sentence))}
            >
              {t(sentence)}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Bubble(props: { role: "user" | "assistant"; content: string; calls: readonly ToolCall[] }) {
  const { t } = useWords();
  const mine = props.role === "user";
  return (
    <div className={`flex max-w-[90%] flex-col gap-1 ${mine ? "self-end" : "self-start"}`}>
      <span className="sr-only">{t(mine ? "chat.you" : "chat.assistant")}</span>
      {props.content !== "" && (
        <div
          data-said
          dir={mine ? "auto" : directionOf(props.content)}
          className={`rounded-2xl px-4 py-2 break-words whitespace-pre-line ${mine ? "words rounded-ee-md bg-accent-soft" : "rounded-es-md border border-line bg-surface"}`}
        >
          {mine
            ? props.content
            : blocks(props.content, props.calls).map((block, i) =>
                block.kind === "tasks" ? (
                  <Rows key={i} rows={block.rows} />
                ) : (
                  <p key={i} className="words">
                    <Words text={block.text} />
                  </p>
                ),
              )}
        </div>
      )}
      {props.calls.length > 0 && (
        <ul className="flex flex-wrap gap-x-3 gap-y-1 px-1 text-sm text-muted">
          {props.calls.map((call, i) => (
            <ToolNote key={i} call={call} />
          ))}
        </ul>
      )}
    </div>
  );
}

function ToolNote({ call }: { call: ToolCall }) {
  const { t } = useWords();
  const [words, icon] = TOOLS[call.name] ?? [null, <Wrench key="" size={14} aria-hidden />];
  return (
    <li className="inline-flex items-center gap-1">
      {icon}
      {words ? t(words) : t("chat.tool.other", { tool: call.name })}
    </li>
  );
}

function Trouble({ words, again }: { words: string; again: () => void }) {
  const { t } = useWords();
  return (
    <div
      role="alert"
      className="flex flex-col items-start gap-2 rounded-2xl bg-danger-soft px-4 py-3 text-sm text-danger"
    >
      <p>{words}</p>
      <button
        type="button"
        className="inline-flex min-h-8 items-center gap-2 font-medium underline underline-offset-4"
        onClick={again}
      >
        <RotateCcw size={14} aria-hidden />
        {t("app.retry")}
      </button>
    </div>
  );
}
