// Entries of the inventory as parts of a document: which of them hold on this instance, and what is said of each.

import { SELF } from "../../platform/config.ts";
import { type Block, list, type Sentence, say, type Text } from "../../platform/document.ts";
import type { Facts } from "../../platform/facts.ts";
import { PERIODS } from "../../platform/periods.ts";
import { EMPTY } from "../entries/parts.ts";
import type { Entry, Ground, Person, PlaceEntry, Recipient } from "../entry.ts";
import { INVENTORY } from "../inventory.ts";
import { PLACES } from "../places.ts";
import {
  GROUND_WORDS,
  keptWords,
  PERSON_WORDS,
  RECIPIENT_WORDS,
  STAYS_ON_DEVICE,
  WHERE_WORDS,
  withHoster,
} from "../words.ts";
import { TITLES } from "./titles.ts";

/** An entry with what both kinds have: its name, and each piece of data with its purpose. */
export type Declared = {
  readonly name: keyof typeof TITLES;
  readonly entry: Entry;
  readonly pieces: readonly Text[];
  /** Null: a table of the database. */
  readonly where: PlaceEntry["where"] | null;
};

type Columns = Readonly<Record<string, Text>>;

const TABLES: readonly Declared[] = Object.entries(INVENTORY).map(([name, entry]) => ({
  // The keys of an object of that type.
  name: name as keyof typeof INVENTORY,
  entry,
  // Columns that stay empty hold nothing that could be told.
  pieces: Object.values<Text>(entry.columns satisfies Columns).filter((column) => column !== EMPTY),
  where: null,
}));

const ELSEWHERE: readonly Declared[] = Object.entries(PLACES).map(([name, place]) => ({
  name: name as keyof typeof PLACES,
  entry: place,
  pieces: Object.values<Text>(place.holds),
  where: place.where,
}));

/** Places that are there without accounts too. */
const ALWAYS: readonly (keyof typeof PLACES)[] = [
  "access-log",
  "security-log",
  "operating-messages",
  "relay",
  "address-counters",
  "connect.call",
  "connect-device",
  "connect.host",
  "connect.practice",
  "call",
  "browser-history",
];

function holds({ name, where }: Declared, facts: Facts): boolean {
  if (name === "turn") return facts.turnHosts.length > 0;
  if (name === "stun") return facts.stunHosts.length > 0;
  if (name === "mail-folder") return facts.hasAccounts && facts.mailHost === null;
  if (name === "database-file") return facts.hasAccounts && !facts.isPostgres;
  if (where !== null && ALWAYS.some((always) => always === name)) return true;
  return facts.hasAccounts;
}

/** Every entry that holds on this instance, tables first. */
export const declaredHere = (facts: Facts): readonly Declared[] =>
  [...TABLES, ...ELSEWHERE].filter((one) => holds(one, facts));

export const about = (...people: readonly Person[]) => {
  const wanted = new Set<Person>(people);
  return ({ entry }: Declared): boolean => entry.about.some((person) => wanted.has(person));
};

const isOnDevice = ({ where }: Declared): boolean =>
  where === "cookie" || where === "sessionStorage" || where === "IndexedDB";

/** Nothing of it is ever sent to the server; a cookie is. */
const staysOnDevice = (one: Declared): boolean => onDevice(one) && one.where !== "cookie";

/** On a person's device, without reaching the server. */
export const onDevice = (one: Declared): boolean =>
  isOnDevice(one) || one.name === "call" || one.name === "browser-history";

/** The source of what follows from an entry. */
export const fromEntry = ({ name }: Declared) => `inventory: ${name}` as const;

/** Which data, for people to read: in one sentence, or piece by piece where that says it. */
export const dataOf = (one: Declared): readonly Sentence[] =>
  (one.entry.summary === undefined ? one.pieces : [one.entry.summary]).map(({ de, en }) =>
    say(de, en, fromEntry(one)),
  );

/** In a browser of the practice. */
export const ofPractice = (one: Declared): boolean => isOnDevice(one) && about("therapist")(one);

/** With the name that the configuration gives (Art. 13(1)(e) GDPR: recipients by name, where there is one). */
function recipientOf(one: Declared, recipient: Recipient, facts: Facts): Sentence {
  const { mailHost, turnHosts, turnSetting, stunHosts } = facts;
  const words = RECIPIENT_WORDS[recipient];
  const named = (
    hosts: readonly string[],
    setting: "CONNECT_SMTP_URL" | "CONNECT_TURN_URLS" | "CONNECT_ICE_SERVERS",
  ): Sentence => ({
    de: `${words.de}: ${hosts.join(", ")}`,
    en: `${words.en}: ${hosts.join(", ")}`,
    source: `config: ${setting}`,
  });
  if (recipient === "the mail server" && mailHost !== null) return named([mailHost], "CONNECT_SMTP_URL");
  if (recipient === "the TURN server") return named(turnHosts, turnSetting);
  if (recipient === "the STUN server") return named(stunHosts, "CONNECT_ICE_SERVERS");
  return { ...words, source: fromEntry(one) };
}

