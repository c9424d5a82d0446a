import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import fc from "fast-check";
import { expect, test } from "vitest";
import { describeOnBothDatabases } from "../../../test/support/databases.ts";
import { addPasskey, addTherapist } from "../../../test/support/practice-rows.ts";
import { hasVaultSize, type StoredWrap } from "../../protocol/api-practice.ts";
import { openDatabase } from "../storage/database.ts";
import {
  addPasskeyWrap,
  dropPasskeyWrap,
  dropPasswordWrap,
  loadVault,
  replacePasswordWrap,
  saveVault,
  saveWrap,
  vaultVersion,
} from "./vault.ts";

const NOW = 1_800_000_000_000;
const random = (bytes: number): string => randomBytes(bytes).toString("base64url");
const sealed = (): string => random(16 * 1_024 + 28);
const wrapOf = (keyId: string, kind: StoredWrap["kind"] = 1, credentialId = ""): StoredWrap => ({
  kind,
  credentialId,
  keyId,
  wrap: random(60),
});

/** How often each outcome came. */
function tally(results: readonly PromiseSettledResult<unknown>[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const result of results) {
    const outcome =
      result.status === "fulfilled" ? "done" : String((result.reason as { code?: unknown }).code);
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
  return counts;
}

describeOnBothDatabases("the vault's store", (ground) => {
  async function withVault() {
    const database = await ground.open();
    const { sql } = database;
    const { userId } = await addTherapist(database, "Praxis Berger");
    const keyId = random(16);
    const document = sealed();
    const wraps = [wrapOf(keyId, 1), wrapOf(keyId, 3)];
    expect(await saveVault(sql, { userId, replaces: 0, keyId, document, wraps, now: NOW })).toBe(1);
    return { database, sql, userId, keyId, document, wraps };
  }

  test("gives back what was saved, and nothing of another therapist", async () => {
    const { database, sql, userId, keyId, document, wraps } = await withVault();
    expect(await loadVault(sql, userId)).toEqual({ version: 1, keyId, document, wraps });
    expect(await vaultVersion(sql, userId)).toEqual({ version: 1, keyId });
    const other = await addTherapist(database, "Praxis Huber");
    const empty = { version: 0, keyId: null, document: null, wraps: [] };
    expect(await loadVault(sql, other.userId)).toEqual(empty);
    await saveVault(sql, {
      ...other,
      replaces: 0,
      keyId,
      document: sealed(),
      wraps: [wrapOf(keyId)],
      now: NOW,
    });
    expect(await loadVault(sql, userId)).toEqual({ version: 1, keyId, document, wraps });
  });

  test("refuses a write that replaces another version than the stored one, and changes nothing", async () => {
    const { sql, userId, keyId, document } = await withVault();
    const save = (replaces: number) =>
      saveVault(sql, { userId, replaces, keyId, document: sealed(), now: NOW });
    for (const replaces of [0, 2, 7]) await expect(save(replaces)).rejects.toMatchObject({ code: "STALE" });
    expect((await loadVault(sql, userId)).document).toBe(document);
    expect(await save(1)).toBe(2);
    await expect(save(1)).rejects.toMatchObject({ code: "STALE" });
  });

  test("lets one of many writes at the same moment through", async () => {
    const { sql, userId, keyId } = await withVault();
    const documents = Array.from({ length: 20 }, sealed);
    for (let version = 1; version <= 3; version += 1) {
      const results = await Promise.allSettled(
        documents.map((document) => saveVault(sql, { userId, replaces: version, keyId, document, now: NOW })),
      );
      expect(tally(results)).toEqual({ done: 1, STALE: 19 });
      const winner = results.findIndex(({ status }) => status === "fulfilled");
      expect(await loadVault(sql, userId)).toMatchObject({
        version: version + 1,
        document: documents[winner],
      });
    }
  });

  test("lets one of many first writes through", async () => {
    const database = await ground.open();
    const { userId } = await addTherapist(database, "Praxis Berger");
    const keys = Array.from({ length: 10 }, () => random(16));
    const results = await Promise.allSettled(
      keys.map((keyId) =>
        saveVault(database.sql, {
          userId,
          replaces: 0,
          keyId,
          document: sealed(),
          wraps: [wrapOf(keyId)],
          now: NOW,
        }),
      ),
    );
    expect(tally(results)).toEqual({ done: 1, STALE: 9 });
    const { keyId, wraps } = await loadVault(database.sql, userId);
    expect(wraps.map((wrap) => wrap.keyId)).toEqual([keyId]);
  });

  test("lets one of several programs through at each version", async () => {
    const place = ground.newPlace();
    const database = await openDatabase(place);
    const { userId } = await addTherapist(database, "Praxis Berger");
    const keyId = random(16);
    await saveVault(database.sql, {
      userId,
      replaces: 0,
      keyId,
      document: sealed(),
      wraps: [wrapOf(keyId)],
      now: NOW,
    });
    await database.close();
    const file = (name: string) => JSON.stringify(join(import.meta.dirname, name));
    const program = `
      const { openDatabase } = await import(${file("../storage/database.ts")});
      const { saveVault, vaultVersion } = await import(${file("vault.ts")});
      const { sql, close } = await openDatabase(${JSON.stringify(place)});
      let won = 0;
      for (;;) {
        const { version } = await vaultVersion(sql, ${JSON.stringify(userId)});
        if (version > 30) break;
        try {
          await saveVault(sql, { userId: ${JSON.stringify(userId)}, replaces: version,
            keyId: ${JSON.stringify(keyId)}, document: ${JSON.stringify(sealed())}, now: 1 });
          won += 1;
        } catch (error) {
          if (error.code !== "STALE") throw error;
        }
      }
      console.log(won);
      await close();`;
    const run = async (): Promise<number> => {
      const child = spawn(process.execPath, ["--input-type=module", "-e", program], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      const [printed] = await Promise.all([text(child.stdout), once(child, "exit")]);
      return Number(printed);
    };
    const won = await Promise.all([run(), run(), run()]);
    // Versions 2 to 31: as many writes as won, none counted twice, none lost.
    expect(won.reduce((sum, one) => sum + one, 0)).toBe(30);
    const again = await openDatabase(place);
    expect((await vaultVersion(again.sql, userId)).version).toBe(31);
    await again.close();
  }, 60_000);

  test("counts versions on under a new key", async () => {
    const { sql, userId, keyId } = await withVault();
    const next = random(16);
    const wraps = [wrapOf(next, 1), wrapOf(next, 3)];
    const write = { userId, replaces: 1, document: sealed(), now: NOW };
    await expect(saveVault(sql, { ...write, keyId: next })).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(saveVault(sql, { ...write, keyId, wraps: [wrapOf(keyId)] })).rejects.toMatchObject({
      code: "CONFLICT",
    });
    await expect(
      saveVault(sql, { ...write, keyId: next, wraps: [...wraps, wrapOf(keyId, 2)] }),
    ).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(
      saveVault(sql, { ...write, keyId: next, wraps: [wrapOf(next), wrapOf(next)] }),
    ).rejects.toMatchObject({ code: "BAD_REQUEST" });
    expect(await saveVault(sql, { ...write, keyId: next, wraps })).toBe(2);
    expect((await loadVault(sql, userId)).wraps).toEqual(wraps);
  });

  test("never gives wraps of another key than the document's", async () => {
    const { sql, userId, keyId } = await withVault();
    let isOver = false;
    const readers = Array.from({ length: 3 }, async () => {
      let seen = 0;
      while (!isOver || seen === 0) {
        const loaded = await loadVault(sql, userId);
        expect(new Set(loaded.wraps.map((wrap) => wrap.keyId))).toEqual(new Set([loaded.keyId]));
        seen += 1;
      }
    });
    const late: PromiseSettledResult<unknown>[] = [];
    let present = keyId;
    for (let version = 1; version <= 15; version += 1) {
      const next = random(16);
      const wraps = [wrapOf(next, 1), wrapOf(next, 3)];
      const old = saveWrap(sql, userId, wrapOf(present, 3), NOW);
      const write = { userId, replaces: version, keyId: next, document: sealed(), wraps, now: NOW };
      const [, wrapped] = await Promise.allSettled([saveVault(sql, write), old]);
      late.push(wrapped);
      present = next;
    }
    isOver = true;
    await Promise.all(readers);
    expect(Object.keys(tally(late)).filter((one) => one !== "done" && one !== "CONFLICT")).toEqual([]);
    expect(await vaultVersion(sql, userId)).toEqual({ version: 16, keyId: present });
  });

  test("takes wraps of the present key, and of passkeys that there are", async () => {
    const { database, sql, userId, keyId } = await withVault();
    const other = await addTherapist(database, "Praxis Huber");
    const own = await addPasskey(database, userId);
    const foreign = await addPasskey(database, other.userId);
    const refused = [
      wrapOf(random(16)),
      wrapOf(keyId, 2, foreign),
      wrapOf(keyId, 2, "none"),
      wrapOf(keyId, 2),
      wrapOf(keyId, 1, own),
      wrapOf(keyId, 3, own),
    ];
    for (const wrap of refused)
      await expect(saveWrap(sql, userId, wrap, NOW)).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(saveWrap(sql, other.userId, wrapOf(keyId), NOW)).rejects.toMatchObject({
      code: "CONFLICT",
    });
    const added = wrapOf(keyId, 2, own);
    await addPasskeyWrap(sql, userId, own, added, NOW);
    expect((await loadVault(sql, userId)).wraps).toContainEqual(added);
    await dropPasskeyWrap(sql, userId, own);
    expect((await loadVault(sql, userId)).wraps.map(({ kind }) => kind)).toEqual([1, 3]);
  });

  test("the wrap of the password changes with it, and goes with a reset", async () => {
    const { database, sql, userId, keyId, wraps } = await withVault();
    const next = { keyId, wrap: random(60) };
    const replace = (wrap: { keyId: string; wrap: string } | null, of = userId) =>
      sql.transaction().execute((trx) => replacePasswordWrap(trx, of, wrap, NOW));
    await expect(replace(null)).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(replace({ ...next, keyId: random(16) })).rejects.toMatchObject({ code: "CONFLICT" });
    expect((await loadVault(sql, userId)).wraps).toEqual(wraps);
    await replace(next);
    expect((await loadVault(sql, userId)).wraps[0]).toMatchObject({ kind: 1, ...next });
    await dropPasswordWrap(sql, userId);
    expect((await loadVault(sql, userId)).wraps).toEqual([wraps[1]]);
    const other = await addTherapist(database, "Praxis Huber");
    await replace(null, other.userId);
    await expect(replace(next, other.userId)).rejects.toMatchObject({ code: "CONFLICT" });
  });

  test("takes no document of another size than padding gives", async () => {
    const { sql, userId, keyId } = await withVault();
    for (const bytes of [0, 1, 16_384, 16_384 + 27, 16_384 + 29, 3 * 16_384 + 28]) {
      const write = { userId, replaces: 1, keyId, document: random(bytes), now: NOW };
      await expect(saveVault(sql, write)).rejects.toMatchObject({ code: "BAD_REQUEST" });
    }
    const larger = { userId, replaces: 1, keyId, document: random(64 * 1_024 + 28), now: NOW };
    expect(await saveVault(sql, larger)).toBe(2);
  });
});

test("the sizes of a vault are 16 KiB times a power of two, sealed", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_100_000 }), (bytes) => {
      const plain = bytes - 28;
      const isClass = [0, 1, 2, 3, 4, 5, 6].some((n) => plain === 16_384 * 2 ** n);
      expect(hasVaultSize("A".repeat(Math.ceil((bytes * 4) / 3)))).toBe(isClass);
    }),
  );
  for (const n of [0, 1, 2, 3, 4, 5, 6])
    expect(hasVaultSize("A".repeat(Math.ceil(((16_384 * 2 ** n + 28) * 4) / 3)))).toBe(true);
});
