"use client";

import { createContext, type ReactNode, use, useMemo } from "react";
import type { Messages } from "./en";
import type { Locale } from "./locale";
import { type Translate, translator } from "./translate";

interface Words {
  readonly locale: Locale;
  readonly t: Translate;
}

const Context = createContext<Words | null>(null);

/** Gives the page's words to everything below it. The server sends one language only, so no other is downloaded. */
export function WordsProvider(props: { locale: Locale; messages: Messages; children: ReactNode }) {
  const { locale, messages, children } = props;
  const words = useMemo(() => ({ locale, t: translator(locale, messages) }), [locale, messages]);
  return <Context value={words}>{children}</Context>;
}

export function useWords(): Words {
  const words = use(Context);
  if (!words) {
    throw new Error("useWords needs a WordsProvider above it");
  }
  return words;
}
