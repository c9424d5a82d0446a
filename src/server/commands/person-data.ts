// A person's data out of an instance and into another one, by the command line (Art. 15 and 20 GDPR).
import { open, readFile, rename, stat } from "node:fs/promises";
import * as z from "zod/mini";
import { email } from "../../protocol/api-route.ts";
import { issueToken } from "../accounts/mailed-link.ts";
import { findAccount } from "../accounts/operator.ts";
import { originOf } from "../platform/config.ts";
import { exportArchive, languageOf } from "../privacy/export.ts";
import { importPerson, readArchive } from "../privacy/import.ts";
import { command, done, refused } from "./command.ts";

const path = z.string().check(z.minLength(1), z.maxLength(4_096));

/** Writes the whole file or none: under another name first, on the disk before it gets its own. */
async function writeWhole(file: string, content: Uint8Array): Promise<void> {
  const part = `${file}.part`;
  const handle = await open(part, "w", 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(part, file);
}

const isThere = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );

export const personDataCommands = {
  export: command({
    usage: [
      "--email <address> --file <target.zip>",
      "Writes everything that is kept about an account into an archive (Art. 15 and 20 GDPR).",
    ],
    options: z.strictObject({ email, file: path }),
    async run({ database, config, clock }, options) {
      if (await isThere(options.file)) return refused("There is a file of that name already.");
      const { id: userId } = await findAccount(database, options.email);
      const parts = {
        sql: database.sql,
        clock,
        origin: originOf(config, config.port),
        facts: config,
      };
      const language = (await languageOf(database.sql, userId)) ?? "de";
      const archive = await exportArchive(parts, { by: "account", userId }, language);
      try {
        await writeWhole(options.file, archive);
      } catch {
        return refused("The file cannot be written.");
      }
      return done(`Written: ${options.file}`);
    },
  }),
  import: command({
    usage: [
      "--file <archive.zip>",
      "Takes an account over from the archive of another instance (Art. 20 GDPR), and prints the address at which its password is chosen. Make sure first that the mailbox is the person's.",
    ],
    options: z.strictObject({ file: path }),
    mayBegin: true,
    refusals: {
      BAD_REQUEST: "This is no archive of one account that this version can read. Nothing was changed.",
      CONFLICT:
        "Account, address or practice of this archive are here already. Nothing was changed. Who belongs to a practice that is here can be invited to it.",
    },
    async run({ database, config, clock }, { file }) {
      const archive = await readFile(file).catch(() => null);
      if (archive === null) return refused("The file cannot be read.");
      const data = readArchive(archive);
      const token = await database.sql.transaction().execute(async (trx) => {
        const userId = await importPerson(trx, database.kind, data);
        return issueToken(trx, { userId, purpose: "reset", detail: null, now: clock.now() });
      });
      const address = `${originOf(config, config.port)}/practice#reset.${token}`;
      return done(
        `The account is here. Let the person open this within an hour to choose a password. It works once:\n${address}`,
      );
    },
  }),
};
