const fs = require("fs"), path = require("path");
const [client, server, manifest, asked, own, ...pairs] = process.argv.slice(1);
const ports = Object.fromEntries(pairs.map(p => p.split("=")));
const names = Object.fromEntries(pairs.map(p => p.split("=").reverse()));
const url = name => "http://" + name + ":" + ports[name];
const known = [...new Set([own, ...Object.values(ports)])].filter(p => p).join("|");
const place = "https?://(?:(?:localhost|127\\.0\\.0\\.1|0\\.0\\.0\\.0):(" + known + ")(?!\\d)|([a-z0-9-]+)\\.slipway\\.internal(?::\\d+)?)";
let to = asked;
const leads = (port, name) => {
  const service = name || (port !== own && names[port]);
  if (service && service !== "this-page") to = to || service;
};
const quoted = new RegExp("([\"\\u0027])" + place + "((?:(?!\\1)[^\\\\\\n])*)\\1", "g");
const template = new RegExp("`" + place, "g");
const inPage = text => text.replace(quoted, (all, quote, port, name, rest, at) => {
  const before = text.slice(Math.max(0, at - 2), at), after = text.slice(at + all.length, at + all.length + 1);
  if (/["\u0027]:$/.test(before) || (after === ":" && /[{,]$/.test(before))) return all;
  leads(port, name);
  return rest ? "(location.origin+" + quote + rest + quote + ")" : "(location.origin)";
}).replace(template, (all, port, name) => { leads(port, name); return "`${location.origin}"; })
  .replace(/https?:\/\/[a-z0-9-]+\.slipway\.internal(?::\d+)?/g, "/.");
const inServer = text => text.replace(new RegExp(place, "g"), (all, port, name) =>
  name === "this-page" ? "http://localhost:" + own : name ? url(name) : port !== own && names[port] ? url(names[port]) : all);
const inMarkup = text => text.replace(/https?:\/\/[a-z0-9-]+\.slipway\.internal(?::\d+)?/g, "");
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
  if (to) rules.fallback.push({source: "/:path*", destination: url(to) + "/:path*",
    missing: [{type: "header", key: "accept", value: ".*text/html.*"}],
    regex: "^(?:/((?:[^/]+?)(?:/(?:[^/]+?))*))?(?:/)?$"});
  all.rewrites = rules;
  fs.writeFileSync(manifest, JSON.stringify(all));
}
