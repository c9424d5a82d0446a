// A person's data out of an instance and into another one, by the command line (Art. 15 and 20 GDPR).
import { open, readFile, rename, rm, stat } from "node:fs/promises";
import * as z from "zod/mini";
import { email } from "../../protocol/api-route.ts";
import { findAccount } from "../accounts/operator.ts";
import { mailLink } from "../accounts/registration.ts";
import { originOf } from "../platform/config.ts";
import { readArchive } from "../privacy/arrival.ts";
import { exportArchive, languageOf } from "../privacy/export.ts";
import { importPerson } from "../privacy/import.ts";
import { command, done, refused } from "./command.ts";
import { mailerOf } from "./mailer.ts";

const path = z.string().check(z.minLength(1), z.maxLength(4_096));

/**
 * Writes the whole file or none: under another name first, on the disk before it gets its own. What lies under that name
 * is taken away, never written into: in a folder of many it may be somebody else's file or a link to one. The name is
 * always the same, so that what a killed run has left goes with the next.
 */
async function writeWhole(file: string, content: Uint8Array): Promise<void> {
  const part = `${file}.part`;
  await rm(part, { force: true });
  const handle = await open(part, "wx", 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
    await rename(part, file);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
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
      "Takes an account over from the archive of another instance (Art. 20 GDPR), and mails its address a link to choose a password. Until that is used, the account opens nothing.",
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
      const now = clock.now();
      const arrival = readArchive(archive, now);
      const mailing = { mailer: mailerOf({ config, clock }), origin: originOf(config, config.port) };
      await database.sql.transaction().execute(async (trx) => {
        const imported = await importPerson(trx, database.kind, arrival, now);
        // To the mailbox alone: whoever brings an archive has not shown that its address is theirs.
        await mailLink(mailing, trx, "reset", { ...imported, now });
      });
      return done(
        "The account is here. A link to choose its password is in the queue to the address in the archive; the server sends it. It holds for an hour: the same command sends another. Without a password the account ends after two days.",
      );
    },
  }),
};
