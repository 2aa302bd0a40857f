import { afterEach, expect, test, vi } from "vitest";
import { Api } from "@/workspace/api";
import { type Piece, say } from "./requests";

const token = `h.${btoa(JSON.stringify({ exp: Date.now() / 1000 + 900 }))}.s`;
const reply = { message_id: 2, conversation_id: 1, response: "Added it", tool_calls: [] };
const DONE = `event: done\ndata: ${JSON.stringify(reply)}\n\n`;
const ADDED = 'event: token\ndata: {"text":"Added "}\n\n';
const FAILED = "event: error\ndata: {}\n\n";

/** A backend whose streams are these texts, one after the other; "!" breaks the connection. Gives the keys it was sent. */
function backend(...streams: string[]) {
  const keys: (string | null)[] = [];
  vi.stubGlobal("fetch", (path: string, init?: RequestInit) => {
    if (path === "/api/auth/token") {
      return Promise.resolve(Response.json({ token }));
    }
    keys.push(new Headers(init?.headers).get("idempotency-key"));
    const pieces = (streams.shift() ?? "").split(/(?=!)/);
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        const piece = pieces.shift();
        if (piece === undefined) {
          controller.close();
        } else if (piece === "!") {
          controller.error(new TypeError("network error"));
        } else {
          controller.enqueue(new TextEncoder().encode(piece));
        }
      },
    });
    return Promise.resolve(new Response(body, { headers: { "content-type": "text/event-stream" } }));
  });
  return keys;
}

async function told(signal = new AbortController().signal): Promise<Piece[]> {
  const pieces: Piece[] = [];
  for await (const piece of say(new Api("u1", () => undefined), 1, "Add it", "k1", signal)) {
    pieces.push(piece);
  }
  return pieces;
}

afterEach(() => vi.unstubAllGlobals());

test("an answer comes piece by piece and ends with the whole", async () => {
  const keys = backend(ADDED + DONE);
  expect(await told()).toEqual([
    { kind: "text", text: "Added " },
    { kind: "done", reply },
  ]);
  expect(keys).toEqual(["k1"]);
});

test.each([
  ["breaks off", `${ADDED}!`],
  ["ends too early", ADDED],
])("an answer that %s is asked for once more under the same name, and begins anew", async (_how, cut) => {
  const keys = backend(cut, ADDED + DONE);
  expect(await told()).toEqual([
    { kind: "text", text: "Added " },
    { kind: "again" },
    { kind: "text", text: "Added " },
    { kind: "done", reply },
  ]);
  expect(keys).toEqual(["k1", "k1"]);

  const failing = backend(cut, cut, ADDED + DONE);
  await expect(told()).rejects.toThrow();
  expect(failing).toEqual(["k1", "k1"]);
});

test("what the backend says that it failed at is not asked for again", async () => {
  const keys = backend(ADDED + FAILED, ADDED + DONE);
  await expect(told()).rejects.toMatchObject({ status: 500 });
  expect(keys).toEqual(["k1"]);
});
