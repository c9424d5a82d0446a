// The whole server in this process, with therapists who use its HTTP API as their browser would.
import { randomBytes, randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { simpleParser } from "mailparser";
import { AGREEMENTS } from "../../src/protocol/agreements.ts";
import { accountApi, sessionApi } from "../../src/protocol/api-account.ts";
import { vaultApi } from "../../src/protocol/api-practice.ts";
import type { ApiRoute } from "../../src/protocol/api-route.ts";
import { GUESS_LIMITS, type GuessLimits } from "../../src/server/accounts/guess-limit.ts";
import { startServer } from "../../src/server/compose.ts";
import { readConfig } from "../../src/server/platform/config.ts";
import { createLog } from "../../src/server/platform/log.ts";
import { type Database, openDatabase } from "../../src/server/storage/database.ts";
import type { Ground } from "./databases.ts";
import { eventually } from "./eventually.ts";

/** Limits raised so that a test may try everything in a row. */
const PATIENT = {
  ...GUESS_LIMITS,
  address: { burst: 100_000, every: 1 },
  outgoing: { burst: 100_000, every: 1 },
  free: 100_000,
  mailsPerDay: 100_000,
};

const secret = (bytes: number): string => randomBytes(bytes).toString("base64url");
/** A sealed document of the smallest size. */
export const sealedDocument = (): string => secret(16 * 1_024 + 28);

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly bytes: Uint8Array;
  readonly type: string;
  json(): unknown;
}

export interface CallInput {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  /** Sent as JSON; a string is sent as it is. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Caller {
  call(route: ApiRoute, input?: CallInput): Promise<Answer>;
}

export interface TherapistAccount extends Caller {
  readonly email: string;
  readonly password: string;
  readonly name: string;
  readonly practiceName: string;
  readonly userId: string;
  readonly practiceId: string;
  signIn(): Promise<void>;
}

export interface AccountsServer {
  readonly origin: string;
  readonly database: Database;
  readonly place: ReturnType<Ground["newPlace"]>;
  /** Somebody without a session. */
  readonly stranger: Caller;
  /** Somebody else without a session, with a browser of their own. */
  newVisitor(): Caller;
  /** The token of a mail of that kind to an address, another one than `not`. */
  mailedToken(name: string, email: string, not?: string): Promise<string>;
  /** What the pattern's group finds in a mail to an address, another text than `not`. */
  mailed(email: string, pattern: RegExp, not?: string): Promise<string>;
  /** The text of a mail with that subject to an address. */
  mailedText(email: string, subject: string): Promise<string>;
  /** Waits until nothing in the queue is due. */
  mailsAreOut(): Promise<void>;
  /** Registers, confirms and signs in, with a vault. */
  newTherapist(name: string): Promise<TherapistAccount>;
  stop(): Promise<void>;
}

