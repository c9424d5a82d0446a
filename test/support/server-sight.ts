// All that a server gets to see: what browsers send it, and what it has written down.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import type { BrowserContext } from "playwright";
import { type Bytes, toBase64Url } from "../../src/e2ee/bytes.ts";

export interface Recording {
  /** Addresses, headers and bodies of requests, and what went over WebSockets, as latin1 text. */
  readonly sent: readonly string[];
  /** Answers that set a cookie: address and header. */
  readonly cookies: readonly string[];
}

/** Writes down what a browser sends, from now on. */
export function record(context: BrowserContext): Recording {
  const sent: string[] = [];
  const cookies: string[] = [];
  context.on("request", (request) => {
    // Chromium reports the page's address with its fragment; on the wire there is none (RFC 9110, section 7.1).
    const url = request.isNavigationRequest() ? request.url().replace(/#.*$/, "") : request.url();
    sent.push(url, JSON.stringify(request.headers()), request.postDataBuffer()?.toString("latin1") ?? "");
  });
  context.on("response", async (response) => {
    const header = await response.headerValue("set-cookie").catch(() => null);
    if (header !== null) cookies.push(`${response.url()} ${header.split("=")[0]}`);
  });
  const watch = (page: import("playwright").Page): void => {
    page.on("websocket", (socket) => {
      socket.on("framesent", ({ payload }) => {
        sent.push(typeof payload === "string" ? payload : payload.toString("latin1"));
      });
    });
  };
  for (const page of context.pages()) watch(page);
  context.on("page", watch);
  return { sent, cookies };
}

/** Everything below the data folder, the database's own files among it, as latin1 text. */
export function readFolder(dataDir: string): string {
  return readdirSync(dataDir, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "latin1"))
    .join("\n");
}

/** Every row of every table of a PostgreSQL database, bytes as latin1 text. */
export async function readPostgres(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(
      "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')",
    );
    const texts: string[] = [];
    for (const { name } of tables.rows) {
      const { rows } = await client.query<Record<string, unknown>>(`select * from ${name}`);
      for (const row of rows) {
        for (const value of Object.values(row)) {
          const isBytes = value instanceof Uint8Array;
          texts.push(isBytes ? Buffer.from(value).toString("latin1") : `${JSON.stringify(value)}`);
        }
      }
    }
    return texts.join("\n");
  } finally {
    await client.end();
  }
}

/** How a secret could stand in a text: raw, hexadecimal, and in base64 of both kinds at every alignment. */
export function spellingsOf(secret: Bytes): readonly string[] {
  const raw = Buffer.from(secret);
  const spellings = [raw.toString("latin1"), raw.toString("hex")];
  for (let shift = 0; shift < 3; shift += 1) {
    // Only whole groups of four characters are the same wherever the secret begins.
    const length = raw.length - shift - ((raw.length - shift) % 3);
    const group = toBase64Url(Uint8Array.from(raw.subarray(shift, shift + length)));
    spellings.push(group, group.replaceAll("-", "+").replaceAll("_", "/"));
  }
  return spellings;
}

/** The needles that occur in a text, in UTF-8, as the texts of this file hold it. */
export function findNeedles(needles: readonly string[], text: string): string[] {
  return needles.filter(
    (needle) => text.includes(needle) || text.includes(Buffer.from(needle).toString("latin1")),
  );
}
