// Several instances at one queue, instances that die, databases that fail, appointments that are called off.
import { expect, test } from "vitest";
import { DAY_MS } from "../../src/protocol/limits.ts";
import { describeOnBothDatabases } from "../support/databases.ts";
import { eventually, pause } from "../support/eventually.ts";
import { copies, onStageOf, START, startInstanceAt } from "../support/mail-stage.ts";
import { runRetention } from "../support/retention.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describeOnBothDatabases("sending once", (ground) => {
  const onStage = onStageOf(ground);

  test(
    "several instances send each mail once",
    onStage(async ({ place, server, mailer, mail, now, database }) => {
      const addresses = Array.from({ length: 40 }, (_, n) => `n${n}@a.example`);
      server.manners.end = async () => {
        await pause(20);
        return null;
      };
      for (const address of addresses) await mail(address);
      const others = [startInstanceAt(place, server, now()), startInstanceAt(place, server, now())];
      await eventually(() => expect(server.received.length).toBeGreaterThan(3), { withinMs: 20_000 });
      // A process of its own may hold SQLite's lock, for which this one waits without giving way: so it joins last.
      if (database.kind === "postgres") await mailer.runDue();
      await Promise.all(others.map(({ gone }) => gone));
      await mailer.runDue();
      for (const address of addresses) expect(copies(server, address), address).toHaveLength(1);
    }),
    60_000,
  );

  test(
    "an instance that dies while it sends: nobody takes the mail before its claim is over, then once more",
    onStage(async ({ place, server, mailer, newMailer, mail, row, now, pass }) => {
      // The one here only writes the mail.
      await mailer.stop();
      let isAsked = false;
      server.manners.end = async () => {
        isAsked = true;
        await pause(2_000);
        return "cut-lost" as const;
      };
      const id = await mail("anna@a.example");
      const instance = startInstanceAt(place, server, now());
      await eventually(() => expect(isAsked).toBe(true), { withinMs: 20_000 });
      instance.kill();
      await instance.gone;
      server.manners.end = () => null;
      const other = newMailer();
      pass(14 * MINUTE);
      await other.runDue();
      expect(server.received).toEqual([]);
      expect(await row(id)).toMatchObject({ state: "waiting" });
      pass(2 * MINUTE);
      await other.runDue();
      expect(copies(server, "anna@a.example")).toEqual([`<${id}@connect.example>`]);
      expect(await row(id)).toMatchObject({ state: "sent" });
    }),
    60_000,
  );

  test(
    "a database that fails between sending and noting does not cause a second copy",
    onStage(async ({ server, after, mail, row, database, pass, mailer }) => {
      const rename = (from: string, to: string) =>
        database.sql.schema.alterTable(from).renameTo(to).execute();
      server.manners.end = async () => {
        await rename("mail", "mail_away");
        return null;
      };
      const id = await mail("anna@a.example");
      await mailer.runDue();
      server.manners.end = () => null;
      await rename("mail_away", "mail");
      expect(await row(id)).toMatchObject({ state: "waiting" });
      pass(HOUR);
      await after(0);
      expect(await row(id)).toMatchObject({ state: "sent" });
      expect(copies(server, "anna@a.example")).toHaveLength(1);
    }),
  );

  test(
    "what is called off stays so, also if it was under way",
    onStage(async ({ server, mailer, after, announce, callOff, shown }) => {
      const id = await announce("client@b.example", START + 20 * HOUR);
      let isCalledOff = false;
      server.manners.recipient = async () => {
        if (isCalledOff) return null;
        isCalledOff = true;
        await callOff(id, false);
        return [451, "later"];
      };
      await mailer.runDue();
      expect(await shown()).toEqual(["appointment cancelled", "reminder cancelled"]);
      for (let hour = 0; hour < 24; hour += 1) await after(HOUR);
      expect(server.received).toEqual([]);
      expect(server.asked("client@b.example")).toBe(1);
    }),
  );

  test(
    "what came of a try that was under way is told as it is",
    onStage(async ({ server, mailer, announce, callOff, shown }) => {
      const ids = new Map<string, string>();
      server.manners.end = async (address) => {
        await callOff(ids.get(address) ?? "", false);
        return address.startsWith("refused") ? [554, "not this one"] : null;
      };
      ids.set("taken@b.example", await announce("taken@b.example"));
      await mailer.runDue();
      expect(await shown()).toEqual(["appointment sent"]);
      ids.set("refused@b.example", await announce("refused@b.example"));
      await mailer.runDue();
      expect([...(await shown())].toSorted()).toEqual(["appointment cancelled", "appointment sent"]);
    }),
  );

  test(
    "one mail says that an appointment does not take place, however often that is asked for",
    onStage(async ({ server, after, announce, callOff, shown }) => {
      const id = await announce("client@b.example", START + 20 * HOUR);
      await after(HOUR);
      await callOff(id, true);
      await callOff(id, true);
      await after(0);
      await callOff(id, true);
      await after(22 * HOUR);
      expect(server.received.map(({ mail }) => mail.subject)).toEqual(["Ihr Termin", "Ihr Termin entfällt"]);
      expect(await shown()).toEqual(["appointment sent", "cancelled sent", "reminder cancelled"]);
      // The address is gone with that mail: an appointment of somebody else cannot be told.
      const other = await announce("other@b.example");
      await after(0);
      await expect(callOff(other, true)).rejects.toMatchObject({ code: "NOT_FOUND" });
    }),
  );

  test(
    "a reminder that would come after the appointment is not sent",
    onStage(async ({ server, after, announce, shown }) => {
      await announce("client@b.example", START + 23 * HOUR);
      await after(0);
      await after(25 * HOUR);
      expect(server.received).toHaveLength(1);
      expect(await shown()).toEqual(["appointment sent", "reminder failed later"]);
    }),
  );

  test(
    "a row that cannot be read is ended, and the others go",
    onStage(async ({ server, after, mail, row, database, logged }) => {
      const broken = await mail("broken@a.example");
      await database.sql.updateTable("mail").set({ content: "{" }).where("id", "=", broken).execute();
      await mail("anna@a.example");
      await after(0);
      expect(await row(broken)).toEqual({
        state: "failed",
        reason: "refused",
        recipient: null,
        content: null,
      });
      expect(copies(server, "anna@a.example")).toHaveLength(1);
      expect(logged()).toContain("unreadable");
    }),
  );

  test(
    "what was done is forgotten after 30 days, with the appointment it was about",
    onStage(async ({ after, announce, mail, now, database, pass }) => {
      await announce("client@b.example");
      await after(0);
      pass(29 * DAY_MS);
      await runRetention(database, now());
      expect(await database.sql.selectFrom("mail").select("id").execute()).toHaveLength(1);
      const waiting = await mail("late@a.example");
      pass(2 * DAY_MS);
      await runRetention(database, now());
      expect(await database.sql.selectFrom("mail").select("id").execute()).toEqual([{ id: waiting }]);
      expect(await database.sql.selectFrom("appointment_notice").selectAll().execute()).toEqual([]);
    }),
  );

  test(
    "stopping ends a try that has not handed its mail over",
    onStage(async ({ server, newMailer, mail, row }) => {
      let isConnected = false;
      server.manners.connect = async () => {
        isConnected = true;
        await pause(20_000);
        return null;
      };
      const other = newMailer();
      const id = await mail("anna@a.example");
      const run = other.runDue();
      await eventually(() => expect(isConnected).toBe(true));
      const began = Date.now();
      await other.stop();
      await run;
      expect(Date.now() - began).toBeLessThan(5_000);
      expect(await row(id)).toMatchObject({ state: "waiting" });
      expect(server.received).toEqual([]);
    }),
  );
});
