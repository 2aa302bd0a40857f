import { expect, test } from "vitest";
import type { Attempts } from "./attempts";
import { guarded } from "./guard";

function counting(): Attempts {
  const wrong = new Map<string, number>();
  return {
    wait: async (email) => ((wrong.get(email) ?? 0) >= 20 ? 60_000 : 0),
    failed: async (email) => void wrong.set(email, (wrong.get(email) ?? 0) + 1),
    succeeded: async (email) => void wrong.delete(email),
  };
}

function post(path: string, body: unknown, forwarded = "203.0.113.9"): Request {
  return new Request(`http://app/api/auth${path}`, {
    method: "POST",
    body: JSON.stringify(body),
    headers: { "content-type": "application/json", "x-forwarded-for": forwarded },
  });
}

const right = "mango tree 47";
const auth = {
  handler: async (request: Request) => {
    const fields = (await request.json()) as { password?: string };
    return new URL(request.url).pathname.endsWith("/sign-up/email")
      ? Response.json({ token: null, user: { id: "made-up", ...fields, password: undefined } })
      : Response.json(
          { seen: request.headers.get("x-forwarded-for") },
          { status: fields.password === right ? 200 : 401 },
        );
  },
  enter: async (_request: Request, email: string, password: string) =>
    password === right
      ? Response.json(
          { user: { id: "real", email, name: "Pia" } },
          { headers: { "set-cookie": "todo.session_token=opens; Max-Age=60; Path=/; HttpOnly; SameSite=Lax" } },
        )
      : Response.json({}, { status: 401 }),
  cookie: { name: () => "todo.session_token", seconds: 60 },
};

test("another address each time does not help who guesses a password", async () => {
  const attempts = counting();
  const guess = (i: number, password: string) =>
    guarded(post("/sign-in/email", { email: "a@b.c", password }, `198.51.100.${i}`), auth, attempts, 1);
  for (let i = 0; i < 20; i++) {
    expect((await guess(i, "wrong")).status).toBe(401);
  }
  const refused = await guess(99, right);
  expect(refused.status).toBe(429);
  expect(refused.headers.get("retry-after")).toBe("60");
  expect((await guarded(post("/sign-in/email", { email: "x@y.z", password: right }), auth, attempts, 1)).status).toBe(200);
});

test("who signs in may make mistakes anew", async () => {
  const attempts = counting();
  const guess = (password: string) => guarded(post("/sign-in/email", { email: "a@b.c", password }), auth, attempts, 1);
  for (let round = 0; round < 3; round++) {
    for (let i = 0; i < 19; i++) {
      await guess("wrong");
    }
    expect((await guess(right)).status).toBe(200);
  }
});

test("the address that counts is the one the proxy saw", async () => {
  const answer = await guarded(
    post("/sign-in/email", { email: "a@b.c", password: right }, "1.2.3.4, 203.0.113.9"),
    auth,
    counting(),
    1,
  );
  expect(await answer.json()).toEqual({ seen: "203.0.113.9" });
  expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
});

test("names and addresses that would not fit a token are refused, whatever sets them", async () => {
  const long = "n".repeat(20_000);
  for (const request of [
    post("/sign-up/email", { name: "n".repeat(101), email: "a@b.c", password: right }),
    post("/update-user", { name: "n".repeat(101) }),
    post("/sign-up/email", { name: "Pia", email: `${"e".repeat(300)}@b.c`, password: right }),
  ]) {
    expect((await guarded(request, auth, counting(), 1)).status).toBe(400);
  }
  expect((await guarded(post("/update-user", { name: long }), auth, counting(), 1)).status).toBe(413);
});

test("passwords that are guessed first are refused, at first and later", async () => {
  for (const request of [
    post("/sign-up/email", { name: "Pia", email: "pia@b.c", password: "12345678" }),
    post("/change-password", { currentPassword: right, newPassword: "password1" }),
  ]) {
    const answer = await guarded(request, auth, counting(), 1);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: "PASSWORD_COMMON" });
  }
});

test("signing up looks the same whether the address has an account or not, and counts as a guess of its password", async () => {
  const attempts = counting();
  const signUp = (password: string) =>
    guarded(post("/sign-up/email", { name: "Pia", email: "a@b.c", password }), auth, attempts, 1);
  const fresh = await signUp(right);
  const taken = await signUp("another one");
  const told = async (answer: Response) => Object.keys(((await answer.json()) as { user: object }).user).toSorted();
  expect([taken.status, await told(taken)]).toEqual([fresh.status, await told(fresh)]);
  const shape = (answer: Response) => answer.headers.getSetCookie().map((cookie) => cookie.replace(/=[^;]*/, ""));
  expect(shape(taken)).toEqual(shape(fresh));
  expect(taken.headers.getSetCookie()).not.toEqual(fresh.headers.getSetCookie());

  for (let i = 0; i < 19; i++) {
    await signUp("a guess");
  }
  expect((await guarded(post("/sign-in/email", { email: "a@b.c", password: right }), auth, attempts, 1)).status).toBe(429);
  expect((await signUp(right)).headers.getSetCookie()[0]).not.toContain("opens");
});
