// A therapist's browser without screens: the product's own session of an account, with a cookie jar, storage that
// survives a reload, and a record of every body that it sent.
import { randomInt, randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { IDBFactory } from "fake-indexeddb";
import { simpleParser } from "mailparser";
import { passkeyInput } from "../../src/e2ee/vault-keys.ts";
import { type AccountSession, createAccountSession } from "../../src/web/practice/account-session.ts";
import { createApiClient } from "../../src/web/practice/api-client.ts";
import { createVaultMemory, type VaultMemory } from "../../src/web/practice/vault-memory.ts";
import { createPasskeyTool } from "../../src/web/practice/webauthn.ts";

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

/** Stands between the device and the server: may change what is asked and what is answered. */
type Between = (request: Sent, forward: () => Promise<Response>) => Promise<Response>;

export interface TherapistDevice {
  readonly session: AccountSession;
  readonly memory: VaultMemory;
  /** All requests of this device, reloads included. */
  readonly sent: readonly Sent[];
  /** A new page in the same browser, after `resume`. */
  reload(): Promise<void>;
  /** Another tab of this browser, after `resume`. */
  openTab(): Promise<AccountSession>;
  /** Time passes for this browser, in ms. */
  wait(ms: number): void;
  between(change: Between | null): void;
}

/** Environment of an instance whose devices come from networks of their own. */
export const BEHIND_PROXY = { CONNECT_TRUSTED_PROXIES: "127.0.0.1,::1" } as const;

/** An address that no other device of a test has: requests of one address are limited. */
export const ownAddress = (): string => `198.51.${randomInt(256)}.${randomInt(256)}`;

/** What a new vault says in these tests. */
export const FIRST_DOCUMENT = '{"schema":1,"records":[]}';

/** A browser that has never been here. `origin` is the page's. */
export function therapistDevice(origin: string): TherapistDevice {
  const factory = new IDBFactory();
  const address = ownAddress();
  // Tabs of this browser hear each other, other browsers do not.
  const tabs = randomUUID();
  const cookies = new Map<string, string>();
  const sent: Sent[] = [];
  let between: Between | null = null;
  let passed = 0;

  const fetchAsBrowser: typeof fetch = async (input, init = {}) => {
    const path = String(input);
    const request = { method: init.method ?? "GET", path, body: String(init.body ?? "") };
    sent.push(request);
    const headers = new Headers(init.headers);
    headers.set("Origin", origin);
    headers.set("X-Forwarded-For", address);
    headers.set("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
    if (cookies.size > 0) headers.set("Cookie", [...cookies].map(([k, v]) => `${k}=${v}`).join("; "));
    const forward = async (): Promise<Response> => {
      const response = await fetch(new URL(path, origin), { ...init, headers });
      for (const line of response.headers.getSetCookie()) {
        const [pair = ""] = line.split(";");
        const at = pair.indexOf("=");
        if (/max-age=0\b|expires=thu, 01 jan 1970/i.test(line)) cookies.delete(pair.slice(0, at));
        else cookies.set(pair.slice(0, at), pair.slice(at + 1));
      }
      return response;
    };
    return between === null ? forward() : between(request, forward);
  };

  function open(): { session: AccountSession; memory: VaultMemory } {
    const memory = createVaultMemory(() => Date.now() + passed, factory, new BroadcastChannel(tabs));
    const session = createAccountSession({
      api: createApiClient(fetchAsBrowser),
      memory,
      passkeys: createPasskeyTool(passkeyInput, undefined),
      webOrigin: origin,
      firstDocument: () => new TextEncoder().encode(FIRST_DOCUMENT),
    });
    return { session, memory };
  }

  let current = open();
  return {
    get session() {
      return current.session;
    },
    get memory() {
      return current.memory;
    },
    sent,
    async reload() {
      current = open();
      await current.session.resume();
    },
    async openTab() {
      const { session } = open();
      await session.resume();
      return session;
    },
    wait(ms) {
      passed += ms;
    },
    between(change) {
      between = change;
    },
  };
}

/** The token of the newest mail of a kind to an address, from the folder of an instance in development. */
export async function mailedToken(dataDir: string, kind: string, recipient: string): Promise<string> {
  const folder = join(dataDir, "mail");
  for (let tries = 0; tries < 100; tries += 1) {
    const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(".eml"));
    const mails = await Promise.all(
      names.map(async (name) => simpleParser(await readFile(join(folder, name)))),
    );
    const tokens = mails
      .filter(({ to }) => [to].flat().some((one) => one?.text.includes(recipient)))
      .toSorted((a, b) => Number(a.date ?? 0) - Number(b.date ?? 0))
      .flatMap(
        ({ text = "" }) => new RegExp(`/practice#${kind}\\.([A-Za-z0-9_-]{43})`).exec(text)?.[1] ?? [],
      );
    const token = tokens.at(-1);
    if (token !== undefined) return token;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`no mail "${kind}" came`);
}
