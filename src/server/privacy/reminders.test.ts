import { expect, it } from "vitest";
import { describeOnBothDatabases } from "../../../test/support/databases.ts";
import { addUser } from "../../../test/support/practice-rows.ts";
import type { OutgoingMail } from "../mail/mail-kinds.ts";
import type { Database } from "../storage/database.ts";
import { remindOperators } from "./reminders.ts";
import { closeRequest, extendRequest, type NewRequest, openRequest, readRequest } from "./request.ts";

const TIME_ZONE = "Europe/Vienna";
const DAY = 86_400_000;
const RECEIVED = Date.UTC(2026, 0, 5, 10);
/** The end of 5 February in Vienna. */
const DUE = Date.UTC(2026, 1, 5, 23) - 1;

const REQUEST: NewRequest = {
  kind: "erasure",
  channel: "mail",
  userId: null,
  contact: "anna@b.example",
  language: "en",
  identity: "open",
  timeZone: TIME_ZONE,
};

async function addOperator(database: Database): Promise<string> {
  const id = await addUser(database, "Leitung");
  await database.sql.updateTable("person").set({ is_operator: 1 }).where("user_id", "=", id).execute();
  const { email } = await database.sql
    .selectFrom("user")
    .select("email")
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  return email;
}

function reminding(database: Database) {
  const sent: OutgoingMail[] = [];
  let now = RECEIVED;
  const clock = { now: () => now };
  return {
    clock,
    sent,
    async at(time: number): Promise<number> {
      now = time;
      const mailer = {
        enqueue: async (mail: OutgoingMail) => {
          sent.push(mail);
          return "id";
        },
      };
      const parts = { sql: database.sql, clock, mailer, timeZone: TIME_ZONE };
      return remindOperators({ ...parts, imprint: "office@example.org" });
    },
  };
}

describeOnBothDatabases("reminders of requests", (ground) => {
  it("come ten and three days before, and once when one is overdue, however often the job runs", async () => {
    const database = await ground.open();
    const operator = await addOperator(database);
    await addUser(database, "Anna");
    const { at, sent, clock } = reminding(database);
    const id = await openRequest(database.sql, clock, REQUEST);

    const days: number[] = [];
    for (let time = RECEIVED; time < DUE + 40 * DAY; time += DAY / 4)
      if ((await at(time)) > 0) days.push(Math.round((DUE - time) / DAY));
    expect(days).toEqual([10, 3, -0]);
    expect(sent.map(({ recipient, kind }) => [recipient, kind])).toEqual(
      Array.from({ length: 3 }, () => [operator, "requests-due"]),
    );
    expect(sent.map(({ content }) => content)).toMatchObject([
      { overdue: 0 },
      { overdue: 0 },
      { overdue: 1 },
    ]);
    expect(JSON.stringify(sent)).not.toContain("b.example");
    const { events } = await readRequest(database.sql, id);
    expect(events.filter(({ what }) => what === "reminded")).toHaveLength(3);
  });

  it("after a standstill tell only what is true now, and begin anew after an extension", async () => {
    const database = await ground.open();
    const { at, sent, clock } = reminding(database);
    const id = await openRequest(database.sql, clock, REQUEST);
    expect(await at(DUE - DAY)).toBe(1);
    expect(await at(DUE - DAY)).toBe(0);
    // Without an operator's account it goes to the mailbox of the imprint.
    expect(sent).toMatchObject([{ recipient: "office@example.org", userId: null }]);

    const due = await extendRequest(database.sql, clock, id, { reason: "many", timeZone: TIME_ZONE });
    expect(await at(DUE + DAY)).toBe(0);
    expect(await at(due - 9 * DAY)).toBe(1);
    await closeRequest(database.sql, clock, id, { how: "nothing-kept", byWhom: "operator" });
    expect(await at(due + DAY)).toBe(0);
  });

  it("tell once of what came by the page, however much it is, and of nothing that the operator noted", async () => {
    const database = await ground.open();
    const { at, sent, clock } = reminding(database);
    await openRequest(database.sql, clock, REQUEST);
    expect(await at(RECEIVED)).toBe(0);
    const byPage: NewRequest = { ...REQUEST, channel: "page", identity: "mailbox" };
    for (let i = 0; i < 30; i += 1) await openRequest(database.sql, clock, byPage);
    const told = await Promise.all([1, 2, 3, 4].map(() => at(RECEIVED)));
    expect(told.toSorted()).toEqual([0, 0, 0, 1]);
    expect(sent.map(({ content }) => content)).toMatchObject([{ open: 31, arrived: 30, overdue: 0 }]);
    expect(await at(DUE - 11 * DAY)).toBe(0);
    // That it is due is told nevertheless.
    expect(await at(DUE - 9 * DAY)).toBe(1);
  });

  it("of several processes that look at once, one tells", async () => {
    const database = await ground.open();
    const { at, clock } = reminding(database);
    await openRequest(database.sql, clock, REQUEST);
    const told = await Promise.all([1, 2, 3, 4].map(() => at(DUE - 2 * DAY)));
    expect(told.toSorted()).toEqual([0, 0, 0, 1]);
  });
});
