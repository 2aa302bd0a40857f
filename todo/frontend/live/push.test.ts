import { readFileSync } from "node:fs";
import { afterEach, expect, test, vi } from "vitest";
import { Api } from "@/workspace/api";
import { startPush, stopPush } from "./push";

const token = `h.${btoa(JSON.stringify({ exp: Date.now() / 1000 + 900 }))}.s`;

/** A browser with a push service, and a backend. */
function browser(publicKey: string | null, subscribedWith: number[] | null = null) {
  const asked: string[] = [];
  vi.stubGlobal("fetch", async (path: string, init?: RequestInit) => {
    if (path !== "/api/auth/token") {
      asked.push(`${init?.method} ${path} ${String(init?.body ?? "")}`.trim());
    }
    if (path === "/api/auth/token") {
      return Response.json({ token });
    }
    return init?.method === "GET" ? Response.json({ public_key: publicKey }) : new Response(null, { status: 204 });
  });
  const subscription = (key: Uint8Array) => ({
    endpoint: "https://push.example/1",
    options: { applicationServerKey: key.buffer },
    toJSON: () => ({ endpoint: "https://push.example/1", keys: { p256dh: "P", auth: "A" } }),
    unsubscribe: vi.fn(async () => {
      current = null;
      return true;
    }),
  });
  let current = subscribedWith && subscription(Uint8Array.from(subscribedWith));
  const subscribe = vi.fn(async ({ applicationServerKey }: { applicationServerKey: Uint8Array }) => {
    current = subscription(applicationServerKey);
    return current;
  });
  const pushManager = { getSubscription: async () => current, subscribe };
  vi.stubGlobal("navigator", { serviceWorker: { getRegistration: async () => ({ pushManager }) } });
  return { api: new Api("u1", () => undefined), asked, subscribe };
}

afterEach(() => vi.unstubAllGlobals());

test("a browser subscribes with the backend's key and says where it is", async () => {
  const { api, asked, subscribe } = browser("AQL_");
  await startPush(api);
  expect(subscribe).toHaveBeenCalledWith({ userVisibleOnly: true, applicationServerKey: Uint8Array.of(1, 2, 255) });
  expect(asked).toEqual([
    "GET /api/u1/push",
    'PUT /api/u1/push {"endpoint":"https://push.example/1","p256dh":"P","auth":"A"}',
  ]);
});

test("one that is subscribed stays so, unless the keys have changed", async () => {
  const same = browser("AQL_", [1, 2, 255]);
  await startPush(same.api);
  expect(same.subscribe).not.toHaveBeenCalled();
  expect(same.asked).toHaveLength(2);
  const changed = browser("AQL_", [9]);
  await startPush(changed.api);
  expect(changed.subscribe).toHaveBeenCalledOnce();
});

test("where the backend has no keys nothing is subscribed", async () => {
  const { api, asked, subscribe } = browser(null);
  await startPush(api);
  expect(subscribe).not.toHaveBeenCalled();
  expect(asked).toEqual(["GET /api/u1/push"]);
});

test("who leaves is told nothing more here", async () => {
  const { api, asked } = browser("AQL_", [1, 2, 255]);
  await stopPush(api);
  expect(asked).toEqual(["DELETE /api/u1/push?endpoint=https%3A%2F%2Fpush.example%2F1"]);
});

test("the service worker shows what is pushed", async () => {
  const listeners: Record<string, (event: unknown) => void> = {};
  const showNotification = vi.fn(async () => undefined);
  const self = {
    addEventListener: (type: string, listener: (event: unknown) => void) => (listeners[type] = listener),
    registration: { showNotification },
    navigator: { language: "en-GB" },
    location: { origin: "https://todo.example" },
  };
  new Function("self", "caches", readFileSync("public/sw.js", "utf8"))(self, {});
  const push = async (data: unknown) => {
    let work: Promise<unknown> = Promise.resolve();
    listeners["push"]?.({ data, waitUntil: (promise: Promise<unknown>) => (work = promise) });
    await work;
  };
  await push({ json: () => ({ task_id: 7, title: "Call mom", due_at: "2026-11-24T13:00:00Z", all_day: false }) });
  expect(showNotification).toHaveBeenCalledWith("Call mom", {
    tag: "task-7",
    icon: "/icons/icon-192.png",
    // 13:00 in UTC, in Karachi.
    body: expect.stringContaining("18:00"),
  });
  await push({ json: () => ({ task_id: 8, title: "Sing", due_at: null, all_day: false }) });
  expect(showNotification).toHaveBeenLastCalledWith("Sing", { tag: "task-8", icon: "/icons/icon-192.png", body: "" });
});
