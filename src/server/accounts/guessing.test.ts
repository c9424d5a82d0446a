// Guessing over the real API: what a stranger is told, and when nothing is judged any more.
import { randomBytes, randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type AccountsServer,
  type Answer,
  startAccountsServer,
} from "../../../test/support/accounts-server.ts";
import { describeOnBothDatabases } from "../../../test/support/databases.ts";
import { accountApi, factorApi, sessionApi } from "../../protocol/api-account.ts";
import { GUESS_LIMITS } from "./guess-limit.ts";

const secret = (bytes: number): string => randomBytes(bytes).toString("base64url");
const codeOf = (answer: Answer): string => (answer.json() as { code?: string }).code ?? "in";

describeOnBothDatabases("guessing", (ground) => {
  let server: AccountsServer;
  beforeAll(async () => {
    // All tests come from one address; the limit for addresses has tests of its own.
    const guessLimits = { ...GUESS_LIMITS, address: { burst: 1_000, every: 1 }, mailsPerDay: 4 };
    server = await startAccountsServer(ground, { guessLimits });
  }, 60_000);
  afterAll(() => server?.stop());

  const signIn = (email: string, password: string): Promise<Answer> =>
    server.newVisitor().call(sessionApi.signIn, { body: { email, password } });

  test("at a password gets the same answers for an account and for none, and then none at all", async () => {
    const who = await server.newTherapist("Anna");
    const series = async (email: string): Promise<string[]> => {
      const told: string[] = [];
      for (let i = 0; i <= GUESS_LIMITS.free; i += 1) told.push(codeOf(await signIn(email, secret(32))));
      return told;
    };
    const known = await series(who.email);
    expect(known).toEqual([...Array(GUESS_LIMITS.free).fill("CREDENTIALS"), "TOO_MANY_TRIES"]);
    expect(await series(`${randomUUID()}@praxis.example`)).toEqual(known);
    // The right one is told from a wrong one by nothing.
    const [right, wrong] = [await signIn(who.email, who.password), await signIn(who.email, secret(32))];
    expect(codeOf(right)).toBe("TOO_MANY_TRIES");
    expect({ ...(right.json() as object), retryAfter: 0 }).toEqual({
      ...(wrong.json() as object),
      retryAfter: 0,
    });
    // Whoever is signed in stays so, and a stranger's tries keep nobody from what their session and password allow.
    expect((await who.call(accountApi.show)).status).toBe(200);
    const proof = await who.call(accountApi.checkPassword, { body: { current: who.password } });
    expect(proof.status).toBe(204);
  });

  test("with a session that is not one's own is slowed down, whichever route is asked, and shuts nobody out", async () => {
    const who = await server.newTherapist("Berta");
    const routes = [
      accountApi.checkPassword,
      factorApi.beginTotp,
      factorApi.passkeyOptions,
      factorApi.endTotp,
    ];
    const told: string[] = [];
    for (let i = 0; i <= GUESS_LIMITS.free; i += 1) {
      const route = routes[i % routes.length] ?? accountApi.checkPassword;
      told.push(codeOf(await who.call(route, { body: { current: secret(32) } })));
    }
    expect(told).toEqual([...Array(GUESS_LIMITS.free).fill("CREDENTIALS"), "TOO_MANY_TRIES"]);
    expect(codeOf(await signIn(who.email, who.password))).toBe("in");
  });

  test("ends for the owner with a reset by mail", async () => {
    const who = await server.newTherapist("Clara");
    for (let i = 0; i < GUESS_LIMITS.free; i += 1) await signIn(who.email, secret(32));
    expect(codeOf(await signIn(who.email, who.password))).toBe("TOO_MANY_TRIES");
    await server.stranger.call(accountApi.askReset, { body: { email: who.email, language: "de" } });
    const token = await server.mailedToken("reset", who.email);
    const password = secret(32);
    await server.stranger.call(accountApi.reset, { body: { token, email: who.email, password } });
    expect(codeOf(await signIn(who.email, password))).toBe("in");
  });

  test("at mailboxes fills none, and is the same for one without an account", async () => {
    const who = await server.newTherapist("Dora");
    const series = async (email: string): Promise<number[]> => {
      const told: number[] = [];
      for (let i = 0; i < 6; i += 1)
        told.push(
          (await server.newVisitor().call(accountApi.askReset, { body: { email, language: "de" } })).status,
        );
      return told;
    };
    // One mail of her four was the confirmation.
    expect(await series(who.email)).toEqual([204, 204, 204, 429, 429, 429]);
    expect(await series(`${randomUUID()}@praxis.example`)).toEqual([204, 204, 204, 204, 429, 429]);
    const mails = await server.database.sql
      .selectFrom("mail")
      .select("id")
      .where("user_id", "=", who.userId)
      .where("kind", "=", "reset")
      .execute();
    expect(mails).toHaveLength(3);
  });
});

describeOnBothDatabases("an address that asks without end", (ground) => {
  test("is slowed down, and told when to come back", async () => {
    const guessLimits = { ...GUESS_LIMITS, address: { burst: 3, every: 60_000 } };
    const server = await startAccountsServer(ground, { guessLimits });
    try {
      const answers: Answer[] = [];
      for (let i = 0; i < 4; i += 1)
        answers.push(await server.newVisitor().call(accountApi.confirm, { body: { token: secret(32) } }));
      expect(answers.map(({ status }) => status)).toEqual([410, 410, 410, 429]);
      const retryAfter = Number(/"retryAfter":(\d+)/.exec(answers[3]?.text ?? "")?.[1]);
      expect(retryAfter).toBeGreaterThan(0);
      expect(retryAfter).toBeLessThanOrEqual(60);
    } finally {
      await server.stop();
    }
  });
});
