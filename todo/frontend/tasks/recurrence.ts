/** The repetitions that the page offers. Any other rule is shown as it is, and kept. */
export const REPEATS = ["none", "daily", "weekdays", "weekly", "monthly", "yearly"] as const;
export type Repeat = (typeof REPEATS)[number];

const RULES: Record<Exclude<Repeat, "none">, string> = {
  daily: "FREQ=DAILY",
  weekdays: "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
  weekly: "FREQ=WEEKLY",
  monthly: "FREQ=MONTHLY",
  yearly: "FREQ=YEARLY",
};

export function ruleOf(repeat: Repeat): string | null {
  return repeat === "none" ? null : RULES[repeat];
}

/** The offered repetition that a rule is, or {@code "custom"}. The order of a rule's parts does not matter (RFC 5545). */
export function repeatOf(rule: string | null): Repeat | "custom" {
  if (!rule) {
    return "none";
  }
  const wanted = canonical(rule);
  return REPEATS.find((repeat) => repeat !== "none" && canonical(RULES[repeat]) === wanted) ?? "custom";
}

function canonical(rule: string): string {
  return rule
    .replace(/^RRULE:/i, "")
    .toUpperCase()
    .split(";")
    .filter((part) => part !== "" && part !== "INTERVAL=1")
    .map((part) => {
      const [name = "", value = ""] = part.split("=");
      return `${name}=${value.split(",").sort().join(",")}`;
    })
    .sort()
    .join(";");
}
