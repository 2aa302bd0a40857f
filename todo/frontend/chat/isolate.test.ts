import { expect, test } from "vitest";
import { directionOf, pieces } from "./isolate";

const titles = (content: string) => pieces(content).filter((piece) => piece.title).map((piece) => piece.text);
const whole = (content: string) => pieces(content).map((piece) => piece.text).join("");

test("titles stand apart, and nothing is lost", () => {
  const answer = "You have 3 tasks:\n• 1: دودھ خریدنا, due tomorrow\n✓ 2: Call Sana\n• 3: Pay, then rest, high priority";
  expect(titles(answer)).toEqual(["دودھ خریدنا", "Call Sana", "Pay, then rest"]);
  expect(whole(answer)).toBe(answer);
  const done = "Well done! “بل ادا کریں” is completed. The next one is task 4.";
  expect(titles(done)).toEqual(["بل ادا کریں"]);
  expect(whole(done)).toBe(done);
});

test("an answer reads in the direction of its own words", () => {
  expect(directionOf("Deleted “دودھ خریدنا”.")).toBe("ltr");
  expect(directionOf("“Call Sana” مکمل ہو گیا۔")).toBe("rtl");
  expect(directionOf("• 1: Call Sana، کل تک")).toBe("rtl");
  expect(directionOf("👍")).toBe("auto");
});
