import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { direction } from "@/i18n/locale";
import { words } from "@/i18n/server";
import { WordsProvider } from "@/i18n/words";
import { chooseTheme, THEME_COOKIE } from "@/theme/theme";
import "./globals.css";

export const metadata: Metadata = {
  title: "Todo Chatbot",
  description: "Say what needs doing, and keep the list in sight.",
  applicationName: "Todo Chatbot",
  appleWebApp: { capable: true, title: "Todo Chatbot" },
  icons: {
    icon: [{ url: "/icons/icon.svg", type: "image/svg+xml" }],
    apple: [{ url: "/icons/icon-192.png", sizes: "192x192" }],
  },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  interactiveWidget: "resizes-content",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f6f6f4" },
    { media: "(prefers-color-scheme: dark)", color: "#131416" },
  ],
};

export default async function Layout({ children }: { children: ReactNode }) {
  const { locale, messages } = await words();
  const theme = chooseTheme((await cookies()).get(THEME_COOKIE)?.value);
  return (
    <html lang={locale} dir={direction(locale)} data-theme={theme}>
      <body>
        <WordsProvider locale={locale} messages={messages}>
          {children}
        </WordsProvider>
      </body>
    </html>
  );
}