/** `guessLimits`: raised, unless the test is about them. */
export async function startAccountsServer(
  ground: Ground,
  {
    guessLimits = PATIENT,
    env = {},
  }: { readonly guessLimits?: GuessLimits; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<AccountsServer> {
  const place = ground.newPlace();
  const config = readConfig({
    CONNECT_PORT: "0",
    CONNECT_DATA_DIR: place.dataDir,
    ...(place.url === null ? {} : { CONNECT_DATABASE_URL: place.url }),
    ...env,
  });
  const server = await startServer({ config, log: createLog({ level: "silent" }), guessLimits });
  const database = await openDatabase(place);
  const { origin } = server;

  function newCaller(cookies: Map<string, string>): Caller {
    return {
      async call(route, { params = {}, query, body, headers } = {}) {
        const path = route.path.replace(/:(\w+)/g, (_, name: string) => params[name] ?? "");
        const search = query === undefined ? "" : `?${new URLSearchParams(query)}`;
        const response = await fetch(origin + path + search, {
          method: route.method,
          redirect: "manual",
          headers: {
            Origin: origin,
            "User-Agent": "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0",
            ...(body === undefined ? {} : { "Content-Type": "application/json" }),
            ...(cookies.size === 0 ? {} : { Cookie: [...cookies].map(([k, v]) => `${k}=${v}`).join("; ") }),
            ...headers,
          },
          ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
        });
        for (const line of response.headers.getSetCookie()) {
          const [pair = ""] = line.split(";");
          const at = pair.indexOf("=");
          if (/max-age=0\b/i.test(line)) cookies.delete(pair.slice(0, at));
          else cookies.set(pair.slice(0, at), pair.slice(at + 1));
        }
        const bytes = new Uint8Array(await response.arrayBuffer());
        const text = new TextDecoder().decode(bytes);
        const type = response.headers.get("content-type") ?? "";
        return { status: response.status, text, bytes, type, json: () => JSON.parse(text) as unknown };
      },
    };
  }
  const stranger = newCaller(new Map());

  async function mailed(email: string, pattern: RegExp, not?: string): Promise<string> {
    const folder = join(place.dataDir, "mail");
    return eventually(async () => {
      for (const file of await readdir(folder)) {
        if (!file.endsWith(".eml")) continue;
        const mail = await simpleParser(await readFile(join(folder, file)));
        const to = Array.isArray(mail.to) ? mail.to[0]?.text : mail.to?.text;
        const found = pattern.exec(`${mail.text} ${JSON.stringify(mail.headers.get("list") ?? "")}`)?.[1];
        if (to === email && found !== undefined && found !== not) return found;
      }
      throw new Error(`no mail with ${pattern.source} to that address`);
    });
  }
  const mailedToken = (name: string, email: string, not?: string): Promise<string> =>
    mailed(email, new RegExp(`#${name}\\.([\\w-]{43})`), not);

  const mailedText = (email: string, subject: string): Promise<string> =>
    eventually(async () => {
      const folder = join(place.dataDir, "mail");
      for (const file of await readdir(folder)) {
        if (!file.endsWith(".eml")) continue;
        const mail = await simpleParser(await readFile(join(folder, file)));
        const to = Array.isArray(mail.to) ? mail.to[0]?.text : mail.to?.text;
        if (to === email && mail.subject === subject) return mail.text ?? "";
      }
      throw new Error("no such mail to that address");
    });

  async function expectSuccess(answer: Promise<Answer>): Promise<unknown> {
    const { status, text, json } = await answer;
    if (status >= 300) throw new Error(`${status} ${text}`);
    return status === 204 ? null : json();
  }

  async function newTherapist(name: string): Promise<TherapistAccount> {
    const email = `${name.toLowerCase()}.${randomUUID().slice(0, 8)}@praxis.example`;
    const password = secret(32);
    const practiceName = `Praxis ${name} ${randomUUID().slice(0, 8)}`;
    const cookies = new Map<string, string>();
    const caller = newCaller(cookies);
    const body = { email, password, name, practiceName, language: "de", agreements: AGREEMENTS, news: true };
    await expectSuccess(caller.call(accountApi.register, { body }));
    const token = await mailedToken("confirm", email);
    await expectSuccess(caller.call(accountApi.confirm, { body: { token } }));
    const signIn = async (): Promise<void> => {
      cookies.clear();
      await expectSuccess(caller.call(sessionApi.signIn, { body: { email, password } }));
    };
    await signIn();
    const shown = (await expectSuccess(caller.call(accountApi.show))) as {
      id: string;
      practice: { id: string };
    };
    const keyId = secret(16);
    const wraps = [{ kind: 1, credentialId: "", keyId, wrap: secret(60) }];
    const document = sealedDocument();
    await expectSuccess(caller.call(vaultApi.save, { body: { replaces: 0, keyId, document, wraps } }));
    return {
      ...caller,
      email,
      password,
      name,
      practiceName,
      userId: shown.id,
      practiceId: shown.practice.id,
      signIn,
    };
  }

  const mailsAreOut = (): Promise<void> =>
    eventually(async () => {
      const waiting = await database.sql
        .selectFrom("mail")
        .select("id")
        .where("state", "=", "waiting")
        .where("next_try_at", "<=", Date.now())
        .execute();
      if (waiting.length > 0) throw new Error(`${waiting.length} mails are due`);
    });

  return {
    origin,
    database,
    place,
    stranger,
    newVisitor: () => newCaller(new Map()),
    mailedToken,
    mailed,
    mailedText,
    mailsAreOut,
    newTherapist,
    async stop() {
      await server.stop();
      await database.close();
    },
  };
}
