import { pool } from "@/auth/server";
import { missingSettings, settings } from "@/settings";

/** Tables without which nobody can sign in. */
const TABLES = ["user", "session", "account", "verification", "jwks", "rateLimit"];

/** What keeps this replica from serving people; empty when it is ready. */
export async function notReady(): Promise<string[]> {
  const settings = missingSettings();
  if (settings.length > 0) {
    return settings;
  }
  return (await Promise.all([database(), backend()])).flat();
}

async function database(): Promise<string[]> {
  try {
    const found = await pool().query<{ table_name: string }>(
      "select table_name from information_schema.tables where table_schema = 'auth'",
    );
    const names = new Set(found.rows.map((row) => row.table_name));
    return TABLES.filter((table) => !names.has(table)).map((table) => `database: table auth."${table}" is missing`);
  } catch (error) {
    return [`database: ${error instanceof Error ? error.message || error.name : String(error)}`];
  }
}

/** Any answer will do: whether the backend's own parts are ready is for its own probe to say. */
async function backend(): Promise<string[]> {
  try {
    const answer = await fetch(`${settings.backendUrl}/q/health/live`, {
      cache: "no-store",
      signal: AbortSignal.timeout(2_000),
    });
    await answer.body?.cancel();
    return answer.status < 500 ? [] : [`backend: ${settings.backendUrl} answers ${answer.status}`];
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return [`backend: ${settings.backendUrl} does not answer (${cause instanceof Error ? cause.message : cause})`];
  }
}
