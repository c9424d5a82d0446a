// The second factor over the real API, on both databases.
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type AccountsServer,
  type Answer,
  type Caller,
  startAccountsServer,
  type TherapistAccount,
} from "../../../test/support/accounts-server.ts";
import { describeOnBothDatabases } from "../../../test/support/databases.ts";
import { totp } from "../../../test/support/totp.ts";
import { accountApi, factorApi, sessionApi } from "../../protocol/api-account.ts";

const STEP = 30_000;

describeOnBothDatabases("the second factor", (ground) => {
  let server: AccountsServer;
  beforeAll(async () => {
    server = await startAccountsServer(ground);
  }, 60_000);
  afterAll(() => server?.stop());

  type Guarded = { readonly who: TherapistAccount; readonly secret: string; readonly codes: string[] };
  async function guarded(name: string): Promise<Guarded> {
    const who = await server.newTherapist(name);
    const begun = await who.call(factorApi.beginTotp, { body: { current: who.password } });
    const { uri, recoveryCodes } = begun.json() as { uri: string; recoveryCodes: string[] };
    const secret = new URL(uri).searchParams.get("secret") ?? "";
    const confirmed = await who.call(factorApi.confirmTotp, { body: { code: totp(secret) } });
    expect(confirmed.status, confirmed.text).toBe(204);
    return { who, secret, codes: recoveryCodes };
  }
  async function password(visitor: Caller, { email, password }: TherapistAccount): Promise<Answer> {
    return visitor.call(sessionApi.signIn, { body: { email, password } });
  }
  const answer = (visitor: Caller, code: string, kind = "totp") =>
    visitor.call(sessionApi.secondFactor, { body: { kind, code } });

  test("is asked for after the password, and opens nothing before", async () => {
    const { who, secret } = await guarded("Anna");
    const visitor = server.newVisitor();
    expect((await password(visitor, who)).json()).toEqual({ next: "second-factor" });
    expect((await visitor.call(accountApi.show)).json()).toMatchObject({ code: "SIGNED_OUT" });
    expect((await answer(visitor, totp(secret))).json()).toEqual({ next: "signed-in" });
    expect((await visitor.call(accountApi.show)).json()).toMatchObject({
      id: who.userId,
      hasSecondFactor: true,
    });
  });

  test("keeps the session and its device when it is switched on and off", async () => {
    const { who } = await guarded("Berta");
    const device = async () =>
      ((await who.call(sessionApi.list)).json() as { sessions: { device: string; isThisOne: boolean }[] })
        .sessions;
    expect(await device()).toMatchObject([{ device: "Firefox, Windows", isThisOne: true }]);
    expect((await who.call(factorApi.endTotp, { body: { current: who.password } })).status).toBe(204);
    expect(await device()).toMatchObject([{ device: "Firefox, Windows", isThisOne: true }]);
    expect((await password(server.newVisitor(), who)).json()).toEqual({ next: "signed-in" });
  });

  test("takes each code once (RFC 6238, 5.2)", async () => {
    const { who, secret } = await guarded("Clara");
    const [first, second] = [server.newVisitor(), server.newVisitor()];
    await password(first, who);
    await password(second, who);
    const code = totp(secret);
    expect((await answer(first, code)).json()).toEqual({ next: "signed-in" });
    expect((await answer(second, code)).json()).toMatchObject({ code: "SECOND_FACTOR" });
    expect((await second.call(accountApi.show)).json()).toMatchObject({ code: "SIGNED_OUT" });
    const { sql } = server.database;
    const open = await sql.selectFrom("session").select("id").where("userId", "=", who.userId).execute();
    // Her own and the one of the first visitor.
    expect(open).toHaveLength(2);
    // The next code is another one.
    const third = server.newVisitor();
    await password(third, who);
    expect((await answer(third, totp(secret, Date.now() + STEP))).json()).toEqual({ next: "signed-in" });
  });

  test("takes each recovery code once, and none of the old ones after a renewal", async () => {
    const { who, codes } = await guarded("Dora");
    const [one = "", two = "", three = ""] = codes;
    const visitor = server.newVisitor();
    await password(visitor, who);
    expect((await answer(visitor, one, "recovery")).json()).toEqual({ next: "signed-in" });
    const again = server.newVisitor();
    await password(again, who);
    expect((await answer(again, one, "recovery")).json()).toMatchObject({ code: "SECOND_FACTOR" });
    expect((await answer(again, two, "recovery")).json()).toEqual({ next: "signed-in" });
    const renewed = await who.call(factorApi.renewRecoveryCodes, { body: { current: who.password } });
    const { recoveryCodes } = renewed.json() as { recoveryCodes: string[] };
    const late = server.newVisitor();
    await password(late, who);
    expect((await answer(late, three, "recovery")).json()).toMatchObject({ code: "SECOND_FACTOR" });
    expect((await answer(late, recoveryCodes[0] ?? "", "recovery")).json()).toEqual({ next: "signed-in" });
  });

  test("ends a step after a few wrong codes, and closes the account's for a while after more", async () => {
    const { who, secret } = await guarded("Emma");
    const codes: string[] = [];
    const wrong = totp(secret, Date.now() + 500 * STEP);
    for (let step = 0; step < 3; step += 1) {
      const visitor = server.newVisitor();
      await password(visitor, who);
      for (let i = 0; i < 6; i += 1)
        codes.push(((await answer(visitor, wrong)).json() as { code: string }).code);
    }
    expect(codes.slice(0, 6)).toEqual([...Array(5).fill("SECOND_FACTOR"), "SIGNED_OUT"]);
    // The right code is no exception.
    const last = server.newVisitor();
    await password(last, who);
    expect((await answer(last, totp(secret))).json()).toMatchObject({
      code: "TOO_MANY_TRIES",
      retryAfter: 900,
    });
  });

  test("cannot be begun anew while it is on, and not ended or renewed without the password", async () => {
    const { who } = await guarded("Frida");
    const begun = await who.call(factorApi.beginTotp, { body: { current: who.password } });
    expect(begun.json()).toMatchObject({ code: "CONFLICT" });
    const wrong = { body: { current: "A".repeat(43) } };
    for (const route of [factorApi.endTotp, factorApi.renewRecoveryCodes, factorApi.beginTotp])
      expect((await who.call(route, wrong)).json()).toMatchObject({ code: "CREDENTIALS" });
    expect((await password(server.newVisitor(), who)).json()).toEqual({ next: "second-factor" });
  });

  test("stays on when the password is forgotten", async () => {
    const { who, secret } = await guarded("Gerda");
    const { email } = who;
    await server.stranger.call(accountApi.askReset, { body: { email, language: "de" } });
    const token = await server.mailedToken("reset", email);
    const next = "N".repeat(43);
    const reset = await server.stranger.call(accountApi.reset, { body: { token, email, password: next } });
    expect(reset.status).toBe(204);
    expect((await who.call(accountApi.show)).status).toBe(401);
    const visitor = server.newVisitor();
    expect((await password(visitor, { ...who, password: next })).json()).toEqual({ next: "second-factor" });
    expect((await answer(visitor, totp(secret))).json()).toEqual({ next: "signed-in" });
  });
});
