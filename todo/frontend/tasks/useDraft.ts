"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useWorkspace } from "@/workspace/WorkspaceContext";
import { parseQuickAdd } from "./quickAdd";
import { readDraft } from "./requests";
import type { Draft } from "./task";

const TYPING_PAUSE_MS = 200;
/** After which a line is added by its marks alone, as without a connection. */
const PATIENCE_MS = 1500;

/** What a line says of a new task, while it is typed and when it is added. */
export function useDraft(line: string): { draft: Draft | null; read: (line: string) => Promise<Draft> } {
  const { api } = useWorkspace();
  const client = useQueryClient();
  const [draft, setDraft] = useState<{ line: string; read: Draft } | null>(null);

  function read(text: string): Promise<Draft> {
    return client.fetchQuery({
      queryKey: ["draft", text],
      staleTime: 60_000,
      gcTime: 60_000,
      retry: false,
      queryFn: ({ signal }) => readDraft(api, text, AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)])),
    });
  }

  useEffect(() => {
    const text = line.trim();
    if (text === "") {
      return;
    }
    let current = true;
    const timer = setTimeout(() => {
      read(text).then(
        (known) => current && setDraft({ line: text, read: known }),
        // Without an answer there is nothing to show; the line is added all the same.
        () => undefined,
      );
    }, TYPING_PAUSE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [line]);

  return {
    draft: draft && line.trim() !== "" && line.trim().startsWith(draft.line.slice(0, 3)) ? draft.read : null,
    read: (text) => (navigator.onLine ? read(text.trim()).catch(() => parseQuickAdd(text)) : Promise.resolve(parseQuickAdd(text))),
  };
}
