// Therapists at desks whose rooms are in the vault, without screens; and what tests ask of them.
import { afterAll, afterEach, beforeAll, expect, vi } from "vitest";
import { vaultApi } from "../../src/protocol/api-practice.ts";
import type { AccountStore } from "../../src/web/practice/vault-store.ts";
import { type AccountPeople, accountPeople } from "./account-people.ts";
import { type Instance, startInstance } from "./instance.ts";
import { BEHIND_PROXY, type TherapistDevice } from "./therapist-device.ts";
import { type VaultBrowser, vaultBrowser } from "./vault-browser.ts";

const MINUTE = 60_000;

export interface Desk {
  readonly at: TherapistDevice;
  readonly browser: VaultBrowser;
  readonly store: AccountStore;
}

export interface VaultDesks {
  readonly instance: () => Instance;
  readonly people: () => AccountPeople;
  deskAt(at: TherapistDevice, userAgent?: string): Promise<Desk>;
  /** One therapist at two devices, each with an open vault. */
  twoDesks(): Promise<{ readonly one: Desk; readonly two: Desk; readonly email: string }>;
}

/** One server for the tests of a file; desks are closed after each test. */
export function vaultDesks(): VaultDesks {
  let instance: Instance | null = null;
  const browsers: VaultBrowser[] = [];
  const running = (): Instance => {
    if (instance === null) throw new Error("the server is not started yet");
    return instance;
  };
  const people = (): AccountPeople => accountPeople(running());
  beforeAll(async () => {
    instance = await startInstance({ env: BEHIND_PROXY });
  }, 60_000);
  afterEach(() => {
    for (const browser of browsers.splice(0)) browser.closeAll();
  });
  afterAll(() => instance?.remove());

  async function deskAt(at: TherapistDevice, userAgent?: string): Promise<Desk> {
    const browser = vaultBrowser(at, userAgent);
    browsers.push(browser);
    return { at, browser, store: await browser.open() };
  }
  return {
    instance: running,
    people,
    deskAt,
    async twoDesks() {
      const { at, email } = await people().settled();
      const two = await people().other(email);
      return { one: await deskAt(at), two: await deskAt(two, "Chrome/140 Windows"), email };
    },
  };
}

export const labels = async (store: AccountStore): Promise<readonly string[]> =>
  (await store.load()).rooms.map(({ label }) => label).toSorted();

/** Everything has reached the server. */
export const saved = (store: AccountStore): Promise<void> =>
  vi.waitFor(() => expect(store.sync.value).toMatchObject({ isSaved: true, trouble: null }), {
    timeout: 10_000,
  });

/** A person comes back to the page a while later. */
export async function comeBack({ browser }: Desk): Promise<void> {
  await browser.pass(MINUTE);
  browser.touch();
}

export const goOffline = (at: TherapistDevice): void =>
  at.between(() => Promise.reject(new TypeError("no network")));

export const writesOf = ({ sent }: TherapistDevice): number =>
  sent.filter(({ method, path }) => method === "PUT" && path === vaultApi.save.path).length;
