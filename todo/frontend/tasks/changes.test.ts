import { MutationObserver, QueryClient } from "@tanstack/react-query";
import { afterEach, expect, test, vi } from "vitest";
import { Api, ApiError } from "@/workspace/api";
import { type Lists, taskChanges, TASKS } from "./changes";
import type { Task } from "./task";

const token = `h.${btoa(JSON.stringify({ exp: Date.now() / 1000 + 900 }))}.s`;
const key = [...TASKS, "as usual"];
const other = [...TASKS, "home only"];

const task = (id: number, title: string): Task => ({
  id,
  title,
  description: null,
  completed: false,
  priority: "medium",
  tags: [],
  due_at: null,
  all_day: false,
  recurrence: null,
  remind_at: null,
  position: 0,
  subtasks: [],
  created_at: "2026-11-24T10:00:00Z",
  updated_at: "2026-11-24T10:00:00Z",
  version: 3,
});
const milk = task(1, "Buy milk");
const bread = task(2, "Buy bread");

/** A page with two lists, and a backend that waits to be told what to answer. */
function page() {
  const client = new QueryClient();
  const lists = (...items: Task[]): Lists => ({ pages: [{ items, total: items.length }], pageParams: [0] });
  client.setQueryData(key, lists(milk, bread));
  client.setQueryData(other, lists(milk));
  let answer: (response: Response) => void = () => undefined;
  vi.stubGlobal("fetch", (path: string) =>
    path === "/api/auth/token"
      ? Promise.resolve(Response.json({ token }))
      : new Promise<Response>((resolve) => (answer = resolve)),
  );
  const told: string[] = [];
  const changes = taskChanges(client, new Api("u1", () => undefined), (message, title, error) =>
    told.push(`${message} ${title} ${(error as ApiError).status}`),
  );
  const shown = (list = key) =>
    client.getQueryData<Lists>(list)?.pages[0]?.items.map((item) => `${item.completed ? "x" : "-"} ${item.title}`);
  return { client, changes, told, shown, answers: (response: Response) => answer(response) };
}

afterEach(() => vi.unstubAllGlobals());

const refusals: [string, () => Response][] = [
  ["refused", () => Response.json({ title: "Invalid input", detail: "no" }, { status: 422 })],
  ["changed meanwhile", () => Response.json({ title: "Changed meanwhile" }, { status: 412 })],
  ["broken", () => new Response("<html>", { status: 500 })],
];

test.each(refusals)("a change that is %s shows at once and is taken back", async (_why, refusal) => {
  const { client, changes, told, shown, answers } = page();
  const status = refusal().status;
  const expectRollback = async (run: Promise<unknown>, during: string[], word: string) => {
    await vi.waitFor(() => expect(shown()).toEqual(during));
    // The request goes out after the page has changed.
    await new Promise((resolve) => setTimeout(resolve, 20));
    answers(refusal());
    await expect(run).rejects.toThrow();
    expect(shown()).toEqual(["- Buy milk", "- Buy bread"]);
    expect(shown(other)).toEqual(["- Buy milk"]);
    expect(told.pop()).toBe(`${word} ${status}`);
  };
  await expectRollback(
    new MutationObserver(client, changes.toggle).mutate(milk),
    ["x Buy milk", "- Buy bread"],
    "tasks.changeFailed Buy milk",
  );
  await expectRollback(
    new MutationObserver(client, changes.change).mutate({ task: milk, change: { title: "Buy oat milk" } }),
    ["- Buy oat milk", "- Buy bread"],
    "tasks.changeFailed Buy milk",
  );
  await expectRollback(
    new MutationObserver(client, changes.remove).mutate(milk),
    ["- Buy bread"],
    "tasks.changeFailed Buy milk",
  );
  await expectRollback(
    new MutationObserver(client, changes.create).mutate({ title: "Sing" }),
    ["- Sing", "- Buy milk", "- Buy bread"],
    "tasks.addFailed Sing",
  );
});

test("a change that the backend takes stays", async () => {
  const { client, changes, told, shown, answers } = page();
  const run = new MutationObserver(client, changes.toggle).mutate(milk);
  await vi.waitFor(() => expect(shown()).toEqual(["x Buy milk", "- Buy bread"]));
  await new Promise((resolve) => setTimeout(resolve, 20));
  answers(Response.json({ ...milk, completed: true }));
  await run;
  expect(shown()).toEqual(["x Buy milk", "- Buy bread"]);
  expect(shown(other)).toEqual(["x Buy milk"]);
  expect(told).toEqual([]);
});

test("a new task whose answer was lost is sent again under the same name, another one under another", async () => {
  const client = new QueryClient();
  const keys: (string | null)[] = [];
  vi.stubGlobal("fetch", (path: string, init?: RequestInit) => {
    if (path === "/api/auth/token") {
      return Promise.resolve(Response.json({ token }));
    }
    keys.push(new Headers(init?.headers).get("idempotency-key"));
    return keys.length === 1 ? Promise.reject(new TypeError("Failed to fetch")) : Promise.resolve(Response.json(milk));
  });
  const changes = taskChanges(client, new Api("u1", () => undefined), () => undefined);
  const creating = new MutationObserver(client, changes.create);
  await creating.mutate({ title: "Buy milk" });
  await creating.mutate({ title: "Buy milk" });
  expect(keys).toHaveLength(3);
  expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
  expect(keys[1]).toBe(keys[0]);
  expect(keys[2]).not.toBe(keys[0]);
});

test("tasks added in quick succession reach the backend in their order, and all show at once", async () => {
  const client = new QueryClient();
  client.setQueryData<Lists>(key, { pages: [{ items: [], total: 0 }], pageParams: [0] });
  const sent: string[] = [];
  const answers: (() => void)[] = [];
  vi.stubGlobal("fetch", (path: string, init?: RequestInit) => {
    if (path === "/api/auth/token") {
      return Promise.resolve(Response.json({ token }));
    }
    sent.push((JSON.parse(init?.body as string) as Task).title);
    return new Promise<Response>((resolve) => answers.push(() => resolve(Response.json(milk))));
  });
  const changes = taskChanges(client, new Api("u1", () => undefined), () => undefined);
  const both = ["Buy milk", "Call mom"].map((title) => new MutationObserver(client, changes.create).mutate({ title }));
  await vi.waitFor(() => expect(client.getQueryData<Lists>(key)?.pages[0]?.items).toHaveLength(2));
  await vi.waitFor(() => expect(sent).toEqual(["Buy milk"]));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(sent).toEqual(["Buy milk"]);
  answers.shift()?.();
  await vi.waitFor(() => expect(sent).toEqual(["Buy milk", "Call mom"]));
  answers.shift()?.();
  await Promise.all(both);
});
