// The files of the data folder: those that end by day or by age, and those that should not be there. What looks like a
// recording goes at once and is told; what merely nobody declared is told and left, since only a person can say what it
// is (docs/decisions/0034-retention-reads-the-inventory.md).
import type { Dirent } from "node:fs";
import { lstat, open, readdir, realpath, rm, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { extname, join, sep } from "node:path";
import { dayOfFile } from "../platform/day-log.ts";
import { codeOf } from "../platform/log.ts";
import type { PlaceEntry } from "./entry.ts";

/** The names in a folder; none where there is no folder. */
async function entriesOf(folder: string): Promise<readonly Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (codeOf(error) === "ENOENT") return [];
    throw error;
  }
}

export type OldFiles = { readonly due: readonly string[]; readonly earliest: number | null };

/** Files of a folder that began, or were last written, before `before`. `day files`: only names that are a day. */
export async function findOldFiles(
  folder: string,
  kind: "day files" | "old files",
  before: number,
): Promise<OldFiles> {
  const due: string[] = [];
  let earliest: number | null = null;
  for (const entry of await entriesOf(folder)) {
    if (!entry.isFile()) continue;
    const path = join(folder, entry.name);
    // A file that is gone meanwhile is one less.
    const moment =
      kind === "day files"
        ? dayOfFile(entry.name)
        : await lstat(path).then(
            ({ mtimeMs }) => mtimeMs,
            () => null,
          );
    if (moment === null) continue;
    earliest = Math.min(earliest ?? moment, moment);
    if (moment < before) due.push(path);
  }
  return { due, earliest };
}

export async function deleteFiles(paths: readonly string[]): Promise<number> {
  for (const path of paths) await rm(path, { force: true });
  return paths.length;
}

const MEDIA_NAMES = new Set(
  (
    "3gp aac aif aiff amr avi avif caf flac flv gif h264 heic ivf jpeg jpg m2ts m4a m4v mka mkv mov mp2 mp3 mp4 mpeg mpg " +
    "oga ogg ogv opus png pcm rtpdump ts tif tiff wav weba webm webp wma wmv y4m"
  )
    .split(" ")
    .map((name) => `.${name}`),
);

/** What files of sound, film and picture begin with, at an offset; three bytes at least, so that chance plays no part. */
const MEDIA_STARTS: readonly (readonly [offset: number, hex: string])[] = [
  [0, "1a45dfa3"], // Matroska, WebM
  [0, "4f676753"], // Ogg
  [4, "66747970"], // MP4, QuickTime, HEIC
  [0, "52494646"], // WAV, AVI, WebP
  [0, "664c6143"], // FLAC
  [0, "494433"], // MP3 with ID3
  [0, "ffd8ff"], // JPEG
  [0, "89504e47"], // PNG
  [0, "47494638"], // GIF
  [0, "000001ba"], // MPEG
  [0, "000001b3"],
  [0, "444b4946"], // IVF
  [0, "63616666"], // CAF
  [0, "2321414d52"], // AMR
  [0, "2321727470"], // RTP dump
  [0, "59555634"], // Y4M
  [0, "464c5601"], // FLV
  [0, "3026b275"], // WMA, WMV
];
const HEAD = 16;

/** Whether a file is one of sound, film or picture, by its name or by how it begins. */
async function isMedia(path: string): Promise<boolean> {
  if (MEDIA_NAMES.has(extname(path).toLowerCase())) return true;
  const file = await open(path);
  try {
    const head = Buffer.alloc(HEAD);
    const { bytesRead } = await file.read(head, 0, HEAD, 0);
    const hex = head.subarray(0, bytesRead).toString("hex");
    return MEDIA_STARTS.some(([offset, start]) => hex.startsWith(start, offset * 2));
  } finally {
    await file.close();
  }
}

/**
 * A folder in which other things than this program's lie by rights: a home, the root, or one around the program itself.
 * Nothing is looked for there.
 */
async function isShared(folder: string): Promise<boolean> {
  const path = await realpath(folder);
  if (path === sep || path === homedir()) return true;
  // A service may have any folder as its own; where the program lies says more.
  return [process.cwd(), import.meta.dirname].some((inner) => `${inner}${sep}`.startsWith(`${path}${sep}`));
}

/**
 * Only its user can enter it, as the program makes it and the documentation asks for. In a folder that others enter too,
 * such as /tmp, lies what is somebody else's: it is told and not deleted.
 */
const isPrivate = async (folder: string): Promise<boolean> => ((await stat(folder)).mode & 0o077) === 0;

/** Deeper than this no program of ours writes. */
const DEPTH = 6;

export type Found = {
  /** Files that look like sound, film or picture, in a folder that is the program's alone. */
  readonly media: readonly string[];
  /** Files and folders that no place of the inventory declares. */
  readonly unknown: readonly string[];
};

/** Looks through the data folder. Files of the database and the secret are known by name and not opened. */
export async function sweep(dataDir: string, places: Readonly<Record<string, PlaceEntry>>): Promise<Found> {
  const names = Object.values(places).flatMap(({ files = [] }) => files);
  const media: string[] = [];
  const unknown: string[] = [];

  async function look(folder: string, depth: number, isDeclared: boolean): Promise<void> {
    for (const entry of await entriesOf(folder)) {
      const path = join(folder, entry.name);
      const isKnown =
        isDeclared || (depth === 0 && names.some((name) => isNamed(entry.name, name, entry.isDirectory())));
      // Links are not followed: what they lead to is somebody else's.
      if (entry.isDirectory()) {
        if (!isKnown) unknown.push(path);
        if (depth < DEPTH) await look(path, depth + 1, isKnown);
        continue;
      }
      if (depth === 0 && isKnown) continue;
      if (entry.isFile() && (await isMedia(path))) media.push(path);
      else if (!isKnown) unknown.push(path);
    }
  }

  const isThere = (await entriesOf(dataDir)).length > 0;
  if (!isThere || (await isShared(dataDir))) return { media, unknown };
  await look(dataDir, 0, false);
  return (await isPrivate(dataDir)) ? { media, unknown } : { media: [], unknown: [...unknown, ...media] };
}

/** SQLite's log lies beside its file and is named after it. */
function isNamed(name: string, declared: string, isFolder: boolean): boolean {
  return name === declared || (!isFolder && name.startsWith(`${declared}-`));
}
