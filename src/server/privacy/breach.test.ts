import { expect, it } from "vitest";
import { describeOnBothDatabases } from "../../../test/support/databases.ts";
import { addTherapist, addUser } from "../../../test/support/practice-rows.ts";
import type { OutgoingMail } from "../mail/mail-kinds.ts";
import { Problem } from "../platform/problem.ts";
import type { Database } from "../storage/database.ts";
import {
  closeBreach,
  concernPractices,
  describeBreach,
  missingOf,
  noteAuthorityTold,
  notePersonsTold,
  openBreach,
  readBreach,
  tellPractices,
} from "./breach.ts";
import { listBreaches, listPractices } from "./breach-store.ts";
import { BREACH_READERS, breachTemplate } from "./breach-templates.ts";
import { authorityDeadline } from "./days.ts";

const HOUR = 3_600_000;
/** The evening before the clocks change. */
const NOTICED = Date.UTC(2026, 2, 28, 20);
const at = (now: number) => ({ now: () => now });
const WORDS = {
  nature: "A backup was copied from the old disk.",
  consequences: "Names of practices may be known.",
  measures: "The disk was destroyed.",
  people: 12,
  risk: "risk",
} as const;
const UNKNOWN = { nature: "", consequences: "", measures: "", people: null, risk: "unknown" } as const;

const code = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => (error instanceof Problem ? error.code : error),
  );

function telling({ sql }: Database, now: number) {
  const sent: OutgoingMail[] = [];
  const mailer = {
    enqueue: async (mail: OutgoingMail) => {
      sent.push(mail);
      return "id";
    },
  };
  const parts = { sql, clock: at(now), mailer, timeZone: "Europe/Vienna", contact: "Beispiel GmbH" };
  return { sent, tell: (id: string) => tellPractices(parts, id) };
}

const addressOf = async ({ sql }: Database, id: string) =>
  (await sql.selectFrom("user").select("email").where("id", "=", id).executeTakeFirstOrThrow()).email;

