// The settings that an operator can give, each with how it is read and a working example.
import * as z from "zod";
import { TURN_URLS } from "../../protocol/limits.ts";
import { RELAY_PATH } from "../../protocol/relay.ts";
import { isTurnUrl } from "../../protocol/turn.ts";
import { parseNetwork } from "./address.ts";
import { AUTHORITIES, isAuthorityName } from "./authorities.ts";
import { PERIODS } from "./periods.ts";

function webOrigin(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const bare = url.pathname === "/" && url.search === "" && url.hash === "" && url.username === "";
  return bare && (url.protocol === "https:" || url.protocol === "http:") ? url.origin : null;
}

function socketUrl(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const isSocket = url.protocol === "wss:" || url.protocol === "ws:";
  return isSocket && url.pathname.endsWith(RELAY_PATH) && url.search === "" && url.hash === ""
    ? url.href
    : null;
}

/** A setting whose text `read` turns into a value, or into null, which is refused with `must`. */
function text<T>(must: string, read: (value: string) => T | null) {
  return z.string().transform((value, context) => {
    const result = read(value.trim());
    if (result !== null) return result;
    context.addIssue({ code: "custom", message: must });
    return z.NEVER;
  });
}

function list<T>(must: string, read: (value: string) => T | null) {
  return text(must, (value) => {
    const parts = value
      .split(",")
      .map((part) => part.trim())
      .filter((part) => part !== "")
      .map(read);
    return parts.includes(null) ? null : parts.filter((part) => part !== null);
  });
}

function wholeNumber(from: number, to: number) {
  return text(`must be a whole number from ${from} to ${to}`, (value) => {
    const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
    return number >= from && number <= to ? number : null;
  });
}

function oneOf<const T extends string>(...allowed: readonly T[]) {
  return text(
    `must be one of ${allowed.join(", ")}`,
    (value) => allowed.find((one) => one === value) ?? null,
  );
}

const words = text("must not be empty", (value) => (value === "" ? null : value));

const iceServer = z.strictObject({
  urls: z.union([z.string().transform((url) => [url]), z.array(z.string()).min(1)]),
  username: z.string().optional(),
  credential: z.string().optional(),
});

const ICE_SCHEMES = ["stun:", "stuns:", "turn:", "turns:"];

function iceServers(value: string) {
  let parsed: unknown;
  try {
    parsed = JSON.parse(value);
  } catch {
    return null;
  }
  const result = z.array(iceServer).safeParse(parsed);
  if (!result.success) return null;
  const known = result.data.every((server) =>
    server.urls.every((url) => ICE_SCHEMES.some((scheme) => url.startsWith(scheme))),
  );
  if (!known) return null;
  return result.data.map(({ urls, username, credential }) => ({
    urls,
    ...(username === undefined ? {} : { username }),
    ...(credential === undefined ? {} : { credential }),
  }));
}

export const ROLES = ["all", "relay", "accounts", "web"] as const;

const DATABASE_SCHEMES = ["postgres:", "postgresql:"];
const SMTP_SCHEMES = ["smtp:", "smtps:"];
const SECRET_LENGTH = 32;

const SECRET_EXAMPLE = "the output of: openssl rand -base64 33";
const secret = text(`must be at least ${SECRET_LENGTH} random characters`, (value) =>
  value.length >= SECRET_LENGTH ? value : null,
);

function turnUrls(value: string): readonly string[] | null {
  const urls = value
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
  return urls.length > 0 && urls.length <= TURN_URLS && urls.every(isTurnUrl) ? urls : null;
}

const address = (schemes: readonly string[]) => (value: string) =>
  URL.canParse(value) && schemes.includes(new URL(value).protocol) && new URL(value).hostname !== ""
    ? value
    : null;

/** Settings that hold a password or a key: what was given must not end up in the journal. */
const CONFIDENTIAL: ReadonlySet<string> = new Set([
  "CONNECT_ICE_SERVERS",
  "CONNECT_TURN_SECRET",
  "CONNECT_DATABASE_URL",
  "CONNECT_SECRET",
  "CONNECT_SMTP_URL",
]);

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

