// What a therapist does about their own data: export, erasure and its calling off, restriction, requests.
import { strFromU8, unzipSync } from "fflate";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { accountApi, factorApi, sessionApi } from "../../src/protocol/api-account.ts";
import { mailApi, practiceApi, vaultApi } from "../../src/protocol/api-practice.ts";
import { privacyApi } from "../../src/protocol/api-privacy.ts";
import { DAY_MS } from "../../src/protocol/limits.ts";
import { ARCHIVE_FILES, personData, sealedVault } from "../../src/protocol/person-data.ts";
import { confirmUser, insertUser } from "../../src/server/accounts/account-store.ts";
import { findDue } from "../../src/server/mail/mail-store.ts";
import { PERIODS, USUAL_PERIODS } from "../../src/server/platform/periods.ts";
import { INVENTORY } from "../../src/server/privacy/inventory.ts";
import { periodWords } from "../../src/server/privacy/words.ts";
import {
  type AccountsServer,
  startAccountsServer,
  type TherapistAccount,
} from "../support/accounts-server.ts";
import { describeOnBothDatabases } from "../support/databases.ts";
import { totp } from "../support/totp.ts";

const clientMail = {
  email: "klient@example.org",
  language: "de",
  at: Date.now() + 5 * DAY_MS,
  timeZone: "Europe/Vienna",
  duration: 50,
  remindAt: Date.now() + 4 * DAY_MS,
  clientAgreed: true,
};

