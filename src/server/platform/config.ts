// The only reader of the environment. Read once at the start, checked as a whole, then frozen.
import { RELAY_PATH } from "../../protocol/relay.ts";
import type { WebConfig } from "../../protocol/web-config.ts";
import { isLoopback, type Network, parseAddress } from "./address.ts";
import { AUTHORITIES, type Authority, type AuthorityName } from "./authorities.ts";
import { PERIODS, type Periods } from "./periods.ts";
import { type ROLES, readSettings, SETTINGS, type SettingName, type Settings } from "./settings.ts";

export type Operator = {
  readonly name: string;
  readonly address: string;
  readonly email: string;
  readonly phone?: string;
  readonly representative?: string;
  readonly register?: string;
  readonly dataProtectionOfficer?: string;
};

/** Who runs what this service needs: company, place and country; "self": the operator; null: not said. */
export type Companies = {
  /** The machines, the relay's among them. */
  readonly hosting: string | null;
  /** TURN and STUN servers. */
  readonly turn: string | null;
  readonly mail: string | null;
};

/** What a process serves: everything, the relay alone, pages with accounts, or pages alone. */
export type ServerRole = (typeof ROLES)[number];

export type Config = {
  readonly role: ServerRole;
  /** Addresses or names to listen on; `localhost` stands for both loopback addresses. */
  readonly host: string;
  readonly port: number;
  /** Where browsers find the pages; null: wherever this program listens on this machine. */
  readonly origin: string | null;
  /** Where browsers find the relay; null: at the origin. */
  readonly relayUrl: string | null;
  readonly allowedOrigins: readonly string[];
  readonly tls: { readonly cert: string; readonly key: string } | null;
  readonly trustedProxies: readonly Network[];
  readonly dataDir: string;
  /** PostgreSQL; null: SQLite in the data folder. */
  readonly databaseUrl: string | null;
  /** Null: a file in the data folder. */
  readonly secret: string | null;
  /** Null: mails are written to files in the data folder, which is for trying it out. */
  readonly mail: { readonly smtpUrl: string; readonly from: string } | null;
  readonly periods: Periods;
  /** For everybody who loads a page; with accounts there is no TURN server among them. */
  readonly iceServers: WebConfig["iceServers"];
  /** TURN servers of which therapists get credentials, and the secret that these servers share with this one. */
  readonly turn: { readonly urls: readonly string[]; readonly secret: string } | null;
  readonly relaySockets?: number;
  readonly relaySocketsPerAddress?: number;
  readonly logLevel: "debug" | "info" | "warn" | "error" | "silent";
  readonly operator: Operator | null;
  readonly authority: Authority | null;
  /** Where the operator has its seat, as far as the choice of the authority says so. */
  readonly seat: "at" | "de" | null;
  /** In which calendar months and years end (IANA name). */
  readonly timeZone: string;
  /** Who watches over accessibility; null: named by the seat. */
  readonly accessibilityBody: string | null;
  readonly hostingPlace: string | null;
  readonly companies: Companies;
  /** Which data go to countries outside EU and EEA, and on which ground; "none"; null: not said. */
  readonly thirdCountries: string | null;
  readonly termsFile: string | null;
};

/** What is wrong with the environment, in sentences for the person who set it. */
export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(
      `The configuration has ${problems.length === 1 ? "a mistake" : `${problems.length} mistakes`}:\n${problems.map((problem) => `- ${problem}`).join("\n")}`,
    );
    this.name = "ConfigError";
    this.problems = problems;
  }
}

/** For a company: the operator itself. */
export const SELF = "self";
/** For third countries. */
export const NO_COUNTRY = "none";

export function isLoopbackHost(host: string): boolean {
  const plain = host.startsWith("[") ? host.slice(1, -1) : host;
  if (plain === "localhost" || plain.endsWith(".localhost")) return true;
  const address = parseAddress(plain);
  return address !== null && isLoopback(address);
}

function isPublic(settings: Settings): boolean {
  const origin = settings.CONNECT_ORIGIN;
  return origin !== undefined && !isLoopbackHost(new URL(origin).hostname);
}

