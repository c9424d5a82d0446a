// The queue against a real mail server that is down, refuses, is slow, wants patience or hangs up: nothing is lost,
// nothing is sent twice as far as SMTP allows, and the therapist sees what became of each mail.
import { expect, test } from "vitest";
import { DAY_MS } from "../../src/protocol/limits.ts";
import { describeOnBothDatabases } from "../support/databases.ts";
import { eventually, pause } from "../support/eventually.ts";
import { startMailServer } from "../support/mail-server.ts";
import { copies, onStageOf, START } from "../support/mail-stage.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describeOnBothDatabases("the mail queue", (ground) => {
  const onStage = onStageOf(ground);

  test(
    "of a therapist who has restricted processing wait, and end with the appointment, address and all",
    onStage(async ({ announce, after, server, shown, therapist, database }) => {
      await announce("client@b.example", START + 2 * HOUR);
      await after(0);
      await database.sql
        .updateTable("person")
        .set({ restricted_at: START })
        .where("user_id", "=", therapist.userId)
        .execute();
      await after(23 * HOUR);
      expect(await shown()).toEqual(["appointment sent", "reminder waiting"]);
      await after(HOUR);
      expect(copies(server, "client@b.example")).toHaveLength(1);
      expect(await shown()).toEqual(["appointment sent", "reminder failed later"]);
      const notices = await database.sql.selectFrom("appointment_notice").select("recipient").execute();
      expect(notices).toEqual([{ recipient: null }]);
    }),
  );

  test(
    "cannot be turned to another mailbox by whoever writes to the table",
    onStage(async ({ mail, after, server, database, row }) => {
      const id = await mail("anna@a.example");
      await database.sql
        .updateTable("mail")
        .set({ recipient: "eve@a.example" })
        .where("id", "=", id)
        .execute();
      await after(0);
      expect(server.received).toHaveLength(0);
      expect(await row(id)).toMatchObject({ state: "failed", reason: "refused" });
    }),
  );

  test(
    "keeps nothing of a waiting mail's text in the clear",
    onStage(async ({ mail, announce, database }) => {
      await mail("anna@a.example");
      await announce("client@b.example", START + DAY_MS / 2);
      const contents = await database.sql.selectFrom("mail").select("content").execute();
      expect(contents).toHaveLength(3);
      for (const { content } of contents) {
        const bytes = Buffer.from(content ?? "", "base64url");
        expect(bytes.length).toBeGreaterThan(40);
        for (const text of ["practice", "Praxis Berger", "Europe/Vienna", "link"]) {
          expect(content).not.toContain(text);
          expect(bytes.includes(text)).toBe(false);
        }
      }
    }),
  );

  test(
    "sends a mail once and forgets whom and what about",
    onStage(async ({ server, after, mail, row, database, shown, announce }) => {
      const id = await mail("anna@a.example");
      await announce("client@b.example");
      await after(0);
      await after(DAY_MS);
      expect(copies(server, "anna@a.example")).toEqual([`<${id}@connect.example>`]);
      expect(copies(server, "client@b.example")).toHaveLength(1);
      expect(await row(id)).toEqual({ state: "sent", reason: null, recipient: null, content: null });
      expect(await shown()).toEqual(["appointment sent"]);
      const dump = JSON.stringify([
        await database.sql.selectFrom("mail").selectAll().execute(),
        await database.sql.selectFrom("appointment_notice").selectAll().execute(),
      ]);
      expect(dump).not.toMatch(/[ab]\.example/);
    }),
  );

  test(
    "keeps a client's address until the reminder is out, and not longer",
    onStage(async ({ server, after, announce, database, shown, now }) => {
      await announce("client@b.example", now() + 5 * HOUR);
      await after(HOUR);
      const recipient = async () =>
        (await database.sql.selectFrom("appointment_notice").select("recipient").execute())[0]?.recipient;
      expect(await recipient()).toBe("client@b.example");
      expect(await shown()).toEqual(["appointment sent", "reminder waiting"]);
      await after(4 * HOUR);
      expect(await recipient()).toBeNull();
      expect(server.received.map(({ mail }) => mail.subject)).toEqual([
        "Ihr Termin",
        "Erinnerung an Ihren Termin",
      ]);
    }),
  );

  test(
    "a server that is down: everything waits, and goes once when it is back",
    onStage(async ({ server, after, announce, mail, row, shown, logged }) => {
      const { port } = server;
      await server.stop();
      const addresses = Array.from({ length: 12 }, (_, n) => `n${n}@a.example`);
      const ids = await Promise.all(addresses.map(mail));
      await announce("client@b.example");
      for (let minute = 0; minute < 5; minute += 1) await after(MINUTE);
      expect(await shown()).toEqual(["appointment waiting server-down"]);
      expect(await row(ids[0] ?? "")).toMatchObject({ state: "waiting", reason: "server-down" });
      const back = await startMailServer({ port });
      for (let hour = 0; hour < 3; hour += 1) await after(HOUR);
      for (const address of [...addresses, "client@b.example"]) expect(copies(back, address)).toHaveLength(1);
      expect(await shown()).toEqual(["appointment sent"]);
      await back.stop();
      expect(logged()).toContain("server-down");
      expect(logged()).not.toMatch(/example|Praxis/);
    }),
  );

  test(
    "a server that refuses us is asked again; one that refuses the address or the mail is not",
    onStage(async ({ server, after, announce, mail, row, shown, database }) => {
      const { manners } = server;
      manners.connect = () => [554, "no service for you"];
      const waits = await mail("waits@a.example");
      await after(0);
      expect(await row(waits)).toMatchObject({ state: "waiting", reason: "refused" });
      manners.connect = () => null;
      manners.sender = () => [550, "5.7.1 not with this sender"];
      await after(HOUR);
      expect(await row(waits)).toMatchObject({ state: "waiting", reason: "refused" });
      manners.sender = () => null;
      manners.recipient = () => [554, "5.7.1 relay access denied"];
      await after(HOUR);
      expect(await row(waits)).toMatchObject({ state: "waiting", reason: "refused" });
      manners.recipient = (address) => (address.startsWith("nobody") ? [550, "5.1.1 unknown user"] : null);
      manners.end = (address) => (address.startsWith("spam") ? [554, "looks like spam"] : null);
      await announce("nobody@b.example", START + 20 * HOUR);
      const spam = await mail("spam@a.example");
      await after(HOUR);
      expect(copies(server, "waits@a.example")).toHaveLength(1);
      expect(await row(spam)).toEqual({ state: "failed", reason: "refused", recipient: null, content: null });
      // The reminder would go the same way: it is ended with the announcement, and the address is gone.
      expect(await shown()).toEqual([
        "appointment failed address-refused",
        "reminder failed address-refused",
      ]);
      expect(await database.sql.selectFrom("appointment_notice").select("recipient").execute()).toEqual([
        { recipient: null },
      ]);
      await after(20 * HOUR);
      expect(server.asked("nobody@b.example")).toBe(1);
      expect(server.asked("spam@a.example")).toBe(1);
    }),
  );

  test(
    "a server that refuses us is not asked for every mail that waits",
    onStage(async ({ server, after, mail }) => {
      let asked = 0;
      server.manners.sender = () => {
        asked += 1;
        return [530, "5.7.0 authentication required"];
      };
      for (let n = 0; n < 20; n += 1) await mail(`n${n}@a.example`);
      await after(0);
      expect(asked).toBeLessThanOrEqual(4);
      server.manners.sender = () => null;
      await after(HOUR);
      expect(server.received).toHaveLength(20);
    }),
  );

  test(
    "greylisting: patience, then one copy",
    onStage(async ({ server, after, announce, shown, now }) => {
      const since = new Map<string, number>();
      server.manners.recipient = (address) => {
        const first = since.get(address) ?? now();
        since.set(address, first);
        return now() - first < 5 * MINUTE ? [451, "4.7.1 greylisted, come back later"] : null;
      };
      await announce("client@b.example");
      await after(0);
      expect(await shown()).toEqual(["appointment waiting later"]);
      for (let minute = 0; minute < 30; minute += 1) await after(MINUTE);
      expect(await shown()).toEqual(["appointment sent"]);
      expect(copies(server, "client@b.example")).toHaveLength(1);
      expect(server.asked("client@b.example")).toBeLessThanOrEqual(4);
    }),
  );

  test(
    "a slow server gets one copy, and other mails do not wait for it",
    onStage(async ({ server, mailer, newMailer, mail }) => {
      let isDone = false;
      server.manners.end = async (address) => {
        if (address.startsWith("slow")) {
          await eventually(() => expect(copies(server, "quick9@a.example")).toHaveLength(1));
          await pause(500);
          isDone = true;
        }
        return null;
      };
      await mail("slow@a.example");
      for (let n = 0; n < 10; n += 1) await mail(`quick${n}@a.example`);
      const other = newMailer();
      await Promise.all([mailer.runDue(), other.runDue(), mailer.runDue()]);
      expect(isDone).toBe(true);
      expect(server.received).toHaveLength(11);
      expect(new Set(server.received.map(({ to }) => to)).size).toBe(11);
    }),
  );

  test(
    "a server that is slower than we wait may have the mail: once more with the same id, then no more",
    onStage(async ({ server, newMailer, mail, row, pass }) => {
      server.manners.end = async () => {
        await pause(700);
        return null;
      };
      const hasty = newMailer({ connect: 2_000, answer: 300, whole: 5_000 });
      const id = await mail("anna@a.example");
      await hasty.runDue();
      expect(await row(id)).toMatchObject({ state: "waiting", reason: "unclear" });
      pass(HOUR);
      await hasty.runDue();
      expect(await row(id)).toMatchObject({ state: "failed", reason: "unclear", recipient: null });
      pass(DAY_MS);
      await hasty.runDue();
      await eventually(() => expect(server.received).toHaveLength(2));
      await pause(700);
      expect(copies(server, "anna@a.example")).toEqual([
        `<${id}@connect.example>`,
        `<${id}@connect.example>`,
      ]);
    }),
  );

  test(
    "a connection that breaks after the mail, before the answer",
    onStage(async ({ server, after, announce, mail, shown }) => {
      const cut = new Set<string>();
      server.manners.end = (address) => {
        if (address.startsWith("always")) return "cut-kept";
        if (cut.has(address)) return null;
        cut.add(address);
        return address.startsWith("lost") ? "cut-lost" : "cut-kept";
      };
      const lost = await mail("lost@a.example");
      const kept = await mail("kept@a.example");
      await announce("always@b.example");
      await after(0);
      expect(await shown()).toEqual(["appointment waiting unclear"]);
      for (let hour = 0; hour < 10; hour += 1) await after(HOUR);
      // A server that had not kept it has it now; one that had can tell by the id that it is the same.
      expect(copies(server, "lost@a.example")).toEqual([`<${lost}@connect.example>`]);
      expect(copies(server, "kept@a.example")).toEqual(Array(2).fill(`<${kept}@connect.example>`));
      expect(copies(server, "always@b.example")).toHaveLength(2);
      expect(new Set(copies(server, "always@b.example")).size).toBe(1);
      expect(await shown()).toEqual(["appointment failed unclear"]);
    }),
  );

  test(
    "a connection that breaks before the end of the mail is no question: it is sent once",
    onStage(async ({ server, after, mail, row }) => {
      let broken = 0;
      server.manners.recipient = () => {
        broken += 1;
        // 421: the server hangs up.
        return broken <= 2 ? [421, "4.3.2 going down"] : null;
      };
      const id = await mail("anna@a.example");
      await after(0);
      expect(await row(id)).toMatchObject({ state: "waiting", reason: "later" });
      for (let hour = 0; hour < 3; hour += 1) await after(HOUR);
      expect(copies(server, "anna@a.example")).toHaveLength(1);
    }),
  );
});
