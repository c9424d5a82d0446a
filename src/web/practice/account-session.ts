// Who is signed in, and whether their vault is open. Screens read `state` and call the functions; the vault's content
// is read and written by others with what `openVault` gives (docs/protocol.md, "Vault").
import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Bytes } from "../../e2ee/bytes.ts";
import type { Account } from "../../protocol/api-account.ts";
import { type AccountParts, createAccountCore } from "./account-core.ts";
import { createDataPart } from "./account-data.ts";
import { createEntry } from "./account-entry.ts";
import { createKeysPart } from "./account-keys.ts";
import { createVaultPart } from "./account-vault.ts";
import type { ApiClient, ApiFailure } from "./api-client.ts";

/**
 * What fails without the server's doing.
 * WRONG_PASSWORD, WRONG_CODE: it does not open the vault. NO_WRAP: nothing of that kind opens this vault.
 * NO_PRF: the passkey signs in but cannot open a vault. NO_WEBAUTHN: this browser has no passkeys. CANCELLED: the
 * person or the authenticator said no. ALREADY_THERE: the authenticator has a passkey of this account.
 * PASSWORD_NEEDED: the page no longer has the password's key, ask for it and call again with it.
 * NOT_OPEN: there is no vault, or it is in a state in which this cannot be done.
 * ROLLED_BACK: the server offers an older vault than this device has seen.
 */
export type LocalFailureCode =
  | "WRONG_PASSWORD"
  | "WRONG_CODE"
  | "NO_WRAP"
  | "NO_PRF"
  | "NO_WEBAUTHN"
  | "CANCELLED"
  | "ALREADY_THERE"
  | "PASSWORD_NEEDED"
  | "NOT_OPEN"
  | "ROLLED_BACK";

export type LocalFailure = { readonly ok: false; readonly code: LocalFailureCode; readonly retryAfter: null };
export type Failure = ApiFailure | LocalFailure;
/** `Outcome<{ recoveryCode: string }>` carries the code beside `ok`. */
export type Outcome<T = unknown> = (T & { readonly ok: true }) | Failure;

/**
 * none: there is no vault yet, `createVault`. locked: one of `openers` opens it. rolled-back: the server offers an older
 * one than this device has seen, `acceptOlderVault` after a plain question. offline: the server did not give it
 * (`resume` tries again); also while `account.mustAccept` is not empty.
 */
export type VaultState = "none" | "locked" | "open" | "rolled-back" | "offline";

/** What opens the vault, by the wraps that the server has. After a reset by mail `password` is false. */
export interface Openers {
  readonly password: boolean;
  readonly recoveryCode: boolean;
  /** Credential ids, base64url. */
  readonly passkeys: readonly string[];
}

export type AccountState =
  /** Not asked yet. */
  | { readonly step: "unknown" }
  /** The server could not be reached at the start; `resume` tries again. */
  | { readonly step: "offline" }
  /** `isStillOpen`: forgotten here, but the server did not hear that the person signed out. */
  | {
      readonly step: "signed-out";
      readonly isStillOpen?: true;
      /** Erasure was asked for just now, and happens then; Unix ms. */
      readonly erasedAt?: number;
    }
  /** The first step was right; `secondFactor` is next. */
  | { readonly step: "second-factor" }
  | {
      readonly step: "signed-in";
      readonly account: Account;
      readonly vault: VaultState;
      /** Null until known. */
      readonly openers: Openers | null;
      /** Changes with the vault's key; null unless open. Base64url. */
      readonly keyId: string | null;
    };

/** What reads and writes the vault's document need; `key` cannot be exported. */
export interface OpenVault {
  readonly accountId: string;
  readonly key: CryptoKey;
  readonly keyId: Bytes;
}

export interface Registration {
  readonly email: string;
  readonly password: string;
  readonly name: string;
  /** Exactly one of the two. */
  readonly practiceName?: string;
  readonly invitation?: string;
  readonly language: "de" | "en";
  /** Versions that were shown and accepted. */
  readonly agreements: { readonly terms: string; readonly avv: string };
  readonly news: boolean;
}

