// What happens at the same moment, on both databases.
import { randomBytes, randomUUID } from "node:crypto";
import { sql as SQL } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type AccountsServer,
  type Answer,
  sealedDocument,
  startAccountsServer,
} from "../../../test/support/accounts-server.ts";
import { describeOnBothDatabases } from "../../../test/support/databases.ts";
import { eventually } from "../../../test/support/eventually.ts";
import { AGREEMENTS } from "../../protocol/agreements.ts";
import { accountApi } from "../../protocol/api-account.ts";
import { vaultApi } from "../../protocol/api-practice.ts";

const secret = (bytes: number): string => randomBytes(bytes).toString("base64url");
const MANY = 6;

describeOnBothDatabases("at the same moment", (ground) => {
  let server: AccountsServer;
  beforeAll(async () => {
    server = await startAccountsServer(ground);
  }, 60_000);
  afterAll(() => server?.stop());

  const registration = (email: string, password = secret(32)) => ({
    email,
    password,
    name: "Anna",
    practiceName: "Praxis",
    language: "de",
    agreements: AGREEMENTS,
    news: true,
  });

  test("several registrations of one address get the same answer, and one account comes of them", async () => {
    const email = `${randomUUID()}@praxis.example`;
    const answers = await Promise.all(
      Array.from({ length: MANY }, () =>
        server.newVisitor().call(accountApi.register, { body: registration(email) }),
      ),
    );
    expect(answers.map(({ status, text }) => `${status}${text}`)).toEqual(Array(MANY).fill("204"));
    const { sql } = server.database;
    expect(await sql.selectFrom("user").selectAll().where("email", "=", email).execute()).toHaveLength(1);
  });

  test("a token that is used several times counts once", async () => {
    const email = `${randomUUID()}@praxis.example`;
    await server.stranger.call(accountApi.register, { body: registration(email) });
    const token = await server.mailedToken("confirm", email);
    const answers = await Promise.all(
      Array.from({ length: MANY }, () => server.newVisitor().call(accountApi.confirm, { body: { token } })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([204, ...Array(MANY - 1).fill(410)]);
  });

  // SQLite has one connection: there the two can only come one after the other.
  if (ground.kind === "postgres")
    test("a wrap that is under way while another device changes the vault key is refused, not stored", async () => {
      const anna = await server.newTherapist("Anna");
      const { sql } = server.database;
      const { userId } = anna;
      const { version, keyId } = (await anna.call(vaultApi.load)).json() as {
        version: number;
        keyId: string;
      };
      const fresh = secret(16);
      const isWaiting = (count: number) =>
        eventually(async () => {
          const { rows } = await SQL<{
            n: string;
          }>`select count(*) as n from pg_locks where not granted`.execute(sql);
          if (Number(rows[0]?.n) < count) throw new Error("nobody waits yet");
        });
      const answers: Promise<Answer>[] = [];
      // Whoever holds the stored wrap lets both begin before either can end: the new key first, then the old wrap.
      await sql.transaction().execute(async (holder) => {
        await holder
          .selectFrom("vault_wrap")
          .select("kind")
          .where("user_id", "=", userId)
          .forUpdate()
          .execute();
        const wraps = [{ kind: 1, credentialId: "", keyId: fresh, wrap: secret(60) }];
        answers.push(
          anna.call(vaultApi.save, {
            body: { replaces: version, keyId: fresh, document: sealedDocument(), wraps },
          }),
        );
        await isWaiting(1);
        answers.push(
          anna.call(vaultApi.putWrap, {
            body: { kind: 1, credentialId: "", keyId, wrap: secret(60) },
          }),
        );
        await isWaiting(2);
      });
      const [renewed, added] = await Promise.all(answers);
      expect(renewed?.status, renewed?.text).toBe(200);
      expect(added?.json()).toMatchObject({ code: "CONFLICT" });
      const stored = await sql
        .selectFrom("vault_wrap")
        .select("key_id")
        .where("user_id", "=", userId)
        .execute();
      expect(stored).toEqual([{ key_id: fresh }]);
    });
});
