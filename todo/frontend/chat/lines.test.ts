import { expect, test } from "vitest";
import { blocks } from "./lines";

const listed = [{ name: "list_tasks", result: [{ id: 1 }, { id: 2 }] }];

test("lines of tasks that were listed stand apart, all else stays words", () => {
  expect(blocks("You have 2 tasks:\n• 1: Buy milk, due today\n✓ 2: کال\n• 9: Not listed\nAnything else?", listed)).toEqual([
    { kind: "words", text: "You have 2 tasks:" },
    {
      kind: "tasks",
      rows: [
        { id: 1, done: false, text: "1: Buy milk, due today" },
        { id: 2, done: true, text: "2: کال" },
      ],
    },
    { kind: "words", text: "• 9: Not listed\nAnything else?" },
  ]);
});

test("an answer that lists nothing is words", () => {
  expect(blocks("Which one?\n- 1: Buy milk", [])).toEqual([{ kind: "words", text: "Which one?\n- 1: Buy milk" }]);
  expect(blocks("", [{ name: "list_tasks", result: "none" }])).toEqual([{ kind: "words", text: "" }]);
});