describeOnBothDatabases("one's own data", (ground) => {
  let server: AccountsServer;
  let anna: TherapistAccount;
  beforeEach(async () => {
    server = await startAccountsServer(ground, {
      env: {
        CONNECT_OPERATOR_EMAIL: "operator@example.org",
        CONNECT_OPERATOR_NAME: "Betreiber GmbH",
        CONNECT_OPERATOR_ADDRESS: "Gasse 1, Steyr",
      },
    });
    anna = await server.newTherapist("Anna");
  });
  afterEach(() => server.stop());

  const prove = () => ({ current: anna.password });

  async function exported(): Promise<Readonly<Record<string, string>>> {
    const answer = await anna.call(privacyApi.export, { body: prove() });
    expect([answer.status, answer.type]).toEqual([200, "application/zip"]);
    return Object.fromEntries(
      Object.entries(unzipSync(answer.bytes)).map(([name, bytes]) => [name, strFromU8(bytes)]),
    );
  }

  const personOf = ({ userId }: TherapistAccount) =>
    server.database.sql
      .selectFrom("person")
      .selectAll()
      .where("user_id", "=", userId)
      .executeTakeFirstOrThrow();

  test("leave as an archive of data, schema, page and vault, and only for the right password", async () => {
    const ben = await server.newTherapist("Ben");
    await anna.call(mailApi.send, { body: clientMail });
    const wrong = await anna.call(privacyApi.export, { body: { current: ben.password } });
    expect([wrong.status, wrong.type]).toEqual([401, "application/problem+json; charset=utf-8"]);

    const files = await exported();
    expect(Object.keys(files).toSorted()).toEqual(Object.values(ARCHIVE_FILES).toSorted());
    const data = personData.parse(JSON.parse(files[ARCHIVE_FILES.data] ?? ""));
    expect(data.accountId).toBe(anna.userId);
    expect(data.tables.user).toMatchObject([{ email: anna.email, name: "Anna", emailVerified: true }]);
    expect(data.tables.practice).toMatchObject([{ name: anna.practiceName }]);
    expect(data.tables.appointment_notice).toMatchObject([{ recipient: clientMail.email }]);
    const vault = sealedVault.parse(JSON.parse(files[ARCHIVE_FILES.vault] ?? ""));
    expect(vault.tables.vault).toEqual(data.tables.vault);
    expect(vault.tables.vault_wrap).toHaveLength(1);

    const all = Object.values(files).join("\n");
    expect(all).not.toContain(ben.email);
    const { password } = await server.database.sql
      .selectFrom("account")
      .select("password")
      .where("userId", "=", anna.userId)
      .executeTakeFirstOrThrow();
    const { token } = await server.database.sql
      .selectFrom("session")
      .select("token")
      .where("userId", "=", anna.userId)
      .executeTakeFirstOrThrow();
    for (const secret of [password ?? "none", token]) expect(all).not.toContain(secret);
  });

  test("are handed out ten times a day, with ciphertext as it is", async () => {
    const { document } = await server.database.sql
      .selectFrom("vault")
      .select("document")
      .executeTakeFirstOrThrow();
    for (let asked = 0; asked < 10; asked += 1) {
      const { status, bytes } = await anna.call(privacyApi.export, { body: prove() });
      expect(status).toBe(200);
      // Packing it would hold up everybody else.
      expect(Buffer.from(bytes).includes(document)).toBe(true);
    }
    // Not used up by wrong passwords, and nobody else's.
    const ben = await server.newTherapist("Ben");
    const wrong = await anna.call(privacyApi.export, { body: { current: ben.password } });
    expect(wrong.status).toBe(401);
    const answer = await anna.call(privacyApi.export, { body: prove() });
    expect([answer.status, (answer.json() as { code: string }).code]).toEqual([429, "TOO_MANY_TRIES"]);
    const other = await ben.call(privacyApi.export, { body: { current: ben.password } });
    expect(other.status).toBe(200);
  });

  test("are readable on a page with all that Art. 15 asks for, which needs nothing from elsewhere", async () => {
    const page = (await exported())[ARCHIVE_FILES.page] ?? "";
    expect(page).toContain('<html lang="de">');
    expect(page).not.toMatch(/<script|<link|<img|src=|url\(|@import/i);
    expect(page).not.toMatch(/\d\dT\d\d:\d\d/);
    for (const said of ["Betreiber GmbH", "Art. 22 DSGVO", "Art. 77 DSGVO", anna.email, anna.practiceName])
      expect(page).toContain(said);
    const named = ["user", "person", "practice", "vault", "agreement", "session"] as const;
    for (const table of named) expect(page).toContain(INVENTORY[table].purpose.de);
    expect(page).toContain(periodWords(INVENTORY.user.period, USUAL_PERIODS).de);

    await anna.call(accountApi.change, { body: { language: "en" } });
    const english = (await exported())[ARCHIVE_FILES.page] ?? "";
    expect(english).toContain('<html lang="en">');
    expect(english).toContain(INVENTORY.practice.purpose.en);
  });

  test("have a published schema, which says what each column is for", async () => {
    const answer = await server.stranger.call(privacyApi.schema);
    expect(answer.status).toBe(200);
    expect(JSON.parse((await exported())[ARCHIVE_FILES.schema] ?? "")).toEqual(answer.json());
    expect(answer.text).toContain(INVENTORY.user.columns.email.en);
    expect(answer.text).not.toContain("withdrawal_hash");
  });

  test("go when the person asks, unless they sign in again: sessions and mails to clients end at once", async () => {
    await anna.call(mailApi.send, { body: clientMail });
    expect((await anna.call(privacyApi.leave, { body: { current: "A".repeat(43) } })).status).toBe(401);
    expect((await personOf(anna)).leaving_at).toBeNull();

    const before = Date.now();
    const answer = await anna.call(privacyApi.leave, { body: prove() });
    const { erasedAt } = answer.json() as { erasedAt: number };
    expect(erasedAt).toBeGreaterThanOrEqual(before + PERIODS.account.usual * DAY_MS);
    expect(erasedAt).toBeLessThanOrEqual(Date.now() + PERIODS.account.usual * DAY_MS);
    expect((await anna.call(accountApi.show)).status).toBe(401);
    const { leaving_at } = await personOf(anna);
    expect(leaving_at).toBe(erasedAt - PERIODS.account.usual * DAY_MS);
    const notices = await server.database.sql
      .selectFrom("mail")
      .select(["state", "recipient"])
      .where("kind", "=", "reminder")
      .execute();
    expect(notices).toEqual([{ state: "cancelled", recipient: null }]);
    await server.mailedText(anna.email, "Ihr Konto wird gelöscht");

    const { email, password } = anna;
    const again = await anna.call(sessionApi.signIn, { body: { email, password } });
    expect(again.json()).toEqual({ next: "signed-in", erasureCalledOff: true });
    expect((await personOf(anna)).leaving_at).toBeNull();
    await server.mailedText(anna.email, "Ihr Konto bleibt");
    const third = await anna.call(sessionApi.signIn, { body: { email, password } });
    expect(third.json()).toEqual({ next: "signed-in" });
  });

  test("of an owner do not go while colleagues would be left without one", async () => {
    const ben = await server.newTherapist("Ben");
    await server.database.sql
      .updateTable("therapist")
      .set({ practice_id: anna.practiceId, position: "member" })
      .where("user_id", "=", ben.userId)
      .execute();
    const shown = await anna.call(privacyApi.show);
    expect(shown.json()).toMatchObject({ needOwner: [{ id: ben.userId, name: "Ben" }] });
    expect((await anna.call(privacyApi.leave, { body: prove() })).status).toBe(409);
    expect((await personOf(anna)).leaving_at).toBeNull();
    const byBen = { params: { id: ben.userId }, body: { current: ben.password } };
    expect((await ben.call(practiceApi.makeOwner, byBen)).status).toBe(403);

    // Nobody takes a practice by a session alone.
    const wrong = { params: { id: ben.userId }, body: { current: ben.password } };
    expect((await anna.call(practiceApi.makeOwner, wrong)).json()).toMatchObject({ code: "CREDENTIALS" });
    const { status } = await anna.call(practiceApi.makeOwner, { params: { id: ben.userId }, body: prove() });
    expect(status).toBe(204);
    expect((await anna.call(privacyApi.leave, { body: prove() })).status).toBe(200);
    // Now Ben is the last one who stays, and nobody works there but him.
    expect((await ben.call(privacyApi.show)).json()).toMatchObject({ needOwner: [] });
  });

  test("stay while a second factor is missing: the password alone calls nothing off", async () => {
    const begun = await anna.call(factorApi.beginTotp, { body: prove() });
    const { uri } = begun.json() as { uri: string };
    const key = new URL(uri).searchParams.get("secret") ?? "";
    await anna.call(factorApi.confirmTotp, { body: { code: totp(key) } });
    expect((await anna.call(privacyApi.leave, { body: prove() })).status).toBe(200);

    const { email, password } = anna;
    const first = await anna.call(sessionApi.signIn, { body: { email, password } });
    expect(first.json()).toEqual({ next: "second-factor" });
    expect((await personOf(anna)).leaving_at).not.toBeNull();
    const code = totp(key, Date.now() + 30_000);
    const second = await anna.call(sessionApi.secondFactor, { body: { kind: "totp", code } });
    expect(second.json()).toEqual({ next: "signed-in", erasureCalledOff: true });
    expect((await personOf(anna)).leaving_at).toBeNull();
  });

  test("of two owners who go at the same moment: one of them stays for the colleague", async () => {
    const ben = await server.newTherapist("Ben");
    const carla = await server.newTherapist("Carla");
    for (const [one, position] of [
      [ben, "owner"],
      [carla, "member"],
    ] as const)
      await server.database.sql
        .updateTable("therapist")
        .set({ practice_id: anna.practiceId, position })
        .where("user_id", "=", one.userId)
        .execute();
    const answers = await Promise.all([
      anna.call(privacyApi.leave, { body: prove() }),
      ben.call(privacyApi.leave, { body: { current: ben.password } }),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  });

  test("are not used while restricted, can be seen and taken along, and are free again afterwards", async () => {
    await anna.call(mailApi.send, { body: { ...clientMail, remindAt: null } });
    await server.mailsAreOut();
    expect((await anna.call(privacyApi.restrict, { body: { restricted: true } })).status).toBe(204);
    const { restricted_at } = await personOf(anna);
    expect((await anna.call(accountApi.show)).json()).toMatchObject({ restrictedSince: restricted_at });
    await anna.call(privacyApi.restrict, { body: { restricted: true } });
    expect((await personOf(anna)).restricted_at).toBe(restricted_at);

    const refused = [
      anna.call(vaultApi.load),
      anna.call(practiceApi.show),
      anna.call(mailApi.send, { body: clientMail }),
      anna.call(accountApi.change, { body: { name: "Other" } }),
      anna.call(privacyApi.leave, { body: prove() }),
    ];
    for (const answer of await Promise.all(refused))
      expect([answer.status, (answer.json() as { code: string }).code]).toEqual([403, "RESTRICTED"]);
    await exported();
    const { email, password } = anna;
    expect((await anna.call(sessionApi.signIn, { body: { email, password } })).status).toBe(200);
    expect((await anna.call(privacyApi.restrict, { body: { restricted: false } })).status).toBe(204);
    expect((await anna.call(vaultApi.load)).status).toBe(200);
    expect((await personOf(anna)).restricted_at).toBeNull();
  });

  test("let mails to clients wait while restricted, and go on afterwards", async () => {
    await anna.call(privacyApi.restrict, { body: { restricted: true } });
    const { sql } = server.database;
    // In an hour, so that the server's own job does not take them meanwhile.
    const soon = Date.now() + DAY_MS / 24;
    const notice = {
      id: "n1",
      user_id: anna.userId,
      recipient: "klient@example.org",
      language: "de",
      at: Date.now() + DAY_MS,
      time_zone: "Europe/Vienna",
      duration: 50,
      created_at: Date.now(),
    } as const;
    await sql.insertInto("appointment_notice").values(notice).execute();
    const mail = {
      id: "m1",
      user_id: anna.userId,
      notice_id: notice.id,
      kind: "reminder",
      recipient: notice.recipient,
      language: "de",
      content: null,
      send_at: soon,
      state: "waiting",
      attempts: 0,
      next_try_at: soon,
      claimed_until: null,
      reason: null,
      created_at: Date.now(),
      done_at: null,
    } as const;
    // One in nobody's name goes on as ever.
    for (const row of [mail, { ...mail, id: "m2", user_id: null, notice_id: null }])
      await sql.insertInto("mail").values(row).execute();
    const due = async () => (await findDue(sql, soon, 10)).map(({ id }) => id);
    expect(await due()).toEqual(["m2"]);
    await anna.call(privacyApi.restrict, { body: { restricted: false } });
    expect(await due()).toEqual(["m1", "m2"]);
  });

  describe("that one cannot change oneself", () => {
    test("become a request with its due date; the text goes to the operator and stays nowhere", async () => {
      const text = "Ich widerspreche aus Gründen, die ich Ihnen gern erkläre.";
      const answer = await anna.call(privacyApi.ask, { body: { kind: "objection", text } });
      expect(answer.json()).toMatchObject({ kind: "objection", state: "open", isExtended: false });
      const { dueAt, receivedAt } = answer.json() as { dueAt: number; receivedAt: number };
      expect(dueAt - receivedAt).toBeGreaterThan(27 * DAY_MS);
      expect(dueAt - receivedAt).toBeLessThan(33 * DAY_MS);
      expect((await anna.call(privacyApi.show)).json()).toMatchObject({ requests: [{ kind: "objection" }] });
      expect(await server.mailedText("operator@example.org", "Ein Anliegen zu eigenen Daten")).toContain(
        text,
      );
      await server.mailsAreOut();
      for (const table of Object.keys(INVENTORY) as (keyof typeof INVENTORY)[])
        expect(
          JSON.stringify(await server.database.sql.selectFrom(table).selectAll().execute()),
        ).not.toContain(text.slice(0, 15));
    });

    test("stand among the operator's mails and not the asker's, whose archive names no operator", async () => {
      const { sql, kind } = server.database;
      const operator = { email: "leitung@example.org", name: "Leitung", language: "de" } as const;
      const now = Date.now();
      const id = await insertUser(sql, kind, { ...operator, isOperator: true, passwordHash: null, now });
      await confirmUser(sql, kind, id ?? "");
      const body = { kind: "other", text: "Frage" };
      expect((await anna.call(privacyApi.ask, { body })).status).toBe(200);
      const mails = await sql
        .selectFrom("mail")
        .select("user_id")
        .where("kind", "=", "request-text")
        .execute();
      expect(mails).toEqual([{ user_id: id }]);
      const data = (await exported())[ARCHIVE_FILES.data] ?? "";
      expect(data).toContain(anna.email);
      expect(data).not.toContain("request-text");
      expect(data).not.toContain(operator.email);
    });

    test("are no way to flood the operator", async () => {
      const body = { kind: "other", text: "Frage" };
      for (let asked = 0; asked < 10; asked += 1)
        expect((await anna.call(privacyApi.ask, { body })).status).toBe(200);
      expect((await anna.call(privacyApi.ask, { body })).status).toBe(429);
    });
  });
});
