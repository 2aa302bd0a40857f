import { expect, test } from "vitest";
import { say, somebody } from "./somebody";

/** Where the documentation's pictures are. */
const FOLDER = `${import.meta.dirname}/../../../docs/pictures`;

const DESK = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 800 };

/** What somebody says who speaks the language, and what they had written down before. */
const PEOPLE = {
  en: {
    locale: "en-GB",
    before: { title: "Prepare the client meeting", priority: "high", tags: ["work"] },
    said: [
      "Add a task to buy groceries",
      "Remind me to call mom tomorrow at 6pm",
      "Pay rent every month on the 1st #home",
      "Mark task 2 as complete",
      "What's pending?",
    ],
    chat: "Chat",
  },
  ur: {
    locale: "ur-PK",
    before: { title: "رپورٹ جمع کرانا", priority: "high", tags: ["دفتر"] },
    said: [
      "دودھ خریدنے کا کام شامل کریں",
      "کل شام 6 بجے امی کو فون کرنا یاد دلائیں",
      "ہر مہینے کی 1 تاریخ کو کرایہ ادا کرنا شامل کرو #گھر",
      "کام 2 مکمل کریں",
      "کیا باقی ہے؟",
    ],
    chat: "چیٹ",
  },
} as const;

test.each(["en", "ur"] as const)("the page in %s, light and dark, on a desk and on a phone", async (language) => {
  const { locale, before, said, chat } = PEOPLE[language];
  const { context, page, api } = await somebody({
    locale,
    timezoneId: "Asia/Karachi",
    viewport: DESK,
    // No button is on its way from one colour to another.
    reducedMotion: "reduce",
  });
  const today = new Date().toLocaleDateString("en-CA", { timeZone: "Asia/Karachi" });
  await api("POST", "/tasks", { ...before, due_at: `${today}T23:00:00+05:00` });
  for (const sentence of said) {
    await say(page, sentence);
  }
  await expect.poll(() => page.locator("[data-row]").count()).toBe(4);
  const picture = async (name: string) => {
    await page.locator("body").evaluate(() => (document.activeElement as HTMLElement).blur());
    // Other widths have other line breaks: the end of what was said is what counts.
    await page.getByRole("log").evaluate((log) => log.parentElement?.scrollTo(0, log.scrollHeight));
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: `${FOLDER}/${name}-${language}-${colorScheme}.png` });
    }
  };
  await picture("todo");
  await page.setViewportSize(PHONE);
  await page.getByRole("navigation").getByText(chat, { exact: true }).click();
  await picture("phone-chat");
  await context.close();
});