/** Every setting: how it is read, and an example for messages. Unset ones are undefined. */
export const SETTINGS = {
  CONNECT_ROLE: { schema: oneOf(...ROLES), example: "all" },
  CONNECT_HOST: { schema: words, example: "localhost" },
  CONNECT_PORT: { schema: wholeNumber(0, 65_535), example: "8080" },
  CONNECT_ORIGIN: {
    schema: text("must be an origin: https://, a host, no path", webOrigin),
    example: "https://connect.example.org",
  },
  CONNECT_RELAY_URL: {
    schema: text("must be a WebSocket address: wss://, a host, the path /v1", socketUrl),
    example: "wss://relay.example.org/v1",
  },
  CONNECT_ALLOWED_ORIGINS: {
    schema: list("must be origins, separated by commas", webOrigin),
    example: "https://connect.example.org,https://www.example.org",
  },
  CONNECT_TLS_CERT: { schema: words, example: "/etc/connect/tls/fullchain.pem" },
  CONNECT_TLS_KEY: { schema: words, example: "/etc/connect/tls/privkey.pem" },
  CONNECT_TRUSTED_PROXIES: {
    schema: list("must be addresses or networks, separated by commas", parseNetwork),
    example: "127.0.0.1,::1,10.0.0.0/8",
  },
  CONNECT_DATA_DIR: { schema: words, example: "./data" },
  CONNECT_DATABASE_URL: {
    schema: text(
      "must be an address of PostgreSQL: postgres://, a host, a database",
      address(DATABASE_SCHEMES),
    ),
    example: "postgres://connect:password@localhost:5432/connect",
  },
  CONNECT_SECRET: { schema: secret, example: SECRET_EXAMPLE },
  CONNECT_SMTP_URL: {
    schema: text("must be an address of a mail server: smtp:// or smtps://, a host", address(SMTP_SCHEMES)),
    example: "smtp://user:password@mail.example.org:587",
  },
  CONNECT_MAIL_FROM: {
    schema: text("must be an e-mail address", (value) =>
      /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/.test(value) ? value : null,
    ),
    example: "no-reply@connect.example.org",
  },
  CONNECT_ACCOUNT_DAYS: { schema: wholeNumber(1, PERIODS.account.cap), example: "30" },
  CONNECT_ACCESS_LOG_DAYS: { schema: wholeNumber(1, PERIODS.accessLog.cap), example: "14" },
  CONNECT_SECURITY_LOG_DAYS: { schema: wholeNumber(1, PERIODS.securityLog.cap), example: "14" },
  CONNECT_MAIL_DAYS: { schema: wholeNumber(1, PERIODS.mail.cap), example: "30" },
  CONNECT_PROOF_DAYS: { schema: wholeNumber(1, PERIODS.proof.cap), example: "1095" },
  CONNECT_BACKUP_DAYS: { schema: wholeNumber(1, PERIODS.backup.cap), example: "14" },
  CONNECT_ICE_SERVERS: {
    schema: text(
      'must be a JSON list of { "urls", "username", "credential" } with stun: or turn: addresses',
      iceServers,
    ),
    example: '[{"urls":["stun:stun.example.org:3478"]}]',
  },
  CONNECT_TURN_URLS: {
    schema: text(
      `must be one to ${TURN_URLS} addresses of TURN servers, separated by commas: turn: or turns:, a host, perhaps a port and ?transport=tcp`,
      turnUrls,
    ),
    example: "turn:turn.example.org:3478,turns:turn.example.org:443?transport=tcp",
  },
  CONNECT_TURN_SECRET: { schema: secret, example: SECRET_EXAMPLE },
  CONNECT_RELAY_SOCKETS: { schema: wholeNumber(1, 1_000_000), example: "20000" },
  CONNECT_RELAY_SOCKETS_PER_ADDRESS: { schema: wholeNumber(1, 1_000_000), example: "400" },
  CONNECT_LOG_LEVEL: { schema: oneOf("debug", "info", "warn", "error", "silent"), example: "info" },
  CONNECT_HOSTING_PLACE: { schema: words, example: "Falkenstein, Germany" },
  CONNECT_HOSTING_COMPANY: { schema: words, example: "Example Hosting GmbH, Falkenstein, Germany" },
  CONNECT_TURN_COMPANY: { schema: words, example: "Example Relay GmbH, Vienna, Austria" },
  CONNECT_MAIL_COMPANY: { schema: words, example: "Example Mail GmbH, Vienna, Austria" },
  CONNECT_THIRD_COUNTRIES: { schema: words, example: "none" },
  CONNECT_TERMS_FILE: { schema: words, example: "/etc/connect/terms.txt" },
  CONNECT_OPERATOR_NAME: { schema: words, example: "Example Practice Software GmbH" },
  CONNECT_OPERATOR_ADDRESS: { schema: words, example: "Hauptplatz 1, 4400 Steyr, Austria" },
  CONNECT_OPERATOR_EMAIL: { schema: words, example: "office@example.org" },
  CONNECT_OPERATOR_PHONE: { schema: words, example: "+43 7252 123456" },
  CONNECT_OPERATOR_REPRESENTATIVE: { schema: words, example: "Maria Muster, managing director" },
  CONNECT_OPERATOR_REGISTER: { schema: words, example: "FN 123456a, Landesgericht Steyr, UID ATU12345678" },
  CONNECT_OPERATOR_DPO: { schema: words, example: "privacy@example.org" },
  CONNECT_TIME_ZONE: {
    schema: text("must be the name of a time zone", (value) => (isTimeZone(value) ? value : null)),
    example: "Europe/Vienna",
  },
  CONNECT_AUTHORITY: {
    schema: text(`must be one of ${Object.keys(AUTHORITIES).join(", ")}`, (value) =>
      isAuthorityName(value) ? value : null,
    ),
    example: "at",
  },
  CONNECT_AUTHORITY_NAME: { schema: words, example: "Österreichische Datenschutzbehörde" },
  CONNECT_AUTHORITY_ADDRESS: { schema: words, example: "Barichgasse 40-42, 1030 Wien, Austria" },
  CONNECT_AUTHORITY_EMAIL: { schema: words, example: "dsb@dsb.gv.at" },
  CONNECT_AUTHORITY_PHONE: { schema: words, example: "+43 1 52 152-0" },
  CONNECT_AUTHORITY_WEBSITE: { schema: words, example: "https://www.dsb.gv.at" },
  CONNECT_ACCESSIBILITY_BODY: { schema: words, example: "Sozialministeriumservice, Österreich" },
} as const;

