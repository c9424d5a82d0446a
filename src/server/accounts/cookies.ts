// The cookies of accounts, and no others: a closed list. Pages for clients set and read none.
import type { FastifyReply, FastifyRequest } from "fastify";

/** Each with the prefix that binds it to this host and to HTTPS (RFC 6265bis, 4.1.3.2). */
export const COOKIES = {
  session: "__Host-session",
  passkey: "__Host-passkey",
  secondFactor: "__Host-second-factor",
} as const;

const NAMES: ReadonlySet<string> = new Set(Object.values(COOKIES));

/** Hands on the cookies of ours among those that the library wants to set. */
export function forwardCookies(reply: FastifyReply, headers: Headers): void {
  for (const cookie of headers.getSetCookie()) {
    if (NAMES.has(cookie.slice(0, cookie.indexOf("=")))) reply.header("Set-Cookie", cookie);
  }
}

/** The headers of a request that the library needs: our cookies and what the browser calls itself. */
export function authHeaders(
  request: FastifyRequest,
  names: readonly string[] = Object.values(COOKIES),
): Headers {
  const kept = (request.headers.cookie ?? "")
    .split(";")
    .map((pair) => pair.trim())
    .filter((pair) => names.includes(pair.slice(0, pair.indexOf("="))));
  const headers = new Headers();
  if (kept.length > 0) headers.set("cookie", kept.join("; "));
  const { origin, "user-agent": userAgent } = request.headers;
  if (origin !== undefined) headers.set("origin", origin);
  if (userAgent !== undefined) headers.set("user-agent", userAgent);
  return headers;
}
