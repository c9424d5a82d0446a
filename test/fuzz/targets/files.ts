// Files that somebody hands over: a backup of rooms, an archive of another instance.
import { isDeepStrictEqual } from "node:util";
import { concat, u8, utf8 } from "../../../src/e2ee/bytes.ts";
import { sealExport } from "../../../src/e2ee/export-file.ts";
import { createRecoveryCode } from "../../../src/e2ee/recovery-code.ts";
import { Problem } from "../../../src/server/platform/problem.ts";
import { readArchive } from "../../../src/server/privacy/arrival.ts";
import { occurrencesIn } from "../../../src/web/practice/appointments.ts";
import { readBackup, writeBackup } from "../../../src/web/practice/backup.ts";
import { ARCHIVED_AT, archivedPerson, packed } from "../../support/archive.ts";
import { bytesOf, textOf } from "../mutate.ts";
import { promise, type Target } from "../target.ts";

const code = await createRecoveryCode();
const seed = "A".repeat(43);
const backups = [
  {
    version: 1,
    settings: { name: "Praxis", phone: "0732" },
    rooms: [{ id: "a", label: "MaMu", createdAt: 1, seed, linkRenewedAt: null, pins: [] }],
  },
  {
    version: 2,
    settings: {
      name: "Praxis",
      phone: "0732",
      logo: { type: "png", bytes: "iVBORw0K" },
      hidesAddresses: true,
    },
    rooms: [
      {
        id: "a",
        label: "MaMu",
        kind: "single",
        createdAt: 1,
        pins: [{ idPk: "key", verifiedAt: 2 }],
        links: [{ id: "l", seed, createdAt: 1, state: "current", until: 9 }],
        consents: [],
        paperConsent: null,
        hidesAddresses: false,
      },
    ],
    appointments: [
      {
        id: "t",
        roomId: "a",
        at: "2026-11-24T15:00",
        timeZone: "Europe/Vienna",
        duration: 50,
        repeats: "weekly",
        lastDate: "2026-12-31",
        skipped: ["2026-12-08"],
        reminder: 10,
        note: "",
      },
    ],
  },
];
const words = ['"__proto__":{}', "1e308", "-1", "null", "[]", "{}", '"', "9999-99-99", '"version":2', "true"];

const WEEK = { from: Date.UTC(2026, 10, 23), until: Date.UTC(2026, 10, 30) };

/** The content of a file, sealed with the right code as whoever sends both would. */
export const backup: Target = {
  name: "backup",
  seeds: backups.map((one) => bytesOf(JSON.stringify(one))),
  words,
  async check(input) {
    const read = await readBackup(await sealExport(code, input), code, 1_000);
    if (read === null) return;
    promise(
      read.appointments.every((one) => occurrencesIn(one, WEEK).length <= 2),
      "an appointment of a backup fills a calendar",
    );
    const again = await readBackup(await writeBackup(read, code), code, 1_000);
    promise(isDeepStrictEqual(again, read), "a backup is another one when it is written again");
  },
};

const sealedFile = await sealExport(code, utf8(JSON.stringify(backups[1])));

/** The file itself, changed without the code. */
export const backupFile: Target = {
  name: "backup-file",
  seeds: [sealedFile, concat(u8(1), new Uint8Array(60))],
  words: [],
  async check(input) {
    const read = await readBackup(input, code, 1_000);
    promise(read === null || Buffer.compare(input, sealedFile) === 0, "a changed file was read");
  },
};

function readOrRefuse(archive: Uint8Array) {
  try {
    return readArchive(archive, ARCHIVED_AT);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== "BAD_REQUEST") throw error;
    return null;
  }
}

const person = archivedPerson();
// The vault alone is most of the text, and nothing in it is parsed.
const small = { ...person, tables: { ...person.tables, vault: [], vault_wrap: [] } };

/** What stands in an archive. */
export const archiveData: Target = {
  name: "archive-data",
  seeds: [bytesOf(JSON.stringify(small))],
  words: [...words, "2026-99-99T00:00Z", "@", "\r\nBcc: ", '"tables":'],
  check(input) {
    const text = textOf(input);
    let data: unknown;
    try {
      data = JSON.parse(text);
    } catch {
      return;
    }
    const arrival = readOrRefuse(packed(data));
    if (arrival === null) return;
    promise(
      arrival.user.length === 1 && !/[\s,;<>]/u.test(arrival.user[0]?.email ?? " "),
      "an archive brings an address that no mail may be sent to",
    );
    const again = readOrRefuse(
      packed({ ...small, ...(data as object), tables: { ...small.tables, ...arrival } }),
    );
    promise(again === null || isDeepStrictEqual(again, arrival), "an archive has two meanings");
  },
};

/** The container of an archive. */
export const archiveFile: Target = {
  name: "archive-file",
  seeds: [new Uint8Array(packed(small))],
  words: ["PK\u0003\u0004", "PK\u0001\u0002", "PK\u0005\u0006", "data.json", "\u0000\u0000\u0000\u0000"],
  check(input) {
    const before = process.memoryUsage().arrayBuffers;
    readOrRefuse(input);
    const grown = process.memoryUsage().arrayBuffers - before;
    promise(grown < 200 * 1_024 * 1_024, `an archive of ${input.length} bytes took ${grown} bytes of memory`);
  },
};
