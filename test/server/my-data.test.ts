// The page for people without an account, with real forms over HTTP.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { mailApi, practiceApi } from "../../src/protocol/api-practice.ts";
import { GUESS_LIMITS } from "../../src/server/accounts/guess-limit.ts";
import type { OutgoingMail } from "../../src/server/mail/mail-kinds.ts";
import { remindOperators } from "../../src/server/privacy/reminders.ts";
import { type AccountsServer, startAccountsServer } from "../support/accounts-server.ts";
import { announceTo } from "../support/appointment-mail.ts";
import { describeOnBothDatabases } from "../support/databases.ts";
import { openPage, type Page, postForm } from "../support/forms.ts";
import { connectPeer, run } from "./running.ts";

const CLIENT = "klientin@b.example";
const OTHER = "anders@b.example";
const CODE = /\n\n([0-9A-Z]{5}-[0-9A-Z]{5})\n/;

/** The text of a page as people read it. */
const read = (page: Page): string => page.text.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");

describeOnBothDatabases("people without an account", (ground) => {
  let server: AccountsServer;
  beforeEach(async () => {
    server = await startAccountsServer(ground, {
      env: {
        CONNECT_OPERATOR_NAME: "Beispiel GmbH",
        CONNECT_OPERATOR_ADDRESS: "Steyr",
        CONNECT_OPERATOR_EMAIL: "office@example.org",
      },
    });
  });
  afterEach(() => server.stop());

  /** Asks by an address and types the mailed code. */
  async function prove(email: string, path = "/meine-daten", not?: string) {
    const asked = await (await openPage(server.origin, path)).submit("code", { address: email });
    const code = await server.mailed(email, CODE, not);
    await server.mailsAreOut();
    return { asked, code, shown: await asked.submit("show", { code }) };
  }
  const rowsWith = async (email: string): Promise<readonly string[]> => {
    const { sql } = server.database;
    const found: string[] = [];
    for (const table of [
      "mail",
      "appointment_notice",
      "invitation",
      "privacy_request",
      "mailbox_proof",
      "try_count",
    ] as const)
      if (JSON.stringify(await sql.selectFrom(table).selectAll().execute()).includes(email))
        found.push(table);
    return found;
  };

  test("see what waits for their mailbox, take it along, erase it; then nothing is kept, and the practice sees why", async () => {
    const anna = await server.newTherapist("Anna");
    await announceTo(anna, CLIENT);
    await announceTo(anna, OTHER);
    const neighbour = () =>
      server.database.sql
        .selectFrom("appointment_notice")
        .selectAll()
        .where("recipient", "=", OTHER)
        .execute();
    const neighbourBefore = await neighbour();

    const { shown, code } = await prove(CLIENT);
    expect(shown.status).toBe(200);
    const text = read(shown);
    for (const part of [
      CLIENT,
      "Erinnerung an einen Termin",
      "im Auftrag der Praxis (Art. 28 DSGVO)",
      "Wer es bekommt",
      "30 Tage nach der Erledigung",
      "wartet",
      `Woher die Adresse kommt ${anna.practiceName}`,
    ])
      expect(text).toContain(part);
    expect(text).not.toContain(OTHER);
    // Nothing secret in an address, and no cookie.
    expect(shown.headers.get("set-cookie")).toBeNull();
    for (const [, action = ""] of shown.text.matchAll(/(?:action|href)="([^"]*)"/g)) {
      expect(action).not.toContain(code);
      expect(decodeURIComponent(action)).not.toContain("@");
    }

    const file = await shown.submit("file");
    expect(file.headers.get("content-disposition")).toBe('attachment; filename="meine-daten.json"');
    const content = JSON.parse(file.text);
    expect(content).toMatchObject({ format: "therapsy-connect/address-data/1", address: CLIENT });
    expect(content.tables.appointment_notice.rows).toHaveLength(1);
    expect(content.tables.mail.rows).toMatchObject([
      { kind: "reminder", recipient: CLIENT, state: "waiting" },
    ]);
    expect(file.text).not.toContain("content");

    const erased = await shown.submit("erase");
    expect(read(erased)).toContain("Über Sie ist nichts gespeichert");
    expect(await rowsWith(CLIENT)).toEqual([]);
    expect(await neighbour()).toEqual(neighbourBefore);
    expect(await rowsWith(OTHER)).toEqual(["mail", "appointment_notice"]);

    const { mails } = (await anna.call(mailApi.list)).json() as {
      mails: { kind: string; state: string; reason: string | null; recipient: string | null }[];
    };
    expect(mails.filter(({ recipient }) => recipient === null)).toMatchObject([
      { kind: "appointment", state: "sent", reason: null },
      { kind: "reminder", state: "cancelled", reason: "erased" },
    ]);

    // The trail says which right and when; not whose.
    const { sql } = server.database;
    expect(
      await sql
        .selectFrom("privacy_request")
        .select(["kind", "channel", "state", "identity", "contact", "user_id"])
        .orderBy("kind")
        .execute(),
    ).toEqual(
      ["access", "erasure"].map((kind) => ({
        kind,
        channel: "page",
        state: "answered",
        identity: "mailbox",
        contact: null,
        user_id: null,
      })),
    );
    const { shown: again } = await prove(CLIENT, "/my-data?lang=en", code);
    expect(read(again)).toContain("Nothing is kept about you");
    expect(read(again)).toContain("Where we have searched");
  });

  test("an invited colleague erases the invitation; a therapist is sent to the sign-in", async () => {
    const anna = await server.newTherapist("Anna");
    await anna.call(practiceApi.invite, { body: { email: OTHER, language: "de" } });
    const { shown } = await prove(OTHER);
    expect(read(shown)).toContain("Kolleg*innen in eine Praxis einladen.");
    expect(shown.text).not.toContain("token");
    expect(read(await shown.submit("erase"))).toContain("nichts gespeichert");
    const { invitations } = (await anna.call(practiceApi.show)).json() as { invitations: unknown[] };
    expect(invitations).toEqual([]);

    const { shown: own } = await prove(anna.email);
    expect(read(own)).toContain("Zu dieser Adresse gibt es ein Konto");
    expect(own.text).not.toContain("/erase?");
  });

  test("the same answer for every address, and a mail for every address", async () => {
    const anna = await server.newTherapist("Anna");
    await announceTo(anna, CLIENT);
    const start = await openPage(server.origin, "/meine-daten");
    const known = await start.submit("code", { address: CLIENT });
    const unknown = await start.submit("code", { address: OTHER });
    expect(unknown.text.replaceAll(OTHER, CLIENT)).toBe(known.text);
    expect([known.status, unknown.status]).toEqual([200, 200]);
    expect(await server.mailed(OTHER, CODE)).toMatch(/.{11}/);
    expect(await server.mailed(CLIENT, CODE)).toMatch(/.{11}/);
  });

  test("a wrong code shows nothing and changes nothing, and takes the right one from nobody", async () => {
    const anna = await server.newTherapist("Anna");
    await announceTo(anna, CLIENT);
    const { asked, code, shown } = await prove(CLIENT);
    for (const step of ["show", "erase", "file", "ask"]) {
      const page = await postForm(server.origin, `/meine-daten/${step}`, {
        address: CLIENT,
        code: "AAAAA-AAAAA",
        kind: "erasure",
      });
      expect([step, page.status]).toEqual([step, 422]);
      expect(read(page)).toContain("Dieser Code stimmt nicht");
      expect(read(page)).not.toContain("Erinnerung");
    }
    // Of another address it is wrong as well, and does not count there.
    expect((await asked.submit("show", { address: OTHER, code })).status).toBe(422);
    expect((await shown.submit("file")).status).toBe(200);
    // Strangers ask for another one and try many: the first one stays good.
    await openPage(server.origin, "/meine-daten").then((page) => page.submit("code", { address: CLIENT }));
    for (let i = 0; i < 20; i += 1) await asked.submit("show", { code: "AAAAA-AAAAA" });
    expect((await asked.submit("show", { code })).status).toBe(200);
    expect(await rowsWith(CLIENT)).toContain("appointment_notice");
  });

  test("a request goes into the queue with its due date, and the address only until the answer", async () => {
    const asked = await (await openPage(server.origin, "/meine-daten?lang=en")).submit("code", {
      address: CLIENT,
      kind: "objection",
    });
    expect(await server.database.sql.selectFrom("privacy_request").select("id").execute()).toEqual([]);
    const noted = await asked.submit("ask", { code: await server.mailed(CLIENT, CODE) });
    expect(read(noted)).toContain("Your request has arrived");
    const row = await server.database.sql.selectFrom("privacy_request").selectAll().executeTakeFirstOrThrow();
    expect(row).toMatchObject({
      kind: "objection",
      channel: "page",
      contact: CLIENT,
      identity: "mailbox",
      state: "open",
      language: "en",
    });
    // Who runs the instance is told with the next reminder, without the address.
    const { sql } = server.database;
    const sent: OutgoingMail[] = [];
    const mailer = {
      enqueue: async (mail: OutgoingMail) => {
        sent.push(mail);
        return "id";
      },
    };
    const imprint = "office@example.org";
    await remindOperators({ sql, clock: { now: Date.now }, mailer, timeZone: "Europe/Vienna", imprint });
    expect(sent).toMatchObject([{ kind: "requests-due", recipient: imprint, content: { arrived: 1 } }]);
    expect(JSON.stringify(sent)).not.toContain("b.example");
    const due = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeZone: "Europe/Vienna" }).format(
      row.due_at,
    );
    expect(read(noted)).toContain(due);
  });

  test("after nine requests that wait, one mailbox has to wait as well", async () => {
    const asked = await (await openPage(server.origin, "/meine-daten")).submit("code", {
      address: CLIENT,
      kind: "other",
    });
    const code = await server.mailed(CLIENT, CODE);
    const statuses: number[] = [];
    for (let i = 0; i < 11; i += 1) statuses.push((await asked.submit("ask", { code })).status);
    expect(statuses).toEqual([...Array.from({ length: 9 }, () => 200), 429, 429]);
    expect(await server.database.sql.selectFrom("privacy_request").select("id").execute()).toHaveLength(9);
  });

  test("who looks again and again leaves one line in the trail", async () => {
    const { asked, code } = await prove(CLIENT);
    for (let i = 0; i < 3; i += 1) await asked.submit("show", { code });
    expect(await server.database.sql.selectFrom("privacy_request").select("kind").execute()).toEqual([
      { kind: "access" },
    ]);
  });

  test("a form of another origin, or of none, is refused", async () => {
    for (const from of ["https://evil.example", "null", null]) {
      const page = await postForm(server.origin, "/meine-daten/code", { address: CLIENT }, from);
      expect(page.status).toBe(403);
    }
    expect(await server.database.sql.selectFrom("mail").select("id").execute()).toEqual([]);
  });

  test("what is mistyped is said beside the field, and kept", async () => {
    const start = await openPage(server.origin, "/meine-daten");
    const page = await start.submit("code", { address: 'anna@"><b>' });
    expect(page.status).toBe(422);
    expect(read(page)).toContain("keine vollständige E-Mail-Adresse");
    expect(page.text).toContain('value="anna@&quot;&gt;&lt;b&gt;"');
    expect((await postForm(server.origin, "/meine-daten/show", { address: "x" })).status).toBe(400);
    expect((await postForm(server.origin, "/meine-daten/code", { address: "x".repeat(5_000) })).status).toBe(
      413,
    );
  });
});

