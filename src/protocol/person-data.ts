// The file in which a person's data leave an instance, and come back in (Art. 15 and 20 GDPR). Published as JSON Schema
// at /api/schemas/person-data.json; what changes here gets a new version.
import * as z from "zod/mini";

export const PERSON_DATA_VERSION = 1;

const text = z.string();
const maybeText = z.nullable(text);
/** Unix time in milliseconds. */
const moment = z.int();
const maybeMoment = z.nullable(moment);
const number = z.int();
/** ISO 8601, UTC. */
const date = z.string().check(z.regex(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/));
const maybeDate = z.nullable(date);
const language = z.enum(["de", "en"]);
const maybeFlag = z.nullable(z.boolean());
const table = <T extends z.core.$ZodShape>(columns: T) => z.exactOptional(z.array(z.strictObject(columns)));

/** Tables by name; one without rows of the person is absent. What would open something is in none of them. */
export const personTables = z.strictObject({
  user: table({
    id: text,
    name: text,
    email: text,
    emailVerified: z.boolean(),
    image: maybeText,
    createdAt: date,
    updatedAt: date,
    twoFactorEnabled: maybeFlag,
  }),
  session: table({
    id: text,
    expiresAt: date,
    createdAt: date,
    updatedAt: date,
    ipAddress: maybeText,
    userAgent: maybeText,
    userId: text,
  }),
  account: table({
    id: text,
    accountId: text,
    providerId: text,
    userId: text,
    accessToken: maybeText,
    refreshToken: maybeText,
    idToken: maybeText,
    accessTokenExpiresAt: maybeDate,
    refreshTokenExpiresAt: maybeDate,
    scope: maybeText,
    createdAt: date,
    updatedAt: date,
  }),
  twoFactor: table({
    id: text,
    userId: text,
    verified: maybeFlag,
    failedVerificationCount: z.nullable(number),
    lockedUntil: maybeDate,
  }),
  passkey: table({
    id: text,
    name: maybeText,
    publicKey: text,
    userId: text,
    credentialID: text,
    counter: number,
    deviceType: text,
    backedUp: z.boolean(),
    transports: maybeText,
    createdAt: maybeDate,
    aaguid: maybeText,
  }),
  person: table({
    user_id: text,
    language,
    is_operator: number,
    suspended_at: maybeMoment,
    suspended_reason: maybeText,
    leaving_at: maybeMoment,
    restricted_at: maybeMoment,
    created_at: moment,
  }),
  practice: table({ id: text, name: text, code: text, created_at: moment }),
  therapist: table({
    user_id: text,
    practice_id: text,
    position: z.enum(["owner", "member"]),
    joined_at: moment,
  }),
  agreement: table({
    id: text,
    user_id: text,
    document: z.enum(["terms", "avv"]),
    version: text,
    language,
    accepted_at: moment,
  }),
  news_consent: table({ user_id: text, asked_at: moment, given_at: maybeMoment }),
  mail_token: table({
    purpose: text,
    user_id: text,
    detail: maybeText,
    created_at: moment,
    expires_at: moment,
  }),
  invitation: table({
    id: text,
    practice_id: text,
    email: text,
    invited_by: text,
    language,
    created_at: moment,
    expires_at: moment,
  }),
  /** Sealed: its text is ciphertext, which the person alone can open. */
  vault: table({ user_id: text, key_id: text, version: number, document: text, written_at: moment }),
  vault_wrap: table({
    user_id: text,
    kind: number,
    credential_id: text,
    key_id: text,
    wrap: text,
    created_at: moment,
  }),
  appointment_notice: table({
    id: text,
    user_id: text,
    recipient: maybeText,
    language,
    at: moment,
    time_zone: text,
    duration: number,
    created_at: moment,
  }),
  mail: table({
    id: text,
    user_id: maybeText,
    notice_id: maybeText,
    kind: text,
    recipient: maybeText,
    language,
    send_at: moment,
    state: text,
    attempts: number,
    next_try_at: moment,
    claimed_until: maybeMoment,
    reason: maybeText,
    created_at: moment,
    done_at: maybeMoment,
  }),
  legal_hold: table({
    id: text,
    user_id: maybeText,
    reason: text,
    placed_at: moment,
    ends_at: moment,
    lifted_at: maybeMoment,
  }),
  privacy_request: table({
    id: text,
    kind: text,
    channel: text,
    user_id: maybeText,
    contact: maybeText,
    language,
    received_at: moment,
    due_at: moment,
    extended_at: maybeMoment,
    extension_reason: maybeText,
    identity: text,
    state: text,
    closed_at: maybeMoment,
    refusal_reason: maybeText,
    reminded_at: maybeMoment,
  }),
  breach_practice: table({ breach_id: text, practice_id: text, told_at: maybeMoment }),
});
export type PersonTables = z.infer<typeof personTables>;

export const personData = z.strictObject({
  format: z.literal("therapsy-connect/person-data"),
  version: z.literal(PERSON_DATA_VERSION),
  /** Unix time in milliseconds. */
  exportedAt: moment,
  /** Address of the instance that the data come from. */
  origin: text,
  /** The account whose data they are; null where there is none. */
  accountId: maybeText,
  tables: personTables,
});
export type PersonData = z.infer<typeof personData>;

/** The sealed vault as a file of its own; the same rows as a therapist's browser would get. */
export const sealedVault = z.strictObject({
  format: z.literal("therapsy-connect/sealed-vault"),
  version: z.literal(PERSON_DATA_VERSION),
  accountId: text,
  tables: z.pick(personTables, { vault: true, vault_wrap: true }),
});
export type SealedVault = z.infer<typeof sealedVault>;

/** Names of the files in the archive. */
export const ARCHIVE_FILES = {
  data: "data.json",
  schema: "schema.json",
  vault: "vault.json",
  page: "index.html",
  readme: "README.txt",
} as const;
