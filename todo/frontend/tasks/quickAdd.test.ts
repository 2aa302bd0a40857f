import { expect, test } from "vitest";
import { parseQuickAdd } from "./quickAdd";

test("marks become tags and priority, the rest the title", () => {
  expect(parseQuickAdd("  Buy milk #Home !high #shop ")).toEqual({
    title: "Buy milk",
    tags: ["home", "shop"],
    priority: "high",
  });
});

test("a plain line is a title and nothing else", () => {
  expect(parseQuickAdd("Call mom")).toEqual({ title: "Call mom" });
});

test("marks inside of words are words", () => {
  expect(parseQuickAdd("Fix C# and say hi!high")).toEqual({ title: "Fix C# and say hi!high" });
});

test("a tag may be in any script, and counts once", () => {
  expect(parseQuickAdd("دودھ لانا #گھر #گھر")).toEqual({ title: "دودھ لانا", tags: ["گھر"] });
});

test("a line of marks alone is a title: nothing typed is lost", () => {
  expect(parseQuickAdd("#home")).toEqual({ title: "#home" });
});
