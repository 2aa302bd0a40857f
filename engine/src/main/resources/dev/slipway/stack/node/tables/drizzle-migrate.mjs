// Brings the database to what Drizzle's migrations say; where there are none, to what the schema says, which is compared with
// the schema of the last time: so tables of other services in the same database are left alone.
// usage: node migrate.mjs VARIABLE..., beside the folder migrations or schema
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import { existsSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";

const LOCK = 7201998;
const LOSES = /^\s*(DROP TABLE|ALTER TABLE \S+ DROP COLUMN|TRUNCATE)/i;
const here = fileURLToPath(new URL(".", import.meta.url));
const variables = process.argv.slice(2);
const connectionString = variables.map((name) => process.env[name]).find((value) => value);
if (!connectionString) {
  console.error(`${variables.join(", ")}: not set, so that the database is not known`);
  process.exit(1);
}

async function push(client) {
  const { generateDrizzleJson, generateMigration } = createRequire(import.meta.url)("drizzle-kit/api");
  const files = readdirSync(join(here, "schema")).sort();
  const modules = await Promise.all(files.map((file) => import(`./schema/${file}`)));
  await client.query("create table if not exists _drizzle_schema (one boolean primary key default true check (one), snapshot json not null)");
  const { rows } = await client.query("select snapshot from _drizzle_schema");
  const before = rows[0]?.snapshot ?? generateDrizzleJson({});
  const now = generateDrizzleJson(Object.assign({}, ...modules), before.id);
  const statements = await generateMigration(before, now);
  const loses = statements.filter((statement) => LOSES.test(statement));
  if (loses.length > 0) {
    throw new Error(`the database cannot follow the schema without loss: ${loses.join(" ")} Write a migration (drizzle-kit generate).`);
  }
  await client.query("begin");
  for (const statement of statements) {
    await client.query(statement);
  }
  await client.query("insert into _drizzle_schema (snapshot) values ($1) on conflict (one) do update set snapshot = excluded.snapshot", [now]);
  await client.query("commit");
  console.log(`the schema: ${statements.length} changes`);
}

const client = new pg.Client({ connectionString });
try {
  await client.connect();
  await client.query("select pg_advisory_lock($1)", [LOCK]);
  if (existsSync(join(here, "migrations"))) {
    await migrate(drizzle(client), { migrationsFolder: join(here, "migrations") });
    console.log("the migrations are applied");
  } else {
    await push(client);
  }
  process.exit(0);
} catch (e) {
  console.error(e.cause?.message ?? e.message);
  process.exit(1);
}
