// `doctor`: looks at everything that an instance stands on, and says what to do. Changes nothing, and needs neither a
// running server nor a database.
import * as z from "zod/mini";
import { email } from "../../protocol/api-route.ts";
import { type Config, hasAccounts } from "../platform/config.ts";
import { bareCommand, type Result } from "./command.ts";
import { examineCertificate } from "./doctor/certificate.ts";
import { examineClock } from "./doctor/clock.ts";
import { examineSettings } from "./doctor/configuration.ts";
import { examineDatabase, examineSecret } from "./doctor/database.ts";
import { examineDisk } from "./doctor/disk.ts";
import type { Finding, State } from "./doctor/finding.ts";
import { examineMail } from "./doctor/mail.ts";
import { examineTurn } from "./doctor/turn.ts";
import { examineWayIn } from "./doctor/way-in.ts";

const SIGNS: Readonly<Record<State, string>> = {
  good: "good    ",
  warning: "warning ",
  failed: "FAILED  ",
  unknown: "unknown ",
};

const count = (findings: readonly Finding[], state: State): number =>
  findings.filter((finding) => finding.state === state).length;

function asText(findings: readonly Finding[]): string {
  const lines = findings.flatMap(({ about, state, saw, advice }) => [
    `${SIGNS[state]}${about}: ${saw}`,
    ...(advice === undefined ? [] : [`          -> ${advice}`]),
  ]);
  const sum = (["good", "warning", "failed", "unknown"] as const)
    .map((state) => `${count(findings, state)} ${state}`)
    .join(", ");
  return [...lines, "", sum].join("\n");
}

async function examineAccounts(config: Config): Promise<readonly Finding[]> {
  const { look, findings } = await examineDatabase(config);
  try {
    const clock = await examineClock(look?.database ?? null, Date.now);
    return [...findings, examineSecret(config), ...clock];
  } finally {
    await look?.database.close();
  }
}

async function examineAll(config: Config, mailTo: string | null): Promise<readonly Finding[]> {
  const withAccounts = hasAccounts(config.role);
  const groups = await Promise.all([
    withAccounts ? examineAccounts(config) : examineClock(null, Date.now),
    withAccounts ? examineMail(config, mailTo) : [],
    examineDisk(config.dataDir),
    examineCertificate(config, Date.now()),
    examineWayIn(config),
    config.role === "relay" ? [] : examineTurn(config, Date.now()),
  ]);
  return groups.flat();
}

export const doctorCommands = {
  doctor: bareCommand({
    usage: [
      "[--json] [--mail-to <address>]",
      "Looks at settings, database, secret, clock, mail, disk, certificate, proxy, STUN and TURN, and says what to do. Changes nothing; --mail-to sends one mail.",
    ],
    options: z.strictObject({ json: z.optional(z.boolean()), "mail-to": z.optional(email) }),
    async run(options): Promise<Result> {
      const { config, findings: settings } = examineSettings();
      const rest = config === null ? [] : await examineAll(config, options["mail-to"] ?? null);
      const findings = [...settings, ...rest];
      const line = options.json === true ? JSON.stringify(findings, null, 2) : asText(findings);
      return { done: count(findings, "failed") === 0, line, isAnswer: true };
    },
  }),
};
