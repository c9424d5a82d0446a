// Registration, password and address over the real API, on both databases: what changes together, changes together.
import { randomBytes, randomUUID } from "node:crypto";
import { verifyPassword } from "better-auth/crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type AccountsServer,
  type Answer,
  startAccountsServer,
  type TherapistAccount,
} from "../../../test/support/accounts-server.ts";
import { describeOnBothDatabases } from "../../../test/support/databases.ts";
import { AGREEMENTS } from "../../protocol/agreements.ts";
import { accountApi, sessionApi } from "../../protocol/api-account.ts";
import { operatorApi, vaultApi } from "../../protocol/api-practice.ts";
import type { Database } from "../storage/database.ts";
import { createGuessLimit, GUESS_LIMITS } from "./guess-limit.ts";
import { issueToken } from "./mailed-link.ts";
import { changeEmail, changePassword, type PasswordParts, resetPassword } from "./password.ts";
import { createOperator } from "./registration.ts";

const secret = (bytes: number): string => randomBytes(bytes).toString("base64url");
const clock = { now: () => Date.now(), monotonic: () => performance.now() };

describeOnBothDatabases("an account", (ground) => {
  let server: AccountsServer;
  let database: Database;
  beforeAll(async () => {
    server = await startAccountsServer(ground);
    database = server.database;
  }, 60_000);
  afterAll(() => server?.stop());

  const newEmail = (): string => `${randomUUID()}@praxis.example`;
  const registration = (email: string, password = secret(32)) => ({
    email,
    password,
    name: "Anna",
    practiceName: "Praxis",
    language: "de",
    agreements: AGREEMENTS,
    news: false,
  });
  const register = (email: string, password?: string): Promise<Answer> =>
    server.stranger.call(accountApi.register, { body: registration(email, password) });
  const signIn = (email: string, password: string): Promise<Answer> =>
    server.newVisitor().call(sessionApi.signIn, { body: { email, password } });

  async function stateOf({ userId }: TherapistAccount) {
    const { sql } = database;
    const user = await sql.selectFrom("user").select("email").where("id", "=", userId).executeTakeFirst();
    const account = await sql
      .selectFrom("account")
      .select("password")
      .where("userId", "=", userId)
      .executeTakeFirst();
    const sessions = await sql.selectFrom("session").select("id").where("userId", "=", userId).execute();
    const wraps = await sql
      .selectFrom("vault_wrap")
      .select(["kind", "key_id", "wrap"])
      .where("user_id", "=", userId)
      .execute();
    const tokens = await sql
      .selectFrom("mail_token")
      .select(["purpose", "token_hash"])
      .where("user_id", "=", userId)
      .orderBy("purpose")
      .execute();
    return { user, account, sessions, wraps, tokens };
  }
  async function keyOf(who: TherapistAccount): Promise<string> {
    return ((await who.call(vaultApi.load)).json() as { keyId: string }).keyId;
  }

  test.each(["jürgen.o'neill@praxis.example", "anna@müller-praxis.example", "a&b@praxis.example"])(
    "whose address is %s can be used as well as be made",
    async (local) => {
      const email = local.replace("@", `.${randomUUID().slice(0, 8)}@`);
      const password = secret(32);
      expect((await register(email, password)).status).toBe(204);
      const { sql } = database;
      const { id } = await sql
        .selectFrom("user")
        .select("id")
        .where("email", "=", email)
        .executeTakeFirstOrThrow();
      // The mail itself may reach such a host in another spelling.
      const token = await issueToken(sql, {
        userId: id,
        purpose: "confirm",
        detail: null,
        now: Date.now(),
      });
      expect((await server.stranger.call(accountApi.confirm, { body: { token } })).status).toBe(204);
      expect((await signIn(` ${email.toUpperCase()} `, password)).json()).toEqual({ next: "signed-in" });
    },
  );

  test("cannot be used before its address is confirmed, and the answer does not tell it from a wrong password", async () => {
    const email = newEmail();
    const password = secret(32);
    await register(email, password);
    const answers = [
      await signIn(email, password),
      await signIn(email, secret(32)),
      await signIn(newEmail(), password),
    ];
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]?.json()).toMatchObject({ code: "CREDENTIALS" });
  });

  test("that two people register before it is confirmed gets neither's password, only one chosen from its mailbox", async () => {
    const email = newEmail();
    const [owner, stranger] = [secret(32), secret(32)];
    await register(email, owner);
    const link = await server.mailedToken("confirm", email);
    await register(email, stranger);
    const token = await server.mailedToken("reset", email);
    expect((await server.stranger.call(accountApi.confirm, { body: { token: link } })).json()).toMatchObject({
      code: "TOKEN",
    });
    // Not even if the owner asks for the confirmation again.
    await server.stranger.call(accountApi.resendConfirmation, { body: { email, language: "de" } });
    const renewed = await server.mailedToken("confirm", email, link);
    expect((await server.stranger.call(accountApi.confirm, { body: { token: renewed } })).status).toBe(204);
    for (const password of [owner, stranger]) expect((await signIn(email, password)).status).toBe(401);
    const body = { token, email, password: owner };
    expect((await server.stranger.call(accountApi.reset, { body })).status).toBe(204);
    expect((await signIn(email, owner)).status).toBe(200);
  });

  test("that the same person registers twice is confirmed by the second mail", async () => {
    const email = newEmail();
    const password = secret(32);
    await register(email, password);
    const first = await server.mailedToken("confirm", email);
    await register(email, password);
    const second = await server.mailedToken("confirm", email, first);
    expect((await server.stranger.call(accountApi.confirm, { body: { token: second } })).status).toBe(204);
    expect((await signIn(email, password)).status).toBe(200);
  });

  test("that exists is not told by registration, reset and confirmation; its mailbox is told", async () => {
    const { email, userId } = await server.newTherapist("Anna");
    const strange = newEmail();
    const answers: string[] = [];
    for (const one of [email, strange]) {
      const body = { email: one, language: "de" };
      const routes = [
        await register(one),
        await server.stranger.call(accountApi.resendConfirmation, { body }),
        await server.stranger.call(accountApi.askReset, { body }),
      ];
      answers.push(routes.map(({ status, text, type }) => `${status} ${text} ${type}`).join("\n"));
    }
    expect(answers[0]).toBe(answers[1]);
    const mails = await database.sql
      .selectFrom("mail")
      .select("kind")
      .where("user_id", "=", userId)
      .execute();
    expect(mails.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["already-registered", "reset"]));
  });

  test("is made only with the agreements in force, which are kept with version, language and time", async () => {
    const body = registration(newEmail());
    const old = { ...body, agreements: { ...AGREEMENTS, avv: "2020-01-01" } };
    expect((await server.stranger.call(accountApi.register, { body: old })).json()).toMatchObject({
      code: "AGREEMENT",
    });
    const from = Date.now();
    const who = await server.newTherapist("Berta");
    const rows = await database.sql
      .selectFrom("agreement")
      .selectAll()
      .where("user_id", "=", who.userId)
      .orderBy("document")
      .execute();
    expect(rows).toMatchObject([
      { document: "avv", version: AGREEMENTS.avv, language: "de" },
      { document: "terms", version: AGREEMENTS.terms, language: "de" },
    ]);
    for (const { accepted_at } of rows) expect(accepted_at).toBeGreaterThanOrEqual(from);
  });

  test("changes its password together with the wrap, and only the session at hand stays", async () => {
    const who = await server.newTherapist("Clara");
    const other = server.newVisitor();
    await other.call(sessionApi.signIn, { body: { email: who.email, password: who.password } });
    const vault = { keyId: await keyOf(who), wrap: secret(60) };
    const next = secret(32);
    const body = { current: who.password, next, vault };
    const wrong = { ...body, current: secret(32) };
    expect((await who.call(accountApi.changePassword, { body: wrong })).json()).toMatchObject({
      code: "CREDENTIALS",
    });
    const before = await stateOf(who);
    for (const bad of [null, { ...vault, keyId: secret(16) }])
      expect(
        (await who.call(accountApi.changePassword, { body: { ...body, vault: bad } })).json(),
      ).toMatchObject({ code: "CONFLICT" });
    expect(await stateOf(who)).toEqual(before);

    expect((await who.call(accountApi.changePassword, { body })).status).toBe(204);
    expect((await who.call(accountApi.show)).status).toBe(200);
    expect((await other.call(accountApi.show)).status).toBe(401);
    expect((await stateOf(who)).wraps).toEqual([{ kind: 1, key_id: vault.keyId, wrap: vault.wrap }]);
    expect((await signIn(who.email, who.password)).status).toBe(401);
    expect((await signIn(who.email, next)).status).toBe(200);
  });

  test("loses the password's wrap and every session by a reset, and the link counts once", async () => {
    const who = await server.newTherapist("Dora");
    await server.stranger.call(accountApi.askReset, { body: { email: who.email, language: "de" } });
    const token = await server.mailedToken("reset", who.email);
    const password = secret(32);
    const reset = (email: string) =>
      server.stranger.call(accountApi.reset, { body: { token, email, password } });
    // Derived with another address it could never be used.
    expect((await reset(newEmail())).json()).toMatchObject({ code: "TOKEN" });
    expect((await reset(who.email)).status).toBe(204);
    expect(await stateOf(who)).toMatchObject({ sessions: [], wraps: [], tokens: [] });
    expect((await reset(who.email)).json()).toMatchObject({ code: "TOKEN" });
    expect((await signIn(who.email, password)).status).toBe(200);
  });

  test("moves to a new address together with password and wrap; the old one is told", async () => {
    const who = await server.newTherapist("Emma");
    const email = newEmail();
    const ask = { current: who.password, email };
    expect((await who.call(accountApi.askEmailChange, { body: ask })).status).toBe(204);
    const token = await server.mailedToken("email", email);
    const vault = { keyId: await keyOf(who), wrap: secret(60) };
    const next = secret(32);
    const body = { token, email, current: who.password, next, vault };
    for (const bad of [{ email: newEmail() }, { token: secret(32) }])
      expect((await who.call(accountApi.changeEmail, { body: { ...body, ...bad } })).json()).toMatchObject({
        code: "TOKEN",
      });
    const stranger = await server.newTherapist("Frida");
    const stolen = { ...body, current: stranger.password, vault: { ...vault, keyId: await keyOf(stranger) } };
    expect((await stranger.call(accountApi.changeEmail, { body: stolen })).json()).toMatchObject({
      code: "TOKEN",
    });
    expect((await who.call(accountApi.changeEmail, { body })).status).toBe(204);
    expect((await signIn(who.email, who.password)).status).toBe(401);
    expect((await signIn(email, next)).status).toBe(200);
    expect((await stateOf(who)).wraps).toMatchObject([{ wrap: vault.wrap }]);
    const told = await database.sql
      .selectFrom("mail")
      .select("kind")
      .where("user_id", "=", who.userId)
      .where("kind", "=", "email-old")
      .execute();
    expect(told).toHaveLength(1);
  });

  test("cannot take an address that has an account, and takes one that nobody ever confirmed", async () => {
    const [who, taken] = [await server.newTherapist("Gerda"), await server.newTherapist("Hanna")];
    const { sql } = database;
    const vault = { keyId: await keyOf(who), wrap: secret(60) };
    const move = async (email: string): Promise<Answer> => {
      const token = await issueToken(sql, {
        userId: who.userId,
        purpose: "email",
        detail: email,
        now: Date.now(),
      });
      const body = { token, email, current: who.password, next: who.password, vault };
      return who.call(accountApi.changeEmail, { body });
    };
    expect((await move(taken.email)).json()).toMatchObject({ code: "TOKEN" });
    const reserved = newEmail();
    await register(reserved);
    expect((await move(reserved)).status).toBe(204);
    expect((await signIn(reserved, who.password)).status).toBe(200);
    expect((await signIn(taken.email, taken.password)).status).toBe(200);
  });

  test("of an operator is begun at the command line, and no registration takes it away", async () => {
    const email = newEmail();
    const ask = () =>
      createOperator({ database, clock, origin: server.origin }, { email, name: "O", language: "de" });
    const lost = (await ask())?.split("#reset.")[1] ?? "";
    await register(email);
    const link = (await ask()) ?? "";
    const token = link.split("#reset.")[1] ?? "";
    const password = secret(32);
    const reset = (one: string) =>
      server.stranger.call(accountApi.reset, { body: { token: one, email, password } });
    expect((await reset(lost)).json()).toMatchObject({ code: "TOKEN" });
    expect((await signIn(email, password)).status).toBe(401);
    expect((await reset(token)).status).toBe(204);
    expect(await ask()).toBeNull();
    const visitor = server.newVisitor();
    await visitor.call(sessionApi.signIn, { body: { email, password } });
    expect((await visitor.call(accountApi.show)).json()).toMatchObject({
      isOperator: true,
      practice: null,
      mustAccept: [],
    });

    const who = await server.newTherapist("Jana");
    const found = await visitor.call(operatorApi.findTherapist, { body: { email: who.email } });
    expect(found.json()).toMatchObject({ id: who.userId, isSuspended: false });
    const params = { id: who.userId };
    const suspended = await visitor.call(operatorApi.suspend, { params, body: { reason: "asked for it" } });
    expect(suspended.status).toBe(204);
    expect((await who.call(accountApi.show)).json()).toMatchObject({ code: "SIGNED_OUT" });
    expect((await signIn(who.email, secret(32))).json()).toMatchObject({ code: "CREDENTIALS" });
    expect((await signIn(who.email, who.password)).json()).toMatchObject({ code: "SUSPENDED" });
    expect((await visitor.call(operatorApi.reactivate, { params })).status).toBe(204);
    expect((await signIn(who.email, who.password)).json()).toEqual({ next: "signed-in" });
    const { id } = (await visitor.call(accountApi.show)).json() as { id: string };
    const self = { params: { id }, body: { reason: "no" } };
    expect((await visitor.call(operatorApi.suspend, self)).json()).toMatchObject({ code: "NOT_FOUND" });
  });

  test("is all old after a crash within a change of password, address, or a reset", async () => {
    const who = await server.newTherapist("Ida");
    const crash = new Error("the power went off");
    const parts = {
      database,
      clock,
      origin: server.origin,
      // The last write of each transaction: everything else has been done by then.
      mailer: { enqueue: () => Promise.reject(crash) },
      agreements: AGREEMENTS,
      withdrawalKey: "k",
      guess: createGuessLimit({ sql: database.sql, clock, key: "k", limits: GUESS_LIMITS }),
    } satisfies PasswordParts;
    const { userId, email } = who;
    const change = {
      userId,
      sessionId: "",
      current: who.password,
      next: secret(32),
      vault: { keyId: await keyOf(who), wrap: secret(60) },
    };
    const target = newEmail();
    const issue = (purpose: "reset" | "email", detail: string | null) =>
      issueToken(database.sql, { userId, purpose, detail, now: Date.now() });
    const [reset, move] = [await issue("reset", null), await issue("email", target)];
    const before = await stateOf(who);
    await expect(changePassword(parts, change)).rejects.toBe(crash);
    await expect(resetPassword(parts, { token: reset, email, password: secret(32) })).rejects.toBe(crash);
    // Stopped at the wrap: token, address and authentication value have been written by then.
    const vault = { keyId: secret(16), wrap: secret(60) };
    const moved = changeEmail(parts, { ...change, vault, token: move, email: target });
    await expect(moved).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await stateOf(who)).toEqual(before);
    const { password: hash } = before.account ?? {};
    expect(await verifyPassword({ hash: hash ?? "", password: who.password })).toBe(true);
    expect((await who.call(accountApi.show)).status).toBe(200);
  });
});
