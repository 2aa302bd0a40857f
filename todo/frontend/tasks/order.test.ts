import { expect, test } from "vitest";
import { moved, positionBetween } from "./order";
import type { Task } from "./task";

const tasks = (...positions: number[]) => positions.map((position, i) => ({ id: i + 1, position }) as Task);
const told = (moves: { task: Task; position: number }[]) => moves.map(({ task, position }) => [task.id, position]);

test("a task goes between its new neighbours, and no other is touched", () => {
  expect(told(moved(tasks(1, 2, 3), 2, 1))).toEqual([[3, 1.5]]);
  expect(told(moved(tasks(1, 2, 3), 0, 2))).toEqual([[1, 4]]);
  expect(told(moved(tasks(1, 2, 3), 2, 0))).toEqual([[3, 0]]);
});

test("tasks that share a position get one each", () => {
  expect(told(moved(tasks(0, 0, 0), 2, 1))).toEqual([
    [1, 1],
    [3, 2],
    [2, 3],
  ]);
});

test("no move, no change", () => {
  expect(moved(tasks(1, 2), 1, 1)).toEqual([]);
  expect(moved(tasks(1, 2), 1, 2)).toEqual([]);
});

test("a list of one has room for the first", () => {
  expect(positionBetween(undefined, undefined)).toBe(0);
});
