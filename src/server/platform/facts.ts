// What published documents say about this instance, taken from its configuration.
import type { Authority } from "./authorities.ts";
import { type Companies, type Config, hasAccounts, type Operator } from "./config.ts";
import type { Periods } from "./periods.ts";

export type Facts = {
  readonly operator: Operator | null;
  readonly authority: Authority | null;
  readonly seat: "at" | "de" | null;
  readonly accessibilityBody: string | null;
  readonly hostingPlace: string | null;
  readonly companies: Companies;
  /** Which data leave EU and EEA, in the operator's words; "none"; null: not said. */
  readonly thirdCountries: string | null;
  readonly periods: Periods;
  /** Hosts of the configured TURN servers, which relay encrypted media when no direct way exists. */
  readonly turnHosts: readonly string[];
  /** Which setting names the TURN servers: with accounts, each side of a call gets random credentials of its own. */
  readonly turnSetting: "CONNECT_TURN_URLS" | "CONNECT_ICE_SERVERS";
  /** Hosts of the configured STUN servers, which see a participant's address. */
  readonly stunHosts: readonly string[];
  /** Pages and relay are reached by TLS; only an instance on the own machine may do without. */
  readonly isEncrypted: boolean;
  /** Host of the relay, if it is another one than that of the pages. */
  readonly relayHost: string | null;
  /** Therapists can have accounts here, and mails are sent. */
  readonly hasAccounts: boolean;
  /** Who sends the mails; null where they are files on the own machine. */
  readonly mailHost: string | null;
  /** The database is PostgreSQL, else SQLite in a file. */
  readonly isPostgres: boolean;
};

function iceHosts(config: Config, scheme: string): readonly string[] {
  const urls = [...config.iceServers.flatMap((server) => server.urls), ...(config.turn?.urls ?? [])];
  const hosts = urls
    .filter((url) => url.startsWith(`${scheme}:`) || url.startsWith(`${scheme}s:`))
    .map((url) => url.slice(url.indexOf(":") + 1).split(/[?]/)[0] ?? "");
  return [...new Set(hosts)];
}

export function factsOf(config: Config): Facts {
  return {
    operator: config.operator,
    authority: config.authority,
    seat: config.seat,
    accessibilityBody: config.accessibilityBody,
    hostingPlace: config.hostingPlace,
    companies: config.companies,
    thirdCountries: config.thirdCountries,
    periods: config.periods,
    turnHosts: iceHosts(config, "turn"),
    turnSetting: hasAccounts(config.role) ? "CONNECT_TURN_URLS" : "CONNECT_ICE_SERVERS",
    stunHosts: iceHosts(config, "stun"),
    isEncrypted: config.tls !== null || config.origin?.startsWith("https:") === true,
    relayHost: config.relayUrl === null ? null : new URL(config.relayUrl).host,
    hasAccounts: hasAccounts(config.role),
    mailHost: config.mail === null ? null : new URL(config.mail.smtpUrl).hostname,
    isPostgres: config.databaseUrl !== null,
  };
}
