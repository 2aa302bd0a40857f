import type { Locale } from "./locale";
import type { Key, Messages } from "./en";

export type Values = Record<string, string | number>;
export type Translate = (key: Key, values?: Values) => string;

/**
 * Words for a key, with {@code {name}} filled in. A message with a {@code count} may have two forms, one and many,
 * parted by {@code " | "}; both languages here need no more.
 */
export function translator(locale: Locale, messages: Messages): Translate {
  const plural = new Intl.PluralRules(locale);
  const numbers = new Intl.NumberFormat(locale);
  return (key, values = {}) => {
    const forms = messages[key].split(" | ");
    const count = values.count;
    const form = (typeof count === "number" && plural.select(count) !== "one" ? forms[1] : undefined) ?? forms[0] ?? "";
    return form.replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = values[name];
      return value === undefined ? whole : typeof value === "number" ? numbers.format(value) : value;
    });
  };
}
