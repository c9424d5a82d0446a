// Every table as a type. Ours keep to what SQLite and PostgreSQL share: text ids, integer milliseconds, 0 and 1, JSON
// as text. The six of better-auth keep its names and types; where the two databases differ in what a driver hands
// back (dates, booleans), `accounts` reads and writes them by auth-values.ts.
import type { ColumnType } from "kysely";

/** Milliseconds since 1970, UTC. PostgreSQL's bigint is read back as a number. */
type Time = number;
/** 0 or 1. */
type Flag = number;
/** A column whose values differ between the databases. */
type Foreign = ColumnType<unknown, unknown, unknown>;

interface UserTable {
  id: string;
  name: string;
  email: string;
  emailVerified: Foreign;
  image: string | null;
  createdAt: Foreign;
  updatedAt: Foreign;
  twoFactorEnabled: Foreign;
}

interface SessionTable {
  id: string;
  expiresAt: Foreign;
  token: string;
  createdAt: Foreign;
  updatedAt: Foreign;
  ipAddress: string | null;
  userAgent: string | null;
  userId: string;
}

interface AccountTable {
  id: string;
  accountId: string;
  providerId: string;
  userId: string;
  accessToken: string | null;
  refreshToken: string | null;
  idToken: string | null;
  accessTokenExpiresAt: Foreign;
  refreshTokenExpiresAt: Foreign;
  scope: string | null;
  /** Hash of the authentication value that the browser derives; never of a password. */
  password: string | null;
  createdAt: Foreign;
  updatedAt: Foreign;
}

interface VerificationTable {
  id: string;
  identifier: string;
  value: string;
  expiresAt: Foreign;
  createdAt: Foreign;
  updatedAt: Foreign;
}

interface TwoFactorTable {
  id: string;
  secret: string;
  backupCodes: string;
  userId: string;
  verified: Foreign;
  failedVerificationCount: Foreign;
  lockedUntil: Foreign;
}

interface PasskeyTable {
  id: string;
  name: string | null;
  publicKey: string;
  userId: string;
  credentialID: string;
  counter: Foreign;
  deviceType: string;
  backedUp: Foreign;
  transports: string | null;
  createdAt: Foreign;
  aaguid: string | null;
}

/** What we know of an account beyond how it signs in. */
interface PersonTable {
  user_id: string;
  language: "de" | "en";
  is_operator: Flag;
  suspended_at: Time | null;
  suspended_reason: string | null;
  created_at: Time;
}

export interface PracticeTable {
  id: string;
  name: string;
  /** Front-door code: 8 Crockford characters, public. */
  code: string;
  created_at: Time;
}

export interface TherapistTable {
  user_id: string;
  practice_id: string;
  position: "owner" | "member";
  joined_at: Time;
}

/** Terms and data-processing agreement, as accepted. */
export interface AgreementTable {
  id: string;
  user_id: string;
  document: "terms" | "avv";
  version: string;
  language: "de" | "en";
  accepted_at: Time;
}

/** Consent to news by mail: asked for, confirmed from the mail, withdrawn (then the row goes). */
export interface NewsConsentTable {
  user_id: string;
  asked_at: Time;
  given_at: Time | null;
  /** SHA-256 of the token that each news mail carries. */
  withdrawal_hash: string;
}

/** Links of mails that wait to be used once. */
export interface MailTokenTable {
  /** SHA-256 of the token, base64url. */
  token_hash: string;
  purpose: "confirm" | "reset" | "email" | "news";
  user_id: string;
  /** The new address, for `email`. */
  detail: string | null;
  created_at: Time;
  expires_at: Time;
}

/** A colleague who was invited to a practice. */
export interface InvitationTable {
  id: string;
  practice_id: string;
  email: string;
  token_hash: string;
  invited_by: string;
  language: "de" | "en";
  created_at: Time;
  expires_at: Time;
}

export interface VaultTable {
  user_id: string;
  /** 16 bytes, base64url. */
  key_id: string;
  version: number;
  /** Sealed in the browser; base64url. */
  document: string;
  written_at: Time;
}

export interface VaultWrapTable {
  user_id: string;
  /** 1 password, 2 passkey, 3 recovery code. */
  kind: number;
  /** "" for kinds 1 and 3. */
  credential_id: string;
  key_id: string;
  wrap: string;
  created_at: Time;
}

/** An appointment whose client asked for mails; holds the address until the last of them is done. */
export interface AppointmentNoticeTable {
  id: string;
  user_id: string;
  /** Null once the last mail is done. */
  recipient: string | null;
  language: "de" | "en";
  at: Time;
  time_zone: string;
  /** Minutes. */
  duration: number;
  created_at: Time;
}

export interface MailTable {
  id: string;
  /** Whose mail it is; null where there is no account (an invitation to a colleague). */
  user_id: string | null;
  notice_id: string | null;
  /** A closed word: which text it is. */
  kind: string;
  /** Null once it is done. */
  recipient: string | null;
  language: "de" | "en";
  /** What the text is filled with, JSON; null once it is done. */
  content: string | null;
  send_at: Time;
  state: "waiting" | "sent" | "failed" | "cancelled";
  attempts: number;
  next_try_at: Time;
  /** An instance works on it until then. */
  claimed_until: Time | null;
  /** Why it waits or failed: a closed word. */
  reason: "server-down" | "refused" | "address-refused" | "later" | "unclear" | null;
  created_at: Time;
  done_at: Time | null;
}

/** Wrong tries for one account, which hold across instances. The key is a keyed hash of the address. */
export interface TryCountTable {
  key: string;
  count: number;
  window_start: Time;
  blocked_until: Time | null;
}

/** Who does a periodic job, when several instances run. */
interface LeaseTable {
  name: string;
  holder: string;
  until: Time;
}

export interface Tables {
  user: UserTable;
  session: SessionTable;
  account: AccountTable;
  verification: VerificationTable;
  twoFactor: TwoFactorTable;
  passkey: PasskeyTable;
  person: PersonTable;
  practice: PracticeTable;
  therapist: TherapistTable;
  agreement: AgreementTable;
  news_consent: NewsConsentTable;
  mail_token: MailTokenTable;
  invitation: InvitationTable;
  vault: VaultTable;
  vault_wrap: VaultWrapTable;
  appointment_notice: AppointmentNoticeTable;
  mail: MailTable;
  try_count: TryCountTable;
  lease: LeaseTable;
}
