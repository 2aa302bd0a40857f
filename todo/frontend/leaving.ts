import { subscribe } from "node:diagnostics_channel";
import { setMaxListeners } from "node:events";
import type { Server, ServerResponse } from "node:http";

/**
 * How long a connection without a request is kept. Longer than clients and load balancers keep theirs (most a minute or
 * less), so that it is they who close it: a request that is sent on a connection just when the server closes it is lost.
 */
const UNUSED_MS = 75_000;

/** How long a server that leaves waits for its connections to end: Kubernetes gives 30 s, of which the Service takes 5. */
const PATIENCE_MS = 20_000;
const LOOK_MS = 500;

// Bundles of the server each have this module; what it knows is known to all of them.
const shared = globalThis as unknown as { todoLeaving?: AbortController };

/** Aborted as soon as this server has been told to stop. */
export function leaving(): AbortSignal {
  if (!shared.todoLeaving) {
    shared.todoLeaving = new AbortController();
    // One for each stream.
    setMaxListeners(0, shared.todoLeaving.signal);
  }
  return shared.todoLeaving.signal;
}

/**
 * Lets a stream end when this server leaves: whoever reads it comes back, to another server.
 *
 * @param gone aborted when its reader goes before
 */
export function endingWithServer<T>(stream: ReadableStream<T>, gone: AbortSignal): ReadableStream<T> {
  const signal = leaving();
  let end = () => {};
  return stream.pipeThrough(
    new TransformStream<T, T>({
      start(controller) {
        end = () => controller.terminate();
        signal.addEventListener("abort", end, { signal: gone });
      },
      flush() {
        signal.removeEventListener("abort", end);
      },
    }),
  );
}

/**
 * At the signal to stop, this server goes on: each connection's next answer says that it is the last one, and closes it.
 * When none is left, or after some patience, comes what was to happen at the signal.
 */
export function leaveGracefully(program: NodeJS.EventEmitter = process, patienceMs = PATIENCE_MS): void {
  const signal = leaving();
  const servers = new Set<Server>();
  subscribe("http.server.request.start", (message) => {
    const { server, response } = message as { server: Server; response: ServerResponse };
    server.keepAliveTimeout = UNUSED_MS;
    servers.add(server);
    if (signal.aborted) {
      response.shouldKeepAlive = false;
    }
  });
  const stops = program.listeners("SIGTERM");
  program.removeAllListeners("SIGTERM");
  program.once("SIGTERM", () => {
    shared.todoLeaving?.abort();
    void unconnected(servers, Date.now() + patienceMs).then(() => stops.forEach((stop) => stop("SIGTERM")));
  });
}

async function unconnected(servers: Iterable<Server>, deadline: number): Promise<void> {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    const open = await Promise.all([...servers].map(connections));
    if (open.every((count) => count === 0) || Date.now() > deadline) {
      return;
    }
  }
}

function connections(server: Server): Promise<number> {
  return new Promise((resolve) => server.getConnections((_error, count) => resolve(count ?? 0)));
}
