// Serves the files of a built page. What is no file goes on to the backend where there is one; a person's browser gets the page.
// Arguments: folder, port, then in any order backend=URL, strip=PREFIX (of paths that go on), and way=PREFIX=URL, for what goes on to
// another service with the URL's path in the place of that prefix.
import { createHash } from "node:crypto";
import { createReadStream, promises as fs } from "node:fs";
import http from "node:http";
import path from "node:path";
import { createGzip } from "node:zlib";

const [folder, port, ...rest] = process.argv.slice(2);
const options = name => rest.filter(r => r.startsWith(name + "=")).map(r => r.slice(name.length + 1));
const [backend] = options("backend").map(url => new URL(url));
const [strip] = options("strip");
const ways = options("way").map(way => way.split("=")).map(([prefix, url]) => ({ prefix, to: new URL(url) }));
const types = {
  html: "text/html; charset=utf-8", js: "text/javascript; charset=utf-8", mjs: "text/javascript; charset=utf-8", css: "text/css; charset=utf-8",
  json: "application/json", map: "application/json", webmanifest: "application/manifest+json", txt: "text/plain; charset=utf-8",
  xml: "application/xml", svg: "image/svg+xml", png: "image/png", jpg: "image/jpeg", jpeg: "image/jpeg", gif: "image/gif", webp: "image/webp",
  avif: "image/avif", ico: "image/x-icon", woff: "font/woff", woff2: "font/woff2", ttf: "font/ttf", wasm: "application/wasm", pdf: "application/pdf",
  mp4: "video/mp4", mp3: "audio/mpeg",
};

async function find(wanted) {
  for (const name of [wanted, wanted + ".html", path.join(wanted, "index.html")]) {
    const file = path.join(folder, path.normalize("/" + name));
    const facts = await fs.stat(file).catch(() => null);
    if (facts?.isFile()) return { file, facts };
  }
  return null;
}

// By content: a file's date and size may be those of another release's.
const tags = new Map();
async function tagOf(file, facts) {
  const version = `${facts.size} ${facts.mtimeMs} ${facts.ino}`;
  if (tags.get(file)?.version !== version) {
    const hash = createHash("sha256");
    for await (const part of createReadStream(file)) hash.update(part);
    // Weak, for it is the same whether the answer is compressed or not.
    tags.set(file, { version, tag: `W/"${hash.digest("base64url").slice(0, 22)}"` });
  }
  return tags.get(file).tag;
}

async function send(request, response, status, { file, facts }) {
  const type = types[path.extname(file).slice(1).toLowerCase()] ?? "application/octet-stream";
  const tag = await tagOf(file, facts);
  // Names with a digest never get another content.
  const forever = /[.-][A-Za-z0-9_-]{8,}\.\w+$/.test(file) && /[\\/](assets|static)[\\/]/.test(file);
  const headers = { "content-type": type, etag: tag, "cache-control": forever ? "public, max-age=31536000, immutable" : "no-cache", vary: "accept-encoding", "x-content-type-options": "nosniff" };
  const seen = (request.headers["if-none-match"] ?? "").split(",").map(one => one.trim());
  if (status === 200 && (seen.includes(tag) || seen.includes("*"))) return response.writeHead(304, headers).end();
  const small = /^(text|application\/(json|javascript|xml|manifest)|image\/svg)/.test(type) && facts.size > 1000;
  const zipped = small && /\bgzip\b/.test(request.headers["accept-encoding"] ?? "");
  response.writeHead(status, { ...headers, ...(zipped ? { "content-encoding": "gzip" } : { "content-length": facts.size }) });
  if (request.method === "HEAD") return response.end();
  const content = createReadStream(file).on("error", () => response.destroy());
  return (zipped ? content.pipe(createGzip()) : content).pipe(response);
}

const below = (url, prefix) => url.startsWith(prefix) && /^([/?]|$)/.test(url.slice(prefix.length));
const without = (url, prefix) => url.slice(prefix.length).replace(/^(?!\/)/, "/");

// The service that a request goes on to, with the path that it gets there; none where nothing answers it but the page.
function onward(request) {
  const way = ways.find(one => below(request.url, one.prefix));
  if (way) return { to: way.to, path: way.to.pathname.replace(/\/$/, "") + without(request.url, way.prefix), own: true };
  return backend && { to: backend, path: strip && below(request.url, strip) ? without(request.url, strip) : request.url };
}

function ask(request, { to, path }) {
  const headers = { ...request.headers, "x-forwarded-host": request.headers.host ?? "", "x-forwarded-proto": request.headers["x-forwarded-proto"] ?? "http" };
  return http.request({ host: to.hostname, port: to.port, method: request.method, path, headers });
}

function pass(request, response, next) {
  const asked = ask(request, next);
  asked.on("response", answer => {
    response.writeHead(answer.statusCode, answer.headers);
    answer.pipe(response);
  });
  asked.on("error", error => {
    if (response.headersSent) return response.destroy();
    response.writeHead(502, { "content-type": "text/plain; charset=utf-8" }).end(`${next.to.host} does not answer: ${error.code}\n`);
  });
  response.on("close", () => asked.destroy());
  request.pipe(asked);
}

const server = http.createServer(async (request, response) => {
  try {
    const next = onward(request);
    if (next?.own) return pass(request, response, next);
    const reads = request.method === "GET" || request.method === "HEAD";
    const wanted = decodeURIComponent(request.url.replace(/[?#].*/, ""));
    const found = reads ? await find(wanted) : null;
    if (found) return await send(request, response, 200, found);
    const browses = reads && /text\/html/.test(request.headers.accept ?? "");
    if (next && !browses) return pass(request, response, next);
    const page = browses && !path.extname(wanted) ? ((await find("404.html")) ?? (await find("index.html"))) : null;
    if (page) return await send(request, response, page.file.endsWith("404.html") ? 404 : 200, page);
    return response.writeHead(404, { "content-type": "text/plain; charset=utf-8" }).end("not found\n");
  } catch (error) {
    return response.writeHead(error instanceof URIError ? 400 : 500, { "content-type": "text/plain; charset=utf-8" }).end("this cannot be answered\n");
  }
});
server.on("upgrade", (request, socket, head) => {
  const next = onward(request);
  if (!next) return socket.destroy();
  const asked = ask(request, next);
  asked.on("upgrade", (answer, other, first) => {
    const lines = Object.entries(answer.headers).map(([name, value]) => `${name}: ${value}`);
    socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join("\r\n")}\r\n\r\n`);
    if (first.length) socket.write(first);
    if (head.length) other.write(head);
    other.on("error", () => socket.destroy());
    socket.on("error", () => other.destroy());
    other.pipe(socket).pipe(other);
  });
  asked.on("response", () => socket.destroy());
  asked.on("error", () => socket.destroy());
  asked.end();
});
server.keepAliveTimeout = 65_000;
server.listen(Number(port), "0.0.0.0", () => console.log(`the page is served on port ${port}`));
process.on("SIGTERM", () => server.close(() => process.exit(0)) && server.closeIdleConnections());
