const fs = require("fs"), path = require("path");
const [client, server, manifest, asked, own, ...words] = process.argv.slice(1);
const pairs = words.filter(word => !word.startsWith("*="));
const [several] = words.filter(word => word.startsWith("*=")).map(word => word.slice(2));
const ports = Object.fromEntries(pairs.map(p => p.split("=")));
const names = Object.fromEntries(pairs.map(p => p.split("=").reverse()));
const url = name => "http://" + name + ":" + ports[name];
const place = "(https?|wss?)://(?:(?:localhost|127\\.0\\.0\\.1|0\\.0\\.0\\.0):(\\d{1,5})(?!\\d)|([a-z0-9-]+)\\.slipway\\.internal(?::\\d+)?)";
const INTERNAL = /(?:https?|wss?):\/\/([a-z0-9-]+)\.slipway\.internal(?::\d+)?/g;
let to = asked;
const ways = new Set();
const prefix = (scheme, port, name) => {
  const service = name || (port === own ? "this-page" : names[port]);
  if (service === "this-page") return "";
  if (!service) return several && scheme.startsWith("ws") ? "/.slipway/port/" + port : null;
  to = to || service;
  if (service === to) return "";
  ways.add(service);
  return "/.slipway/" + service;
};
const origin = scheme => scheme.startsWith("ws") ? "location.origin.replace(/^http/,\"ws\")" : "location.origin";
const quoted = new RegExp("([\"\\u0027])" + place + "((?:(?!\\1)[^\\\\\\n])*)\\1", "g");
const template = new RegExp("`" + place, "g");
const host = "(?:window\\.|document\\.|self\\.)?location\\.hostname";
const joined = new RegExp("([\"\\u0027])(https?|wss?)://\\1\\s*\\+\\s*" + host + "\\s*\\+\\s*([\"\\u0027]):(\\d{1,5})(?!\\d)((?:(?!\\3)[^\\\\\\n])*)\\3", "g");
const filled = new RegExp("`(https?|wss?)://\\$\\{" + host + "\\}:(\\d{1,5})(?!\\d)", "g");
const inPage = text => text.replace(quoted, (all, quote, scheme, port, name, rest, at) => {
  const before = text.slice(Math.max(0, at - 2), at), after = text.slice(at + all.length, at + all.length + 1);
  if (/["\u0027]:$/.test(before) || (after === ":" && /[{,]$/.test(before))) return all;
  const way = prefix(scheme, port, name);
  if (way === null) return all;
  const behind = way + rest;
  return behind ? "(" + origin(scheme) + "+" + quote + behind + quote + ")" : "(" + origin(scheme) + ")";
}).replace(template, (all, scheme, port, name) => {
  const way = prefix(scheme, port, name);
  return way === null ? all : "`${" + origin(scheme) + "}" + way;
}).replace(joined, (all, first, scheme, quote, port, rest) => {
  const way = prefix(scheme, port);
  return way === null ? all : "(" + origin(scheme) + "+" + quote + way + rest + quote + ")";
}).replace(filled, (all, scheme, port) => {
  const way = prefix(scheme, port);
  return way === null ? all : "`${" + origin(scheme) + "}" + way;
}).replace(INTERNAL, (all, name) => prefix("", "", name) || "/.");
const inServer = text => text.replace(new RegExp(place, "g"), (all, scheme, port, name) => {
  const at = name === "this-page" ? "http://localhost:" + own : name ? url(name) : port !== own && names[port] ? url(names[port]) : "";
  return at ? at.replace("http", scheme.slice(0, 2) === "ws" ? "ws" : "http") : all;
});
const inMarkup = text => text.replace(INTERNAL, (all, name) => prefix("", "", name));
const files = dir => !dir || !fs.existsSync(dir) ? [] : fs.statSync(dir).isFile() ? [dir] : fs.readdirSync(dir).flatMap(f => files(path.join(dir, f)));
const change = (dir, kind, how) => files(dir).filter(f => kind.test(f)).forEach(file => {
  const text = fs.readFileSync(file, "utf8"), changed = how(text);
  if (text !== changed) fs.writeFileSync(file, changed);
});
change(client, /\.m?js$/, inPage);
change(client, /\.html$/, text => inMarkup(text).replace(/(<script\b[^>]*>)([\s\S]+?)(<\/script>)/g, (all, open, code, close) => open + inPage(code) + close));
if (server) {
  change(server, /\.js$/, inServer);
  change(server, /\.(html|rsc)$/, inMarkup);
  change(path.join(server, "../../server.js"), /./, inServer);
}
if (manifest) {
  const all = JSON.parse(fs.readFileSync(manifest));
  const rules = Array.isArray(all.rewrites) ? {beforeFiles: [], afterFiles: all.rewrites, fallback: []} : all.rewrites;
  Object.values(rules).flat().forEach(rule => {
    rule.destination = inServer(rule.destination).replace(/^https?:\/\/([^/.:]+):(\d+)/, (was, host, port) => ports[host] || host === "localhost" ? was : names[port] ? url(names[port]) : was);
  });
  const below = "(?:/((?:[^/]+?)(?:/(?:[^/]+?))*))?(?:/)?$";
  for (const name of [...ways].sort()) rules.beforeFiles.push({source: "/.slipway/" + name + "/:path*", destination: url(name) + "/:path*",
    regex: "^/\\.slipway/" + name + below});
  if (to) rules.fallback.push({source: "/:path*", destination: url(to) + "/:path*",
    missing: [{type: "header", key: "accept", value: ".*text/html.*"}],
    regex: "^" + below});
  all.rewrites = rules;
  fs.writeFileSync(manifest, JSON.stringify(all));
}