function example(name: SettingName): string {
  return `for example: ${name}=${SETTINGS[name].example}`;
}

/** Recipients have to be named, and whether data leave the EU (Art. 13(1)(e), (f), Art. 28(2) GDPR). */
function checkRecipients(settings: Settings): string[] {
  const companies: readonly SettingName[] = [
    "CONNECT_HOSTING_COMPANY",
    ...((settings.CONNECT_ICE_SERVERS ?? []).length > 0 || settings.CONNECT_TURN_URLS !== undefined
      ? (["CONNECT_TURN_COMPANY"] as const)
      : []),
    ...(settings.CONNECT_SMTP_URL === undefined ? [] : (["CONNECT_MAIL_COMPANY"] as const)),
  ];
  const unnamed = companies.filter((name) => settings[name] === undefined);
  return [
    ...unnamed.map(
      (name) =>
        `${name} is missing: the notices have to name who gets data; the company with its place and country, or ` +
        `"${SELF}" if you run it yourself, ${example(name)}`,
    ),
    ...(settings.CONNECT_THIRD_COUNTRIES === undefined
      ? [
          "CONNECT_THIRD_COUNTRIES is missing: the notices have to say which data go to countries outside EU and EEA " +
            `and on which ground, or "${NO_COUNTRY}", ${example("CONNECT_THIRD_COUNTRIES")}`,
        ]
      : []),
  ];
}

/** The rules that hold between settings, each a sentence when broken. */
function checkTogether(settings: Settings): string[] {
  const problems: string[] = [];
  const { CONNECT_TLS_CERT: cert, CONNECT_TLS_KEY: key, CONNECT_ORIGIN: origin } = settings;
  const tls = cert !== undefined && key !== undefined;
  const proxied = (settings.CONNECT_TRUSTED_PROXIES ?? []).length > 0;
  const host = settings.CONNECT_HOST ?? "localhost";
  if ((cert === undefined) !== (key === undefined)) {
    const missing = cert === undefined ? "CONNECT_TLS_CERT" : "CONNECT_TLS_KEY";
    problems.push(`${missing} is missing: certificate and key belong together, ${example(missing)}`);
  }
  if (!tls && !proxied && !isLoopbackHost(host)) {
    problems.push(
      `CONNECT_HOST is "${host}", and plain HTTP is only served to this machine itself. Set CONNECT_TLS_CERT and ` +
        "CONNECT_TLS_KEY to serve HTTPS, or CONNECT_TRUSTED_PROXIES to the addresses of the proxy that does, " +
        example("CONNECT_TRUSTED_PROXIES"),
    );
  }
  if (isPublic(settings) && origin?.startsWith("http:")) {
    problems.push(
      `CONNECT_ORIGIN is "${origin}", but browsers give camera and microphone only to https pages, ` +
        example("CONNECT_ORIGIN"),
    );
  }
  if (origin === undefined && !isLoopbackHost(host)) {
    problems.push(`CONNECT_ORIGIN is missing: the address that browsers use, ${example("CONNECT_ORIGIN")}`);
  }
  if (isPublic(settings) && settings.CONNECT_ROLE !== "relay") {
    const needed: readonly SettingName[] = [
      "CONNECT_OPERATOR_NAME",
      "CONNECT_OPERATOR_ADDRESS",
      "CONNECT_OPERATOR_EMAIL",
      ...(settings.CONNECT_AUTHORITY_NAME === undefined ? (["CONNECT_AUTHORITY"] as const) : []),
      "CONNECT_HOSTING_PLACE",
    ];
    for (const name of needed.filter((one) => settings[one] === undefined)) {
      problems.push(`${name} is missing: imprint and privacy notice are required by law, ${example(name)}`);
    }
    problems.push(...checkRecipients(settings));
  }
  return problems;
}

/** True where accounts are kept: the only roles with a database and mails. */
export const hasAccounts = (role: ServerRole): boolean => role === "all" || role === "accounts";

