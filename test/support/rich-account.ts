// An account with rows in every table, each text of it bearing a mark that can be searched for.
import { randomUUID } from "node:crypto";
import { authDate, authFlag } from "../../src/server/storage/auth-values.ts";
import type { Database } from "../../src/server/storage/database.ts";
import type { Tables } from "../../src/server/storage/tables.ts";

export type Row = Record<string, unknown>;
type Rows = Partial<Record<keyof Tables, readonly Row[]>>;

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export interface RichAccount {
  readonly userId: string;
  readonly practiceId: string;
  /** In the order in which they can be inserted. */
  readonly rows: Rows;
}

export interface RichOptions {
  /** Stands in every text that is about the person. */
  readonly mark: string;
  readonly now: number;
  readonly isConfirmed?: boolean;
}

/** The rows of one account: sessions and tokens that end, mails that wait and that are done, requests open and closed. */
export function richAccount({ kind }: Pick<Database, "kind">, options: RichOptions): RichAccount {
  const { mark, now, isConfirmed = true } = options;
  const id = () => randomUUID();
  const userId = id();
  const practiceId = id();
  const noticeId = id();
  const requestId = id();
  const breachId = id();
  const date = (at: number) => authDate(kind, at);
  const made = { createdAt: date(now), updatedAt: date(now) };
  const mail = (change: Row): Row => ({
    id: id(),
    user_id: userId,
    notice_id: null,
    kind: "password-changed",
    recipient: `${mark}-mail@a.example`,
    language: "de",
    content: `{"name":"${mark}-content"}`,
    send_at: now,
    state: "waiting",
    attempts: 0,
    next_try_at: now,
    claimed_until: null,
    reason: null,
    created_at: now,
    done_at: null,
    ...change,
  });
  const done = { state: "sent", recipient: null, content: null, done_at: now + HOUR };
  const request = (change: Row): Row => ({
    id: id(),
    kind: "access",
    channel: "account",
    user_id: userId,
    contact: null,
    language: "de",
    received_at: now,
    due_at: now + 30 * DAY,
    extended_at: null,
    extension_reason: null,
    identity: "account",
    state: "open",
    closed_at: null,
    refusal_reason: null,
    reminded_at: null,
    ...change,
  });
  const rows: Rows = {
    user: [
      {
        id: userId,
        name: `${mark}-name`,
        email: `${mark}@a.example`,
        emailVerified: authFlag(kind, isConfirmed),
        image: null,
        ...made,
        twoFactorEnabled: authFlag(kind, true),
      },
    ],
    person: [
      {
        user_id: userId,
        language: "de",
        is_operator: 0,
        suspended_at: now,
        suspended_reason: `${mark}-suspended`,
        leaving_at: null,
        restricted_at: null,
        created_at: now,
      },
    ],
    session: [
      {
        id: id(),
        expiresAt: date(now + 30 * DAY),
        token: `${mark}-token`,
        ...made,
        ipAddress: null,
        userAgent: `${mark}-device`,
        userId,
      },
    ],
    account: [
      {
        id: id(),
        accountId: userId,
        providerId: "credential",
        userId,
        accessToken: null,
        refreshToken: null,
        idToken: null,
        accessTokenExpiresAt: null,
        refreshTokenExpiresAt: null,
        scope: null,
        password: `${mark}-hash`,
        ...made,
      },
    ],
    verification: [
      { id: id(), identifier: `${mark}-step`, value: `${mark}-value`, expiresAt: date(now + HOUR), ...made },
    ],
    twoFactor: [
      {
        id: id(),
        secret: `${mark}-secret`,
        backupCodes: `${mark}-codes`,
        userId,
        verified: authFlag(kind, true),
        failedVerificationCount: 0,
        lockedUntil: null,
      },
    ],
    passkey: [
      {
        id: id(),
        name: `${mark}-passkey`,
        publicKey: `${mark}-key`,
        userId,
        credentialID: `${mark}-credential`,
        counter: 0,
        deviceType: "singleDevice",
        backedUp: authFlag(kind, false),
        transports: null,
        createdAt: date(now),
        aaguid: null,
      },
    ],
    practice: [{ id: practiceId, name: `${mark}-practice`, code: `${mark}-code`, created_at: now }],
    therapist: [{ user_id: userId, practice_id: practiceId, position: "owner", joined_at: now }],
    agreement: [
      { id: id(), user_id: userId, document: "avv", version: "1", language: "de", accepted_at: now },
    ],
    news_consent: [{ user_id: userId, asked_at: now, given_at: null, withdrawal_hash: `${mark}-withdrawal` }],
    mail_token: [
      {
        token_hash: `${mark}-token`,
        purpose: "email",
        user_id: userId,
        detail: `${mark}-new@a.example`,
        created_at: now,
        expires_at: now + HOUR,
      },
    ],
    invitation: [
      {
        id: id(),
        practice_id: practiceId,
        email: `${mark}-colleague@a.example`,
        token_hash: `${mark}-invitation`,
        invited_by: userId,
        language: "de",
        created_at: now,
        expires_at: now + 7 * DAY,
      },
    ],
    vault: [
      {
        user_id: userId,
        key_id: `${mark}-key`,
        version: 1,
        document: `${mark}-document`.repeat(400),
        written_at: now,
      },
    ],
    vault_wrap: [
      {
        user_id: userId,
        kind: 1,
        credential_id: `${mark}-credential`,
        key_id: `${mark}-key`,
        wrap: `${mark}-wrap`,
        created_at: now,
      },
    ],
    appointment_notice: [
      {
        id: noticeId,
        user_id: userId,
        recipient: `${mark}-client@a.example`,
        language: "de",
        at: now + 9 * DAY,
        time_zone: "Europe/Vienna",
        duration: 50,
        created_at: now,
      },
    ],
    mail: [mail({}), mail(done), mail({ ...done, notice_id: noticeId, kind: "appointment" })],
    try_count: [{ key: `${mark}-tries`, count: 2, window_start: now, blocked_until: null }],
    lease: [{ name: `${mark}-lease`, holder: "x", until: now + HOUR }],
    legal_hold: [
      {
        id: id(),
        user_id: userId,
        reason: "claim",
        placed_at: now,
        ends_at: now + DAY,
        lifted_at: now + HOUR,
      },
    ],
    privacy_request: [
      request({
        id: requestId,
        state: "answered",
        closed_at: now + HOUR,
        contact: `${mark}-contact@a.example`,
      }),
      request({}),
    ],
    request_event: [
      { id: id(), request_id: requestId, at: now + HOUR, what: "answered", by_whom: "operator" },
    ],
    mailbox_proof: [{ code_hash: `${mark}-code`, expires_at: now + HOUR }],
    breach: [
      {
        id: breachId,
        noticed_at: now,
        nature: "a lost disk",
        consequences: "none likely",
        measures: "encryption",
        people: 3,
        risk: "none",
        authority_told_at: null,
        authority_reason: "no risk",
        persons_told_at: null,
        closed_at: now + HOUR,
      },
    ],
    breach_practice: [{ breach_id: breachId, practice_id: practiceId, told_at: now }],
    retention_run: [],
  };
  return { userId, practiceId, rows };
}

/** Inserts rows of several tables, in their order. */
export async function insertRows(
  { sql }: Pick<Database, "sql">,
  rows: Readonly<Record<string, readonly Row[] | undefined>>,
): Promise<void> {
  for (const [table, list = []] of Object.entries(rows))
    if (list.length > 0)
      await sql
        .insertInto(table as keyof Tables)
        .values(list.map((row) => ({ ...row })) as never)
        .execute();
}

/** A value as both databases would give it back. */
function plain(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  return typeof value === "boolean" ? Number(value) : value;
}

export const plainRow = (row: Row): string =>
  JSON.stringify(
    Object.entries(row).toSorted(([a], [b]) => (a < b ? -1 : 1)),
    (_, value: unknown) => plain(value),
  );

/** All rows of these tables as texts, for comparing whole tables. */
export async function wholeTables(
  { sql }: Pick<Database, "sql">,
  tables: readonly string[],
): Promise<Readonly<Record<string, readonly string[]>>> {
  const whole: Record<string, readonly string[]> = {};
  for (const table of tables) {
    const rows: readonly Row[] = await sql
      .selectFrom(table as keyof Tables)
      .selectAll()
      .execute();
    whole[table] = rows.map(plainRow).toSorted();
  }
  return whole;
}
