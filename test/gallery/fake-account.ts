// An account's session that holds still: one state, and answers that are always the same.
import { signal } from "@preact/signals";
import { type Account, accountApi, factorApi, sessionApi } from "../../src/protocol/api-account.ts";
import { practiceApi } from "../../src/protocol/api-practice.ts";
import { privacyApi } from "../../src/protocol/api-privacy.ts";
import type {
  AccountSession,
  AccountState,
  Failure,
  Openers,
  VaultState,
} from "../../src/web/practice/account-session.ts";
import type { ApiClient, ApiFailure } from "../../src/web/practice/api-client.ts";

const DAY = 86_400_000;
const NOW = 1_790_000_000_000;

export const RECOVERY_CODE = "7K3M-Q9XD-2HPV-84TB-N6WE-0RZJ-5YAG";

const ACCOUNT: Account = {
  id: "a1",
  email: "anna.sommer@praxis-am-park.example",
  name: "Dr. Anna Sommer",
  language: "de",
  isOperator: false,
  hasSecondFactor: false,
  practice: { id: "p1", name: "Praxis am Park", code: "7QX4M2KD", position: "owner" },
  mustAccept: [],
  news: "none",
  restrictedSince: null,
};

const OPENERS: Openers = { password: true, recoveryCode: true, passkeys: ["cred-1"] };

export const signedIn = (
  vault: VaultState,
  account: Partial<Account> = {},
  openers: Partial<Openers> = {},
): AccountState => ({
  step: "signed-in",
  account: { ...ACCOUNT, ...account },
  vault,
  openers: { ...OPENERS, ...openers },
  keyId: null,
});

const ANSWERS = new Map<unknown, unknown>([
  [accountApi.show, ACCOUNT],
  [
    factorApi.listPasskeys,
    {
      passkeys: [
        { id: "k1", name: "Laptop Praxis", credentialId: "cred-1", createdAt: NOW - 90 * DAY },
        { id: "k2", name: "Schlüssel am Schlüsselbund", credentialId: "cred-2", createdAt: NOW - 3 * DAY },
      ],
    },
  ],
  [
    sessionApi.list,
    {
      sessions: [
        {
          id: "s1",
          isThisOne: true,
          device: "Firefox, Windows",
          createdAt: NOW - DAY,
          lastUsedAt: NOW,
          expiresAt: NOW + DAY,
        },
        {
          id: "s2",
          isThisOne: false,
          device: "Safari, iPhone",
          createdAt: NOW - 9 * DAY,
          lastUsedAt: NOW - DAY,
          expiresAt: NOW + DAY,
        },
      ],
    },
  ],
  [
    practiceApi.show,
    {
      id: "p1",
      name: "Praxis am Park",
      code: "7QX4M2KD",
      therapists: [
        {
          id: "a1",
          name: "Dr. Anna Sommer",
          email: ACCOUNT.email,
          position: "owner",
          isSuspended: false,
        },
        {
          id: "a2",
          name: "Robin Winter",
          email: "robin.winter@praxis-am-park.example",
          position: "member",
          isSuspended: true,
        },
      ],
      invitations: [
        { id: "i1", email: "neu@praxis-am-park.example", createdAt: NOW, expiresAt: NOW + 7 * DAY },
      ],
    },
  ],
  [
    privacyApi.show,
    {
      accountDays: 30,
      needOwner: [],
      hold: { reason: "Anfrage des Finanzamts", endsAt: NOW + 200 * DAY },
      requests: [
        {
          id: "r1",
          kind: "objection",
          receivedAt: NOW - 3 * DAY,
          dueAt: NOW + 27 * DAY,
          isExtended: false,
          state: "open",
          closedAt: null,
        },
        {
          id: "r2",
          kind: "rectification",
          receivedAt: NOW - 90 * DAY,
          dueAt: NOW - 60 * DAY,
          isExtended: false,
          state: "answered",
          closedAt: NOW - 80 * DAY,
        },
      ],
      operatorEmail: "kontakt@example.org",
    },
  ],
  [practiceApi.lookInvitation, { email: "neu@praxis-am-park.example", practiceName: "Praxis am Park" }],
]);

export const failing = (code: Failure["code"], retryAfter: number | null = null): Failure =>
  ({ ok: false, code, retryAfter }) as Failure;

/** `failure`: what every request and every step answers with. `answers`: other ones than usual. */
export function fakeAccount(
  state: AccountState,
  failure: Failure | null = null,
  answers: readonly (readonly [unknown, unknown])[] = [],
): AccountSession {
  const own = new Map([...ANSWERS, ...answers]);
  const done = async (): Promise<{ readonly ok: true }> =>
    failure === null ? { ok: true } : (failure as unknown as { readonly ok: true });
  const withCode = async () =>
    failure === null ? { ok: true as const, recoveryCode: RECOVERY_CODE } : failure;
  const api: ApiClient = {
    call: async (route) =>
      failure === null ? { ok: true, value: own.get(route) as never } : (failure as ApiFailure),
  };
  const nothing = async (): Promise<void> => {};
  return {
    state: signal(state),
    erasureCalledOff: signal(false),
    api,
    resume: nothing,
    refresh: nothing,
    register: done,
    confirm: done,
    resendConfirmation: done,
    signIn: done,
    signInByPasskey: done,
    secondFactor: done,
    signOut: done,
    lock: nothing,
    unlockByPassword: done,
    unlockByPasskey: done,
    unlockByRecoveryCode: done,
    acceptOlderVault: nothing,
    createVault: withCode,
    startOver: withCode,
    openVault: () => null,
    beforeForgetting: () => () => {},
    changePassword: done,
    askReset: done,
    reset: done,
    askEmailChange: done,
    changeEmail: done,
    addPasskey: async () => failure ?? { ok: true, opensVault: true },
    removePasskey: done,
    letPasskeyOpen: done,
    letPasswordOpen: done,
    renewRecoveryCode: withCode,
    renewVaultKey: async () => failure ?? { ok: true, recoveryCode: RECOVERY_CODE, passkeysDropped: 1 },
    exportData: async () => failure ?? { ok: true, archive: new Uint8Array() },
    makeOwner: done,
    leave: async () => failure ?? { ok: true, erasedAt: NOW + 30 * DAY },
    beginTotp: async () =>
      failure ?? {
        ok: true,
        uri: "otpauth://totp/TheraPsy%20Connect:anna?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=TheraPsy%20Connect",
        recoveryCodes: ["x8Kd2-91mQa", "p0Lw7-4ZtRb", "v3Nc9-7HyUe", "q6Bf1-2SgXi"],
      },
    confirmTotp: done,
    endTotp: done,
    renewTotpCodes: async () => failure ?? { ok: true, recoveryCodes: ["x8Kd2-91mQa", "p0Lw7-4ZtRb"] },
  };
}
