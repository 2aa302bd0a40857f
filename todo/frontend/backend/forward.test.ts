import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { forward } from "./forward";

let close = () => {};
afterEach(() => close());

async function backend(listener: RequestListener): Promise<void> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  close = () => {
    server.closeAllConnections();
    server.close();
  };
  process.env.BACKEND_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

test("path, query, body and token go on; cookies stay", async () => {
  await backend((request, response) => {
    let body = "";
    request.on("data", (data) => (body += data));
    request.on("end", () => {
      response.setHeader("x-total-count", "3");
      response.setHeader("set-cookie", "theirs=1");
      response.statusCode = 201;
      const { authorization, cookie, "x-time-zone": zone } = request.headers;
      response.end(JSON.stringify({ url: request.url, method: request.method, body, authorization, cookie, zone }));
    });
  });
  const answer = await forward(
    new Request("http://app/api/u%201/tasks?search=a%26b", {
      method: "POST",
      body: "{}",
      headers: { authorization: "Bearer t", cookie: "todo.session_token=secret", "x-time-zone": "Asia/Karachi" },
    }),
  );
  expect(answer.status).toBe(201);
  expect(answer.headers.get("x-total-count")).toBe("3");
  expect(answer.headers.get("set-cookie")).toBeNull();
  expect(answer.headers.get("cache-control")).toBe("private, no-store");
  expect(await answer.json()).toEqual({
    url: "/api/u%201/tasks?search=a%26b",
    method: "POST",
    body: "{}",
    authorization: "Bearer t",
    zone: "Asia/Karachi",
  });
});

test("an event leaves before the stream ends", async () => {
  let end = () => {};
  await backend((_request, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write("data: 1\n\n");
    end = () => response.end();
  });
  const answer = await forward(new Request("http://app/api/u/events"));
  const reader = answer.body!.getReader();
  expect(new TextDecoder().decode((await reader.read()).value)).toBe("data: 1\n\n");
  end();
  expect((await reader.read()).done).toBe(true);
});

test("a backend without live changes asks nobody to come back for them; what else is missing stays missing", async () => {
  await backend((_request, response) => {
    response.statusCode = 404;
    response.end("{}");
  });
  expect((await forward(new Request("http://app/api/u/events"))).status).toBe(204);
  expect((await forward(new Request("http://app/api/u/tasks/7"))).status).toBe(404);
});

test("a backend that is away is a problem document that says when to try again", async () => {
  process.env.BACKEND_URL = "http://127.0.0.1:1";
  const answer = await forward(new Request("http://app/api/u/tasks"));
  expect(answer.status).toBe(503);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(answer.headers.get("retry-after")).toBe("2");
});

test("MCP is not for pages of other sites", async () => {
  await backend((_request, response) => response.end("{}"));
  const from = (headers: Record<string, string>) =>
    forward(new Request("http://app/mcp", { method: "POST", body: "{}", headers: { host: "app", ...headers } }));
  expect((await from({ origin: "https://evil.example" })).status).toBe(403);
  expect((await from({ origin: "http://app" })).status).toBe(200);
  expect((await from({})).status).toBe(200);
});
