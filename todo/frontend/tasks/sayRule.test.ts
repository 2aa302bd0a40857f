import { expect, test } from "vitest";
import { en } from "@/i18n/en";
import { translator } from "@/i18n/translate";
import { ur } from "@/i18n/ur";
import { sayRule } from "./sayRule";

const say = (rule: string) => sayRule(rule, "en", translator("en", en));

test("rules are said in words", () => {
  expect(say("FREQ=DAILY")).toBe("Every day");
  expect(say("FREQ=MONTHLY;BYMONTHDAY=1")).toBe("Every month, day 1");
  expect(say("FREQ=WEEKLY;BYDAY=MO,WE")).toBe("Every week on Mon & Wed");
  expect(say("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU")).toBe("Every 2 weeks on Tue");
  expect(say("RRULE:FREQ=DAILY;INTERVAL=3")).toBe("Every 3 days");
  expect(sayRule("FREQ=MONTHLY;BYMONTHDAY=1", "ur", translator("ur", ur))).toBe("ہر مہینے، تاریخ 1");
});

test("a rule that says more is shown as it is written", () => {
  expect(say("FREQ=MONTHLY;BYDAY=1MO")).toBe("As set: FREQ=MONTHLY;BYDAY=1MO");
  expect(say("FREQ=MONTHLY;BYDAY=FR;BYSETPOS=-1")).toBe("As set: FREQ=MONTHLY;BYDAY=FR;BYSETPOS=-1");
  expect(say("FREQ=MONTHLY;BYMONTHDAY=-1")).toBe("As set: FREQ=MONTHLY;BYMONTHDAY=-1");
  expect(say("nonsense")).toBe("As set: nonsense");
});
