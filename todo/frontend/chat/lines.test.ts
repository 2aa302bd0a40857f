import { expect, test } from "vitest";
import { blocks, withoutChoices } from "./lines";

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

test("what a question's buttons offer is not listed a second time above them", () => {
  const choices = [
    { label: "3: Call mom", say: "#3" },
    { label: "None of them", say: "none of them" },
  ];
  expect(withoutChoices("Which one do you mean?\n- 3: Call mom\n- 4: Not offered", choices)).toBe(
    "Which one do you mean?\n- 4: Not offered",
  );
  expect(withoutChoices("Shall I?\n- 3: Call mom", [{ label: "Yes", say: "yes" }])).toBe("Shall I?\n- 3: Call mom");
});
