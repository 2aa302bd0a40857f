/**
 * The address of who asks, for counting attempts: what the outermost trusted proxy wrote into X-Forwarded-For. Each proxy appends
 * the address that it was reached from, so that everything further left was written by the client and may say anything.
 *
 * @param proxies how many proxies stand in front; without any, the header is the server's own note of the connection
 */
export function clientAddress(headers: Headers, proxies: number): string | null {
  const told = (headers.get("x-forwarded-for") ?? "")
    .split(",")
    .map((address) => address.trim())
    .filter((address) => address !== "");
  const address = told[told.length - Math.max(1, proxies)] ?? told[0];
  return address !== undefined && /^[0-9A-Fa-f.:[\]]{2,45}$/.test(address) ? address : null;
}
