// What the legal pages say about this instance, taken from its configuration.
import type { Authority } from "../../platform/authorities.ts";
import { type Config, hasAccounts, type Operator } from "../../platform/config.ts";
import { type Html, html } from "../../platform/html.ts";
import type { Periods } from "../../platform/periods.ts";

/** Where the relayed media of a call can pass, as far as this instance is configured for it. */
export type Facts = {
  readonly operator: Operator | null;
  readonly authority: Authority | null;
  readonly hostingPlace: string | null;
  readonly periods: Periods;
  /** Hosts of the configured TURN servers, which relay encrypted media when no direct way exists. */
  readonly turnHosts: readonly string[];
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
  readonly terms: string | null;
};

function iceHosts(config: Config, scheme: string): readonly string[] {
  const urls = config.iceServers.flatMap((server) => server.urls);
  const hosts = urls
    .filter((url) => url.startsWith(`${scheme}:`) || url.startsWith(`${scheme}s:`))
    .map((url) => url.slice(url.indexOf(":") + 1).split(/[?]/)[0] ?? "");
  return [...new Set(hosts)];
}

export function factsOf(config: Config, terms: string | null): Facts {
  return {
    operator: config.operator,
    authority: config.authority,
    hostingPlace: config.hostingPlace,
    periods: config.periods,
    turnHosts: iceHosts(config, "turn"),
    stunHosts: iceHosts(config, "stun"),
    isEncrypted: config.tls !== null || config.origin?.startsWith("https:") === true,
    relayHost: config.relayUrl === null ? null : new URL(config.relayUrl).host,
    hasAccounts: hasAccounts(config.role),
    mailHost: config.mail === null ? null : new URL(config.mail.smtpUrl).hostname,
    terms,
  };
}

const LABELS = {
  de: {
    missing: "Auf dieser Testinstallation ist noch nichts eingetragen.",
    representative: "Vertreten durch",
    register: "Register",
    phone: "Telefon",
    email: "E-Mail",
    website: "Website",
  },
  en: {
    missing: "Nothing has been entered on this test installation yet.",
    representative: "Represented by",
    register: "Register",
    phone: "Phone",
    email: "E-mail",
    website: "Website",
  },
} as const;

type Language = keyof typeof LABELS;

/** Lines of a postal address: entered with commas. */
function lines(text: string): string {
  return text
    .split(",")
    .map((line) => line.trim())
    .join("\n");
}

function labelled(label: string, value: string | undefined): Html | null {
  return value === undefined ? null : html`<br>${label}: ${value}`;
}

function mail(label: string, address: string | undefined): Html | null {
  return address === undefined ? null : html`<br>${label}: <a href="mailto:${address}">${address}</a>`;
}

/** The operator as a block of an imprint. */
export function operatorBlock(language: Language, operator: Operator | null): Html {
  const label = LABELS[language];
  if (operator === null) return html`<p>${label.missing}</p>`;
  return html`<p><span class="lines">${operator.name}
${lines(operator.address)}</span>${mail(label.email, operator.email)}${labelled(label.phone, operator.phone)}${labelled(
    label.representative,
    operator.representative,
  )}${labelled(label.register, operator.register)}</p>`;
}

export function authorityBlock(language: Language, authority: Authority | null): Html {
  const label = LABELS[language];
  if (authority === null) return html`<p>${label.missing}</p>`;
  const address = authority.address === undefined ? "" : `\n${lines(authority.address)}`;
  return html`<p><span class="lines">${authority.name}${address}</span>${mail(label.email, authority.email)}${labelled(
    label.phone,
    authority.phone,
  )}${labelled(label.website, authority.website)}</p>`;
}
