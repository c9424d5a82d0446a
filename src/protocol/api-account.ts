// Registration, sign-in and everything that guards an account. `password` is never what a person typed: it is the
// authentication value that the browser derives (docs/protocol.md, "Vault"), 32 bytes as base64url.
import * as z from "zod/mini";
import { base64, base64Of, email, id, language, line, route, time, token } from "./api-route.ts";

const password = base64Of(32);
const WRAP_MAX = 256;
/** A wrap of the vault key: nonce, 32 sealed bytes, tag. */
export const wrap = base64(WRAP_MAX);

/** Documents that a therapist agrees to at registration. */
const agreementName = z.enum(["terms", "avv"]);

const agreements = z.object({
  terms: z.string().check(z.maxLength(32)),
  avv: z.string().check(z.maxLength(32)),
});

const account = z.object({
  id,
  email: z.string(),
  name: z.string(),
  language,
  isOperator: z.boolean(),
  hasSecondFactor: z.boolean(),
  /** Null for an operator who is no therapist. */
  practice: z.nullable(
    z.object({ id, name: z.string(), code: z.string(), position: z.enum(["owner", "member"]) }),
  ),
  /** Documents that have to be accepted in their present version before anything else. */
  mustAccept: z.array(agreementName),
  news: z.enum(["none", "asked", "given"]),
  /** Since when processing is restricted (Art. 18 GDPR). */
  restrictedSince: z.nullable(time),
});
export type Account = z.infer<typeof account>;

/** What a second request needs after a first step that was right. */
const signInStep = z.object({
  next: z.enum(["signed-in", "second-factor"]),
  /** Erasure was asked for, and this sign-in has called it off. */
  erasureCalledOff: z.exactOptional(z.literal(true)),
});

/**
 * The answer of an authenticator, field by field. There is no place for client extension results: a PRF result wraps
 * the vault key and must not reach the server, and a body that has one is refused.
 */
const passkeyAssertion = z.strictObject({
  id: base64(1_024),
  rawId: base64(1_024),
  type: z.literal("public-key"),
  authenticatorAttachment: z.exactOptional(z.enum(["platform", "cross-platform"])),
  response: z.strictObject({
    clientDataJSON: base64(4_096),
    authenticatorData: base64(4_096),
    signature: base64(4_096),
    userHandle: z.exactOptional(base64(128)),
  }),
});

const passkeyRegistration = z.strictObject({
  id: base64(1_024),
  rawId: base64(1_024),
  type: z.literal("public-key"),
  authenticatorAttachment: z.exactOptional(z.enum(["platform", "cross-platform"])),
  response: z.strictObject({
    clientDataJSON: base64(4_096),
    attestationObject: base64(16_384),
    transports: z.exactOptional(z.array(z.string().check(z.maxLength(32))).check(z.maxLength(8))),
  }),
});

/** The options of the WebAuthn API as JSON (WebAuthn level 3, 5.1.8 and 5.1.9); the browser reads them. */
const webAuthnOptions = z.record(z.string(), z.unknown());

const session = z.object({
  id,
  isThisOne: z.boolean(),
  /** "Firefox on Windows", as the browser called itself at sign-in: family and system, no version. */
  device: z.string(),
  createdAt: time,
  lastUsedAt: time,
  expiresAt: time,
});

const passkey = z.object({ id, name: z.string(), credentialId: base64(1_024), createdAt: time });