/** How a person shows, for one step, that the vault is theirs. */
export type Opener =
  | { readonly by: "password"; readonly password: string }
  | { readonly by: "recovery-code"; readonly code: string }
  | { readonly by: "passkey" };

export interface AccountSession {
  readonly state: ReadonlySignal<AccountState>;
  /** This sign-in has called off the erasure of the account; whoever has said so sets it back. */
  readonly erasureCalledOff: Signal<boolean>;
  /** The client to use for everything else: it notices when the session is over. */
  readonly api: ApiClient;

  /** At page load and after accepting agreements: asks who is signed in and opens the vault from device memory. */
  resume(): Promise<void>;
  /** Reads the account again, after a change of name, practice or news. */
  refresh(): Promise<void>;

  register(registration: Registration): Promise<Outcome>;
  confirm(token: string): Promise<Outcome>;
  resendConfirmation(email: string, language: "de" | "en"): Promise<Outcome>;
  signIn(email: string, password: string): Promise<Outcome>;
  signInByPasskey(): Promise<Outcome>;
  secondFactor(kind: "totp" | "recovery", code: string): Promise<Outcome>;
  /** Forgets key and document on this device in any case; fails if the server was not told. */
  signOut(): Promise<Outcome>;
  /** Forgets key and document on this device; stays signed in. */
  lock(): Promise<void>;

  unlockByPassword(password: string): Promise<Outcome>;
  unlockByPasskey(): Promise<Outcome>;
  unlockByRecoveryCode(code: string): Promise<Outcome>;
  /** After the plain question: goes on with the older vault that the server offers. */
  acceptOlderVault(): Promise<void>;
  /**
   * The first vault of an account. The code is shown once. `password` is needed only after PASSWORD_NEEDED, which
   * happens when the page was reloaded between sign-in and here.
   */
  createVault(password?: string): Promise<Outcome<{ readonly recoveryCode: string }>>;
  /** Replaces a vault that nothing opens any more by an empty one. */
  startOver(password?: string): Promise<Outcome<{ readonly recoveryCode: string }>>;
  /** Only while open. */
  openVault(): OpenVault | null;
  /** Called, and waited for, before key and document are forgotten, so that unsent edits can go. Returns the end. */
  beforeForgetting(save: () => Promise<void>): () => void;

  changePassword(current: string, next: string): Promise<Outcome>;
  askReset(email: string, language: "de" | "en"): Promise<Outcome>;
  /** Afterwards the vault opens by passkey or recovery code; then the new password opens it as well. */
  reset(token: string, email: string, password: string): Promise<Outcome>;
  askEmailChange(current: string, email: string): Promise<Outcome>;
  /** `email` is the new address; needs to be signed in. */
  changeEmail(token: string, email: string, password: string): Promise<Outcome>;

  /** `opensVault` is false where the authenticator has no PRF, or the password no wrap: it signs in only. */
  addPasskey(name: string, current: string): Promise<Outcome<{ readonly opensVault: boolean }>>;
  /** By the passkey's `id` from the list, not its credential id. */
  removePasskey(id: string): Promise<Outcome>;
  /** Lets a passkey that is signed in but has no wrap (after a new vault key) open the vault. */
  letPasskeyOpen(current: string): Promise<Outcome>;
  /** Makes the password open the vault again, if its wrap is missing. */
  letPasswordOpen(password: string, opener: Opener): Promise<Outcome>;
  renewRecoveryCode(current: string): Promise<Outcome<{ readonly recoveryCode: string }>>;
  /**
   * After a device was lost: a new key, a new recovery code. Passkeys cannot be asked in passing; those whose wraps
   * went are counted, and `letPasskeyOpen` gives each a new one.
   */
  renewVaultKey(
    current: string,
  ): Promise<Outcome<{ readonly recoveryCode: string; readonly passkeysDropped: number }>>;

