"use client";

import { ArrowUp, Mic, Square } from "lucide-react";
import { type FormEvent, type KeyboardEvent, useRef, useState } from "react";
import { useWords } from "@/i18n/words";
import { MESSAGE_LIMIT } from "./conversation";
import { useVoice } from "./useVoice";

/** Where one writes or speaks. Enter sends; Shift and Enter begin a new line. */
export function Composer(props: { busy: boolean; send: (message: string) => void; stop: () => void }) {
  const { t } = useWords();
  const [message, setMessage] = useState("");
  const field = useRef<HTMLTextAreaElement>(null);
  const voice = useVoice(setMessage);

  function send() {
    if (message.trim() !== "" && !props.busy) {
      voice.stop();
      props.send(message.trim());
      setMessage("");
      field.current?.focus();
    }
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    send();
  }

  function keys(event: KeyboardEvent) {
    // While an input method composes a letter, Enter belongs to it.
    if (event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault();
      send();
    }
  }

  return (
    <form onSubmit={submit} className="p-3">
      {voice.failed && (
        <p role="alert" className="pb-2 text-sm text-danger">
          {t("chat.voice.failed")}
        </p>
      )}
      <div className="flex items-end gap-1 rounded-2xl border border-field-line bg-surface p-1 focus-within:outline-2 focus-within:outline-accent">
        <textarea
          ref={field}
          id="chat-message"
          aria-label={t("chat.message")}
          placeholder={t("chat.placeholder")}
          value={message}
          rows={1}
          maxLength={MESSAGE_LIMIT}
          dir={message === "" ? undefined : "auto"}
          enterKeyHint="send"
          onChange={(event) => setMessage(event.target.value)}
          onKeyDown={keys}
          className="field-sizing-content max-h-40 min-h-9 min-w-0 flex-1 resize-none bg-transparent px-3 py-1.5 text-ink outline-none"
        />
        {voice.available && (
          <button
            type="button"
            className={`icon-button ${voice.listening ? "bg-accent-soft text-accent" : ""}`}
            aria-pressed={voice.listening}
            aria-label={t(voice.listening ? "chat.voice.stop" : "chat.voice")}
            title={t(voice.listening ? "chat.voice.stop" : "chat.voice")}
            onClick={() => (voice.listening ? voice.stop() : voice.start(message))}
          >
            <Mic size={18} aria-hidden />
          </button>
        )}
        {props.busy ? (
          <button
            type="button"
            className="icon-button bg-accent text-accent-ink hover:bg-accent hover:text-accent-ink"
            aria-label={t("chat.stop")}
            onClick={props.stop}
          >
            <Square size={14} fill="currentColor" aria-hidden />
          </button>
        ) : (
          <button
            type="submit"
            className="icon-button bg-accent text-accent-ink hover:bg-accent hover:text-accent-ink disabled:bg-sunken disabled:text-muted disabled:opacity-100"
            aria-label={t("chat.send")}
            disabled={message.trim() === ""}
          >
            <ArrowUp size={18} aria-hidden />
          </button>
        )}
      </div>
    </form>
  );
}
