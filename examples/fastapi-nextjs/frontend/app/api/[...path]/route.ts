// A rewrite in next.config would fix the backend's address when the page is built; here it is read for each request.
const HOP_BY_HOP = ["connection", "content-encoding", "content-length", "host", "keep-alive", "transfer-encoding"];

function endToEnd(headers: Headers): Headers {
  const kept = new Headers(headers);
  HOP_BY_HOP.forEach((name) => kept.delete(name));
  return kept;
}

async function forward(request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const backend = process.env.BACKEND_URL ?? "http://localhost:8000";
  try {
    const answer = await fetch(new URL(pathname + search, backend), {
      method: request.method,
      headers: endToEnd(request.headers),
      body: request.body ? await request.arrayBuffer() : undefined,
      redirect: "manual",
      cache: "no-store",
    });
    return new Response(answer.body, { status: answer.status, headers: endToEnd(answer.headers) });
  } catch (problem) {
    console.error(`The backend at ${backend} did not answer:`, problem);
    return Response.json({ detail: "The backend did not answer." }, { status: 502 });
  }
}

export { forward as GET, forward as POST, forward as PATCH, forward as DELETE };
