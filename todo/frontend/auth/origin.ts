/**
 * The origin under which a browser reached this request, by its Host header. The scheme comes from the proxy in front, if
 * there is one.
 *
 * Why this is safe to trust: a page of another site cannot choose the Host header that a browser sends here, and its own
 * Origin header differs from it. So "Origin equals the requested host" is the same-origin test that stops cross-site
 * requests (CSRF), and it works alike behind a port-forward, an ingress or nothing. X-Forwarded-Host is ignored on
 * purpose: a client may send any.
 */
export function ownOrigin(headers: Headers): string | null {
  const host = headers.get("host");
  if (!host || !/^[A-Za-z0-9.\-_[\]:]+$/.test(host)) {
    return null;
  }
  const scheme = isSecure(headers) ? "https" : "http";
  try {
    return new URL(`${scheme}://${host}`).origin;
  } catch {
    return null;
  }
}

/** Whether the browser's side of the connection is encrypted, as told by the proxy that ended the encryption. */
export function isSecure(headers: Headers): boolean {
  return headers.get("x-forwarded-proto")?.split(",")[0]?.trim().toLowerCase() === "https";
}
