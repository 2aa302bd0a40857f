// Brings the database to what the schema of Prisma says, by Prisma's own engine (in WebAssembly, so that nothing has to be
// fetched): the migrations where there are some, else the schema itself.
// usage: node migrate.mjs VARIABLE..., beside the folders schema and migrations
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import { PrismaPg } from "@prisma/adapter-pg";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";

const LOCK = 7201997;
const here = fileURLToPath(new URL(".", import.meta.url));
const schema = join(here, "schema");
const migrations = join(here, "migrations");
const variables = process.argv.slice(2);
const connectionString = variables.map((name) => process.env[name]).find((value) => value);
if (!connectionString) {
  console.error(`${variables.join(", ")}: not set, so that the database is not known`);
  process.exit(1);
}

// Catalogues have types that the adapter does not know: "char", name and arrays of them are texts.
const TEXTS = new Map([[18, 25], [19, 25], [1002, 1009], [1003, 1009]]);
const addFields = pg.Result.prototype.addFields;
pg.Result.prototype.addFields = function (fields) {
  fields.forEach((field) => (field.dataTypeID = TEXTS.get(field.dataTypeID) ?? field.dataTypeID));
  addFields.call(this, fields);
};

async function engine(files) {
  const code = readFileSync(join(here, "node_modules/@prisma/schema-engine-wasm/schema_engine_bg.wasm"));
  const { instance } = await WebAssembly.instantiate(code, { "./schema_engine_bg.js": bindings });
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  const schemaName = new URL(connectionString).searchParams.get("schema") ?? undefined;
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPg({ connectionString }, { schema: schemaName }));
  return bindings.SchemaEngine.new({ datamodels: files.map(({ path, content }) => [path, content]) }, () => {}, adapter);
}

// The address comes from the environment; generators play no part, but for what of the schema's language they allow.
function plain(text) {
  return text
    .replace(/(datasource\s+\w+\s*\{)([^}]*)\}/g, (_, head, body) => head + body.replace(/^.*\b(url|directUrl|shadowDatabaseUrl)\s*=.*$/gm, "") + "}")
    .replace(/generator\s+\w+\s*\{([^}]*)\}/g, (_, body) => {
      const features = ["postgresqlExtensions", "views"].filter((feature) => body.includes(`"${feature}"`));
      return features.length ? `generator client {\n provider = "none"\n previewFeatures = ${JSON.stringify(features)}\n}` : "";
    });
}

function read() {
  const files = readdirSync(schema, { recursive: true }).filter((file) => file.endsWith(".prisma")).sort();
  return files.map((path) => ({ path, content: plain(readFileSync(join(schema, path), "utf8")) }));
}

function steps() {
  return !existsSync(migrations) ? [] : readdirSync(migrations).filter((name) => existsSync(join(migrations, name, "migration.sql"))).sort();
}

// What other services have in the same database is none of Prisma's concern: without this, it would refuse it or drop it.
async function others(client, files) {
  const text = files.map(({ content }) => content).join("\n");
  const named = text.matchAll(/^\s*(?:model|view|enum)\s+(\w+)|@@map\(\s*(?:name\s*:\s*)?"([^"]+)"/gm);
  const own = new Set([...named].map((found) => found[2] ?? found[1]));
  const foreign = async (query) =>
    (await client.query(query)).rows
      .filter(({ name }) => !own.has(name) && !name.startsWith("_"))
      .map(({ schema, name }) => `${schema}.${name}`);
  return {
    externalTables: await foreign(
      "select schemaname as schema, tablename as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')"),
    externalEnums: await foreign(
      "select nspname as schema, typname as name from pg_type join pg_namespace n on n.oid = typnamespace where typtype = 'e'"),
  };
}

const client = new pg.Client({ connectionString });
try {
  await client.connect();
  await client.query("select pg_advisory_lock($1)", [LOCK]);
  const files = read();
  const names = steps();
  const filters = await others(client, files);
  const to = await engine(files);
  if (names.length > 0) {
    const lockfile = join(migrations, "migration_lock.toml");
    const { appliedMigrationNames: applied } = await to.applyMigrations({
      filters,
      migrationsList: {
        baseDir: migrations,
        shadowDbInitScript: "",
        lockfile: { path: "migration_lock.toml", content: existsSync(lockfile) ? readFileSync(lockfile, "utf8") : null },
        migrationDirectories: names.map((path) => ({
          path,
          migrationFile: { path: "migration.sql", content: { tag: "ok", value: readFileSync(join(migrations, path, "migration.sql"), "utf8") } },
        })),
      },
    });
    console.log(`${names.length} migrations, applied now: ${applied.join(", ") || "none"}`);
  } else {
    const { executedSteps, unexecutable, warnings } = await to.schemaPush({ force: false, filters, schema: { files } });
    if (unexecutable.length + warnings.length > 0) {
      throw new Error(`the database cannot follow the schema without loss: ${[...unexecutable, ...warnings].join(" ")} Write a migration (prisma migrate dev).`);
    }
    console.log(`the schema: ${executedSteps} changes`);
  }
  process.exit(0);
} catch (e) {
  console.error(e.message);
  process.exit(1);
}
