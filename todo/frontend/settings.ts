/** What the environment says, read when it is needed: a build knows none of it. */
export const settings = {
  get backendUrl(): string {
    return (process.env.BACKEND_URL || "http://localhost:8000").replace(/\/+$/, "");
  },
  get databaseUrl(): string {
    return process.env.DATABASE_URL || "";
  },
  /** Signs sessions and encrypts the signing keys. */
  get authSecret(): string {
    return process.env.BETTER_AUTH_SECRET || "";
  },
  /** How many proxies stand in front, each of which appends to X-Forwarded-For. */
  get proxies(): number {
    return Math.max(1, Number.parseInt(process.env.TODO_TRUSTED_PROXIES ?? "", 10) || 1);
  },
  /** The public URL, where the deployment knows it; else empty, and each request's own host counts. */
  get publicUrl(): string {
    return process.env.BETTER_AUTH_URL || "";
  },
};

/** What keeps the application from working, each with what to do about it. */
export function missingSettings(): string[] {
  const missing: string[] = [];
  if (!settings.databaseUrl) {
    missing.push("DATABASE_URL is not set: give it as postgresql://user:password@host:5432/database");
  }
  if (settings.authSecret.length < 32) {
    missing.push("BETTER_AUTH_SECRET has fewer than 32 characters: make one with `openssl rand -base64 32`");
  }
  return missing;
}
