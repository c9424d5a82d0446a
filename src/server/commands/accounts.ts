// Accounts, by the command line.
import * as z from "zod/mini";
import { email, language, line } from "../../protocol/api-route.ts";
import { findAccount, reactivate, suspend } from "../accounts/operator.ts";
import { createOperator } from "../accounts/registration.ts";
import { originOf } from "../platform/config.ts";
import { command, done, refused } from "./command.ts";

export const accountCommands = {
  "create-operator": command({
    usage: [
      "--email <address> --name <name> [--language de|en]",
      "Makes an account that runs this instance, and prints the address at which its password is chosen.",
    ],
    options: z.strictObject({ email, name: line(80), language: z._default(language, "de") }),
    mayBegin: true,
    async run({ database, clock, config }, options) {
      const origin = originOf(config, config.port);
      const address = await createOperator({ database, clock, origin }, options);
      return address === null
        ? refused("This address has an account already.")
        : done(`Open this within an hour to choose the password. It works once:\n${address}`);
    },
  }),
  suspend: command({
    usage: [
      "--email <address> --reason <text>",
      "Ends a therapist's sessions and lets nobody sign in to the account.",
    ],
    options: z.strictObject({ email, reason: line(500) }),
    async run({ database, clock }, options) {
      const { id } = await findAccount(database, options.email);
      await suspend(database, id, options.reason, clock.now());
      return done("The account is suspended, and its sessions have ended.");
    },
  }),
  reactivate: command({
    usage: ["--email <address>", "Undoes that."],
    options: z.strictObject({ email }),
    async run({ database }, options) {
      const { id } = await findAccount(database, options.email);
      await reactivate(database, id);
      return done("The account can be used again.");
    },
  }),
};
