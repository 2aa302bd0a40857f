const fs = require("fs"), path = require("path"), { spawnSync } = require("child_process");
const [schema, url, made] = process.argv.slice(1);
const last = "6.19.3";
const find = name => {
  for (let at = process.cwd(); ; at = path.dirname(at)) {
    const file = path.join(at, "node_modules", name, "package.json");
    if (fs.existsSync(file)) { return path.dirname(fs.realpathSync(file)); }
    if (at === path.dirname(at)) { return ""; }
  }
};
const version = name => find(name) && JSON.parse(fs.readFileSync(path.join(find(name), "package.json"), "utf8")).version;
const older = (a, b) => a.localeCompare(b, "en", { numeric: true }) < 0;
const run = (program, words, env) => {
  const done = spawnSync(program, words, { encoding: "utf8", env: { ...process.env, ...env } });
  return { ok: done.status === 0, said: String(done.stdout) + done.stderr };
};
const generate = (file, env) => {
  const words = ["generate", ...(file ? ["--schema", file] : [])];
  return find("prisma")
    ? run(process.execPath, [path.join(find("prisma"), "build/index.js"), ...words], env)
    : run("npm", ["exec", "--yes", "--package=prisma@" + version("@prisma/client"), "--", "prisma", ...words], env);
};
const end = said => { console.error(said); process.exit(1); };
const must = done => done.ok || end(done.said);
const client = () => version("@prisma/client") || version("prisma");
const configured = fs.readdirSync(".").some(name => /^prisma\.config\.[cm]?[jt]s$/.test(name));
const given = configured ? "" : schema;

const silent = () => {
  for (let at = process.cwd(); ; at = path.dirname(at)) {
    const program = path.join(at, "node_modules/.bin/prisma");
    if (fs.existsSync(program)) {
      fs.rmSync(program);
      fs.writeFileSync(program, "#!/bin/sh\necho \"prisma $*: left out, the client is generated and the database follows when the release starts\"\n", { mode: 0o755 });
    }
    if (at === path.dirname(at) || at === path.dirname(made)) { return; }
  }
};
const well = said => { console.log(said); silent(); process.exit(0); };

fs.rmSync(path.join(made, "prisma-engineless.txt"), { force: true });
const first = generate(given, {});
if (first.ok) { well(first.said); }
if (!/binaries\.prisma\.sh|PRISMA_ENGINES_MIRROR/.test(first.said)) { end(first.said); }

const none = { PRISMA_SCHEMA_ENGINE_BINARY: "/bin/true", PRISMA_QUERY_ENGINE_LIBRARY: "/bin/true" };
const files = fs.statSync(schema).isDirectory()
  ? fs.readdirSync(schema, { recursive: true }).filter(f => f.endsWith(".prisma")).map(f => path.join(schema, f)) : [schema];
const text = files.map(f => fs.readFileSync(f, "utf8")).join("\n");
const engineless = !older(client(), "7") || /engineType\s*=\s*"client"|queryCompiler/.test(text);
if (engineless) { const done = generate(given, none); must(done); well(done.said); }

const remedy = "Prisma " + client() + " takes its engines from binaries.prisma.sh, which does not answer from here. It can do without them: "
  + "Prisma 7, or 6.16 and newer with engineType = \"client\" in the generator, and a driver adapter (@prisma/adapter-pg) given to PrismaClient. "
  + "Or name a mirror of them by PRISMA_ENGINES_MIRROR.";
const classic = /provider\s*=\s*"prisma-client-js"/.test(text);
if (!/provider\s*=\s*"postgres(ql)?"/.test(text) || !classic) { end(remedy); }
if (older(client(), "6.16")) {
  if (["yarn.lock", "pnpm-lock.yaml", "bun.lock", "bun.lockb"].some(f => fs.existsSync(f) || fs.existsSync(path.join(made, "..", f)))) { end(remedy); }
  must(run("npm", ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--legacy-peer-deps", "prisma@" + last, "@prisma/client@" + last], none));
}
const copied = (file, engine) => {
  const to = file.replace(/([^/]+)$/, "slipway-$1");
  fs.cpSync(file, to, { recursive: true });
  const all = fs.statSync(to).isDirectory() ? fs.readdirSync(to, { recursive: true }).filter(f => f.endsWith(".prisma")).map(f => path.join(to, f)) : [to];
  for (const one of all) {
    fs.writeFileSync(one, fs.readFileSync(one, "utf8").replace(/(provider\s*=\s*"prisma-client-js")/, "$1\n  engineType = \"" + engine + "\""));
  }
  return to;
};
const generated = engine => {
  const to = copied(schema, engine);
  const done = generate(to, none);
  fs.rmSync(to, { recursive: true });
  must(done);
  return done.said;
};
const output = /provider\s*=\s*"prisma-client-js"[^}]*?\boutput\s*=\s*"([^"]+)"/.exec(text) || /\boutput\s*=\s*"([^"]+)"[^}]*?provider\s*=\s*"prisma-client-js"/.exec(text);
const folder = output
  ? path.resolve(fs.statSync(schema).isDirectory() ? schema : path.dirname(schema), output[1])
  : path.join(find("@prisma/client"), "../../.prisma/client");
generated("library");
const types = fs.readFileSync(path.join(folder, "index.d.ts"));
console.log(generated("client"));
fs.rmSync(path.join(folder, "true"), { force: true });
fs.writeFileSync(path.join(folder, "index.d.ts"), types);

const work = path.join(made, "prisma-adapter");
must(run("npm", ["install", "--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", work, "@prisma/adapter-pg@" + last, "esbuild@0.25.12"], {}));
must(run(process.execPath, [path.join(work, "node_modules/esbuild/bin/esbuild"), path.join(work, "node_modules/@prisma/adapter-pg/dist/index.js"), "--bundle",
  "--platform=node", "--format=cjs", "--external:pg-native", "--log-level=error", "--outfile=" + path.join(folder, "slipway-adapter.js")], {}));
const index = path.join(folder, "index.js");
fs.writeFileSync(index, fs.readFileSync(index, "utf8").replace("exports.PrismaClient = PrismaClient",
  "const { PrismaPg } = require(\"./slipway-adapter.js\");\n"
  + "exports.PrismaClient = class extends PrismaClient {\n"
  + "  constructor(options = {}) {\n"
  + "    const { datasources, datasourceUrl, ...rest } = options;\n"
  + "    const connectionString = datasourceUrl ?? Object.values(datasources ?? {})[0]?.url ?? process.env." + url + ";\n"
  + "    super(options.adapter || options.accelerateUrl ? options : { ...rest, adapter: new PrismaPg({ connectionString }) });\n"
  + "  }\n"
  + "};"));
fs.writeFileSync(path.join(made, "prisma-engineless.txt"), "Prisma " + client() + "\n");
well("Prisma " + client() + " without engines, over @prisma/adapter-pg");
