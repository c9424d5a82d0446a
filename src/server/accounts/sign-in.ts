// Signing in: by password, by passkey, by the second factor after a password. What fails is told in our codes, and
// the same way whether there is such an account or not.
import { hashPassword, verifyPassword } from "better-auth/crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { sessionApi } from "../../protocol/api-account.ts";
import type { BodyOf } from "../../protocol/api-route.ts";
import { Problem } from "../platform/problem.ts";
import { deleteSessionByToken, deleteSessions, findUserByEmail, findUserById } from "./account-store.ts";
import { type Auth, refusalOf } from "./auth.ts";
import { authHeaders, COOKIES, forwardCookies } from "./cookies.ts";
import { callOffLeaving } from "./leaving.ts";
import { type PasswordParts, passwordSubject } from "./password.ts";

export type SignInParts = PasswordParts & { readonly auth: Auth };
type Exchange = { readonly request: FastifyRequest; readonly reply: FastifyReply };
type Step = { readonly next: "signed-in" | "second-factor"; readonly erasureCalledOff?: true };

/** The end of each way in. */
async function signedIn(parts: SignInParts, userId: string): Promise<Step> {
  return (await callOffLeaving(parts, userId))
    ? { next: "signed-in", erasureCalledOff: true }
    : { next: "signed-in" };
}

/** Throws SUSPENDED, and ends what the sign-in began. */
async function refuseSuspended({ database }: SignInParts, userId: string): Promise<void> {
  const user = await findUserById(database.sql, userId);
  if (user === null) throw new Problem("CREDENTIALS");
  if (user.suspendedAt === null) return;
  await deleteSessions(database.sql, userId);
  throw new Problem("SUSPENDED");
}

/** Without an account or a password the same work is done for nothing, so that time does not tell. */
async function fitsPassword(password: string, hash: string | null): Promise<boolean> {
  if (hash !== null) return verifyPassword({ hash, password });
  await hashPassword(password);
  return false;
}

/** Throws CREDENTIALS, SUSPENDED (after a right password alone), TOO_MANY_TRIES. */
export async function signInByPassword(
  parts: SignInParts,
  { email, password }: { readonly email: string; readonly password: string },
  { request, reply }: Exchange,
): Promise<Step> {
  const user = await parts.guess.guard(passwordSubject(email), async () => {
    const found = await findUserByEmail(parts.database.sql, email);
    const fits = await fitsPassword(password, found?.passwordHash ?? null);
    if (found === null || !fits || !found.isConfirmed) throw new Problem("CREDENTIALS");
    return found;
  });
  if (user.suspendedAt !== null) throw new Problem("SUSPENDED");
  const { headers, response } = await parts.auth.api.beginSession({
    body: { userId: user.id },
    headers: authHeaders(request, []),
    returnHeaders: true,
  });
  forwardCookies(reply, headers);
  return "twoFactorRedirect" in response ? { next: "second-factor" } : signedIn(parts, user.id);
}

/** Throws SECOND_FACTOR, SIGNED_OUT (the first step is too long ago), SUSPENDED, TOO_MANY_TRIES. */
export async function signInBySecondFactor(
  parts: SignInParts,
  { kind, code }: { readonly kind: "totp" | "recovery"; readonly code: string },
  { request, reply }: Exchange,
): Promise<Step> {
  const call = {
    body: { code },
    headers: authHeaders(request, [COOKIES.secondFactor]),
    returnHeaders: true,
  } as const;
  if (!call.headers.has("cookie")) throw new Problem("SIGNED_OUT");
  try {
    const { headers, response } =
      kind === "totp" ? await parts.auth.api.verifyTOTP(call) : await parts.auth.api.verifyBackupCode(call);
    const userId = response.user.id;
    // A code that somebody has looked on at is worth nothing any more (RFC 6238, 5.2); recovery codes end by themselves.
    if (kind === "totp" && !(await parts.guess.once(`totp\0${userId}\0${code}`))) {
      await deleteSessionByToken(parts.database.sql, response.token ?? "");
      throw new Problem("SECOND_FACTOR");
    }
    await refuseSuspended(parts, userId);
    forwardCookies(reply, headers);
    return signedIn(parts, userId);
  } catch (error) {
    throw secondFactorProblem(error);
  }
}

/** What a refusal of the second factor means. */
export function secondFactorProblem(error: unknown): unknown {
  const code = refusalOf(error);
  if (code === null) return error;
  if (code === "INVALID_TWO_FACTOR_COOKIE" || code === "TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE")
    return new Problem("SIGNED_OUT");
  if (code === "ACCOUNT_TEMPORARILY_LOCKED") return new Problem("TOO_MANY_TRIES", { retryAfter: 900 });
  return new Problem("SECOND_FACTOR");
}

/** The options for `navigator.credentials.get`; the device has to ask who holds it. */
export async function beginPasskey(parts: SignInParts, { request, reply }: Exchange) {
  const { headers, response } = await parts.auth.api.generatePasskeyAuthenticationOptions({
    headers: authHeaders(request, []),
    returnHeaders: true,
  });
  forwardCookies(reply, headers);
  return { ...response, userVerification: "required" };
}

/** Throws PASSKEY, SUSPENDED. */
export async function signInByPasskey(
  parts: SignInParts,
  assertion: BodyOf<typeof sessionApi.passkey>,
  { request, reply }: Exchange,
): Promise<Step> {
  try {
    const { headers, response } = await parts.auth.api.verifyPasskeyAuthentication({
      body: { response: { ...assertion, clientExtensionResults: {} } },
      headers: authHeaders(request, [COOKIES.passkey]),
      returnHeaders: true,
    });
    await refuseSuspended(parts, response.user.id);
    forwardCookies(reply, headers);
    return signedIn(parts, response.user.id);
  } catch (error) {
    throw refusalOf(error) === null ? error : new Problem("PASSKEY");
  }
}
