import { notReady } from "@/backend/readiness";

export const dynamic = "force-dynamic";

/** Ready: the database has the tables for signing in and the backend answers. */
export async function GET(): Promise<Response> {
  const missing = await notReady();
  return Response.json(missing.length === 0 ? { status: "ready" } : { status: "not ready", missing }, {
    status: missing.length === 0 ? 200 : 503,
    headers: { "cache-control": "no-store" },
  });
}
