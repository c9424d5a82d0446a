import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { utf8 } from "../../e2ee/bytes.ts";
import { sealExport } from "../../e2ee/export-file.ts";
import { createRecoveryCode } from "../../e2ee/recovery-code.ts";
import { readBackup, writeBackup } from "./backup.ts";
import { createRoom } from "./room-rules.ts";
import type { PracticeData } from "./room-store.ts";

const data: PracticeData = {
  rooms: [
    { ...createRoom("MaMu99", 1_000), openUntil: 5_000, pins: [{ idPk: "key", verifiedAt: 2_000 }] },
    { ...createRoom("Paar B.", 2_000), linkRenewedAt: 3_000 },
  ],
  settings: { name: "Praxis", phone: "0732 123456", savedAt: 7 },
};

describe("a saved file", () => {
  test("brings rooms and practice back, closed", async () => {
    const code = await createRecoveryCode();
    const found = await readBackup(await writeBackup(data, code), code);
    expect(found).toEqual({
      rooms: data.rooms.map((room) => ({ ...room, openUntil: null })),
      settings: { ...data.settings, savedAt: null },
    });
  });

  test("opens under no other code and does not show labels", async () => {
    const file = await writeBackup(data, await createRecoveryCode());
    expect(await readBackup(file, await createRecoveryCode())).toBeNull();
    expect(Buffer.from(file).includes("MaMu99")).toBe(false);
  });

  test("is refused when its content is not what it should be", async () => {
    const code = await createRecoveryCode();
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.json(), fc.string()), async (text) => {
        expect(await readBackup(await sealExport(code, utf8(text)), code)).toBeNull();
      }),
      { numRuns: 25 },
    );
  });

  test("is refused when bytes were changed or cut", async () => {
    const code = await createRecoveryCode();
    const file = await writeBackup(data, code);
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: file.length - 1 }), async (at) => {
        const changed = file.slice();
        changed[at] = (changed[at] ?? 0) ^ 1;
        expect(await readBackup(changed, code)).toBeNull();
        expect(await readBackup(file.slice(0, at), code)).toBeNull();
      }),
      { numRuns: 25 },
    );
  });
});
