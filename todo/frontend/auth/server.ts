import { betterAuth } from "better-auth";
import { jwt } from "better-auth/plugins";
import { Pool } from "pg";
import { settings } from "@/settings";
import type { Behind } from "./guard";
import { isSecure, ownOrigin } from "./origin";

/** What the backend expects in a token. */
const ISSUER = "todo-chatbot";
const AUDIENCE = "todo-chatbot-api";
const LONGEST_CLAIM = 254;
const SESSION_SECONDS = 60 * 60 * 24 * 7;
const COOKIES = "todo";

type Auth = ReturnType<typeof create>;

// One pool and one instance for each kind of cookie, also over a development server's reloads.
const shared = globalThis as unknown as { todoPool?: Pool; todoAuth?: Map<boolean, Auth> };

/** Connections to the schema that holds users, sessions and keys. */
export function pool(): Pool {
  shared.todoPool ??= new Pool({
    connectionString: settings.databaseUrl,
    options: "-c search_path=auth",
    max: 8,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
  }).on("error", (error) => {
    // An idle connection that the database closes is replaced at the next use.
    console.warn(`database connection lost: ${error.message}`);
  });
  return shared.todoPool;
}

function secureFor(headers: Headers): boolean {
  return isSecure(headers) || settings.publicUrl.startsWith("https://");
}

/** Better Auth as its guard sees it. */
export const behindGuard: Behind = {
  handler: (request) => authFor(request.headers).handler(request),
  enter: (request, email, password) =>
    authFor(request.headers).api.signInEmail({ body: { email, password }, headers: request.headers, asResponse: true }),
  cookie: {
    name: (headers) => `${secureFor(headers) ? "__Secure-" : ""}${COOKIES}.session_token`,
    seconds: SESSION_SECONDS,
  },
};

/** Better Auth for a request: with Secure cookies where the browser's connection is encrypted. */
export function authFor(headers: Headers): Auth {
  const secure = secureFor(headers);
  shared.todoAuth ??= new Map();
  let auth = shared.todoAuth.get(secure);
  if (!auth) {
    auth = create(secure);
    shared.todoAuth.set(secure, auth);
  }
  return auth;
}

/** Everything that the backend keeps of a person, all or nothing. */
async function forget(person: string): Promise<void> {
  const client = await pool().connect();
  try {
    await client.query("begin");
    for (const table of ["push_subscriptions", "conversations", "tasks", "events", "people"]) {
      await client.query(`delete from public.${table} where user_id = $1`, [person]);
    }
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw error;
  } finally {
    client.release();
  }
}

function create(secure: boolean) {
  return betterAuth({
    // Nothing here builds links from it. A reserved name (RFC 2606) makes sure that it lends no real origin any trust.
    baseURL: settings.publicUrl || "http://todo-chatbot.invalid",
    basePath: "/api/auth",
    secret: settings.authSecret,
    database: pool(),
    trustedOrigins: (request) => {
      const own = request ? ownOrigin(request.headers) : null;
      return own ? [own] : [];
    },
    // Who signs up is signed in by the guard before it (auth/guard.ts), so that the answer tells nobody which addresses have accounts.
    emailAndPassword: { enabled: true, minPasswordLength: 8, maxPasswordLength: 128, autoSignIn: false },
    user: {
      deleteUser: {
        enabled: true,
        // What the backend keeps of somebody goes with them.
        beforeDelete: async (user) => forget(user.id),
      },
    },
    session: { expiresIn: SESSION_SECONDS, updateAge: 60 * 60 * 24 },
    rateLimit: {
      enabled: true,
      // Counted for all replicas together.
      storage: "database",
      window: 60,
      max: 600,
      // By address (auth/address.ts). Behind a port-forward everybody shares one: generous enough for a team; guessing one account's
      // password has a limit of its own (auth/attempts.ts). Counted on for as long as no minute passes without a request: a class
      // that signs up together takes its time.
      customRules: {
        "/sign-in/email": { window: 60, max: 30 },
        "/sign-up/email": { window: 60, max: 120 },
      },
    },
    advanced: { useSecureCookies: secure, cookiePrefix: COOKIES },
    telemetry: { enabled: false },
    plugins: [
      jwt({
        jwks: { keyPairConfig: { alg: "ES256" } },
        jwt: {
          issuer: ISSUER,
          audience: AUDIENCE,
          expirationTime: "15m",
          getSubject: ({ user }) => user.id,
          // The session lets the backend see that somebody has signed out. Short, as it goes along with every request.
          definePayload: ({ user, session }) => ({
            sid: session.id,
            email: user.email.slice(0, LONGEST_CLAIM),
            name: user.name.slice(0, LONGEST_CLAIM),
          }),
        },
      }),
    ],
  });
}