describeOnBothDatabases("a breach", (ground) => {
  it("is described step by step, and closed only when everybody has been told", async () => {
    const database = await ground.open();
    const { sql } = database;
    const anna = await addTherapist(database, "Praxis Anna");
    await addTherapist(database, "Praxis Ben");
    const id = await openBreach(sql, at(NOTICED), { ...UNKNOWN, noticedAt: NOTICED });
    const missing = async () => missingOf(sql, await readBreach(sql, id));
    expect(await missing()).toEqual(["words", "risk", "authority"]);
    expect(await concernPractices(sql, id, await addressOf(database, anna.userId))).toBe(1);
    const { tell, sent } = telling(database, NOTICED + HOUR);
    expect(await code(tell(id))).toBe("BAD_REQUEST");
    await describeBreach(sql, id, { ...WORDS, risk: "high" });
    expect(await missing()).toEqual(["authority", "practices", "persons"]);
    expect(await code(closeBreach(sql, at(NOTICED + HOUR), id))).toBe("CONFLICT");

    await noteAuthorityTold(sql, at(NOTICED + 2 * HOUR), id, { at: NOTICED + HOUR });
    expect(await tell(id)).toBe(1);
    expect(sent).toMatchObject([{ kind: "breach", userId: anna.userId, content: { nature: WORDS.nature } }]);
    await notePersonsTold(sql, at(NOTICED + 3 * HOUR), id, { at: NOTICED + 3 * HOUR });
    await closeBreach(sql, at(NOTICED + 4 * HOUR), id);
    expect(await readBreach(sql, id)).toMatchObject({ closed_at: NOTICED + 4 * HOUR });
    expect(await code(describeBreach(sql, id, { people: 3 }))).toBe("CONFLICT");
    expect(await code(closeBreach(sql, at(NOTICED + 5 * HOUR), id))).toBe("CONFLICT");
  });

  it("has 72 hours, also over a change of the clocks; later only with a reason", async () => {
    const { sql } = await ground.open();
    const id = await openBreach(sql, at(NOTICED), { ...WORDS, noticedAt: NOTICED });
    const deadline = authorityDeadline(NOTICED);
    expect(deadline - NOTICED).toBe(72 * HOUR);
    const tell = (when: number, reason?: string) =>
      code(
        noteAuthorityTold(sql, at(deadline + HOUR), id, {
          at: when,
          ...(reason === undefined ? {} : { reason }),
        }),
      );
    expect(await tell(NOTICED - 1)).toBe("BAD_REQUEST");
    expect(await tell(deadline + 2 * HOUR)).toBe("BAD_REQUEST");
    expect(await tell(deadline + 1)).toBe("BAD_REQUEST");
    expect(await tell(deadline + 1, "  ")).toBe("BAD_REQUEST");
    expect((await readBreach(sql, id)).authority_told_at).toBeNull();
    expect(await tell(deadline)).toBeNull();
    expect(await tell(deadline + 1, "The disk was found on Sunday.")).toBeNull();
    expect(await readBreach(sql, id)).toMatchObject({
      authority_told_at: deadline + 1,
      authority_reason: "The disk was found on Sunday.",
    });
  });

  it("without a risk is kept from the authority only with the reason in the register", async () => {
    const { sql } = await ground.open();
    const id = await openBreach(sql, at(NOTICED), { ...WORDS, risk: "none", noticedAt: NOTICED });
    expect(await code(closeBreach(sql, at(NOTICED), id, " "))).toBe("CONFLICT");
    await closeBreach(sql, at(NOTICED), id, "The disk was encrypted, the key elsewhere.");
    expect(await readBreach(sql, id)).toMatchObject({
      authority_told_at: null,
      authority_reason: "The disk was encrypted, the key elsewhere.",
    });
    const risky = await openBreach(sql, at(NOTICED), { ...WORDS, noticedAt: NOTICED });
    expect(await code(closeBreach(sql, at(NOTICED), risky, "no time"))).toBe("CONFLICT");
    expect((await listBreaches(sql)).map((one) => one.id)).toEqual([risky, id]);
  });

  it("is told to the owners of each practice once, however often and by how many it is asked for", async () => {
    const database = await ground.open();
    const { sql } = database;
    const anna = await addTherapist(database, "Praxis Anna");
    const ben = await addTherapist(database, "Praxis Ben");
    const member = await addUser(database, "Mitarbeit");
    await sql
      .insertInto("therapist")
      .values({ user_id: member, practice_id: anna.practiceId, position: "member", joined_at: 0 })
      .execute();
    const id = await openBreach(sql, at(NOTICED), { ...WORDS, noticedAt: NOTICED });
    expect(await concernPractices(sql, id, await addressOf(database, member))).toBe(1);
    const first = telling(database, NOTICED);
    expect((await Promise.all([1, 2, 3].map(() => first.tell(id)))).toSorted()).toEqual([0, 0, 1]);
    expect(first.sent.map(({ userId }) => userId)).toEqual([anna.userId]);

    expect(await concernPractices(sql, id, null)).toBe(1);
    expect(await concernPractices(sql, id, null)).toBe(0);
    const second = telling(database, NOTICED + HOUR);
    expect(await second.tell(id)).toBe(1);
    expect(second.sent.map(({ userId }) => userId)).toEqual([ben.userId]);
    expect((await listPractices(sql, id)).map(({ name, told_at }) => [name, told_at])).toEqual([
      ["Praxis Anna", NOTICED],
      ["Praxis Ben", NOTICED + HOUR],
    ]);
    // The register keeps that a practice was told, also when it is gone.
    await sql.deleteFrom("user").where("id", "=", ben.userId).execute();
    await sql.deleteFrom("practice").where("id", "=", ben.practiceId).execute();
    const left = (await listPractices(sql, id)).map(({ name, told_at }) => [name, told_at]);
    expect(left).toContainEqual([null, NOTICED + HOUR]);
    expect(left).toHaveLength(2);
    expect(await code(concernPractices(sql, id, "nobody@b.example"))).toBe("NOT_FOUND");
    expect(await code(second.tell("none"))).toBe("NOT_FOUND");
  });
});

it.each(BREACH_READERS)(
  "the text for the %s is filled from the register, with gaps for what is not known",
  (reader) => {
    const operator = {
      name: "Beispiel GmbH",
      address: "Steyr",
      email: "office@example.org",
      dataProtectionOfficer: "dpo@example.org",
    };
    const facts = { operator, timeZone: "Europe/Vienna" };
    const rest = {
      id: "b",
      noticed_at: NOTICED,
      authority_told_at: null,
      authority_reason: null,
      persons_told_at: null,
      closed_at: null,
    };
    for (const language of ["de", "en"] as const) {
      const known = { breach: { ...rest, ...WORDS }, practices: 2 };
      const full = breachTemplate(reader, language, facts, known, NOTICED + 72 * HOUR);
      for (const part of [
        WORDS.nature,
        WORDS.consequences,
        WORDS.measures,
        "Beispiel GmbH",
        "dpo@example.org",
      ])
        expect(full).toContain(part);
      if (reader === "authority")
        for (const part of ["12", "2026-03-28 21:00", "33"]) expect(full).toContain(part);
      const unknown = { breach: { ...rest, ...UNKNOWN }, practices: 0 };
      const empty = breachTemplate(reader, language, facts, unknown, NOTICED);
      // Nobody says "in time" once it is not.
      const late = breachTemplate(reader, language, facts, known, NOTICED + 72 * HOUR + 1);
      const inTime = language === "de" ? "binnen 72 Stunden" : "within 72 hours";
      expect([full.includes(inTime), late.includes(inTime)]).toEqual([reader === "authority", false]);
      expect(empty).toContain(language === "de" ? "[noch nicht bekannt" : "[not known yet");
      expect(full + empty).not.toMatch(/undefined|null/);
    }
  },
);
