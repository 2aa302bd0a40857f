import Link from "next/link";
import { words } from "@/i18n/server";
import { translator } from "@/i18n/translate";

export default async function NotFound() {
  const { locale, messages } = await words();
  const t = translator(locale, messages);
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-4 p-6 text-center">
      <h1 className="text-2xl font-semibold">{t("notFound.title")}</h1>
      <Link className="link" href="/">
        {t("notFound.back")}
      </Link>
    </main>
  );
}