  /** Everything that the server keeps about the account, as a .zip archive (Art. 15 and 20 GDPR). */
  exportData(current: string): Promise<Outcome<{ readonly archive: Uint8Array<ArrayBuffer> }>>;
  /** Makes a colleague an owner of the practice, by the colleague's account. */
  makeOwner(current: string, userId: string): Promise<Outcome>;
  /** Asks for the erasure of the account (Art. 17 GDPR) and forgets key and document on this device. */
  leave(current: string): Promise<Outcome<{ readonly erasedAt: number }>>;

  beginTotp(
    current: string,
  ): Promise<Outcome<{ readonly uri: string; readonly recoveryCodes: readonly string[] }>>;
  confirmTotp(code: string): Promise<Outcome>;
  endTotp(current: string): Promise<Outcome>;
  renewTotpCodes(current: string): Promise<Outcome<{ readonly recoveryCodes: readonly string[] }>>;
}

/** How often use is noted and idleness looked for, in ms. */
const LOOK_EVERY = 60_000;

/** The session of this page. Nothing is asked before `resume`. */
export function createAccountSession(parts: AccountParts): AccountSession {
  const state = signal<AccountState>({ step: "unknown" });
  const erasureCalledOff = signal(false);
  const savers = new Set<() => Promise<void>>();
  const save = async (): Promise<void> => {
    await Promise.allSettled([...savers].map((one) => one()));
  };

  // Whoever asks the server anything learns that the session is over; then nothing may stay open here.
  const api: ApiClient = {
    async call(route, input) {
      const result = await parts.api.call(route, input);
      if (!result.ok && result.code === "SIGNED_OUT" && state.value.step === "signed-in") {
        await core.close("signed-out");
      }
      return result;
    },
  };
  const core = createAccountCore({ ...parts, api }, state);
  const vault = createVaultPart(core, save);

  let turn: Promise<unknown> = Promise.resolve();
  const resume = (): Promise<void> => {
    const next = turn.then(() => core.enter()).then(() => undefined);
    turn = next.catch(() => undefined);
    return next;
  };

  // Another tab signed in or out, opened or locked.
  parts.memory.watch(() => {
    const { step } = state.value;
    if (step === "signed-in" || step === "signed-out") void resume();
  });

  return {
    state,
    api,
    resume,
    refresh: resume,
    erasureCalledOff,
    ...createEntry(core, save, erasureCalledOff),
    ...createDataPart(core, save),
    ...vault,
    ...createKeysPart(core),
    openVault: () => core.opened(),
    beforeForgetting(saver) {
      savers.add(saver);
      return () => savers.delete(saver);
    },
  };
}

/** Locks the vault after 12 hours without use of the page; returns the end. */
export function lockWhenIdle(
  session: Pick<AccountSession, "openVault" | "lock">,
  memory: Pick<AccountParts["memory"], "isIdle" | "touch">,
  page: Pick<Window, "addEventListener" | "removeEventListener"> = window,
  now: () => number = Date.now,
): () => void {
  let notedAt = 0;
  async function look(): Promise<void> {
    const open = session.openVault();
    if (open !== null && (await memory.isIdle(open.accountId))) await session.lock();
  }
  async function used(): Promise<void> {
    const open = session.openVault();
    if (open === null || now() - notedAt < LOOK_EVERY) return;
    notedAt = now();
    // The first touch after a night is no use of what should have been locked.
    await look();
    await memory.touch(open.accountId);
  }
  const timer = setInterval(() => void look(), LOOK_EVERY);
  const onUse = (): void => void used();
  const events = ["pointerdown", "keydown", "focus"] as const;
  for (const event of events) page.addEventListener(event, onUse);
  return () => {
    clearInterval(timer);
    for (const event of events) page.removeEventListener(event, onUse);
  };
}
