/** Better Auth's endpoints that the page uses. Each answers with the code of what went wrong, or null. */
export async function post(path: string, body: unknown): Promise<string | null> {
  let response: Response;
  try {
    response = await fetch(`/api/auth/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  } catch {
    return "NETWORK";
  }
  if (response.ok) {
    return null;
  }
  if (response.status === 429) {
    return "LIMIT";
  }
  const problem = (await response.json().catch(() => ({}))) as { code?: string };
  return problem.code ?? "UNKNOWN";
}

export function signUp(name: string, email: string, password: string): Promise<string | null> {
  return post("sign-up/email", { name, email, password });
}

/** Whether somebody is signed in by the cookie that the browser has. */
export async function isSignedIn(): Promise<boolean> {
  const answer = await fetch("/api/auth/get-session").catch(() => null);
  return answer !== null && answer.ok && (await answer.json()) !== null;
}

export function signIn(email: string, password: string): Promise<string | null> {
  return post("sign-in/email", { email, password });
}

export function signOut(): Promise<string | null> {
  return post("sign-out", {});
}