/** How long, and from when: the days are those of the configuration. */
export function periodOf(one: Declared, facts: Facts): Sentence {
  const { period } = one.entry;
  const source = "named" in period ? (`config: ${PERIODS[period.named].setting}` as const) : fromEntry(one);
  return { ...keptWords(one.entry, facts.periods), source };
}

/** The grounds towards these readers: where several people's data lie together, not those for the others. */
function groundsFor(one: Declared, readers: "clients" | "others"): readonly Ground[] {
  const { grounds } = one.entry;
  // Clients have no contract with the operator; it works for nobody but practices.
  const foreign: Ground = readers === "clients" ? "Art. 6(1)(b)" : "Art. 28";
  const own = grounds.filter((ground) => ground !== foreign);
  return own.length === 0 ? grounds : own;
}

export const LABELS = {
  purpose: { de: "Wozu", en: "What for" },
  data: { de: "Welche Angaben, wofür", en: "Which data, for what" },
  where: { de: "Wo", en: "Where" },
  grounds: { de: "Rechtsgrundlage", en: "Legal ground" },
  recipients: { de: "Wer es bekommt", en: "Who receives it" },
  period: { de: "Wie lange", en: "How long" },
  need: { de: "Nötig", en: "Needed" },
  people: { de: "Betroffene", en: "Persons concerned" },
  erasure: { de: "Bei Löschung", en: "On erasure" },
  given: { de: "Bei Auskunft", en: "On access" },
  category: { de: "Kategorie", en: "Category" },
} as const satisfies Readonly<Record<string, Text>>;

export const purposeOf = (one: Declared): Sentence => ({ ...one.entry.purpose, source: fromEntry(one) });
export const titleOf = ({ name }: Declared): Text => TITLES[name];

export const placeOf = (one: Declared): Sentence =>
  one.where === null
    ? say("Datenbank auf dem Server", "database on the server", fromEntry(one))
    : { ...WHERE_WORDS[one.where], source: fromEntry(one) };

export const peopleOf = (one: Declared): readonly Sentence[] =>
  one.entry.about.map((person) => ({ ...PERSON_WORDS[person], source: fromEntry(one) }));

/** Who gets it; on the server also who runs the machine, if that is not the operator. */
export function recipientsOf(one: Declared, facts: Facts): readonly Sentence[] {
  const others = one.entry.recipients.filter((recipient) => recipient !== "nobody");
  if (staysOnDevice(one)) return [{ ...STAYS_ON_DEVICE, source: fromEntry(one) }];
  const passed = others.map((recipient) => recipientOf(one, recipient, facts));
  const { hosting } = facts.companies;
  const isHosted = hosting !== null && hosting !== SELF && one.name !== "turn" && one.name !== "stun";
  if (!isHosted) return passed.length > 0 ? passed : [{ ...RECIPIENT_WORDS.nobody, source: fromEntry(one) }];
  return [
    ...passed,
    { ...withHoster(hosting, passed.length === 0), source: "config: CONNECT_HOSTING_COMPANY" },
  ];
}

/** What a notice says of one entry: a heading, and every answer that Art. 13 asks for. */
export function entryBlocks(one: Declared, facts: Facts, readers: "clients" | "others"): readonly Block[] {
  const source = fromEntry(one);
  const rows = [
    { label: LABELS.purpose, values: [purposeOf(one)] },
    {
      label: LABELS.data,
      values: dataOf(one),
    },
    { label: LABELS.where, values: [placeOf(one)] },
    {
      label: LABELS.grounds,
      values: groundsFor(one, readers).map((ground): Sentence => ({ ...GROUND_WORDS[ground], source })),
    },
    { label: LABELS.recipients, values: recipientsOf(one, facts) },
    { label: LABELS.period, values: [periodOf(one, facts)] },
    {
      label: LABELS.need,
      values: [
        one.entry.isRequired
          ? say("ja: ohne geht es nicht", "yes: it does not work without", source)
          : say("nein: nur, wenn Sie es nutzen", "no: only if you use it", source),
      ],
    },
  ];
  return [
    { kind: "heading", level: 3, text: titleOf(one) },
    { kind: "facts", rows },
  ];
}

/** One line each: what it is called, and how long it is kept. */
export function periodList(entries: readonly Declared[], facts: Facts): Block {
  return list(
    ...entries.map((one) => {
      const title = titleOf(one);
      const period = periodOf(one, facts);
      return say(`${title.de}: ${period.de}`, `${title.en}: ${period.en}`, period.source);
    }),
  );
}
