import { createHash } from "node:crypto";
import type { Pool } from "pg";

const MOST = 20;
const WINDOW_MS = 15 * 60_000;

/** Wrong passwords of one account, whatever addresses they come from; counted for all replicas together. */
export interface Attempts {
  /** Milliseconds until the next attempt; 0: now. */
  wait(email: string): Promise<number>;
  failed(email: string): Promise<void>;
  succeeded(email: string): Promise<void>;
}

export function attemptsIn(pool: Pool, now: () => number = Date.now): Attempts {
  return {
    async wait(email) {
      const found = await pool.query<{ count: number; lastRequest: string }>(
        'select "count", "lastRequest" from "rateLimit" where "key" = $1',
        [key(email)],
      );
      const row = found.rows[0];
      const left = row ? Number(row.lastRequest) + WINDOW_MS - now() : 0;
      return row && row.count >= MOST && left > 0 ? left : 0;
    },
    async failed(email) {
      await pool.query(
        `insert into "rateLimit" ("id", "key", "count", "lastRequest") values ($1, $1, 1, $2)
         on conflict ("key") do update set
           "count" = case when "rateLimit"."lastRequest" < $2 - $3::bigint then 1 else "rateLimit"."count" + 1 end,
           "lastRequest" = case when "rateLimit"."lastRequest" < $2 - $3::bigint then $2 else "rateLimit"."lastRequest" end`,
        [key(email), now(), WINDOW_MS],
      );
    },
    async succeeded(email) {
      await pool.query('delete from "rateLimit" where "key" = $1', [key(email)]);
    },
  };
}

/** The table names nobody. */
function key(email: string): string {
  return `account:${createHash("sha256").update(email.trim().toLowerCase()).digest("hex")}`;
}
