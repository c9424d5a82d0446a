// Every table as a type. Ours keep to what SQLite and PostgreSQL share: text ids, integer milliseconds, 0 and 1, JSON
// as text. The six of better-auth keep its names and types; where the two databases differ in what a driver hands
// back (dates, booleans), they are read and written by auth-values.ts.
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
  /** When the person asked for erasure; signing in before the period is over takes it back. */
  leaving_at: Time | null;
  /** Since when processing is restricted (Art. 18 GDPR): neither used nor deleted. */
  restricted_at: Time | null;
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
  /** What the text is filled with, JSON sealed under the instance's secret; null once it is done. */
  content: string | null;
  send_at: Time;
  state: "waiting" | "sent" | "failed" | "cancelled";
  attempts: number;
  next_try_at: Time;
  /** An instance works on it until then. */
  claimed_until: Time | null;
  /** Why it waits, failed or was ended: a closed word. `erased`: whoever reads the mailbox wished so. */
  reason: "server-down" | "refused" | "address-refused" | "later" | "unclear" | "erased" | null;
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

/** A duty to keep an account that would else be erased. */
export interface LegalHoldTable {
  id: string;
  user_id: string | null;
  reason: string;
  placed_at: Time;
  /** Until when, as known at the beginning. */
  ends_at: Time;
  lifted_at: Time | null;
}

/** What somebody asked about their data, and until when it has to be answered (Art. 12(3) GDPR). */
export interface PrivacyRequestTable {
  id: string;
  kind:
    | "access"
    | "portability"
    | "rectification"
    | "erasure"
    | "restriction"
    | "objection"
    | "withdrawal"
    | "decision"
    | "other";
  channel: "account" | "page" | "letter" | "mail";
  /** Null where there is no account, or none any more. */
  user_id: string | null;
  /** Where the answer goes; null with an account, and after the answer. */
  contact: string | null;
  language: "de" | "en";
  received_at: Time;
  due_at: Time;
  extended_at: Time | null;
  extension_reason: string | null;
  /** How it is known that the person is who they say: a closed word; `open` until then. */
  identity: "open" | "account" | "mailbox" | "checked";
  state: "open" | "answered" | "refused";
  closed_at: Time | null;
  refusal_reason: string | null;
  reminded_at: Time | null;
}

/** What was done about a request: never what was in it. */
export interface RequestEventTable {
  id: string;
  request_id: string;
  at: Time;
  what:
    | "received"
    | "identity-checked"
    | "carried-out"
    | "recipient-told"
    | "extended"
    | "reminded"
    | "answered"
    | "refused";
  by_whom: "person" | "operator" | "program";
}

/** A code that was mailed to somebody who has no account, so that they can show that the mailbox is theirs. */
export interface MailboxProofTable {
  /** Keyed hash of address and code together. */
  code_hash: string;
  expires_at: Time;
}

/** A personal data breach (Art. 33, 34 GDPR). */
export interface BreachTable {
  id: string;
  /** When the operator came to know of it: the 72 hours count from here. */
  noticed_at: Time;
  /** What happened, in the operator's words; never a client's name. */
  nature: string;
  consequences: string;
  measures: string;
  /** Roughly how many people; null: not known. */
  people: number | null;
  risk: "unknown" | "none" | "risk" | "high";
  authority_told_at: Time | null;
  /** Why later than 72 hours, or why not at all. */
  authority_reason: string | null;
  persons_told_at: Time | null;
  closed_at: Time | null;
}

/** A practice that a breach concerns. */
interface BreachPracticeTable {
  breach_id: string;
  practice_id: string;
  told_at: Time | null;
}

/** When a rule of retention last ran to its end, so that an overdue one is noticed. */
export interface RetentionRunTable {
  rule: string;
  done_at: Time;
  deleted: number;
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
  legal_hold: LegalHoldTable;
  privacy_request: PrivacyRequestTable;
  request_event: RequestEventTable;
  mailbox_proof: MailboxProofTable;
  breach: BreachTable;
  breach_practice: BreachPracticeTable;
  retention_run: RetentionRunTable;
}
