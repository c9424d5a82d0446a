import { expect, test } from "vitest";
import { describeOnBothDatabases } from "../../../test/support/databases.ts";
import { addTherapist, addUser } from "../../../test/support/practice-rows.ts";
import { runRetention } from "../../../test/support/retention.ts";
import { DAY_MS } from "../../protocol/limits.ts";
import { createToken, hashToken } from "../platform/token.ts";
import type { Database } from "../storage/database.ts";
import {
  findPractice,
  foundPractice,
  joinByInvitation,
  peekInvitation,
  removeFromPractice,
  renewCode,
} from "./practice.ts";
import { insertInvitation, listTherapists } from "./practice-store.ts";

const NOW = Date.UTC(2027, 0, 11, 8);

async function invite({ sql }: Database, from: { userId: string; practiceId: string }, email: string) {
  const token = createToken();
  await insertInvitation(sql, {
    id: createToken().slice(0, 20),
    practice_id: from.practiceId,
    email,
    token_hash: hashToken(token),
    invited_by: from.userId,
    language: "de",
    created_at: NOW,
    expires_at: NOW + 7 * DAY_MS,
  });
  return token;
}

describeOnBothDatabases("a practice", (ground) => {
  test("is founded with its owner and a code that can be read out", async () => {
    const database = await ground.open();
    const codes = new Set<string>();
    for (let n = 0; n < 20; n += 1) {
      const { userId } = await addTherapist(database, "Praxis Berger");
      const practice = await findPractice(database.sql, userId);
      expect(practice).toMatchObject({ name: "Praxis Berger", position: "owner" });
      expect(practice?.code).toMatch(/^[0-9A-HJKMNP-TV-Z]{8}$/);
      codes.add(practice?.code ?? "");
    }
    expect(codes.size).toBe(20);
    expect(await findPractice(database.sql, "nobody")).toBeNull();
  });

  test("gets a new code, and no other practice does", async () => {
    const database = await ground.open();
    const own = await addTherapist(database, "Praxis Berger");
    const other = await addTherapist(database, "Praxis Huber");
    const before = await findPractice(database.sql, other.userId);
    const old = await findPractice(database.sql, own.userId);
    const code = await renewCode(database.sql, own.practiceId);
    expect(code).not.toBe(old?.code);
    expect((await findPractice(database.sql, own.userId))?.code).toBe(code);
    expect(await findPractice(database.sql, other.userId)).toEqual(before);
  });

  test("is joined once with an invitation, however many use it at the same moment", async () => {
    const database = await ground.open();
    const { sql } = database;
    const owner = await addTherapist(database, "Praxis Berger");
    const token = await invite(database, owner, "berta@b.example");
    expect(await peekInvitation(sql, token, NOW)).toEqual({
      email: "berta@b.example",
      practiceName: "Praxis Berger",
    });
    const users = await Promise.all(Array.from({ length: 5 }, () => addUser(database, "Berta Huber")));
    const joined = await Promise.all(
      users.map((userId) =>
        sql.transaction().execute((trx) => joinByInvitation(trx, { userId, token, now: NOW })),
      ),
    );
    expect(joined.filter(Boolean)).toHaveLength(1);
    const therapists = await listTherapists(sql, owner.practiceId);
    expect(therapists.map(({ position }) => position).toSorted()).toEqual(["member", "owner"]);
    expect(await peekInvitation(sql, token, NOW)).toBeNull();
  });

  test("knows no invitation that is expired, withdrawn or invented", async () => {
    const database = await ground.open();
    const { sql } = database;
    const owner = await addTherapist(database, "Praxis Berger");
    const userId = await addUser(database, "Berta Huber");
    const token = await invite(database, owner, "berta@b.example");
    const late = NOW + 7 * DAY_MS;
    for (const [one, now] of [
      [token, late],
      [createToken(), NOW],
      [hashToken(token), NOW],
    ] as const) {
      expect(await peekInvitation(sql, one, now)).toBeNull();
      expect(await joinByInvitation(sql, { userId, token: one, now })).toBe(false);
    }
    await runRetention(database, late - 1);
    expect(await peekInvitation(sql, token, NOW)).not.toBeNull();
    await runRetention(database, late);
    expect(await sql.selectFrom("invitation").selectAll().execute()).toEqual([]);
  });

  test("gives whom it removes a practice of their own", async () => {
    const database = await ground.open();
    const { sql } = database;
    const owner = await addTherapist(database, "Praxis Berger");
    const other = await addTherapist(database, "Praxis Huber");
    const userId = await addUser(database, "Berta Huber");
    const token = await invite(database, owner, "berta@b.example");
    await joinByInvitation(sql, { userId, token, now: NOW });
    const remove = (practiceId: string, id: string) =>
      removeFromPractice(sql, { practiceId, userId: id, now: NOW });
    expect(await remove(other.practiceId, userId)).toBe("unknown");
    expect(await remove(owner.practiceId, other.userId)).toBe("unknown");
    expect(await remove(owner.practiceId, owner.userId)).toBe("last-owner");
    expect(await remove(owner.practiceId, userId)).toBe("removed");
    expect(await findPractice(sql, userId)).toMatchObject({ name: "Berta Huber", position: "owner" });
    expect((await findPractice(sql, userId))?.id).not.toBe(owner.practiceId);
    expect((await listTherapists(sql, owner.practiceId)).map(({ id }) => id)).toEqual([owner.userId]);
    expect(await remove(owner.practiceId, userId)).toBe("unknown");
  });

  test("is not founded when the account is not made", async () => {
    const database = await ground.open();
    const before = await database.sql.selectFrom("practice").selectAll().execute();
    await expect(
      database.sql
        .transaction()
        .execute((trx) => foundPractice(trx, { userId: "nobody", name: "Praxis", now: NOW })),
    ).rejects.toThrow();
    expect(await database.sql.selectFrom("practice").selectAll().execute()).toEqual(before);
  });
});
