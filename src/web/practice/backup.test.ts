import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { randomBytes, toBase64Url, utf8 } from "../../e2ee/bytes.ts";
import { sealExport } from "../../e2ee/export-file.ts";
import { createRecoveryCode } from "../../e2ee/recovery-code.ts";
import { readBackup, writeBackup } from "./backup.ts";
import { LINK_LIFE } from "./link-life.ts";
import type { PracticeData, Room, RoomLink } from "./room-store.ts";

const link = (id: string, state: RoomLink["state"]): RoomLink => ({
  id,
  seed: randomBytes(32),
  createdAt: 1_000,
  state,
  until: 9_000,
});
const room = (id: string, part: Partial<Room>): Room => ({
  id,
  label: "MaMu99",
  kind: "single",
  createdAt: 1_000,
  links: [link(`${id}1`, "current"), link(`${id}2`, "routine")],
  openUntil: null,
  pins: [],
  consents: [],
  paperConsent: null,
  hidesAddresses: false,
  ...part,
});
// The smallest PNG there is: one transparent pixel.
const PIXEL = new Uint8Array(
  Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
    "base64",
  ),
);
const data: PracticeData = {
  rooms: [
    room("a", { openUntil: 5_000, pins: [{ idPk: "key", verifiedAt: 2_000 }] }),
    room("b", { label: "Paar B.", kind: "couple" }),
  ],
  appointments: [
    {
      id: "t",
      roomId: "b",
      at: "2026-11-24T15:00",
      timeZone: "Europe/Vienna",
      duration: 50,
      repeats: "weekly",
      lastDate: "2026-12-31",
      skipped: ["2026-12-08"],
      reminder: 10,
      note: "bringt den Bogen mit",
    },
  ],
  settings: {
    name: "Praxis",
    phone: "0732 123456",
    savedAt: 7,
    logo: { type: "png", bytes: PIXEL },
    hidesAddresses: true,
  },
};

describe("a saved file", () => {
  test("brings rooms, appointments and practice back, closed", async () => {
    const code = await createRecoveryCode();
    const found = await readBackup(await writeBackup(data, code), code);
    expect(found).toEqual({
      ...data,
      rooms: data.rooms.map((one) => ({ ...one, openUntil: null })),
      settings: { ...data.settings, savedAt: null },
    });
  });

  test("of the first version is still read, and its links answer again for a month", async () => {
    const code = await createRecoveryCode();
    const seed = randomBytes(32);
    const first = {
      version: 1,
      settings: { name: "Praxis", phone: "0732" },
      rooms: [
        {
          id: "1b3f2c6e-0000-4000-8000-000000000000",
          label: "MaMu99",
          createdAt: 1_000,
          seed: toBase64Url(seed),
          linkRenewedAt: 3_000,
          pins: [{ idPk: "key", verifiedAt: 2_000 }],
        },
      ],
    };
    const found = await readBackup(await sealExport(code, utf8(JSON.stringify(first))), code, 50_000);
    expect(found?.settings).toEqual({
      name: "Praxis",
      phone: "0732",
      savedAt: null,
      logo: null,
      hidesAddresses: false,
    });
    expect(found?.rooms).toMatchObject([
      {
        id: first.rooms[0]?.id,
        label: "MaMu99",
        kind: "single",
        links: [{ seed, createdAt: 3_000, state: "current", until: 50_000 + LINK_LIFE }],
        pins: [{ idPk: "key", verifiedAt: 2_000 }],
      },
    ]);
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
    const fine = {
      version: 2,
      settings: { name: "", phone: "", logo: null },
      rooms: [{ ...room("a", {}), links: [{ ...link("x", "current"), seed: toBase64Url(randomBytes(32)) }] }],
      appointments: [],
    };
    const sealed = (content: object) => sealExport(code, utf8(JSON.stringify(content)));
    expect(await readBackup(await sealed(fine), code)).not.toBeNull();
    const rooms = [
      { ...room("a", {}), links: [{ ...link("x", "current"), seed: toBase64Url(randomBytes(31)) }] },
    ];
    expect(await readBackup(await sealed({ ...fine, rooms }), code)).toBeNull();
    expect(await readBackup(await sealed({ ...fine, version: 3 }), code)).toBeNull();
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
