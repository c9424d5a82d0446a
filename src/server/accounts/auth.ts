// better-auth as a library: sign-in, sessions, passkeys, second factor. Its own HTTP routes are not mounted; ours
// call these functions. No telemetry, no addresses, of user agents the family alone.
import { passkey } from "@better-auth/passkey";
import { type BetterAuthPlugin, betterAuth } from "better-auth";
import { APIError, createAuthEndpoint } from "better-auth/api";
import { setSessionCookie } from "better-auth/cookies";
import { twoFactor } from "better-auth/plugins";
import * as z from "zod";
import { DAY_MS } from "../../protocol/limits.ts";
import type { Database } from "../storage/database.ts";
import { COOKIES } from "./cookies.ts";
import { deviceName } from "./device-name.ts";

const DAY = DAY_MS / 1_000;
/** A sign-in lasts so long, whatever happens; in seconds. */
const SESSION_LIFE = 30 * DAY;
const STEP_LIFE = 10 * 60;
/** What a browser derives from a password: 32 bytes as base64url. */
const PASSWORD_LENGTH = 43;

/**
 * Begins a session for whoever has proven the password. The library's own sign-in would refuse addresses with letters
 * beyond ASCII, at once and only then. The path is one of those at which its second factor steps in; nothing mounts it.
 */
const passwordSession = {
  id: "password-session",
  endpoints: {
    beginSession: createAuthEndpoint(
      "/sign-in/username",
      { method: "POST", body: z.object({ userId: z.string() }) },
      async (ctx) => {
        const { internalAdapter } = ctx.context;
        const user = await internalAdapter.findUserById(ctx.body.userId);
        if (user === null) throw new APIError("UNAUTHORIZED");
        const session = await internalAdapter.createSession(user.id);
        await setSessionCookie(ctx, { session, user });
        return ctx.json({ isSignedIn: true });
      },
    ),
  },
} satisfies BetterAuthPlugin;

export type AuthOptions = {
  readonly database: Database;
  readonly secret: string;
  /** Origin of the pages; its host is the relying party of passkeys. */
  readonly origin: string;
};

export function createAuth({ database, secret, origin }: AuthOptions) {
  return betterAuth({
    appName: "TheraPsy Connect",
    baseURL: origin,
    secret,
    database: { db: database.sql, type: database.kind },
    telemetry: { enabled: false },
    logger: { disabled: true },
    rateLimit: { enabled: false },
    emailAndPassword: {
      enabled: true,
      minPasswordLength: PASSWORD_LENGTH,
      maxPasswordLength: PASSWORD_LENGTH,
    },
    session: { expiresIn: SESSION_LIFE, disableSessionRefresh: true, freshAge: 0 },
    databaseHooks: {
      session: {
        create: {
          before: async (session) => ({
            data: { ...session, ipAddress: null, userAgent: deviceName(session.userAgent) },
          }),
        },
      },
    },
    advanced: {
      useSecureCookies: false,
      ipAddress: { disableIpTracking: true },
      defaultCookieAttributes: { secure: true, httpOnly: true, sameSite: "strict", path: "/" },
      cookies: {
        session_token: { name: COOKIES.session },
        two_factor: { name: COOKIES.secondFactor },
        passkey: { name: COOKIES.passkey },
      },
    },
    plugins: [
      passkey({
        rpID: new URL(origin).hostname,
        rpName: "TheraPsy Connect",
        origin,
        authenticatorSelection: { residentKey: "required", userVerification: "required" },
        advanced: { webAuthnChallengeCookie: "passkey" },
        registration: {
          afterVerification: async ({ verification }) => {
            if (verification.registrationInfo?.userVerified !== true) throw new APIError("BAD_REQUEST");
          },
        },
        authentication: {
          afterVerification: async ({ verification }) => {
            // A passkey stands for both factors, so the device has to have asked who holds it.
            if (!verification.authenticationInfo.userVerified) throw new APIError("UNAUTHORIZED");
          },
        },
      }),
      passwordSession,
      twoFactor({ issuer: "TheraPsy Connect", twoFactorCookieMaxAge: STEP_LIFE }),
    ],
  });
}

export type Auth = ReturnType<typeof createAuth>;

/** The code of a refusal by the library; null for anything that is none. */
export function refusalOf(error: unknown): string | null {
  if (!(error instanceof APIError)) return null;
  const { code } = error.body ?? {};
  return typeof code === "string" ? code : String(error.status);
}
