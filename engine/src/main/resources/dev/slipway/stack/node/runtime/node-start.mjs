// Loaded before the program.
import net from "node:net";

// The first process of a container is not ended by a signal that it does not handle.
process.on("SIGTERM", () => process.listenerCount("SIGTERM") > 1 || process.exit(0));

// A server that listens for its own machine alone, as Fastify does by default, is reached by nobody in a pod.
const here = ["localhost", "127.0.0.1", "::1"];
const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (first, ...rest) {
  const closed = (port, host) => String(port) === process.env.PORT && here.includes(host);
  if (closed(first?.port, first?.host)) {
    first = { ...first, host: undefined };
  } else if (closed(first, rest[0])) {
    rest.shift();
  }
  return listen.call(this, first, ...rest);
};
