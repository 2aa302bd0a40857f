const shop = Deno.env.get("SHOP_NAME") ?? "corner";

Deno.serve({ port: Number(Deno.env.get("PORT") ?? "8000") }, (request) => {
  const { pathname } = new URL(request.url);
  if (pathname === "/healthz") {
    return new Response("ok");
  }
  return pathname === "/items"
    ? Response.json({ shop, items: ["bread", "milk"] })
    : new Response("not found", { status: 404 });
});
