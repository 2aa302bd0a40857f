import { clientAddress } from "./address";
import type { Attempts } from "./attempts";
import { isGuessable } from "./password";

const LONGEST_NAME = 100;
const LONGEST_EMAIL = 254;
const LONGEST_BODY = 16_384;

type Handler = (request: Request) => Promise<Response>;

/**
 * Stands before Better Auth: whose address counts, how often one account's password may be guessed, which passwords are none, and how
 * long names are, which go into every token.
 *
 * @param proxies how many proxies stand in front of this server
 */
export async function guarded(request: Request, handler: Handler, attempts: Attempts, proxies: number): Promise<Response> {
  const answer = await decided(request, handler, attempts, proxies);
  const headers = new Headers(answer.headers);
  headers.set("x-content-type-options", "nosniff");
  return new Response(answer.body, { status: answer.status, statusText: answer.statusText, headers });
}

async function decided(request: Request, handler: Handler, attempts: Attempts, proxies: number): Promise<Response> {
  const headers = new Headers(request.headers);
  const address = clientAddress(headers, proxies);
  if (address) {
    headers.set("x-forwarded-for", address);
  } else {
    headers.delete("x-forwarded-for");
  }
  if (request.method !== "POST") {
    return handler(new Request(request.url, { method: request.method, headers }));
  }
  const body = await request.text();
  if (body.length > LONGEST_BODY) {
    return refusal(413, "TOO_LARGE");
  }
  const forward = () => handler(new Request(request.url, { method: "POST", headers, body }));
  const fields = read(body);
  const path = new URL(request.url).pathname.replace(/^\/api\/auth/, "");
  if (text(fields.name).length > LONGEST_NAME) {
    return refusal(400, "NAME_TOO_LONG");
  }
  if (text(fields.email).length > LONGEST_EMAIL) {
    return refusal(400, "INVALID_EMAIL");
  }
  const chosen = path === "/sign-up/email" ? fields.password : fields.newPassword;
  if (typeof chosen === "string" && isGuessable(chosen, { email: text(fields.email), name: text(fields.name) })) {
    return refusal(400, "PASSWORD_COMMON");
  }
  if (path !== "/sign-in/email" || typeof fields.email !== "string") {
    return forward();
  }
  const wait = await attempts.wait(fields.email);
  if (wait > 0) {
    return refusal(429, "TOO_MANY_ATTEMPTS", { "retry-after": String(Math.ceil(wait / 1000)) });
  }
  const answer = await forward();
  if (answer.status === 401) {
    await attempts.failed(fields.email);
  } else if (answer.ok) {
    await attempts.succeeded(fields.email);
  }
  return answer;
}

function read(body: string): Record<string, unknown> {
  try {
    const fields: unknown = JSON.parse(body);
    return typeof fields === "object" && fields !== null ? (fields as Record<string, unknown>) : {};
  } catch {
    // Better Auth tells what is wrong with it.
    return {};
  }
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function refusal(status: number, code: string, headers: Record<string, string> = {}): Response {
  return Response.json({ code, message: code }, { status, headers: { "cache-control": "no-store", ...headers } });
}
