// The clock: links, credentials and due dates hang on it. Whether it is kept right is asked of the system, and a
// database on another machine has a second one.
import { execFile } from "node:child_process";
import type { Database } from "../../storage/database.ts";
import { databaseTime } from "../../storage/look.ts";
import { type Finding, failed, good, unknown, warning } from "./finding.ts";

/** ms. Pages bear this much from each other (docs/protocol.md), and TURN credentials more. */
const OFF_MAX = 30_000;

function isSynchronised(): Promise<boolean | null> {
  return new Promise((resolve) => {
    execFile(
      "timedatectl",
      ["show", "--property=NTPSynchronized", "--value"],
      { timeout: 3_000 },
      (error, out) => resolve(error === null ? out.trim() === "yes" : null),
    );
  });
}

/** `database`: null where it could not be opened. */
export async function examineClock(
  database: Database | null,
  now: () => number,
): Promise<readonly Finding[]> {
  const kept = await isSynchronised();
  const synchronised =
    kept === null
      ? unknown(
          "Clock",
          "this system does not say whether it is kept right",
          "See that a time service (chrony, systemd-timesyncd) runs here or on the host.",
        )
      : kept
        ? good("Clock", "is kept right by NTP")
        : warning("Clock", "is not kept right by NTP", "timedatectl set-ntp true, or set up chrony.");
  const before = now();
  const other = database === null ? null : await databaseTime(database).catch(() => null);
  if (other === null) return [synchronised];
  const off = Math.round((other - (before + now()) / 2) / 1_000);
  return [
    synchronised,
    Math.abs(off) * 1_000 > OFF_MAX
      ? failed(
          "Clock, beside the database's",
          `they differ by ${off} s`,
          "Keep both machines' clocks by NTP.",
        )
      : good("Clock, beside the database's", `they differ by ${off} s`),
  ];
}