/** Nobody who merely loads a page gets a TURN server where therapists can have credentials of their own. */
function checkTurn(settings: Settings): string[] {
  const {
    CONNECT_TURN_URLS: urls,
    CONNECT_TURN_SECRET: secret,
    CONNECT_ICE_SERVERS: servers = [],
  } = settings;
  const problems: string[] = [];
  if ((urls === undefined) !== (secret === undefined)) {
    const missing = urls === undefined ? "CONNECT_TURN_URLS" : "CONNECT_TURN_SECRET";
    problems.push(
      `${missing} is missing: addresses and secret of the TURN servers belong together, ${example(missing)}`,
    );
  }
  if (!hasAccounts(settings.CONNECT_ROLE ?? "all")) {
    if (urls !== undefined || secret !== undefined)
      problems.push(
        "CONNECT_TURN_URLS and CONNECT_TURN_SECRET need accounts: their credentials go to therapists who are signed in. " +
          "Without accounts, name TURN servers in CONNECT_ICE_SERVERS",
      );
  } else if (servers.some((server) => server.urls.some((url) => url.startsWith("turn"))))
    problems.push(
      "CONNECT_ICE_SERVERS names a TURN server, which everybody could use who loads a page. With accounts, name TURN " +
        `servers in CONNECT_TURN_URLS and what they share with this program in CONNECT_TURN_SECRET, ${example("CONNECT_TURN_URLS")}`,
    );
  return problems;
}

function checkAccounts(settings: Settings): string[] {
  if (!hasAccounts(settings.CONNECT_ROLE ?? "all")) return [];
  const { CONNECT_SMTP_URL: smtp, CONNECT_MAIL_FROM: from } = settings;
  if (smtp === undefined && isPublic(settings)) {
    return [
      "CONNECT_SMTP_URL is missing: accounts are confirmed by mail, and without a mail server nobody can register, " +
        `${example("CONNECT_SMTP_URL")} (or serve pages without accounts: CONNECT_ROLE=web and CONNECT_ROLE=relay)`,
    ];
  }
  if ((smtp === undefined) !== (from === undefined)) {
    const missing = smtp === undefined ? "CONNECT_SMTP_URL" : "CONNECT_MAIL_FROM";
    return [`${missing} is missing: mail server and sender belong together, ${example(missing)}`];
  }
  return [];
}

function readOperator(settings: Settings): Operator | null {
  const {
    CONNECT_OPERATOR_NAME: name,
    CONNECT_OPERATOR_ADDRESS: address,
    CONNECT_OPERATOR_EMAIL: email,
    CONNECT_OPERATOR_PHONE: phone,
    CONNECT_OPERATOR_REPRESENTATIVE: representative,
    CONNECT_OPERATOR_REGISTER: register,
    CONNECT_OPERATOR_DPO: dataProtectionOfficer,
  } = settings;
  if (name === undefined || address === undefined || email === undefined) return null;
  return {
    name,
    address,
    email,
    ...(phone === undefined ? {} : { phone }),
    ...(representative === undefined ? {} : { representative }),
    ...(register === undefined ? {} : { register }),
    ...(dataProtectionOfficer === undefined ? {} : { dataProtectionOfficer }),
  };
}

/** The one that was chosen, with what single settings add or replace. */
function readAuthority(settings: Settings): Authority | null {
  const { CONNECT_AUTHORITY: chosen } = settings;
  const known: Authority | null = chosen === undefined ? null : AUTHORITIES[chosen];
  const name = settings.CONNECT_AUTHORITY_NAME ?? known?.name;
  if (name === undefined) return null;
  const address = settings.CONNECT_AUTHORITY_ADDRESS ?? known?.address;
  const email = settings.CONNECT_AUTHORITY_EMAIL ?? known?.email;
  const phone = settings.CONNECT_AUTHORITY_PHONE ?? known?.phone;
  const website = settings.CONNECT_AUTHORITY_WEBSITE ?? known?.website;
  return {
    name,
    ...(address === undefined ? {} : { address }),
    ...(email === undefined ? {} : { email }),
    ...(phone === undefined ? {} : { phone }),
    ...(website === undefined ? {} : { website }),
  };
}

function seatOf(authority: AuthorityName | undefined): "at" | "de" | null {
  if (authority === undefined) return null;
  return authority === "at" ? "at" : "de";
}

