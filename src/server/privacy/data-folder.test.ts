import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findOldFiles, sweep } from "./data-folder.ts";
import { PLACES } from "./places.ts";

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "data-folder-"));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

function write(path: string, content: string | Buffer = "x"): void {
  mkdirSync(join(dataDir, path, ".."), { recursive: true });
  writeFileSync(join(dataDir, path), content);
}

async function found() {
  const { media, unknown } = await sweep(dataDir, PLACES);
  const names = (paths: readonly string[]) => paths.map((path) => relative(dataDir, path)).toSorted();
  return { media: names(media), unknown: names(unknown) };
}

test("files that the inventory knows are neither content nor unknown", async () => {
  // However the secret begins: it is known by its name and not looked into.
  for (const name of ["connect.sqlite", "connect.sqlite-wal", "connect.sqlite-shm", "secret"])
    write(name, "OggS");
  write("access-log/2027-01-01.jsonl", "{}");
  write("security-log/2027-01-01.jsonl", "{}");
  write("mail/1.eml", "To: a@b.example");
  expect(await found()).toEqual({ media: [], unknown: [] });
});

test("sound, film and pictures are found by their names and by how they begin, wherever they lie", async () => {
  write("call.WEBM");
  write("mail/voice.mp3");
  write("recordings/monday", Buffer.from("1a45dfa3", "hex"));
  write("recordings/deep/film", Buffer.from("0000001866747970", "hex"));
  write("access-log/2027-01-01.jsonl", Buffer.from("ffd8ffe0", "hex"));
  expect((await found()).media).toEqual([
    "access-log/2027-01-01.jsonl",
    "call.WEBM",
    "mail/voice.mp3",
    "recordings/deep/film",
    "recordings/monday",
  ]);
});

test("what nobody declared is told and is not content", async () => {
  write("notes.txt", "an operator's own");
  write("old/backup.sql", "select 1");
  write("connect.sqlite.bak");
  write("secrets");
  writeFileSync(join(dataDir, "empty"), "");
  expect(await found()).toEqual({
    media: [],
    unknown: ["connect.sqlite.bak", "empty", "notes.txt", "old", "old/backup.sql", "secrets"],
  });
});

test("in a folder that others can enter, nothing is taken for one's own", async () => {
  write("film.mp4");
  chmodSync(dataDir, 0o755);
  expect(await found()).toEqual({ media: [], unknown: ["film.mp4"] });
});

test("links are not followed", async () => {
  const elsewhere = mkdtempSync(join(tmpdir(), "elsewhere-"));
  writeFileSync(join(elsewhere, "film.mp4"), "x");
  symlinkSync(elsewhere, join(dataDir, "link"));
  symlinkSync(join(elsewhere, "film.mp4"), join(dataDir, "film.mp4"));
  expect(await found()).toEqual({ media: [], unknown: ["film.mp4", "link"] });
  expect(readdirSync(elsewhere)).toEqual(["film.mp4"]);
  rmSync(elsewhere, { recursive: true });
});

test("nothing is looked for where other things lie by rights, or where nothing is", async () => {
  const nothing = { media: [], unknown: [] };
  for (const folder of ["/", homedir(), process.cwd(), join(process.cwd(), ".."), join(dataDir, "missing")])
    expect(await sweep(folder, PLACES), folder).toEqual(nothing);
});

test("day files end by their names, and no other program's file ever does", async () => {
  for (const name of ["2026-11-09.jsonl", "2026-11-10.jsonl", "2020-01-01.txt", "2020-13-01.jsonl"])
    write(`log/${name}`);
  const folder = join(dataDir, "log");
  const at = Date.parse("2026-11-10T00:00:00Z");
  expect(await findOldFiles(folder, "day files", at)).toEqual({
    due: [join(folder, "2026-11-09.jsonl")],
    earliest: at - 86_400_000,
  });
  expect((await findOldFiles(folder, "day files", at + 1)).due).toHaveLength(2);
  expect(await findOldFiles(join(dataDir, "none"), "day files", at)).toEqual({ due: [], earliest: null });
});
