// The data folder: who may enter it, and how much room is left.
import { access, constants, stat, statfs } from "node:fs/promises";
import { dirname } from "node:path";
import { codeOf } from "../../platform/log.ts";
import { type Finding, failed, good, unknown, warning } from "./finding.ts";

const MIB = 1_048_576;
/** Bytes. */
export type DiskThresholds = { readonly low: number; readonly full: number };
const THRESHOLDS: DiskThresholds = { low: 1_024 * MIB, full: 128 * MIB };

const inMib = (bytes: number): string => `${Math.floor(bytes / MIB)} MiB`;

async function room(folder: string, { low, full }: DiskThresholds): Promise<Finding> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const saw = `${inMib(free)} free`;
  const advice = "Make room: without it nobody can register, and what is due is not deleted.";
  if (free < full) return failed("Disk", saw, advice);
  return free < low ? warning("Disk", saw, advice) : good("Disk", saw);
}

async function folderFindings(folder: string): Promise<readonly Finding[]> {
  const about = "Data folder";
  const { mode, uid } = await stat(folder);
  const isWritable = await access(folder, constants.W_OK).then(
    () => true,
    () => false,
  );
  if (!isWritable)
    return [
      failed(
        about,
        "cannot be written by this user",
        `chown it to the user of the service, and run this as that user.`,
      ),
    ];
  const own = process.getuid?.();
  return [
    (mode & 0o077) === 0
      ? good(about, "can be entered by its owner alone")
      : warning(about, "others on this machine can enter it", `chmod 700 ${folder}`),
    ...(own !== undefined && own !== uid
      ? [
          warning(
            "Data folder, owner",
            "belongs to another user than the one who runs this",
            "Run commands as the user of the service: what they write could else not be read by it.",
          ),
        ]
      : []),
  ];
}

export async function examineDisk(
  dataDir: string,
  thresholds: DiskThresholds = THRESHOLDS,
): Promise<readonly Finding[]> {
  try {
    return [...(await folderFindings(dataDir)), await room(dataDir, thresholds)];
  } catch (error) {
    if (codeOf(error) !== "ENOENT")
      return [failed("Data folder", `cannot be looked at (${codeOf(error)})`, "See CONNECT_DATA_DIR.")];
    return [
      unknown(
        "Data folder",
        "is not there yet",
        "The program makes it at its first start, if CONNECT_DATA_DIR is right.",
      ),
      ...(await room(dirname(dataDir), thresholds).then(
        (one) => [one],
        () => [],
      )),
    ];
  }
}
