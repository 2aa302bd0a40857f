import { beforeEach, expect, test } from "vitest";
import { forgetSteps, remember, undo } from "./undo";

beforeEach(forgetSteps);

test("the last step is taken back first, each once", () => {
  const done: string[] = [];
  remember(() => done.push("first"));
  remember(() => done.push("second"));
  expect(undo()).toBe(true);
  expect(undo()).toBe(true);
  expect(undo()).toBe(false);
  expect(done).toEqual(["second", "first"]);
});

test("a step that is named is taken back, and not once more", () => {
  const done: string[] = [];
  const first = remember(() => done.push("first"));
  remember(() => done.push("second"));
  expect(undo(first)).toBe(true);
  expect(undo(first)).toBe(false);
  expect(undo()).toBe(true);
  expect(done).toEqual(["first", "second"]);
});
