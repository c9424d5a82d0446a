// Inputs that broke a promise once. They are tried first on every run.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Input } from "./mutate.ts";

const FOLDER = join(import.meta.dirname, "cases");

interface Case {
  readonly file: string;
  readonly input: Input;
}

export function casesOf(target: string): readonly Case[] {
  const folder = join(FOLDER, target);
  let files: string[] = [];
  try {
    files = readdirSync(folder).sort();
  } catch {
    // Nothing was found for this target.
  }
  return files.map((file) => ({ file, input: new Uint8Array(readFileSync(join(folder, file))) }));
}

/** Writes a case and returns where. */
export function keepCase(target: string, input: Input): string {
  const folder = join(FOLDER, target);
  mkdirSync(folder, { recursive: true });
  const name = createHash("sha256").update(input).digest("hex").slice(0, 12);
  const file = join(folder, `${name}.bin`);
  writeFileSync(file, input);
  return file;
}
