// Loaded before the program.
import http from "node:http";
import net from "node:net";

// The first process of a container is not ended by a signal that it does not handle.
process.on("SIGTERM", () => process.listenerCount("SIGTERM") > 1 || process.exit(0));

// A server that listens for its own machine alone, as Fastify does by default, is reached by nobody in a pod.
const here = ["localhost", "127.0.0.1", "::1"];
const own = port => String(port) === process.env.PORT;
const ports = new Set();
const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (first, ...rest) {
  const closed = (port, host) => own(port) && here.includes(host);
  this.once("listening", () => {
    const port = this.address()?.port;
    if (port && !own(port)) ports.add(String(port));
    // Without a listener nobody is told that a client wants to upgrade.
    if (own(port) && this instanceof http.Server && this.listenerCount("upgrade") === 0) this.on("upgrade", refuse);
  });
  if (closed(first?.port, first?.host)) {
    first = { ...first, host: undefined };
  } else if (closed(first, rest[0])) {
    rest.shift();
  }
  return listen.call(this, first, ...rest);
};
function refuse(request, socket) {
  if (this.listenerCount("upgrade") === 1) socket.destroy();
}

// A pod is reached on one port: a page asks for another port of the program by a path of this one.
const way = /^\/\.slipway\/port\/(\d+)(?=[/?]|$)/;
const emit = http.Server.prototype.emit;
http.Server.prototype.emit = function (event, request, ...rest) {
  const port = (event === "request" || event === "upgrade") && way.exec(request.url ?? "")?.[1];
  if (!port) return emit.call(this, event, request, ...rest);
  const path = request.url.replace(way, "").replace(/^(?!\/)/, "/");
  if (event === "upgrade") return upgrade(request, rest[0], rest[1], port, path);
  return pass(request, rest[0], port, path);
};
function pass(request, response, port, path) {
  if (!ports.has(port)) return response.writeHead(404).end("nothing listens on port " + port + "\n");
  const asked = http.request({ port, path, method: request.method, headers: request.headers }, answer => {
    response.writeHead(answer.statusCode, answer.headers);
    answer.pipe(response);
  });
  asked.on("error", () => response.destroy());
  request.pipe(asked);
  return true;
}
function upgrade(request, socket, head, port, path) {
  if (!ports.has(port)) return socket.destroy();
  const other = net.connect(Number(port), "127.0.0.1", () => {
    const lines = [];
    for (let i = 0; i < request.rawHeaders.length; i += 2) lines.push(request.rawHeaders[i] + ": " + request.rawHeaders[i + 1]);
    other.write(`${request.method} ${path} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
    if (head.length) other.write(head);
    other.pipe(socket).pipe(other);
  });
  other.on("error", () => socket.destroy());
  socket.on("error", () => other.destroy());
  return true;
}