export const accountApi = {
  register: route({
    method: "POST",
    path: "/api/account",
    summary: "Registers a therapist. The answer is the same for an address that has an account already.",
    access: "public",
    body: z.strictObject({
      email,
      password,
      name: line(80),
      /** Absent with an invitation. */
      practiceName: z.exactOptional(line(80)),
      invitation: z.exactOptional(token),
      language,
      agreements,
      news: z.boolean(),
    }),
    errors: ["TOKEN", "AGREEMENT", "TOO_MANY_TRIES"],
  }),
  confirm: route({
    method: "POST",
    path: "/api/account/confirmation",
    summary: "Confirms the address of a new account with the token of the mail.",
    access: "public",
    body: z.strictObject({ token }),
    errors: ["TOKEN", "TOO_MANY_TRIES"],
  }),
  resendConfirmation: route({
    method: "POST",
    path: "/api/account/confirmation/mail",
    summary: "Sends the confirmation mail again, if there is an account that waits for it.",
    access: "public",
    body: z.strictObject({ email, language }),
    errors: ["TOO_MANY_TRIES"],
  }),
  show: route({
    method: "GET",
    path: "/api/account",
    summary: "Who is signed in.",
    access: "session",
    whileRestricted: true,
    reply: account,
  }),
  change: route({
    method: "PATCH",
    path: "/api/account",
    summary: "Changes name or language.",
    access: "session",
    body: z.strictObject({ name: z.exactOptional(line(80)), language: z.exactOptional(language) }),
    reply: account,
  }),
  accept: route({
    method: "POST",
    path: "/api/account/agreements",
    summary: "Accepts a document in its present version.",
    access: "session",
    body: z.strictObject({ document: agreementName, version: z.string().check(z.maxLength(32)), language }),
    errors: ["AGREEMENT"],
  }),
  changePassword: route({
    method: "PUT",
    path: "/api/account/password",
    summary: "Replaces the authentication value and the password wrap of the vault in one step.",
    access: "session",
    body: z.strictObject({
      current: password,
      next: password,
      /** Null while there is no vault. */
      vault: z.nullable(z.strictObject({ keyId: base64Of(16), wrap })),
    }),
    errors: ["CREDENTIALS", "CONFLICT", "TOO_MANY_TRIES"],
  }),
  checkPassword: route({
    method: "POST",
    path: "/api/account/password/check",
    summary:
      "Says whether the password is the account's, before a wrap of the vault is made for it. Changes nothing; counts as a try.",
    access: "session",
    body: z.strictObject({ current: password }),
    errors: ["CREDENTIALS", "TOO_MANY_TRIES"],
  }),
  askReset: route({
    method: "POST",
    path: "/api/account/password/reset/mail",
    summary: "Sends a link to choose a new password, if there is such an account.",
    access: "public",
    body: z.strictObject({ email, language }),
    errors: ["TOO_MANY_TRIES"],
  }),
  reset: route({
    method: "POST",
    path: "/api/account/password/reset",
    summary: "Chooses a new password by a mailed link; ends all sessions and deletes the password wrap.",
    access: "public",
    /** The address goes into the derivation of the password: one that is not the account's is refused. */
    body: z.strictObject({ token, email, password }),
    errors: ["TOKEN", "TOO_MANY_TRIES"],
  }),
  askEmailChange: route({
    method: "POST",
    path: "/api/account/email/mail",
    summary: "Sends a link to a new address; the old one is told.",
    access: "session",
    body: z.strictObject({ current: password, email }),
    errors: ["CREDENTIALS", "TOO_MANY_TRIES"],
  }),
  changeEmail: route({
    method: "PUT",
    path: "/api/account/email",
    summary:
      "Takes the new address with the token of its mail; authentication value and password wrap follow from the address and are replaced in the same step.",
    access: "session",
    body: z.strictObject({
      token,
      email,
      current: password,
      next: password,
      vault: z.nullable(z.strictObject({ keyId: base64Of(16), wrap })),
    }),
    errors: ["CREDENTIALS", "TOKEN", "CONFLICT", "TOO_MANY_TRIES"],
  }),
  setNews: route({
    method: "PUT",
    path: "/api/account/news",
    summary: "Asks for news by mail (a mail to confirm follows), or withdraws.",
    access: "session",
    body: z.strictObject({ wanted: z.boolean() }),
    errors: ["TOO_MANY_TRIES"],
  }),
  confirmNews: route({
    method: "POST",
    path: "/api/news/confirmation",
    summary: "Confirms the wish for news with the token of the mail.",
    access: "public",
    body: z.strictObject({ token }),
    errors: ["TOKEN"],
  }),
  withdrawNews: route({
    method: "POST",
    path: "/api/news/withdrawal",
    summary:
      "Withdraws the consent to news with the token that every such mail carries; one click, no sign-in.",
    access: "public",
    body: z.strictObject({ token }),
    errors: ["TOKEN"],
  }),
} as const;

