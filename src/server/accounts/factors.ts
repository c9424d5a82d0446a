// What else guards an account: authenticator app, recovery codes, passkeys.
import type { FastifyReply, FastifyRequest } from "fastify";
import { Problem } from "../platform/problem.ts";
import { addPasskeyWrap, dropPasskeyWrap } from "../practice/vault.ts";
import { deletePasskey, findUserById, listPasskeys } from "./account-store.ts";
import { refusalOf } from "./auth.ts";
import { authHeaders, COOKIES, forwardCookies } from "./cookies.ts";
import { provePassword } from "./password.ts";
import { type SignInParts, secondFactorProblem } from "./sign-in.ts";

type Exchange = {
  readonly userId: string;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
};

/** Throws CREDENTIALS, TOO_MANY_TRIES, and CONFLICT while a second factor is on. */
export async function beginTotp(parts: SignInParts, current: string, { userId, request, reply }: Exchange) {
  await provePassword(parts, userId, current);
  try {
    const { headers, response } = await parts.auth.api.enableTwoFactor({
      body: { password: current, method: "totp" },
      headers: authHeaders(request, [COOKIES.session]),
      returnHeaders: true,
    });
    forwardCookies(reply, headers);
    if (response.method !== "totp") throw new Problem("CONFLICT");
    return { uri: response.totpURI, recoveryCodes: response.backupCodes };
  } catch (error) {
    throw refusalOf(error) === null ? error : new Problem("CONFLICT");
  }
}

/** Throws SECOND_FACTOR, TOO_MANY_TRIES. */
export async function confirmTotp(parts: SignInParts, code: string, { userId, request, reply }: Exchange) {
  await parts.guess.guard(`totp\0${userId}`, async () => {
    try {
      const { headers } = await parts.auth.api.verifyTOTP({
        body: { code },
        headers: authHeaders(request, [COOKIES.session]),
        returnHeaders: true,
      });
      forwardCookies(reply, headers);
    } catch (error) {
      throw secondFactorProblem(error);
    }
  });
}

/** Throws CREDENTIALS, TOO_MANY_TRIES. */
export async function endTotp(parts: SignInParts, current: string, { userId, request, reply }: Exchange) {
  const { hasSecondFactor } = await provePassword(parts, userId, current);
  const { headers } = await parts.auth.api.disableTwoFactor({
    body: { password: current },
    headers: authHeaders(request, [COOKIES.session]),
    returnHeaders: true,
  });
  if (hasSecondFactor) await tellSignInChanged(parts, userId);
  forwardCookies(reply, headers);
}

/** Throws CREDENTIALS, TOO_MANY_TRIES, and CONFLICT without a second factor. */
export async function renewRecoveryCodes(parts: SignInParts, current: string, exchange: Exchange) {
  await provePassword(parts, exchange.userId, current);
  try {
    const { backupCodes } = await parts.auth.api.generateBackupCodes({
      body: { password: current },
      headers: authHeaders(exchange.request, [COOKIES.session]),
    });
    return { recoveryCodes: backupCodes };
  } catch (error) {
    throw refusalOf(error) === null ? error : new Problem("CONFLICT");
  }
}

/** The options for `navigator.credentials.create`. Throws CREDENTIALS, TOO_MANY_TRIES. */
export async function beginNewPasskey(parts: SignInParts, current: string, exchange: Exchange) {
  await provePassword(parts, exchange.userId, current);
  const { headers, response } = await parts.auth.api.generatePasskeyRegistrationOptions({
    headers: authHeaders(exchange.request, [COOKIES.session]),
    returnHeaders: true,
  });
  forwardCookies(exchange.reply, headers);
  return { ...response };
}

/** Tells the mailbox, so that an intruder's way in does not stay unseen. */
async function tellSignInChanged({ database, mailer, origin }: SignInParts, userId: string): Promise<void> {
  const user = await findUserById(database.sql, userId);
  if (user === null) return;
  const { email: recipient, language } = user;
  const content = { link: `${origin}/practice` };
  await mailer.enqueue({ kind: "sign-in-changed", userId, recipient, language, content });
}

export type NewPasskey = {
  readonly name: string;
  readonly credential: { readonly id: string };
  readonly vault: { readonly keyId: string; readonly wrap: string } | null;
};

/** Throws PASSKEY, and CONFLICT for a wrap of another key: then there is no new passkey either. */
export async function addPasskey(parts: SignInParts, body: NewPasskey, { userId, request }: Exchange) {
  const { sql } = parts.database;
  const made = await parts.auth.api
    .verifyPasskeyRegistration({
      body: { response: { ...body.credential, clientExtensionResults: {} }, name: body.name },
      headers: authHeaders(request, [COOKIES.session, COOKIES.passkey]),
    })
    .catch((error: unknown) => {
      throw refusalOf(error) === null ? error : new Problem("PASSKEY");
    });
  try {
    // Second, not in one step with the library's own write: a passkey without a wrap signs in and opens nothing.
    if (body.vault !== null)
      await addPasskeyWrap(sql, userId, made.credentialID, body.vault, parts.clock.now());
  } catch (error) {
    await deletePasskey(sql, userId, made.id);
    throw error;
  }
  const passkey = (await listPasskeys(sql, userId)).find(({ id }) => id === made.id);
  if (passkey === undefined) throw new Problem("CONFLICT");
  await tellSignInChanged(parts, userId);
  return passkey;
}

/** Throws NOT_FOUND. */
export async function removePasskey({ database }: SignInParts, userId: string, id: string): Promise<void> {
  await database.sql.transaction().execute(async (trx) => {
    const credentialId = await deletePasskey(trx, userId, id);
    if (credentialId === null) throw new Problem("NOT_FOUND");
    await dropPasskeyWrap(trx, userId, credentialId);
  });
}
