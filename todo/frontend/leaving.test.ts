import { EventEmitter, once } from "node:events";
import { Agent, createServer, get, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { expect, test, vi } from "vitest";
import { endingWithServer, leaveGracefully } from "./leaving";

const agent = new Agent({ keepAlive: true, maxSockets: 1 });

async function ask(port: number): Promise<IncomingMessage> {
  const [response] = (await once(get({ port, agent }), "response")) as [IncomingMessage];
  await text(response);
  return response;
}

test("a server that leaves answers on, says goodbye on each connection, ends its streams, and stops when all have gone", async () => {
  const program = new EventEmitter();
  const stop = vi.fn();
  program.on("SIGTERM", stop);
  leaveGracefully(program);
  const server = createServer((_request, response) => response.end("here")).listen(0);
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const endless = new ReadableStream<string>({ start: (controller) => controller.enqueue("first") });
  const reader = endingWithServer(endless, new AbortController().signal).getReader();

  expect((await ask(port)).headers.connection).toBe("keep-alive");
  expect((await reader.read()).value).toBe("first");

  program.emit("SIGTERM", "SIGTERM");
  expect((await reader.read()).done).toBe(true);
  // The connection is still open, and may bring one more request at any time.
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  expect(stop).not.toHaveBeenCalled();
  const last = await ask(port);
  expect(last.statusCode).toBe(200);
  expect(last.headers.connection).toBe("close");
  await vi.waitFor(() => expect(stop).toHaveBeenCalledWith("SIGTERM"), 3_000);
  server.close();
});
