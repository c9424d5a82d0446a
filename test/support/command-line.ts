// The operator's commands as a person runs them: a process of its own, which reads the environment.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { childEnv } from "./child-env.ts";
import type { Ground } from "./databases.ts";

const CLI = join(import.meta.dirname, "..", "..", "src", "server", "cli.ts");

export type Said = { readonly code: number; readonly out: string; readonly err: string };

export function connect(env: Readonly<Record<string, string>>, ...words: string[]): Promise<Said> {
  return new Promise((resolve) => {
    execFile(process.execPath, [CLI, ...words], { env: { ...childEnv(), ...env } }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    );
  });
}

/** The settings that lead a command to this database. */
export const envOf = (place: ReturnType<Ground["newPlace"]>): Record<string, string> => ({
  CONNECT_DATA_DIR: place.dataDir,
  CONNECT_PORT: "0",
  ...(place.url === null ? {} : { CONNECT_DATABASE_URL: place.url }),
});
