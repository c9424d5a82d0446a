import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { turnApi } from "../../protocol/api-turn.ts";
import { TURN_POOL, TURN_TTL } from "../../protocol/limits.ts";
import type { Api } from "../platform/api.ts";
import { makeTurnCredential, type TurnOptions, turnRoutes } from "./turn.ts";

const SECRET = "shared-with-coturn-0123456789abcdef";
const URLS = ["turn:turn.example.org:3478"];

interface Reply {
  readonly expiry: number;
  readonly urls: readonly string[];
  readonly credentials: readonly { readonly username: string; readonly credential: string }[];
}

/** What the route answers to this account, at a time that the test sets. */
function open(turn: TurnOptions["turn"]) {
  let at = 1_795_392_000_123;
  let ask: (userId: string) => Promise<Reply> = () => Promise.reject(new Error("no route"));
  const api = {
    handle(route: unknown, handler: (call: never) => Promise<Reply>) {
      expect(route).toBe(turnApi.pool);
      ask = (userId) => handler({ caller: { userId } } as never);
    },
  } as unknown as Api;
  turnRoutes({ clock: { now: () => at, monotonic: () => at }, turn })(api);
  return {
    ask,
    pass(milliseconds: number) {
      at += milliseconds;
    },
  };
}

describe("TURN credentials", () => {
  it("are what coturn derives from the secret, by a digest computed elsewhere", () => {
    // printf '1795396500:0011223344556677' | openssl dgst -sha1 -hmac shared-with-coturn-0123456789abcdef -binary | base64
    const made = makeTurnCredential(SECRET, 1_795_396_500, Buffer.from("0011223344556677", "hex"));
    expect(made).toEqual({
      username: "1795396500:0011223344556677",
      credential: "aNr2SllFnWqiVf+fsqxk/Zl6T1c=",
    });
  });

  it("come in a batch of one size, random, and good for TURN_TTL", async () => {
    const { ask } = open({ urls: URLS, secret: SECRET });
    const answers = [await ask("anna"), await ask("anna"), await ask("berta")];
    const all = answers.flatMap(({ credentials }) => credentials);
    expect(new Set(all.map(({ username }) => username)).size).toBe(3 * TURN_POOL);
    expect(new Set(answers.map((answer) => JSON.stringify(answer).length)).size).toBe(1);
    for (const { username, credential } of all) {
      expect(username).toMatch(/^1795396500:[0-9a-f]{16}$/);
      expect(credential).toBe(createHmac("sha1", SECRET).update(username).digest("base64"));
    }
    expect(answers[0]).toMatchObject({ urls: URLS, expiry: 1_795_396_500_000 });
    expect(TURN_TTL).toBe(4_500_000);
  });

  it("are none where there is no TURN server", async () => {
    expect(await open(null).ask("anna")).toMatchObject({ urls: [], credentials: [] });
  });

  it("end for an account that asks without end, and for nobody else", async () => {
    const { ask, pass } = open({ urls: URLS, secret: SECRET });
    for (let i = 0; i < 30; i += 1) await ask("anna");
    await expect(ask("anna")).rejects.toMatchObject({ code: "TOO_MANY_TRIES", retryAfter: 120 });
    await ask("berta");
    pass(120_000);
    await ask("anna");
    await expect(ask("anna")).rejects.toMatchObject({ code: "TOO_MANY_TRIES" });
  });
});
