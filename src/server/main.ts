// Starts the program, tells the person what to open, and stops in order.
import { join } from "node:path";
import { hasWebFiles, type Server, startServer } from "./compose.ts";
import { MAIL_FOLDER } from "./compose-accounts.ts";
import { explain } from "./explain.ts";
import { ConfigError, hasAccounts, readConfig } from "./platform/config.ts";

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function fail(lines: string): never {
  process.stderr.write(`${lines}\n`);
  process.exit(1);
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
