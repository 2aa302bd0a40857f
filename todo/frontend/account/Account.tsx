"use client";

import { Dialog } from "@base-ui/react/dialog";
import { Download, X } from "lucide-react";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import type { Key } from "@/i18n/en";
import { useWords } from "@/i18n/words";
import { forgetEverything } from "@/offline/lastSeen";
import { useWorkspace } from "@/workspace/WorkspaceContext";
import { calendarOf } from "./calendar";
import { changeName, changePassword, deleteAccount, everyTask, signOutEverywhere } from "./requests";

const KNOWN: Record<string, Key> = {
  INVALID_PASSWORD: "account.wrongPassword",
  PASSWORD_COMMON: "auth.PASSWORD_COMMON",
  PASSWORD_TOO_SHORT: "auth.PASSWORD_TOO_SHORT",
  NAME_TOO_LONG: "auth.NAME_TOO_LONG",
  NETWORK: "error.network",
  LIMIT: "auth.limit",
};

/** What a person may do with the account: name, password, a copy of everything, signing out everywhere, and its end. */
export function Account({ close }: { close: () => void }) {
  const { t } = useWords();
  const { api, person } = useWorkspace();
  const [told, setTold] = useState<{ key: Key; bad: boolean } | null>(null);

  /** Runs it and tells what came of it; what was typed stays where it went wrong. */
  async function tell(run: () => Promise<string | null>, done: Key | null): Promise<boolean> {
    setTold(null);
    const code = await run();
    if (code !== null) {
      setTold({ key: KNOWN[code] ?? "auth.failed", bad: true });
    } else if (done) {
      setTold({ key: done, bad: false });
    }
    return code === null;
  }

  async function away() {
    await forgetEverything();
    window.location.assign("/sign-in");
  }

  async function save(name: string, type: string, content: (tasks: Awaited<ReturnType<typeof everyTask>>) => string) {
    await tell(async () => {
      try {
        download(name, type, content(await everyTask(api)));
        return null;
      } catch {
        return "NETWORK";
      }
    }, null);
  }

  return (
    <Dialog.Root defaultOpen onOpenChangeComplete={(open) => !open && close()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-shade" />
        <Dialog.Popup className="fixed inset-x-4 top-1/2 z-50 mx-auto max-h-[90dvh] max-w-lg -translate-y-1/2 overflow-y-auto rounded-2xl border border-line bg-raised p-6 shadow-lg shadow-(color:--shadow)">
          <div className="mb-4 flex items-center justify-between">
            <Dialog.Title className="text-lg font-semibold">{t("app.account")}</Dialog.Title>
            <Dialog.Close className="icon-button" aria-label={t("app.close")}>
              <X size={18} aria-hidden />
            </Dialog.Close>
          </div>
          <p
            role="status"
            className={
              told
                ? `mb-4 rounded-lg px-3 py-2 text-sm ${told.bad ? "bg-danger-soft text-danger" : "bg-accent-soft"}`
                : "sr-only"
            }
          >
            {told && t(told.key)}
          </p>
          <div className="flex flex-col gap-6">
            <Part
              heading="account.name"
              button="app.save"
              send={(fields) => tell(() => changeName(fields("name").trim()), "account.saved")}
            >
              <Field name="name" label="auth.name" autoComplete="name" maxLength={100} value={person.name} />
            </Part>
            <Part
              heading="account.password"
              button="account.changePassword"
              empties
              send={(fields) => tell(() => changePassword(fields("old"), fields("new")), "account.passwordChanged")}
            >
              <Field name="old" label="account.oldPassword" secret autoComplete="current-password" maxLength={128} />
              <Field name="new" label="account.newPassword" secret autoComplete="new-password" maxLength={128} least={8} />
            </Part>
            <section className="flex flex-col gap-3 border-t border-line pt-4">
              <h3 className="font-medium">{t("account.copy")}</h3>
              <div className="flex flex-wrap gap-2">
                <button
                  type="button"
                  className="button"
                  onClick={() => void save("tasks.json", "application/json", (tasks) => JSON.stringify(tasks, null, 2))}
                >
                  <Download size={16} aria-hidden /> JSON
                </button>
                <button
                  type="button"
                  className="button"
                  onClick={() => void save("tasks.ics", "text/calendar", (tasks) => calendarOf(tasks, new Date()))}
                >
                  <Download size={16} aria-hidden /> iCalendar
                </button>
              </div>
            </section>
            <section className="flex flex-col items-start gap-3 border-t border-line pt-4">
              <h3 className="font-medium">{t("account.everywhere")}</h3>
              <button
                type="button"
                className="button"
                onClick={() => void tell(signOutEverywhere, null).then((done) => (done ? away() : undefined))}
              >
                {t("account.signOutEverywhere")}
              </button>
            </section>
            <Part
              heading="account.delete"
              hint="account.delete.hint"
              button="account.delete"
              danger
              send={(fields) =>
                tell(() => deleteAccount(fields("password")), null).then((done) => {
                  if (done) {
                    void away();
                  }
                  return done;
                })
              }
            >
              <Field name="password" label="auth.password" secret autoComplete="current-password" maxLength={128} />
            </Part>
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Part(props: {
  heading: Key;
  hint?: Key;
  button: Key;
  danger?: boolean;
  /** Whether the fields are empty again once it is done. */
  empties?: boolean;
  send: (fields: (name: string) => string) => Promise<boolean>;
  children: ReactNode;
}) {
  const { t } = useWords();
  const [working, setWorking] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const values = new FormData(form);
    setWorking(true);
    const done = await props.send((name) => String(values.get(name) ?? ""));
    setWorking(false);
    if (done && props.empties) {
      form.reset();
    }
  }

  return (
    <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-3 border-t border-line pt-4">
      <h3 className="font-medium">{t(props.heading)}</h3>
      {props.hint && <p className="text-sm text-muted">{t(props.hint)}</p>}
      {props.children}
      <button
        type="submit"
        disabled={working}
        className={`button self-start ${props.danger ? "text-danger" : "button-primary"}`}
      >
        {t(working ? "auth.working" : props.button)}
      </button>
    </form>
  );
}

function Field(props: {
  name: string;
  label: Key;
  autoComplete: string;
  maxLength: number;
  secret?: boolean;
  least?: number;
  value?: string;
}) {
  const { t } = useWords();
  const id = useId();
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        {t(props.label)}
      </label>
      <input
        id={id}
        name={props.name}
        type={props.secret ? "password" : "text"}
        required
        minLength={props.least}
        maxLength={props.maxLength}
        autoComplete={props.autoComplete}
        defaultValue={props.value}
        dir={props.secret ? "ltr" : "auto"}
        className="field min-h-11"
      />
    </div>
  );
}

function download(name: string, type: string, content: string): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