export type SettingName = keyof typeof SETTINGS;
export type Settings = { readonly [N in SettingName]?: z.infer<(typeof SETTINGS)[N]["schema"]> | undefined };

/** Steps between two words, one letter each: added, dropped or changed. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, char] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      next.push(
        Math.min((next[j] ?? 0) + 1, (row[j + 1] ?? 0) + 1, (row[j] ?? 0) + (char === other ? 0 : 1)),
      );
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

function nearest(name: string): SettingName {
  const names = Object.keys(SETTINGS).filter((known): known is SettingName => known in SETTINGS);
  const [first = "CONNECT_ORIGIN"] = names.toSorted((a, b) => distance(name, a) - distance(name, b));
  return first;
}

/** Reads the settings from an environment; `problems` has one sentence for each wrong or unknown variable. */
export function readSettings(env: Readonly<Record<string, string | undefined>>): {
  readonly settings: Settings;
  readonly problems: readonly string[];
} {
  const problems: string[] = [];
  const settings: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(env)) {
    if (!name.startsWith("CONNECT_") || value === undefined) continue;
    if (!Object.hasOwn(SETTINGS, name)) {
      problems.push(`${name} is not a setting. Did you mean ${nearest(name)}?`);
      continue;
    }
    // An env file that lists a key without a value leaves it unset.
    if (value.trim() === "") continue;
    const { schema, example } = SETTINGS[name as SettingName];
    const result = schema.safeParse(value);
    if (result.success) settings[name] = result.data;
    else {
      const [issue] = result.error.issues;
      const given = CONFIDENTIAL.has(name) ? "" : `, but is "${value}"`;
      problems.push(`${name} ${issue?.message ?? "is wrong"}${given}. For example: ${name}=${example}`);
    }
  }
  return { settings, problems };
}
