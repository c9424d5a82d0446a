// What to tell the operator when a program cannot go on for a reason that lies outside the configuration.
import { codeOf } from "./platform/log.ts";

const SENTENCES: Readonly<Record<string, string>> = {
  EACCES:
    "Not allowed to listen on this port (set CONNECT_PORT to 1024 or more) or to read or write a file: see who owns CONNECT_DATA_DIR.",
  EADDRNOTAVAIL: "CONNECT_HOST is not an address of this machine.",
  ENOENT: "A file that CONNECT_TLS_CERT, CONNECT_TLS_KEY or CONNECT_TERMS_FILE names does not exist.",
  CERTIFICATE_MISMATCH: "CONNECT_TLS_CERT and CONNECT_TLS_KEY do not belong together.",
  DATABASE_NEWER:
    "The database was written by a later version of this program. Start that version; this one does not touch it.",
  DATABASE_UNREACHABLE:
    "The database cannot be opened: see that the server that CONNECT_DATABASE_URL names runs and lets this program in, or that CONNECT_DATA_DIR can be written.",
  DATABASE_LOCKED:
    "Another program has held the database for too long. If it is bringing the tables up to date, wait and start again; otherwise stop it.",
  SECRET_ELSEWHERE:
    "Nothing was done: the server has a secret that is not here, and could not open the mail. Set CONNECT_SECRET to the server's, or run this on its machine with its CONNECT_DATA_DIR.",
  MIGRATION_FAILED:
    "The database could not be brought up to date, and nothing of the attempt stays. See that it belongs to the user whom CONNECT_DATABASE_URL names, and that there is room on the disk.",
};

/** A sentence without anything personal; `port` is the one that was asked for. */
export function explain(error: unknown, port: number): string {
  const code = codeOf(error);
  if (code === "EADDRINUSE")
    return `Port ${port} is in use already. Stop the other program or set CONNECT_PORT to another.`;
  if (code.startsWith("ERR_OSSL"))
    return "CONNECT_TLS_CERT or CONNECT_TLS_KEY is not a certificate or key in PEM form, or the key has a passphrase.";
  return SENTENCES[code] ?? `Could not go on (${code}).`;
}