test("after erasing, the address is in no byte of the database's files", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "connect-my-data-"));
  const place = { url: null, dataDir };
  const server = await startAccountsServer({
    kind: "sqlite",
    newPlace: () => place,
    open: () => Promise.reject(new Error("not used")),
  });
  const anna = await server.newTherapist("Anna");
  await announceTo(anna, CLIENT);
  const files = () => readdirSync(dataDir).filter((name) => name.startsWith("connect.sqlite"));
  const holding = () => files().filter((name) => readFileSync(join(dataDir, name)).includes(CLIENT));
  expect(holding()).not.toEqual([]);
  const asked = await (await openPage(server.origin, "/meine-daten")).submit("code", { address: CLIENT });
  const code = await server.mailed(CLIENT, CODE);
  await server.mailsAreOut();
  await (await asked.submit("show", { code })).submit("erase");
  expect(files()).toContain("connect.sqlite");
  expect(holding()).toEqual([]);
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

describeOnBothDatabases("misuse of the page", (ground) => {
  test("a mailbox gets six codes a day, and a network only so many requests", async () => {
    const server = await startAccountsServer(ground, {
      guessLimits: { ...GUESS_LIMITS, address: { burst: 20, every: 60_000 } },
    });
    const statuses: number[] = [];
    for (let i = 0; i < 8; i += 1)
      statuses.push((await postForm(server.origin, "/meine-daten/code", { address: CLIENT })).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 429, 429]);
    for (let i = 0; i < 12; i += 1)
      await postForm(server.origin, "/meine-daten/show", { address: OTHER, code: "x" });
    const last = await postForm(server.origin, "/meine-daten/show", { address: OTHER, code: "x" });
    expect(last.status).toBe(429);
    expect(Number(last.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(read(last)).toContain("noch einmal");
    await server.stop();
  });

  test("mails and requests of one network are few, whoever they go to; looking goes on", async () => {
    const server = await startAccountsServer(ground, {
      guessLimits: { ...GUESS_LIMITS, outgoing: { burst: 3, every: 60_000 } },
    });
    const start = await openPage(server.origin, "/meine-daten");
    const asked = await start.submit("code", { address: CLIENT, kind: "other" });
    expect((await start.submit("code", { address: OTHER })).status).toBe(200);
    const code = await server.mailed(CLIENT, CODE);
    expect((await asked.submit("ask", { code })).status).toBe(200);
    expect((await asked.submit("ask", { code })).status).toBe(429);
    const third = await start.submit("code", { address: "noch.wer@b.example" });
    expect(third.status).toBe(429);
    expect(Number(third.headers.get("retry-after"))).toBeGreaterThan(50);
    const show = await postForm(server.origin, "/meine-daten/show", { address: CLIENT, code });
    expect(show.status).toBe(200);
    await server.stop();
  });
});

describe("by the present network address", () => {
  test("a visitor sees the address and what is kept, and the same whether somebody of that address talks or not", async () => {
    const running = await run({ CONNECT_ROLE: "all", CONNECT_ACCESS_LOG_DAYS: "9" });
    const origin = running.server.origin.replace("localhost", "127.0.0.1");
    const look = async () => (await openPage(origin, "/meine-daten/network?lang=de")).text;
    const before = await look();
    const peer = await connectPeer(running, { localAddress: "127.0.0.1" });
    // More lines than one could fail to notice, and time for them to be written: once a second.
    for (let i = 0; i < 600; i += 1) await (await fetch(`${origin}/healthz`)).text();
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const shown = await openPage(origin, "/meine-daten/network?lang=de");
    expect(shown.text).toBe(before);
    for (const part of [
      "Netzadresse 127.0.0.1 ",
      "Bei Ihnen wäre das gerade: 127.0.0.0/24.",
      "Art. 11 DSGVO",
      // From the inventory, with the periods of the configuration.
      "Fehler und Angriffe finden; eine Zeile für jede Anfrage.",
      "9 Tage",
    ])
      expect(read(shown)).toContain(part);
    peer.socket.terminate();
    await running.end();
  });

  test("a role without relay or accounts says so, and takes no address", async () => {
    const running = await run({ CONNECT_ROLE: "web" });
    const { origin } = running.server;
    const start = await openPage(origin, "/my-data?lang=en");
    expect(read(start)).toContain("No e-mail address can be kept here.");
    expect(start.text).not.toContain("<form");
    expect((await postForm(origin, "/my-data/code", { address: CLIENT })).status).toBe(404);
    const network = read(await openPage(origin, "/my-data/network?lang=en"));
    expect(network).toContain("No relay runs in this program.");
    expect(network).toContain("There are no accounts here");
    await running.end();
  });

  test("the page is closed to scripts and to everybody else, and its forms go here alone", async () => {
    const running = await run({ CONNECT_ROLE: "all" });
    for (const path of ["/meine-daten", "/my-data", "/meine-daten/network"]) {
      const { headers, text } = await openPage(running.server.origin, path);
      expect(headers.get("content-security-policy")).toContain("default-src 'none';style-src 'self'");
      expect(headers.get("content-security-policy")).toContain("form-action 'self'");
      expect(headers.get("content-security-policy")).not.toContain("script-src");
      expect(headers.get("referrer-policy")).toBe("same-origin");
      expect(headers.get("cache-control")).toBe("no-store");
      expect(headers.get("set-cookie")).toBeNull();
      expect(text).not.toContain("<script");
    }
    await running.end();
  });
});
