import { afterEach, expect, test, vi } from "vitest";
import { Api, ApiError } from "./api";

const token = (expiresInSeconds: number) =>
  `h.${btoa(JSON.stringify({ exp: Date.now() / 1000 + expiresInSeconds, n: Math.random() }))}.s`;

/** A server that answers by path and remembers what was asked. */
function server(answers: Record<string, () => Response>) {
  const asked: { path: string; authorization: string | null }[] = [];
  vi.stubGlobal("fetch", async (path: string, init?: RequestInit) => {
    asked.push({ path, authorization: new Headers(init?.headers).get("authorization") });
    return answers[path]?.() ?? new Response(null, { status: 404 });
  });
  return asked;
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** A server whose tasks are answered so, one after the other: null breaks the connection. Gives the keys of the requests. */
function answers(...given: (number | null)[]) {
  const keys: (string | null)[] = [];
  vi.stubGlobal("fetch", async (path: string, init?: RequestInit) => {
    if (path === "/api/auth/token") {
      return Response.json({ token: token(900) });
    }
    keys.push(new Headers(init?.headers).get("idempotency-key"));
    const status = given.shift();
    if (status === null || status === undefined) {
      throw new TypeError("Failed to fetch");
    }
    return Response.json({ id: 1 }, { status, headers: status === 503 ? { "retry-after": "2" } : {} });
  });
  return keys;
}

test("one token serves many requests, also when they begin together", async () => {
  const asked = server({
    "/api/auth/token": () => Response.json({ token: token(900) }),
    "/api/u1/tasks": () => Response.json([]),
  });
  const api = new Api("u1", () => undefined);
  await Promise.all([api.json("GET", "/tasks"), api.json("GET", "/tasks")]);
  await api.json("GET", "/tasks");
  expect(asked.filter((request) => request.path === "/api/auth/token")).toHaveLength(1);
});

test("a token about to end is replaced before it is used", async () => {
  const asked = server({
    "/api/auth/token": () => Response.json({ token: token(5) }),
    "/api/u1/tasks": () => Response.json([]),
  });
  const api = new Api("u1", () => undefined);
  await api.json("GET", "/tasks");
  await api.json("GET", "/tasks");
  expect(asked.filter((request) => request.path === "/api/auth/token")).toHaveLength(2);
});

test("a refused token is replaced once, and the request is done again", async () => {
  let refusals = 1;
  const asked = server({
    "/api/auth/token": () => Response.json({ token: token(900) }),
    "/api/u1/tasks": () => (refusals-- > 0 ? new Response(null, { status: 401 }) : Response.json([1])),
  });
  expect(await new Api("u1", () => undefined).json("GET", "/tasks")).toEqual([1]);
  const used = asked.filter((request) => request.path === "/api/u1/tasks").map((request) => request.authorization);
  expect(new Set(used).size).toBe(2);
});

test("who is signed out is told so", async () => {
  server({ "/api/auth/token": () => new Response(null, { status: 401 }) });
  const signedOut = vi.fn();
  await expect(new Api("u1", signedOut).json("GET", "/tasks")).rejects.toThrow(ApiError);
  expect(signedOut).toHaveBeenCalledOnce();
});

test("a problem keeps its words and its patience", async () => {
  server({
    "/api/auth/token": () => Response.json({ token: token(900) }),
    "/api/u1/tasks": () =>
      Response.json({ title: "Slow down", detail: "60 a minute" }, { status: 429, headers: { "retry-after": "7" } }),
  });
  await expect(new Api("u1", () => undefined).json("GET", "/tasks")).rejects.toMatchObject({
    status: 429,
    detail: "60 a minute",
    retryAfterSeconds: 7,
  });
});

test("no connection is an error of its own", async () => {
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
  await expect(new Api("u1", () => undefined).json("GET", "/tasks")).rejects.toMatchObject({ status: 0 });
});

test.each([null, 502, 503, 504])("a request with a key that meets %s is sent again, once, under that key", async (trouble) => {
  vi.useFakeTimers();
  const api = new Api("u1", () => undefined);
  const keys = answers(trouble, 201);
  const run = api.json("POST", "/tasks", { body: {}, key: "k1" });
  await vi.advanceTimersByTimeAsync(2_000);
  expect(await run).toEqual({ id: 1 });
  expect(keys).toEqual(["k1", "k1"]);

  const more = answers(trouble, trouble, 201);
  const failing = expect(api.json("POST", "/tasks", { body: {}, key: "k2" })).rejects.toThrow(ApiError);
  await vi.advanceTimersByTimeAsync(2_000);
  await failing;
  expect(more).toEqual(["k2", "k2"]);
});

test("what has no key, or is refused, is sent once", async () => {
  const api = new Api("u1", () => undefined);
  const unnamed = answers(503, 200);
  await expect(api.json("PATCH", "/tasks/1/complete")).rejects.toMatchObject({ status: 503 });
  expect(unnamed).toEqual([null]);
  for (const refusal of [400, 409, 422, 429, 500]) {
    const keys = answers(refusal, 201);
    await expect(api.json("POST", "/tasks", { body: {}, key: "k" })).rejects.toMatchObject({ status: refusal });
    expect(keys).toEqual(["k"]);
  }
});

test("nobody waits for a second attempt after stopping the first", async () => {
  vi.useFakeTimers();
  const keys = answers(503, 201);
  const controller = new AbortController();
  const run = new Api("u1", () => undefined).json("POST", "/tasks", { body: {}, key: "k", signal: controller.signal });
  const stopped = expect(run).rejects.toMatchObject({ name: "AbortError" });
  await vi.advanceTimersByTimeAsync(100);
  controller.abort();
  await stopped;
  await vi.advanceTimersByTimeAsync(10_000);
  expect(keys).toEqual(["k"]);
});
