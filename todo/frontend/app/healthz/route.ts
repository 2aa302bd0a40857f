export const dynamic = "force-dynamic";

/** Live: this process serves requests. */
export function GET(): Response {
  return Response.json({ status: "ok" }, { headers: { "cache-control": "no-store" } });
}
