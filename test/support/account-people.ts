// Therapists with account and vault at browsers without screens, at one instance.
import { randomUUID } from "node:crypto";
import { fromBase64Url, fromUtf8 } from "../../src/e2ee/bytes.ts";
import { openDocument } from "../../src/e2ee/vault-document.ts";
import { AGREEMENTS } from "../../src/protocol/agreements.ts";
import { vaultApi } from "../../src/protocol/api-practice.ts";
import type { AccountState, Outcome } from "../../src/web/practice/account-session.ts";
import type { Instance } from "./instance.ts";
import { mailedToken, type TherapistDevice, therapistDevice } from "./therapist-device.ts";

export const PASSWORD = "tulpe wolke hafen knopf";
export const NEXT = "ein anderes, längeres Wort";

export const newEmail = (): string => `anna.${randomUUID().slice(0, 8)}@praxis.example`;

/** The outcome of what must succeed. */
export function need<T extends object>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`refused: ${outcome.code}`);
  return outcome;
}

type SignedIn = Extract<AccountState, { step: "signed-in" }>;
export function signedIn(of: TherapistDevice): SignedIn {
  const state = of.session.state.value;
  if (state.step !== "signed-in") throw new Error(`not signed in: ${state.step}`);
  return state;
}
export const vaultOf = (of: TherapistDevice): string => signedIn(of).vault;

/** What the open vault says, read from the server. */
export async function content(of: TherapistDevice): Promise<string> {
  const open = of.session.openVault();
  const loaded = await of.session.api.call(vaultApi.load, {});
  if (open === null || !loaded.ok) throw new Error("no vault to read");
  const { version, document } = loaded.value;
  const plain = await openDocument(
    open.key,
    { ...open, version },
    fromBase64Url(document ?? "") ?? new Uint8Array(),
  );
  if (plain === null) throw new Error("the document does not open");
  return fromUtf8(plain);
}

interface Settled {
  readonly at: TherapistDevice;
  readonly email: string;
  readonly recoveryCode: string;
}

export interface AccountPeople {
  /** A browser that has never been here. */
  device(): TherapistDevice;
  /** A browser with a confirmed account, signed in, without a vault. */
  confirmed(email?: string): Promise<TherapistDevice>;
  /** The same with a vault. */
  settled(): Promise<Settled>;
  /** Another browser, signed in by password. */
  other(email: string, password?: string): Promise<TherapistDevice>;
}

export function accountPeople(instance: Pick<Instance, "origin" | "dataDir">): AccountPeople {
  const device = (): TherapistDevice => therapistDevice(instance.origin);

  async function confirmed(email = newEmail()): Promise<TherapistDevice> {
    const at = device();
    need(
      await at.session.register({
        email,
        password: PASSWORD,
        name: "Anna Berger",
        practiceName: "Praxis Berger",
        language: "de",
        agreements: AGREEMENTS,
        news: false,
      }),
    );
    need(await at.session.confirm(await mailedToken(instance.dataDir, "confirm", email)));
    need(await at.session.signIn(email, PASSWORD));
    return at;
  }
  return {
    device,
    confirmed,
    async settled() {
      const email = newEmail();
      const at = await confirmed(email);
      const { recoveryCode } = need(await at.session.createVault());
      return { at, email, recoveryCode };
    },
    async other(email, password = PASSWORD) {
      const at = device();
      need(await at.session.signIn(email, password));
      return at;
    },
  };
}
