"use client";

import { Dialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { Key } from "@/i18n/en";
import { useWords } from "@/i18n/words";

const ANYWHERE: [string, Key][] = [
  ["n", "keys.newTask"],
  ["c", "keys.chat"],
  ["/", "keys.search"],
  ["j", "keys.next"],
  ["k", "keys.previous"],
  ["?", "keys.help"],
  ["Ctrl+K", "keys.palette"],
  ["Ctrl+Z", "keys.undo"],
];
const IN_TASK: [string, Key][] = [
  ["x", "keys.toggle"],
  ["e", "keys.edit"],
  ["d", "keys.details"],
  ["Del", "keys.delete"],
];

/** Which keys do what, and the switch for those without Ctrl. */
export function ShortcutsHelp(props: { close: () => void; singleKeys: boolean; setSingleKeys: (on: boolean) => void }) {
  const { t } = useWords();
  return (
    <Dialog.Root defaultOpen onOpenChangeComplete={(open) => !open && props.close()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-shade transition-opacity data-[ending-style]:opacity-0 data-[starting-style]:opacity-0" />
        <Dialog.Popup className="fixed inset-x-4 top-1/2 z-50 mx-auto max-h-[90dvh] max-w-lg -translate-y-1/2 overflow-y-auto rounded-2xl border border-line bg-raised p-6 shadow-lg shadow-(color:--shadow) transition-opacity data-[ending-style]:opacity-0 data-[starting-style]:opacity-0">
          <div className="mb-4 flex items-center justify-between">
            <Dialog.Title className="text-lg font-semibold">{t("app.shortcuts")}</Dialog.Title>
            <Dialog.Close className="icon-button" aria-label={t("app.close")}>
              <X size={18} aria-hidden />
            </Dialog.Close>
          </div>
          <div className="grid gap-6 sm:grid-cols-2">
            <Keys heading={t("keys.anywhere")} keys={ANYWHERE} />
            <Keys heading={t("keys.inTask")} keys={IN_TASK} />
          </div>
          <label className="mt-6 flex items-start gap-3 border-t border-line pt-4">
            <input
              type="checkbox"
              className="mt-1 size-5 accent-accent"
              checked={props.singleKeys}
              onChange={(event) => props.setSingleKeys(event.target.checked)}
            />
            <span>
              {t("keys.single")}
              <span className="block text-sm text-muted">{t("keys.single.hint")}</span>
            </span>
          </label>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Keys({ heading, keys }: { heading: string; keys: [string, Key][] }) {
  const { t } = useWords();
  return (
    <div>
      <h3 className="mb-2 text-sm font-semibold text-muted">{heading}</h3>
      <dl className="flex flex-col gap-2">
        {keys.map(([key, words]) => (
          <div key={key} className="flex items-center justify-between gap-3">
            <dt>{t(words)}</dt>
            <dd>
              <kbd className="inline-flex min-w-7 justify-center rounded border border-field-line bg-sunken px-1.5 font-sans text-sm">
                {key}
              </kbd>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
