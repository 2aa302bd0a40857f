import { expect, test } from "vitest";
import { EventParser, readEvents } from "./sse";

test("events arrive whole, however they are cut", () => {
  const text = 'event: token\r\ndata: {"a":1}\r\n\r\n: comment\ndata: one\ndata: two\nid: 7\n\n';
  for (let cut = 0; cut <= text.length; cut++) {
    const parser = new EventParser();
    expect([...parser.push(text.slice(0, cut)), ...parser.push(text.slice(cut))]).toEqual([
      { type: "token", data: '{"a":1}', id: "" },
      { type: "message", data: "one\ntwo", id: "7" },
    ]);
  }
});

test("an event that is cut off at the end is none", () => {
  expect(new EventParser().push("data: half\n")).toEqual([]);
});

test("a comment alone keeps the connection and says nothing", () => {
  expect(new EventParser().push(": ping\n\n")).toEqual([]);
});

test("an answer is read to its end, letters of several bytes included", async () => {
  const bytes = new TextEncoder().encode("data: کام\n\n");
  const body = new ReadableStream({
    start(controller) {
      bytes.forEach((byte) => controller.enqueue(new Uint8Array([byte])));
      controller.close();
    },
  });
  const events = [];
  for await (const event of readEvents(new Response(body))) {
    events.push(event.data);
  }
  expect(events).toEqual(["کام"]);
});
