"use client";

import { Eye, EyeOff } from "lucide-react";
import Link from "next/link";
import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import type { Key } from "@/i18n/en";
import { useWords } from "@/i18n/words";
import { Preferences } from "@/workspace/Preferences";
import { Mark } from "@/workspace/Mark";
import { isSignedIn, signIn, signUp } from "./requests";

const KNOWN: Record<string, Key> = {
  INVALID_EMAIL_OR_PASSWORD: "auth.INVALID_EMAIL_OR_PASSWORD",
  NOT_SIGNED_IN: "auth.NOT_SIGNED_IN",
  PASSWORD_TOO_SHORT: "auth.PASSWORD_TOO_SHORT",
  PASSWORD_COMMON: "auth.PASSWORD_COMMON",
  NAME_TOO_LONG: "auth.NAME_TOO_LONG",
  INVALID_EMAIL: "auth.INVALID_EMAIL",
  NETWORK: "error.network",
  LIMIT: "auth.limit",
};

/** The form for signing in or creating an account. */
export function Credentials({ kind }: { kind: "sign-in" | "sign-up" }) {
  const { t } = useWords();
  const [working, setWorking] = useState(false);
  const [problem, setProblem] = useState<Key | null>(null);
  // Before the scripts run, the browser itself would send the form: to nowhere useful.
  const [ready, setReady] = useState(false);
  useEffect(() => setReady(true), []);
  const form = useRef<HTMLFormElement>(null);
  const creating = kind === "sign-up";

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const value = (name: string) => String(fields.get(name) ?? "");
    setWorking(true);
    setProblem(null);
    const code = creating
      ? ((await signUp(
          value("name").trim() || value("email").split("@")[0] || "",
          value("email").trim(),
          value("password"),
        )) ?? ((await isSignedIn()) ? null : "NOT_SIGNED_IN"))
      : await signIn(value("email").trim(), value("password"));
    if (code === null) {
      // A whole new page, so that nothing of somebody signed in before is left in memory.
      window.location.assign("/");
      return;
    }
    setWorking(false);
    setProblem(KNOWN[code] ?? "auth.failed");
    form.current?.querySelector<HTMLInputElement>("input[name=email]")?.focus();
  }

  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex items-center justify-end gap-1 p-4">
        <Preferences />
      </header>
      <main className="mx-auto flex w-full max-w-sm flex-1 flex-col justify-center px-4 pb-24">
        <div className="mb-8 flex items-center gap-3">
          <Mark />
          <div>
            <p className="font-semibold">{t("app.name")}</p>
            <p className="text-sm text-muted">{t("app.tagline")}</p>
          </div>
        </div>
        <h1 className="mb-6 text-2xl font-semibold">{t(creating ? "auth.signUp.title" : "auth.signIn.title")}</h1>
        <form ref={form} method="post" onSubmit={submit} className="flex flex-col gap-4">
          {creating && <TextField name="name" label={t("auth.name")} autoComplete="name" maxLength={100} />}
          <TextField name="email" type="email" label={t("auth.email")} autoComplete="email" maxLength={254} />
          <PasswordField creating={creating} />
          <p role="alert" className={problem ? "rounded-lg bg-danger-soft px-3 py-2 text-sm text-danger" : "sr-only"}>
            {problem && t(problem)}
          </p>
          <button type="submit" disabled={working || !ready} className="button button-primary">
            {working ? t("auth.working") : t(creating ? "auth.signUp" : "auth.signIn")}
          </button>
        </form>
        <p className="mt-6 text-sm text-muted">
          {t(creating ? "auth.toSignIn" : "auth.toSignUp")}{" "}
          <Link className="link" prefetch={false} href={creating ? "/sign-in" : "/sign-up"}>
            {t(creating ? "auth.signIn" : "auth.signUp")}
          </Link>
        </p>
      </main>
    </div>
  );
}

function TextField(props: { name: string; label: string; type?: string; autoComplete: string; maxLength: number }) {
  const id = useId();
  const { label, type = "text", ...rest } = props;
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <input
        id={id}
        type={type}
        required
        dir={type === "email" ? "ltr" : "auto"}
        className="field min-h-11"
        {...rest}
      />
    </div>
  );
}

function PasswordField({ creating }: { creating: boolean }) {
  const { t } = useWords();
  const id = useId();
  const [shown, setShown] = useState(false);
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        {t("auth.password")}
      </label>
      <div className="relative">
        <input
          id={id}
          name="password"
          type={shown ? "text" : "password"}
          required
          minLength={creating ? 8 : undefined}
          maxLength={128}
          dir="ltr"
          autoComplete={creating ? "new-password" : "current-password"}
          aria-describedby={creating ? `${id}-hint` : undefined}
          className="field min-h-11 pe-11"
        />
        <button
          type="button"
          className="icon-button absolute end-1 top-1"
          aria-label={t(shown ? "auth.password.hide" : "auth.password.show")}
          onClick={() => setShown(!shown)}
        >
          {shown ? <EyeOff size={18} aria-hidden /> : <Eye size={18} aria-hidden />}
        </button>
      </div>
      {creating && (
        <p id={`${id}-hint`} className="text-sm text-muted">
          {t("auth.password.hint")}
        </p>
      )}
    </div>
  );
}
