"use client";

import { useEffect, useRef, useState } from "react";
import { useWords } from "@/i18n/words";

/** The part of the Web Speech API that is used here; TypeScript knows none of it. */
interface Recognition {
  lang: string;
  interimResults: boolean;
  continuous: boolean;
  onresult: ((event: { results: ArrayLike<ArrayLike<{ transcript: string }>> }) => void) | null;
  onend: (() => void) | null;
  onerror: ((event: { error: string }) => void) | null;
  start(): void;
  stop(): void;
}

function recognitionType(): (new () => Recognition) | undefined {
  const speech = window as unknown as Record<string, (new () => Recognition) | undefined>;
  return speech.SpeechRecognition ?? speech.webkitSpeechRecognition;
}

/** Writes what is spoken, where the browser can listen. */
export function useVoice(write: (text: string) => void) {
  const { locale } = useWords();
  const [available, setAvailable] = useState(false);
  const [listening, setListening] = useState(false);
  const [failed, setFailed] = useState(false);
  const recognition = useRef<Recognition | null>(null);

  useEffect(() => {
    setAvailable(recognitionType() !== undefined);
    return () => recognition.current?.stop();
  }, []);

  function start(before: string) {
    const Type = recognitionType();
    if (!Type) {
      return;
    }
    const listener = new Type();
    listener.lang = locale === "ur" ? "ur-PK" : navigator.language.startsWith("en") ? navigator.language : "en-US";
    listener.interimResults = true;
    listener.continuous = false;
    listener.onresult = ({ results }) => {
      const spoken = Array.from(results, (result) => result[0]?.transcript ?? "").join("");
      write(before.trim() === "" ? spoken : `${before.trimEnd()} ${spoken}`);
    };
    listener.onend = () => setListening(false);
    listener.onerror = ({ error }) => setFailed(error !== "aborted" && error !== "no-speech");
    recognition.current = listener;
    setFailed(false);
    setListening(true);
    listener.start();
  }

  return { available, listening, failed, start, stop: () => recognition.current?.stop() };
}
