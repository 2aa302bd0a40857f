const fs = require("fs"), path = require("path");
const [next, asked, ...pairs] = process.argv.slice(1);
const by = Object.fromEntries(pairs.map(p => [p.slice(0, p.indexOf("=")), p.slice(p.indexOf("=") + 1)]));
const names = new Set(pairs.map(p => new URL(p.slice(p.indexOf("=") + 1)).hostname));
const local = /https?:\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0):(\d+)/g;
let to = asked;
const scripts = dir => !fs.existsSync(dir) ? [] : fs.readdirSync(dir, {withFileTypes: true}).flatMap(f =>
  f.isDirectory() ? scripts(path.join(dir, f.name)) : f.name.endsWith(".js") ? [path.join(dir, f.name)] : []);
const change = (dir, other) => scripts(path.join(next, dir)).forEach(file => {
  const text = fs.readFileSync(file, "utf8"), changed = text.replace(local, (all, port) => by[port] ? other(by[port]) : all);
  if (text !== changed) fs.writeFileSync(file, changed);
});
change("static", url => { to = to || url; return "/."; });
change("server", url => url);
const manifest = path.join(next, "routes-manifest.json"), all = JSON.parse(fs.readFileSync(manifest));
const own = Array.isArray(all.rewrites) ? {beforeFiles: [], afterFiles: all.rewrites, fallback: []} : all.rewrites;
Object.values(own).flat().forEach(rule => {
  rule.destination = rule.destination.replace(/^https?:\/\/([^/.:]+|127\.0\.0\.1|0\.0\.0\.0):(\d+)/, (was, host, port) => names.has(host) ? was : by[port] || was);
});
if (to) own.fallback.push({source: "/:path*", destination: to + "/:path*",
  missing: [{type: "header", key: "accept", value: ".*text/html.*"}],
  regex: "^(?:/((?:[^/]+?)(?:/(?:[^/]+?))*))?(?:/)?$"});
all.rewrites = own;
fs.writeFileSync(manifest, JSON.stringify(all));
