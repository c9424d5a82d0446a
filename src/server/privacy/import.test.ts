import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { ARCHIVED_AT, archivedPerson, changed, packed } from "../../../test/support/archive.ts";
import { describeOnBothDatabases } from "../../../test/support/databases.ts";
import type { PersonData } from "../../protocol/person-data.ts";
import { confirmUser, findUserByEmail, insertUser } from "../accounts/account-store.ts";
import type { Database } from "../storage/database.ts";
import { readArchive } from "./arrival.ts";
import { importPerson } from "./import.ts";

const NOW = ARCHIVED_AT + 1_000;

const bring = ({ sql, kind }: Database, data: PersonData) =>
  sql.transaction().execute((trx) => importPerson(trx, kind, readArchive(packed(data), NOW), NOW));

const emailOf = ({ tables }: PersonData): string => tables.user?.[0]?.email ?? "";

const refusal = expect.objectContaining({ code: "CONFLICT" });

describeOnBothDatabases("an archive that is brought in", (ground) => {
  /** An account of the same address that is here already. */
  async function present(database: Database, data: PersonData, isOperator: boolean): Promise<string> {
    const user = { email: emailOf(data), name: "Anna", language: "de", passwordHash: null } as const;
    return (await insertUser(database.sql, database.kind, { ...user, isOperator, now: NOW })) ?? "";
  }

  test("makes an account that nobody has shown to be theirs: unconfirmed, without passkey or agreement, gone in two days", async () => {
    const database = await ground.open();
    const { sql } = database;
    const data = changed(archivedPerson(), {
      person: { is_operator: 1, restricted_at: 1, leaving_at: 1, suspended_at: 1, suspended_reason: "x" },
    });
    await bring(database, data);
    const user = await findUserByEmail(sql, emailOf(data));
    expect(user).toMatchObject({
      id: data.accountId,
      isConfirmed: false,
      passwordHash: null,
      hasSecondFactor: false,
    });
    expect(await sql.selectFrom("passkey").selectAll().execute()).toEqual([]);
    expect(await sql.selectFrom("agreement").selectAll().execute()).toEqual([]);
    expect(await sql.selectFrom("vault_wrap").select("kind").orderBy("kind").execute()).toEqual([
      { kind: 1 },
      { kind: 3 },
    ]);
    // The moment from which retention counts the two days; a restriction would stop it.
    expect(await sql.selectFrom("person").selectAll().execute()).toEqual([
      {
        user_id: data.accountId,
        language: "de",
        is_operator: 0,
        suspended_at: null,
        suspended_reason: null,
        leaving_at: null,
        restricted_at: null,
        created_at: NOW,
      },
    ]);
  });

  test("is brought in again while the account has no password, and not once it has one", async () => {
    const database = await ground.open();
    const data = archivedPerson();
    const first = await bring(database, data);
    expect(first).toEqual({ userId: data.accountId, email: emailOf(data), language: "de" });
    expect(await bring(database, data)).toEqual(first);
    await database.sql.updateTable("account").set({ password: "hash" }).execute();
    await expect(bring(database, data)).rejects.toThrow(refusal);
  });

  test("takes no account that is here: a confirmed one, another address's, or an operator's that waits for its link", async () => {
    const database = await ground.open();
    const { sql, kind } = database;
    const confirmed = archivedPerson();
    await confirmUser(sql, kind, await present(database, confirmed, false));
    const operator = archivedPerson();
    const operatorId = await present(database, operator, true);
    const ofOperator = changed(operator, {
      user: { id: operatorId },
      account: { userId: operatorId, accountId: operatorId },
      person: { user_id: operatorId },
      therapist: { user_id: operatorId },
      vault: { user_id: operatorId },
      vault_wrap: { user_id: operatorId },
    });
    const moved = archivedPerson();
    await bring(database, moved);
    const other = changed(moved, { user: { email: `${randomUUID()}@praxis.example` } });
    const before = await sql.selectFrom("user").selectAll().orderBy("id").execute();
    for (const data of [confirmed, operator, { ...ofOperator, accountId: operatorId }, other])
      await expect(bring(database, data)).rejects.toThrow(refusal);
    expect(await sql.selectFrom("user").selectAll().orderBy("id").execute()).toEqual(before);
  });

  test("takes the place of a registration that nobody has confirmed: a stranger cannot keep anybody out", async () => {
    const database = await ground.open();
    const data = archivedPerson();
    await present(database, data, false);
    await bring(database, data);
    expect((await findUserByEmail(database.sql, emailOf(data)))?.id).toBe(data.accountId);
  });

  test("takes no practice that is here, by its id or by its code", async () => {
    const database = await ground.open();
    const data = archivedPerson();
    await bring(database, data);
    const [practice] = data.tables.practice ?? [];
    for (const same of [{ code: practice?.code }, { id: practice?.id }]) {
      const other = changed(archivedPerson(), {
        practice: same,
        ...(same.id === undefined ? {} : { therapist: { practice_id: same.id } }),
      });
      await expect(bring(database, other)).rejects.toThrow(refusal);
      expect(await findUserByEmail(database.sql, emailOf(other))).toBeNull();
    }
  });
});
