"use client";

import { Bell, BellOff, BellRing, CircleUser, Command, Keyboard, LogOut, Settings } from "lucide-react";
import { lazy, Suspense, useEffect, useState } from "react";
import { signOut } from "@/auth/requests";
import { useWords } from "@/i18n/words";
import { askForNotifications, notificationState } from "@/live/notifications";
import { startPush, stopPush } from "@/live/push";
import { forgetEverything } from "@/offline/lastSeen";
import { type Action, ActionMenu } from "@/ui/ActionMenu";
import { Mark } from "./Mark";
import { Preferences } from "./Preferences";
import { useWorkspace } from "./WorkspaceContext";

const Account = lazy(() => import("@/account/Account").then((module) => ({ default: module.Account })));

export function TopBar({ help, palette }: { help: () => void; palette: () => void }) {
  const { t } = useWords();
  const { api, person } = useWorkspace();

  const notifications = useNotificationAction();
  const [account, setAccount] = useState(false);

  async function leave() {
    await stopPush(api).catch(() => undefined);
    await signOut();
    await forgetEverything();
    window.location.assign("/sign-in");
  }

  return (
    <header className="flex items-center gap-1 border-b border-line bg-surface px-4 py-2">
      {account && (
        <Suspense>
          <Account close={() => setAccount(false)} />
        </Suspense>
      )}
      <Mark size={28} />
      <h1 className="ms-2 min-w-0 flex-1 truncate font-semibold">{t("app.name")}</h1>
      <button
        type="button"
        className="icon-button"
        aria-label={t("palette.title")}
        title={`${t("palette.title")} (Ctrl+K)`}
        onClick={palette}
      >
        <Command size={18} aria-hidden />
      </button>
      <Preferences />
      <button
        type="button"
        className="icon-button max-sm:hidden"
        aria-label={t("app.shortcuts")}
        title={t("app.shortcuts")}
        onClick={help}
      >
        <Keyboard size={18} aria-hidden />
      </button>
      <ActionMenu
        label={t("app.account")}
        header={
          <p className="mb-1 border-b border-line px-3 pt-1 pb-2 text-sm text-muted">
            {t("app.signedInAs")}
            <span dir="auto" className="block truncate font-medium text-ink">
              {person.name}
            </span>
            <span dir="ltr" className="block truncate">
              {person.email}
            </span>
          </p>
        }
        actions={[
          ...notifications,
          { label: t("account.open"), icon: <Settings size={16} aria-hidden />, run: () => setAccount(true) },
          { label: t("app.signOut"), icon: <LogOut size={16} aria-hidden />, apart: true, run: () => void leave() },
        ]}
        trigger={
          <button type="button" className="icon-button" title={t("app.account")}>
            <CircleUser size={20} aria-hidden />
          </button>
        }
      />
    </header>
  );
}

/** Browsers let a page ask only when the person has asked for it. */
function useNotificationAction(): Action[] {
  const { t } = useWords();
  const [state, setState] = useState<ReturnType<typeof notificationState>>("unsupported");
  useEffect(() => setState(notificationState()), []);
  const { api } = useWorkspace();
  useEffect(() => {
    if (state === "granted") {
      startPush(api).catch((error: unknown) => console.warn("no reminders while no page is open:", error));
    }
  }, [api, state]);
  switch (state) {
    case "unsupported":
      return [];
    case "granted":
      return [
        {
          label: t("app.notifications.on"),
          icon: <BellRing size={16} aria-hidden />,
          disabled: true,
          run: () => undefined,
        },
      ];
    case "denied":
      return [
        {
          label: t("app.notifications.denied"),
          icon: <BellOff size={16} aria-hidden />,
          disabled: true,
          run: () => undefined,
        },
      ];
    case "default":
      return [
        {
          label: t("app.notifications"),
          icon: <Bell size={16} aria-hidden />,
          run: () => void askForNotifications().then(setState),
        },
      ];
  }
}
