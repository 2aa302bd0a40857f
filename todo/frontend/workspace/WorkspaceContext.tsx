"use client";

import { createContext, type ReactNode, use, useMemo } from "react";
import type { Person } from "@/auth/session";
import { Api } from "./api";

interface WorkspaceValue {
  readonly api: Api;
  readonly person: Person;
}

const Context = createContext<WorkspaceValue | null>(null);

/** Who works here and how the backend is reached. */
export function WorkspaceProvider({ person, children }: { person: Person; children: ReactNode }) {
  const value = useMemo(
    () => ({ person, api: new Api(person.id, () => window.location.assign("/sign-in")) }),
    [person],
  );
  return <Context value={value}>{children}</Context>;
}

export function useWorkspace(): WorkspaceValue {
  const value = use(Context);
  if (!value) {
    throw new Error("useWorkspace needs a WorkspaceProvider above it");
  }
  return value;
}
