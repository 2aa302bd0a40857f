import { expect, test } from "vitest";
import { matching } from "./commands";

const command = (words: string) => ({ id: words, words, run: () => undefined });
const commands = ["Go to Today", "Go to work", "Add a task", "Task 3: Go home", "آج پر جائیں"].map(command);
const found = (typed: string) => matching(commands, typed).map(({ words }) => words);

test("what holds all that was typed is found, what begins with it first", () => {
  expect(found("task")).toEqual(["Task 3: Go home", "Add a task"]);
  expect(found("go wo")).toEqual(["Go to work"]);
  expect(found("آج")).toEqual(["آج پر جائیں"]);
  expect(found("zebra")).toEqual([]);
});

test("nothing typed shows everything, and never more than can be seen", () => {
  expect(found("  ")).toHaveLength(5);
  expect(matching(Array.from({ length: 40 }, (_, i) => command(`Task ${i}`)), "task")).toHaveLength(12);
});
