// Starts the program, tells the person what to open, and stops in order.
import { join } from "node:path";
import { hasWebFiles, type Server, startServer } from "./compose.ts";
import { MAIL_FOLDER } from "./compose-accounts.ts";
import { ConfigError, hasAccounts, readConfig } from "./platform/config.ts";
import { codeOf } from "./platform/log.ts";

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function fail(lines: string): never {
  process.stderr.write(`${lines}\n`);
  process.exit(1);
}

/** What to tell somebody whose start failed for a reason that lies outside the configuration. */
function explain(error: unknown, port: number): string {
  const code = codeOf(error);
  if (code === "EADDRINUSE")
    return `Port ${port} is in use already. Stop the other program or set CONNECT_PORT to another.`;
  if (code === "EACCES")
    return `Not allowed to listen on port ${port} or to read a file. Set CONNECT_PORT to 1024 or more.`;
  if (code === "DATABASE_NEWER")
    return "The database was written by a later version of this program. Start that version; an older one does not touch it.";
  if (code === "DATABASE_UNREACHABLE")
    return "The database cannot be opened: see that CONNECT_DATABASE_URL is right and its server runs, or that CONNECT_DATA_DIR can be written.";
  if (code === "MIGRATION_FAILED")
    return "The database could not be brought up to date. Nothing was changed; restore a backup or ask for help before you go on.";
  if (code === "EADDRNOTAVAIL") return "CONNECT_HOST is not an address of this machine.";
  if (code === "ENOENT")
    return "A file that CONNECT_TLS_CERT, CONNECT_TLS_KEY or CONNECT_TERMS_FILE names does not exist.";
  if (code === "CERTIFICATE_MISMATCH") return "CONNECT_TLS_CERT and CONNECT_TLS_KEY do not belong together.";
  if (code.startsWith("ERR_OSSL"))
    return "CONNECT_TLS_CERT or CONNECT_TLS_KEY is not a certificate or key in PEM form, or the key has a passphrase.";
  return `Could not start (${code}).`;
}

function stopOnSignal(server: Server): void {
  let stopping = false;
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      // A second signal while stopping means: now.
      if (stopping) process.exit(1);
      stopping = true;
      server.stop().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
}

async function main(): Promise<void> {
  const config = readConfig();
  try {
    const server = await startServer({ config });
    stopOnSignal(server);
    say(`Listening on ${server.origin}`);
    if (config.role === "relay") return;
    if (!hasWebFiles()) say("The web files are missing: run `npm run build` first.");
    else say(`Open ${server.origin}/practice as a therapist. The link it gives you is for your client.`);
    if (hasAccounts(config.role) && config.mail === null)
      say(`Mails are written to ${join(config.dataDir, MAIL_FOLDER)}: no mail server is configured.`);
  } catch (error) {
    fail(explain(error, config.port));
  }
}

try {
  await main();
} catch (error) {
  if (error instanceof ConfigError) fail(error.message);
  throw error;
}
