import { expect, test } from "vitest";
import { REPEATS, repeatOf, ruleOf } from "./recurrence";

test("every offered repetition is recognised again", () => {
  expect(REPEATS.map((repeat) => repeatOf(ruleOf(repeat)))).toEqual([...REPEATS]);
});

test("a rule means the same in another order and notation", () => {
  expect(repeatOf("RRULE:BYDAY=FR,MO,TU,WE,TH;FREQ=WEEKLY;INTERVAL=1")).toBe("weekdays");
});

test("a rule that is not offered stays the person's own", () => {
  expect(repeatOf("FREQ=MONTHLY;BYMONTHDAY=1")).toBe("custom");
  expect(repeatOf("FREQ=WEEKLY;INTERVAL=2")).toBe("custom");
});
