// The database: whether it is there, up to date, and lets deleted rows leave its files. And the secret beside it.
import { explain } from "../../explain.ts";
import type { Config } from "../../platform/config.ts";
import { codeOf } from "../../platform/log.ts";
import { hasSecretFile } from "../../platform/secret.ts";
import { type Look, lookAtDatabase } from "../../storage/look.ts";
import { physicalErasure } from "../../storage/physical-erasure.ts";
import { MISSING } from "../erasure-words.ts";
import { type Finding, failed, good, unknown, warning } from "./finding.ts";

export type SeenDatabase = { readonly look: Look | null; readonly findings: readonly Finding[] };

async function present({ database, pending }: Look): Promise<readonly Finding[]> {
  const kind = database.kind === "sqlite" ? "SQLite" : "PostgreSQL";
  const tables =
    pending.length === 0
      ? good("Database", `${kind}, reachable, tables up to date`)
      : warning(
          "Database",
          `${kind}, reachable, ${pending.length} steps behind this program`,
          "The next start brings it up to date: take a backup before.",
        );
  const answer = await physicalErasure(database);
  return [
    tables,
    answer === "complete"
      ? good("Database, erasure", "deleted rows leave its files within a day")
      : warning(
          "Database, erasure",
          `deleted rows may remain in its files: ${answer.remains.map((one) => MISSING[one]).join("; ")}`,
          'Give the rights of docs/self-hosting.md, "Deletion", or say so in your notice.',
        ),
  ];
}

/** Whoever gets a look has to close its database. */
export async function examineDatabase(
  config: Pick<Config, "databaseUrl" | "dataDir" | "port">,
): Promise<SeenDatabase> {
  try {
    const look = await lookAtDatabase({ url: config.databaseUrl, dataDir: config.dataDir, waitMs: 3_000 });
    if (look !== null) return { look, findings: await present(look) };
    const none = unknown(
      "Database",
      "there is none yet in CONNECT_DATA_DIR",
      "The first start makes it. If the program has run already, these are not its settings.",
    );
    return { look: null, findings: [none] };
  } catch (error) {
    return { look: null, findings: [failed("Database", codeOf(error), explain(error, config.port))] };
  }
}

/** Whether this machine can seal what the server opens. */
export function examineSecret(config: Pick<Config, "secret" | "databaseUrl" | "dataDir">): Finding {
  if (config.secret !== null) return good("Secret", "CONNECT_SECRET is set");
  if (hasSecretFile(config.dataDir)) return good("Secret", "in the data folder");
  if (config.databaseUrl === null) return unknown("Secret", "there is none yet", "The first start makes it.");
  return failed(
    "Secret",
    "PostgreSQL is used, CONNECT_SECRET is not set, and there is no secret in the data folder here",
    "If the server has run, its secret lies elsewhere: commands from here could seal no mail that it can open. Set CONNECT_SECRET for both, or run commands on its machine. Before the first start all is well.",
  );
}
