import { cookies, headers } from "next/headers";
import { en, type Messages } from "./en";
import { chooseLocale, type Locale, LOCALE_COOKIE } from "./locale";
import { ur } from "./ur";

const MESSAGES: Record<Locale, Messages> = { en, ur };

/** The language of this request and its words. */
export async function words(): Promise<{ locale: Locale; messages: Messages }> {
  const locale = chooseLocale((await cookies()).get(LOCALE_COOKIE)?.value, (await headers()).get("accept-language"));
  return { locale, messages: MESSAGES[locale] };
}