const readPeriods = (settings: Settings): Periods => ({
  account: settings.CONNECT_ACCOUNT_DAYS ?? PERIODS.account.usual,
  accessLog: settings.CONNECT_ACCESS_LOG_DAYS ?? PERIODS.accessLog.usual,
  securityLog: settings.CONNECT_SECURITY_LOG_DAYS ?? PERIODS.securityLog.usual,
  mail: settings.CONNECT_MAIL_DAYS ?? PERIODS.mail.usual,
  proof: settings.CONNECT_PROOF_DAYS ?? PERIODS.proof.usual,
  backup: settings.CONNECT_BACKUP_DAYS ?? PERIODS.backup.usual,
});

/** Reads and checks the configuration. Throws a ConfigError that names every mistake at once. */
export function readConfig(env: Readonly<Record<string, string | undefined>> = process.env): Config {
  const { settings, problems } = readSettings(env);
  const all = [...problems, ...checkTogether(settings), ...checkAccounts(settings), ...checkTurn(settings)];
  if (all.length > 0) throw new ConfigError(all);
  const { CONNECT_TLS_CERT: cert, CONNECT_TLS_KEY: key } = settings;
  const { CONNECT_SMTP_URL: smtpUrl, CONNECT_MAIL_FROM: from } = settings;
  const { CONNECT_TURN_URLS: turnUrls, CONNECT_TURN_SECRET: turnSecret } = settings;
  const { CONNECT_RELAY_SOCKETS: relaySockets, CONNECT_RELAY_SOCKETS_PER_ADDRESS: perAddress } = settings;
  return Object.freeze({
    role: settings.CONNECT_ROLE ?? "all",
    host: settings.CONNECT_HOST ?? "localhost",
    port: settings.CONNECT_PORT ?? 8080,
    origin: settings.CONNECT_ORIGIN ?? null,
    relayUrl: settings.CONNECT_RELAY_URL ?? null,
    allowedOrigins: settings.CONNECT_ALLOWED_ORIGINS ?? [],
    tls: cert === undefined || key === undefined ? null : { cert, key },
    trustedProxies: settings.CONNECT_TRUSTED_PROXIES ?? [],
    dataDir: settings.CONNECT_DATA_DIR ?? "./data",
    databaseUrl: settings.CONNECT_DATABASE_URL ?? null,
    secret: settings.CONNECT_SECRET ?? null,
    mail: smtpUrl === undefined || from === undefined ? null : { smtpUrl, from },
    periods: readPeriods(settings),
    iceServers: settings.CONNECT_ICE_SERVERS ?? [],
    turn: turnUrls === undefined || turnSecret === undefined ? null : { urls: turnUrls, secret: turnSecret },
    ...(relaySockets === undefined ? {} : { relaySockets }),
    ...(perAddress === undefined ? {} : { relaySocketsPerAddress: perAddress }),
    logLevel: settings.CONNECT_LOG_LEVEL ?? "info",
    operator: readOperator(settings),
    authority: readAuthority(settings),
    seat: seatOf(settings.CONNECT_AUTHORITY),
    timeZone: settings.CONNECT_TIME_ZONE ?? "Europe/Vienna",
    accessibilityBody: settings.CONNECT_ACCESSIBILITY_BODY ?? null,
    hostingPlace: settings.CONNECT_HOSTING_PLACE ?? null,
    companies: {
      hosting: settings.CONNECT_HOSTING_COMPANY ?? null,
      turn: settings.CONNECT_TURN_COMPANY ?? null,
      mail: settings.CONNECT_MAIL_COMPANY ?? null,
    },
    thirdCountries: settings.CONNECT_THIRD_COUNTRIES ?? null,
    termsFile: settings.CONNECT_TERMS_FILE ?? null,
  });
}

/** Where browsers find the pages of a program that listens on this port. */
export function originOf(config: Pick<Config, "origin" | "tls">, port: number): string {
  return config.origin ?? `${config.tls === null ? "http" : "https"}://localhost:${port}`;
}

/** The relay's address for a page at `origin`. */
export function relayUrlAt(origin: string): string {
  const url = new URL(RELAY_PATH, origin);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url.href;
}
