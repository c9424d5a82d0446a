import { randomBytes } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { describeOnBothDatabases } from "../../../test/support/databases.ts";
import { addTherapist, type TherapistRows } from "../../../test/support/practice-rows.ts";
import { DAY_MS } from "../../protocol/limits.ts";
import { createMailer } from "../mail/mail.ts";
import { createFolderTransport } from "../mail/transport.ts";
import { createTextSeal } from "../platform/sealed-text.ts";
import type { Database } from "../storage/database.ts";
import { announce, callOff, NOTICE_LIMITS, type NoticeRequest } from "./notice.ts";
import { listAppointmentMails } from "./notice-store.ts";

const NOW = Date.UTC(2027, 0, 11, 8);
const HOUR = DAY_MS / 24;

/** Nothing is sent here: a stopped mailer only writes the queue. */
async function open(database: Database, limits = NOTICE_LIMITS) {
  const { sql } = database;
  const clock = { now: () => NOW, monotonic: () => 0 };
  const mailer = createMailer({
    sql,
    clock,
    transport: createFolderTransport(join(tmpdir(), "connect-never-written")),
    log: { mailFailed: () => {} },
    from: "no-reply@connect.example",
    origin: "https://connect.example",
    seal: createTextSeal(randomBytes(32).toString("base64url")),
  });
  await mailer.stop();
  const therapist = await addTherapist(database, "Praxis Berger");
  const parts = { sql, mailer, limits };
  const ask = (changes: Partial<NoticeRequest> = {}, of: TherapistRows = therapist, now = NOW) =>
    announce(
      parts,
      {
        ...of,
        email: "client@b.example",
        language: "de",
        at: NOW + DAY_MS,
        timeZone: "Europe/Vienna",
        duration: 50,
        remindAt: null,
        ...changes,
      },
      now,
    );
  return { sql, parts, therapist, ask };
}

describeOnBothDatabases("mails about an appointment", (ground) => {
  test.each<Partial<NoticeRequest>>([
    { at: NOW },
    { at: NOW - 1 },
    { at: NOW + NOTICE_LIMITS.ahead },
    { remindAt: NOW },
    { remindAt: NOW + DAY_MS },
    { remindAt: NOW + 2 * DAY_MS },
    { timeZone: "Europe/Nowhere" },
    { timeZone: "" },
    { timeZone: "../../etc" },
  ])("are refused where the times make no sense: %o", async (changes) => {
    const { sql, ask } = await open(await ground.open());
    await expect(ask(changes)).rejects.toMatchObject({ code: "BAD_REQUEST" });
    expect(await sql.selectFrom("mail").selectAll().execute()).toEqual([]);
    expect(await sql.selectFrom("appointment_notice").selectAll().execute()).toEqual([]);
  });

  test("are limited for a therapist and a day, also when many are asked for at once", async () => {
    const database = await ground.open();
    const { ask } = await open(database, { ...NOTICE_LIMITS, perDay: 5 });
    const results = await Promise.allSettled(Array.from({ length: 12 }, () => ask()));
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(5);
    for (const result of results)
      if (result.status === "rejected") expect(result.reason).toMatchObject({ code: "TOO_MANY_TRIES" });
    const other = await addTherapist(database, "Praxis Huber");
    await ask({}, other);
    await ask({ at: NOW + 3 * DAY_MS }, undefined, NOW + DAY_MS + 1);
  });

  test("are shown to the therapist who asked for them, newest appointment first", async () => {
    const database = await ground.open();
    const { sql, parts, therapist, ask } = await open(database);
    const other = await addTherapist(database, "Praxis Huber");
    await ask({ email: "foreign@b.example" }, other);
    const first = await ask({ remindAt: NOW + HOUR });
    const second = await ask({}, undefined, NOW + 1);
    const shown = async () =>
      (await listAppointmentMails(sql, therapist.userId, 0)).map(({ id, kind, state, recipient }) => [
        id,
        kind,
        state,
        recipient,
      ]);
    expect(await shown()).toEqual([
      [second, "appointment", "waiting", "client@b.example"],
      [first, "appointment", "waiting", "client@b.example"],
      [first, "reminder", "waiting", "client@b.example"],
    ]);
    const stranger = { ...other, id: first, tell: false };
    await expect(callOff(parts, stranger, NOW)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(callOff(parts, { ...stranger, tell: true }, NOW)).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    await callOff(parts, { ...therapist, id: first, tell: false }, NOW);
    expect(await shown()).toEqual([
      [second, "appointment", "waiting", "client@b.example"],
      [first, "appointment", "cancelled", null],
      [first, "reminder", "cancelled", null],
    ]);
  });

  test("are told off once, also when that is asked for at the same moment", async () => {
    const database = await ground.open();
    const { sql, parts, therapist, ask } = await open(database);
    const id = await ask({ remindAt: NOW + HOUR });
    await Promise.all(Array.from({ length: 6 }, () => callOff(parts, { ...therapist, id, tell: true }, NOW)));
    const waiting = await sql.selectFrom("mail").select("kind").where("state", "=", "waiting").execute();
    expect(waiting).toEqual([{ kind: "cancelled" }]);
  });
});
