import { randomBytes } from "node:crypto";
import { clientAddress } from "./address";
import type { Attempts } from "./attempts";
import { isGuessable } from "./password";

const LONGEST_NAME = 100;
const LONGEST_EMAIL = 254;
const LONGEST_BODY = 16_384;

/** Better Auth behind it. */
export interface Behind {
  handler(request: Request): Promise<Response>;
  /** Signs somebody in, as the path for it does, without a limit by address. */
  enter(request: Request, email: string, password: string): Promise<Response>;
  /** How long the cookie of somebody who is signed in may live, in seconds, and its name. */
  readonly cookie: { readonly name: (headers: Headers) => string; readonly seconds: number };
}

/**
 * Stands before Better Auth: whose address counts, how often one account's password may be guessed, which passwords are none, how
 * long names are, which go into every token, and that signing up answers alike whether an address has an account or not.
 *
 * @param proxies how many proxies stand in front of this server
 */
export async function guarded(request: Request, behind: Behind, attempts: Attempts, proxies: number): Promise<Response> {
  const answer = await decided(request, behind, attempts, proxies);
  const headers = new Headers(answer.headers);
  headers.set("x-content-type-options", "nosniff");
  return new Response(answer.body, { status: answer.status, statusText: answer.statusText, headers });
}

async function decided(request: Request, behind: Behind, attempts: Attempts, proxies: number): Promise<Response> {
  const headers = new Headers(request.headers);
  const address = clientAddress(headers, proxies);
  if (address) {
    headers.set("x-forwarded-for", address);
  } else {
    headers.delete("x-forwarded-for");
  }
  if (request.method !== "POST") {
    return behind.handler(new Request(request.url, { method: request.method, headers }));
  }
  const body = await request.text();
  if (body.length > LONGEST_BODY) {
    return refusal(413, "TOO_LARGE");
  }
  const passed = () => new Request(request.url, { method: "POST", headers, body });
  const forward = () => behind.handler(passed());
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
  if (path === "/sign-up/email" && typeof fields.email === "string" && typeof fields.password === "string") {
    const made = await forward();
    return made.ok ? entered(made, passed(), behind, attempts, fields.email, fields.password) : made;
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

/**
 * The answer to somebody who signs up. Better Auth answers as if the account were new where there is one already. Who has its password is
 * signed in then; to all others it looks the same, down to a cookie, which opens nothing.
 */
async function entered(
  made: Response,
  request: Request,
  behind: Behind,
  attempts: Attempts,
  email: string,
  password: string,
): Promise<Response> {
  const user = ((await made.json()) as { user: unknown }).user;
  const open = (await attempts.wait(email)) === 0;
  const entry = open ? await behind.enter(request, email, password) : undefined;
  if (entry?.ok) {
    await attempts.succeeded(email);
    const answer = Response.json({ token: null, user: ((await entry.json()) as { user: unknown }).user });
    entry.headers.getSetCookie().forEach((cookie) => answer.headers.append("set-cookie", cookie));
    return answer;
  }
  if (entry) {
    await attempts.failed(email);
  }
  const name = behind.cookie.name(request.headers);
  const session = randomBytes(64).toString("base64").replaceAll(/[^a-zA-Z0-9]/g, "").slice(0, 32);
  const token = encodeURIComponent(`${session}.${randomBytes(32).toString("base64")}`);
  const secure = name.startsWith("__Secure-") ? "; Secure" : "";
  return Response.json(
    { token: null, user },
    {
      headers: {
        "set-cookie": `${name}=${token}; Max-Age=${behind.cookie.seconds}; Path=/; HttpOnly${secure}; SameSite=Lax`,
      },
    },
  );
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
