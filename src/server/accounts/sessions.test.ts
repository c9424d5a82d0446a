// Devices that are signed in, their cookies, and news by mail, over the real API on both databases.
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type AccountsServer,
  type Caller,
  startAccountsServer,
  type TherapistAccount,
} from "../../../test/support/accounts-server.ts";
import { describeOnBothDatabases } from "../../../test/support/databases.ts";
import { accountApi, sessionApi } from "../../protocol/api-account.ts";
import { DAY_MS } from "../../protocol/limits.ts";
import { authDate } from "../storage/auth-values.ts";

type Listed = {
  readonly id: string;
  readonly isThisOne: boolean;
  readonly device: string;
  readonly createdAt: number;
  readonly expiresAt: number;
};

describeOnBothDatabases("a session", (ground) => {
  let server: AccountsServer;
  beforeAll(async () => {
    server = await startAccountsServer(ground);
  }, 60_000);
  afterAll(() => server?.stop());

  async function elsewhere({ email, password }: TherapistAccount, userAgent = "curl/8"): Promise<Caller> {
    const visitor = server.newVisitor();
    const headers = { "User-Agent": userAgent };
    const answer = await visitor.call(sessionApi.signIn, { body: { email, password }, headers });
    expect(answer.json()).toEqual({ next: "signed-in" });
    return visitor;
  }
  const list = async (who: Caller): Promise<readonly Listed[]> =>
    ((await who.call(sessionApi.list)).json() as { sessions: readonly Listed[] }).sessions;
  const isIn = async (who: Caller): Promise<boolean> => (await who.call(accountApi.show)).status === 200;

  test("is listed by the kind of its device and can be ended from another", async () => {
    const who = await server.newTherapist("Anna");
    const phone = await elsewhere(
      who,
      "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1",
    );
    const third = await elsewhere(who);
    const all = await list(who);
    expect(all.map(({ device }) => device).toSorted()).toEqual([
      "?, ?",
      "Firefox, Windows",
      "Safari, iPhone",
    ]);
    expect(all.filter(({ isThisOne }) => isThisOne)).toMatchObject([{ device: "Firefox, Windows" }]);
    for (const { createdAt, expiresAt } of all)
      expect(Math.abs(expiresAt - createdAt - 30 * DAY_MS)).toBeLessThan(60_000);
    const id = all.find(({ device }) => device === "Safari, iPhone")?.id ?? "";
    expect((await who.call(sessionApi.end, { params: { id } })).status).toBe(204);
    expect(await isIn(phone)).toBe(false);
    expect((await who.call(sessionApi.end, { params: { id } })).json()).toMatchObject({ code: "NOT_FOUND" });
    expect((await who.call(sessionApi.endOthers)).status).toBe(204);
    expect([await isIn(third), await isIn(who)]).toEqual([false, true]);
    expect((await who.call(sessionApi.signOut)).status).toBe(204);
    expect(await isIn(who)).toBe(false);
  });

  test("ends thirty days after the sign-in, used or not", async () => {
    const who = await server.newTherapist("Berta");
    const { sql, kind } = server.database;
    const before = await list(who);
    await who.call(accountApi.show);
    expect((await list(who))[0]?.expiresAt).toBe(before[0]?.expiresAt);
    await sql
      .updateTable("session")
      .set({ expiresAt: authDate(kind, Date.now() - 1) })
      .where("userId", "=", who.userId)
      .execute();
    expect(await isIn(who)).toBe(false);
  });

  test("needs the cookie as it was given: neither the token of a stolen table nor another's signature will do", async () => {
    const who = await server.newTherapist("Clara");
    const row = await server.database.sql
      .selectFrom("session")
      .select("token")
      .where("userId", "=", who.userId)
      .executeTakeFirstOrThrow();
    for (const value of [row.token, `${row.token}.`, `${row.token}.${"A".repeat(43)}%3D`]) {
      const headers = { Cookie: `__Host-session=${value}` };
      const answer = await server.newVisitor().call(accountApi.show, { headers });
      expect(answer.json()).toMatchObject({ code: "SIGNED_OUT" });
    }
  });

  test("comes in a cookie of the closed list, for this host, TLS and no script alone", async () => {
    const { email, password } = await server.newTherapist("Dora");
    const post = (path: string, body?: unknown) =>
      fetch(server.origin + path, {
        method: "POST",
        headers: {
          Origin: server.origin,
          ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    const answers = [
      await post(sessionApi.signIn.path, { email, password }),
      await post(sessionApi.passkeyOptions.path),
    ];
    const cookies = answers.flatMap(({ headers }) => headers.getSetCookie());
    expect(cookies.map((cookie) => cookie.split("=")[0])).toEqual(["__Host-session", "__Host-passkey"]);
    for (const cookie of cookies) {
      const attributes = cookie
        .toLowerCase()
        .split(";")
        .map((part) => part.trim());
      expect(attributes).toEqual(expect.arrayContaining(["path=/", "httponly", "secure", "samesite=strict"]));
      expect(cookie).not.toMatch(/domain=/i);
    }
  });

  test("keeps no address and no more of the browser's name than its kind", async () => {
    const who = await server.newTherapist("Emma");
    const rows = await server.database.sql
      .selectFrom("session")
      .selectAll()
      .where("userId", "=", who.userId)
      .execute();
    expect(rows).toMatchObject([{ ipAddress: null, userAgent: "Firefox, Windows" }]);
    expect(JSON.stringify(rows)).not.toMatch(/127\.0\.0\.1|::1|Mozilla|140\.0/);
  });

  test("news by mail are sent only after a second yes, and end with one press and no sign-in", async () => {
    const who = await server.newTherapist("Frida");
    const news = async (): Promise<string> =>
      ((await who.call(accountApi.show)).json() as { news: string }).news;
    const consents = () =>
      server.database.sql.selectFrom("news_consent").selectAll().where("user_id", "=", who.userId).execute();
    expect(await news()).toBe("asked");
    const token = await server.mailedToken("news", who.email);
    const withdrawal = await server.mailedToken("news-off", who.email);
    expect((await server.stranger.call(accountApi.confirmNews, { body: { token } })).status).toBe(204);
    expect(await news()).toBe("given");
    expect((await server.stranger.call(accountApi.confirmNews, { body: { token } })).status).toBe(410);
    expect(JSON.stringify(await consents())).not.toContain(withdrawal);
    const off = { body: { token: withdrawal } };
    expect((await server.stranger.call(accountApi.withdrawNews, off)).status).toBe(204);
    expect([await news(), await consents()]).toEqual(["none", []]);
    expect((await server.stranger.call(accountApi.withdrawNews, off)).status).toBe(410);

    expect((await who.call(accountApi.setNews, { body: { wanted: true } })).status).toBe(204);
    expect(await news()).toBe("asked");
    expect((await who.call(accountApi.setNews, { body: { wanted: false } })).status).toBe(204);
    expect(await news()).toBe("none");
  });
});