export const sessionApi = {
  present: route({
    method: "GET",
    path: "/api/session",
    summary: "Whether this browser is signed in; a question that nobody is refused.",
    access: "public",
    reply: z.object({ isSignedIn: z.boolean() }),
  }),
  signIn: route({
    method: "POST",
    path: "/api/session",
    summary: "Signs in by address and password.",
    access: "public",
    body: z.strictObject({ email, password }),
    reply: signInStep,
    errors: ["CREDENTIALS", "SUSPENDED", "TOO_MANY_TRIES"],
  }),
  secondFactor: route({
    method: "POST",
    path: "/api/session/second-factor",
    summary: "Finishes a sign-in by a code of the authenticator app or a recovery code.",
    access: "public",
    body: z.strictObject({
      kind: z.enum(["totp", "recovery"]),
      code: z.string().check(z.regex(/^[A-Za-z0-9-]{6,32}$/)),
    }),
    reply: signInStep,
    errors: ["SECOND_FACTOR", "SIGNED_OUT", "SUSPENDED", "TOO_MANY_TRIES"],
  }),
  passkeyOptions: route({
    method: "POST",
    path: "/api/session/passkey/options",
    summary: "Begins a sign-in by passkey.",
    access: "public",
    reply: webAuthnOptions,
    errors: ["TOO_MANY_TRIES"],
  }),
  passkey: route({
    method: "POST",
    path: "/api/session/passkey",
    summary: "Signs in by passkey.",
    access: "public",
    body: passkeyAssertion,
    reply: signInStep,
    bodyLimit: 65_536,
    errors: ["PASSKEY", "SUSPENDED", "TOO_MANY_TRIES"],
  }),
  signOut: route({
    method: "DELETE",
    path: "/api/session",
    summary: "Ends this session.",
    access: "session",
    whileRestricted: true,
  }),
  list: route({
    method: "GET",
    path: "/api/sessions",
    summary: "Devices that are signed in.",
    access: "session",
    whileRestricted: true,
    reply: z.object({ sessions: z.array(session) }),
  }),
  end: route({
    method: "DELETE",
    path: "/api/sessions/:id",
    summary: "Signs one device out.",
    access: "session",
    whileRestricted: true,
    params: z.object({ id }),
    errors: ["NOT_FOUND"],
  }),
  endOthers: route({
    method: "DELETE",
    path: "/api/sessions",
    summary: "Signs every other device out.",
    access: "session",
    whileRestricted: true,
  }),
} as const;

export const factorApi = {
  beginTotp: route({
    method: "POST",
    path: "/api/account/totp",
    summary: "Begins to set up the second factor; it counts once a first code was confirmed.",
    access: "session",
    body: z.strictObject({ current: password }),
    /** RFC 6238 key as otpauth address; recovery codes are shown once. */
    reply: z.object({ uri: z.string(), recoveryCodes: z.array(z.string()) }),
    errors: ["CREDENTIALS", "TOO_MANY_TRIES"],
  }),
  confirmTotp: route({
    method: "POST",
    path: "/api/account/totp/confirmation",
    summary: "Switches the second factor on with a first code.",
    access: "session",
    body: z.strictObject({ code: z.string().check(z.regex(/^\d{6}$/)) }),
    errors: ["SECOND_FACTOR", "TOO_MANY_TRIES"],
  }),
  endTotp: route({
    method: "POST",
    path: "/api/account/totp/removal",
    summary: "Switches the second factor off.",
    access: "session",
    body: z.strictObject({ current: password }),
    errors: ["CREDENTIALS", "TOO_MANY_TRIES"],
  }),
  renewRecoveryCodes: route({
    method: "POST",
    path: "/api/account/totp/recovery-codes",
    summary: "Makes new recovery codes of the second factor; the old ones end.",
    access: "session",
    body: z.strictObject({ current: password }),
    reply: z.object({ recoveryCodes: z.array(z.string()) }),
    errors: ["CREDENTIALS", "TOO_MANY_TRIES"],
  }),
  listPasskeys: route({
    method: "GET",
    path: "/api/passkeys",
    summary: "The passkeys of this account.",
    access: "session",
    reply: z.object({ passkeys: z.array(passkey) }),
  }),
  passkeyOptions: route({
    method: "POST",
    path: "/api/passkeys/options",
    summary: "Begins to add a passkey.",
    access: "session",
    body: z.strictObject({ current: password }),
    reply: webAuthnOptions,
    errors: ["CREDENTIALS", "TOO_MANY_TRIES"],
  }),
  addPasskey: route({
    method: "POST",
    path: "/api/passkeys",
    summary: "Adds a passkey, and with it the wrap that its PRF result opens.",
    access: "session",
    body: z.strictObject({
      name: line(60),
      credential: passkeyRegistration,
      /** Null where the authenticator has no PRF: such a passkey signs in and opens no vault. */
      vault: z.nullable(z.strictObject({ keyId: base64Of(16), wrap })),
    }),
    reply: passkey,
    bodyLimit: 65_536,
    errors: ["PASSKEY", "CONFLICT"],
  }),
  removePasskey: route({
    method: "DELETE",
    path: "/api/passkeys/:id",
    summary: "Removes a passkey and its wrap.",
    access: "session",
    params: z.object({ id }),
    errors: ["NOT_FOUND"],
  }),
} as const;
