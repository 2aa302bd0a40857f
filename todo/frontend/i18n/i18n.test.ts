import { expect, test } from "vitest";
import { en, type Key } from "./en";
import { chooseLocale, direction } from "./locale";
import { translator } from "./translate";
import { ur } from "./ur";

test("a count chooses the form", () => {
  const t = translator("en", en);
  expect(t("tasks.count", { count: 1 })).toBe("1 task");
  expect(t("tasks.count", { count: 1200 })).toBe("1,200 tasks");
});

test("what is put in stays as it is, also when it looks like a place to fill", () => {
  expect(translator("en", en)("tasks.deleted", { title: "{title} | $&" })).toBe("Deleted “{title} | $&”");
});

test("both languages fill in the same values", () => {
  const places = (message: string) => [...new Set(message.match(/\{\w+\}/g) ?? [])].sort();
  for (const key of Object.keys(en) as Key[]) {
    expect([key, places(ur[key])]).toEqual([key, places(en[key])]);
  }
});

test("the person's choice comes before the browser's, the browser's before English", () => {
  expect(chooseLocale("ur", "en")).toBe("ur");
  expect(chooseLocale(undefined, "de, ur-PK;q=0.9, en;q=0.8")).toBe("ur");
  expect(chooseLocale("xx", "de")).toBe("en");
  expect(chooseLocale(undefined, null)).toBe("en");
});

test("Urdu runs from right to left", () => {
  expect([direction("ur"), direction("en")]).toEqual(["rtl", "ltr"]);
});
