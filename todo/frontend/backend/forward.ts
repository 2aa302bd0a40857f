import { ownOrigin } from "@/auth/origin";
import { endingWithServer } from "@/leaving";
import { settings } from "@/settings";

/** What of a request goes on: no cookie does, since the token alone says who asks. */
const REQUEST_HEADERS = [
  "accept",
  "accept-language",
  "authorization",
  "content-type",
  "idempotency-key",
  "if-match",
  "if-none-match",
  "last-event-id",
  "mcp-protocol-version",
  "mcp-session-id",
  "traceparent",
  "tracestate",
  "x-request-id",
  "x-time-zone",
];

/** What of an answer stays here: it describes one connection, or a body that fetch has decoded. */
const DROPPED_ANSWER_HEADERS = [
  "connection",
  "content-encoding",
  "content-length",
  "keep-alive",
  "set-cookie",
  "transfer-encoding",
];

/** Hands a request on to the backend and streams its answer back, so that the browser knows one origin only. */
export async function forward(request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const origin = request.headers.get("origin");
  if (pathname === "/mcp" && origin !== null && origin !== ownOrigin(request.headers)) {
    return problem(403, "Not allowed", "Pages of other sites may not use this.");
  }
  const headers = new Headers();
  for (const name of REQUEST_HEADERS) {
    const value = request.headers.get(name);
    if (value !== null) {
      headers.set(name, value);
    }
  }
  const init: RequestInit & { duplex?: "half" } = {
    method: request.method,
    headers,
    // When the browser goes away, so does the request behind it.
    signal: request.signal,
    redirect: "manual",
    cache: "no-store",
  };
  if (request.body !== null && request.method !== "GET" && request.method !== "HEAD") {
    init.body = request.body;
    init.duplex = "half";
  }
  let answer: Response;
  try {
    answer = await fetch(settings.backendUrl + pathname + search, init);
  } catch (error) {
    if (request.signal.aborted) {
      return new Response(null, { status: 499 });
    }
    console.error(`backend ${settings.backendUrl} did not answer ${request.method} ${pathname}: ${reason(error)}`);
    return problem(503, "The service is not available", "The backend does not answer. It is tried again shortly.");
  }
  const endless = /^\/api\/[^/]+\/events$/.test(pathname);
  if (answer.status === 404 && endless) {
    // A backend that tells no changes yet. "No content" asks a stream's reader not to come back (HTML Standard, 9.2.3).
    await answer.body?.cancel();
    return new Response(null, { status: 204 });
  }
  const passed = new Headers(answer.headers);
  DROPPED_ANSWER_HEADERS.forEach((name) => passed.delete(name));
  if (passed.get("content-type")?.startsWith("text/event-stream")) {
    passed.set("cache-control", "no-cache, no-transform");
    passed.set("x-accel-buffering", "no");
  } else if (!passed.has("cache-control")) {
    passed.set("cache-control", "private, no-store");
  }
  const body = endless && answer.body ? endingWithServer(answer.body, request.signal) : answer.body;
  return new Response(body, { status: answer.status, headers: passed });
}

/** A problem document (RFC 9457), as the backend itself gives. */
function problem(status: number, title: string, detail: string): Response {
  return Response.json(
    { type: "about:blank", title, status, detail },
    {
      status,
      headers: { "content-type": "application/problem+json", "retry-after": "2", "cache-control": "no-store" },
    },
  );
}

function reason(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error ? cause.message : String(error);
}
