// What is kept about a mail address without an account, for an answer by letter (Art. 15, 17, 20 GDPR).
import * as z from "zod/mini";
import { email } from "../../protocol/api-route.ts";
import { addressFile, readAddressData } from "../privacy/address-data.ts";
import { eraseAddress } from "../privacy/address-data-store.ts";
import { overwriteDeleted } from "../storage/physical-erasure.ts";
import { command, done } from "./command.ts";

export const addressCommands = {
  address: command({
    usage: [
      "--email <address> [--erase]",
      "Prints what is kept about a mail address, and where it was looked for; with --erase, erases what no account needs.",
    ],
    options: z.strictObject({ email, erase: z.optional(z.boolean()) }),
    async run({ database, clock, config }, options) {
      const { sql } = database;
      if (options.erase !== true) {
        const found = await readAddressData(sql, options.email, config);
        return done(addressFile(options.email, found, clock.now()).trimEnd());
      }
      const erased = await sql.transaction().execute((trx) => eraseAddress(trx, options.email, clock.now()));
      await overwriteDeleted(database);
      const { hasAccount } = await readAddressData(sql, options.email, config);
      return done(
        `Erased in ${erased} row(s).${hasAccount ? " There is an account with this address: see erase." : ""}`,
      );
    },
  }),
};
