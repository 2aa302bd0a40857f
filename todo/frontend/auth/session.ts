import { headers } from "next/headers";
import { authFor } from "./server";

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

/** Who is signed in, by the cookie of the request that is being served. */
export async function signedIn(): Promise<Person | null> {
  const requested = await headers();
  const session = await authFor(requested).api.getSession({ headers: requested });
  return session ? { id: session.user.id, name: session.user.name, email: session.user.email } : null;
}
