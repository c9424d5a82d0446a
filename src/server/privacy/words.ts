// The closed words of the inventory in the words of people, for everything that is read by somebody.
import { type Companies, SELF } from "../platform/config.ts";
import type { Periods } from "../platform/periods.ts";
import {
  type Category,
  daysOf,
  type Entry,
  type Erasure,
  type Export,
  type Ground,
  type Moment,
  type Period,
  type Person,
  type PlaceEntry,
  type Recipient,
  type Text,
} from "./entry.ts";
import { TERMS } from "./statutory.ts";

export const CATEGORY_WORDS = {
  contact: { de: "Kontaktdaten und Nutzerdaten", en: "Contact and user data" },
  connection: {
    de: "Verbindungsdaten (z. B. IP-Adressen, technische Protokolle)",
    en: "Connection data (for example IP addresses, technical logs)",
  },
  content: {
    de: "Inhaltsdaten (z. B. Aufzeichnungen von Videokonferenzen)",
    en: "Content (for example recordings of video conferences)",
  },
  support: { de: "Support- und Kommunikationsdaten", en: "Support and communication data" },
  billing: { de: "Abrechnungsdaten", en: "Billing data" },
  proof: {
    de: "Nachweise, dass das Datenschutzrecht eingehalten wurde",
    en: "Proof that data protection law was kept",
  },
} as const satisfies Readonly<Record<Category, Text>>;

export const PERSON_WORDS = {
  therapist: { de: "Therapeut*innen mit Konto", en: "therapists with an account" },
  client: { de: "Klient*innen", en: "clients" },
  visitor: { de: "Besucher*innen der Seiten", en: "visitors of the pages" },
  colleague: { de: "eingeladene Kolleg*innen", en: "invited colleagues" },
  operator: { de: "wer die Instanz betreibt", en: "who runs the instance" },
  nobody: { de: "niemand: kein Personenbezug", en: "nobody: not about a person" },
} as const satisfies Readonly<Record<Person, Text>>;

export const GROUND_WORDS = {
  "Art. 6(1)(a)": {
    de: "Einwilligung (Art. 6 Abs. 1 lit. a DSGVO)",
    en: "consent (Art. 6(1)(a) GDPR)",
  },
  "Art. 6(1)(b)": {
    de: "der Vertrag über das Konto (Art. 6 Abs. 1 lit. b DSGVO)",
    en: "the contract on the account (Art. 6(1)(b) GDPR)",
  },
  "Art. 6(1)(c)": {
    de: "eine rechtliche Verpflichtung (Art. 6 Abs. 1 lit. c DSGVO)",
    en: "a legal obligation (Art. 6(1)(c) GDPR)",
  },
  "Art. 6(1)(f)": {
    de: "unser berechtigtes Interesse an einem sicheren, fehlerfreien Dienst und am Nachweis rechtmäßigen Handelns (Art. 6 Abs. 1 lit. f DSGVO)",
    en: "our legitimate interest in a secure service without faults, and in proving that we act lawfully (Art. 6(1)(f) GDPR)",
  },
  "Art. 28": {
    de: "im Auftrag der Praxis (Art. 28 DSGVO), die dafür die Einwilligung der Klient*in hat (Art. 6 Abs. 1 lit. a, Art. 9 Abs. 2 lit. a DSGVO)",
    en: "on behalf of the practice (Art. 28 GDPR), which has the client's consent for it (Art. 6(1)(a), Art. 9(2)(a) GDPR)",
  },
  "strictly necessary on the device (§ 25(2) TDDDG, § 165(3) TKG 2021)": {
    de: "für den gewünschten Dienst unbedingt erforderlich (§ 25 Abs. 2 TDDDG, § 165 Abs. 3 TKG 2021)",
    en: "strictly necessary for the service asked for (§ 25(2) TDDDG, § 165(3) TKG 2021)",
  },
  "wished by the person on the device (§ 25(1) TDDDG, § 165(3) TKG 2021)": {
    de: "von der Person auf dem Gerät gewählt (§ 25 Abs. 1 TDDDG, § 165 Abs. 3 TKG 2021)",
    en: "chosen by the person on the device (§ 25(1) TDDDG, § 165(3) TKG 2021)",
  },
  "none: not about a person": {
    de: "keine nötig: kein Personenbezug",
    en: "none needed: not about a person",
  },
  "none: not ours": {
    de: "keine nötig: Ihr Browser tut es von sich aus, nicht dieser Dienst",
    en: "none needed: your browser does it by itself, not this service",
  },
} as const satisfies Readonly<Record<Ground, Text>>;

type Ends = {
  /** When it goes at that moment itself. */
  readonly at: Text;
  /** After a number of days. */
  readonly after: Text;
};

const ends = (at: Text, after: Text): Ends => ({ at, after });

const MOMENT_WORDS = {
  "end of contract": ends(
    { de: "bis zum Ende des Vertrags", en: "until the end of the contract" },
    { de: "nach dem Ende des Vertrags", en: "after the end of the contract" },
  ),
  expiry: ends(
    { de: "bis es von selbst abläuft oder erledigt ist", en: "until it expires by itself or is done with" },
    { de: "nach dem Ablauf", en: "after it expires" },
  ),
  creation: ends(
    { de: "wird nicht aufbewahrt", en: "not kept" },
    { de: "ab dem Entstehen", en: "from when it was made" },
  ),
  "last use": ends(
    { de: "bis zur letzten Benutzung", en: "until its last use" },
    { de: "nach der letzten Benutzung", en: "after its last use" },
  ),
  completion: ends(
    { de: "bis zur Erledigung", en: "until it is settled" },
    { de: "nach der Erledigung", en: "after it is settled" },
  ),
  withdrawal: ends(
    { de: "bis zum Widerruf", en: "until withdrawal" },
    { de: "nach dem Widerruf", en: "after withdrawal" },
  ),
  "end of connection": ends(
    { de: "bis die Verbindung endet", en: "until the connection ends" },
    { de: "nach dem Ende der Verbindung", en: "after the connection has ended" },
  ),
  "end of call": ends(
    { de: "bis das Gespräch endet", en: "until the call ends" },
    { de: "nach dem Ende des Gesprächs", en: "after the call has ended" },
  ),
  "closing of the tab": ends(
    { de: "bis der Tab geschlossen wird", en: "until the tab is closed" },
    { de: "nach dem Schließen des Tabs", en: "after the tab is closed" },
  ),
  "sign-out": ends(
    { de: "bis zum Abmelden", en: "until sign-out" },
    { de: "nach dem Abmelden", en: "after sign-out" },
  ),
  "wish of the person": ends(
    { de: "bis die Person es löscht", en: "until the person deletes it" },
    { de: "nachdem die Person es wünscht", en: "after the person wishes so" },
  ),
} as const satisfies Readonly<Record<Moment, Ends>>;

export const ERASURE_WORDS = {
  delete: { de: "wird gelöscht", en: "deleted" },
  "delete with the account": { de: "wird mit dem Konto gelöscht", en: "deleted with the account" },
  detach: { de: "bleibt, ohne die Person", en: "stays, without the person" },
  "nothing to erase": { de: "nichts zu löschen", en: "nothing to erase" },
} as const satisfies Readonly<Record<Erasure, Text>>;

export const EXPORT_WORDS = {
  all: {
    de: "alles, außer was ein Konto öffnen würde",
    en: "everything, except what would open an account",
  },
  sealed: {
    de: "verschlüsselt, wie es ist: nur die Person kann es öffnen",
    en: "encrypted, as it is: only the person can open it",
  },
  none: {
    de: "nichts: keiner Person zuzuordnen, nur kurz vorhanden, oder nicht bei uns",
    en: "nothing: not to be told to anybody, there for a short time only, or not with us",
  },
} as const satisfies Readonly<Record<Export, Text>>;

export const WHERE_WORDS = {
  "disk of the server": { de: "Datenträger des Servers", en: "disk of the server" },
  "memory of the server": { de: "nur Arbeitsspeicher des Servers", en: "memory of the server only" },
  cookie: { de: "Cookie auf dem Gerät", en: "cookie on the device" },
  sessionStorage: {
    de: "sessionStorage des Browsers: bis der Tab zugeht",
    en: "the browser's sessionStorage: until the tab closes",
  },
  IndexedDB: { de: "IndexedDB des Browsers", en: "the browser's IndexedDB" },
  "outside this program": { de: "außerhalb dieses Programms", en: "outside this program" },
} as const satisfies Readonly<Record<PlaceEntry["where"], Text>>;

export const RECIPIENT_WORDS = {
  "the practice": {
    de: "die anderen Mitglieder derselben Praxis",
    en: "the other members of the same practice",
  },
  "the mail server": {
    de: "der Mailserver, über den der Betreiber Nachrichten verschickt",
    en: "the mail server by which the operator sends mails",
  },
  "the mailbox": {
    de: "das Postfach, an das eine Nachricht geht, bei seinem Anbieter",
    en: "the mailbox to which a message goes, at its provider",
  },
  "the TURN server": {
    de: "der TURN-Server, der verschlüsselte Pakete weiterleitet",
    en: "the TURN server, which passes on encrypted packets",
  },
  "the STUN server": {
    de: "der STUN-Server, der eine Netzadresse sieht",
    en: "the STUN server, which sees a network address",
  },
  nobody: { de: "niemand außer dem Betreiber", en: "nobody but the operator" },
} as const satisfies Readonly<Record<Recipient, Text>>;

/** Instead of "nobody but the operator", for what the operator does not get either. */
export const STAYS_ON_DEVICE = {
  de: "niemand; es bleibt auf den beteiligten Geräten",
  en: "nobody; it stays on the devices concerned",
} as const satisfies Text;

/** Who runs the machine gets to hold what lies on it. `isAlone`: nobody else besides the operator gets it. */
export const withHoster = (company: string, isAlone: boolean): Text =>
  isAlone
    ? {
        de: `niemand außer dem Betreiber und dem, der den Rechner für ihn betreibt: ${company}`,
        en: `nobody but the operator and who runs the machine for it: ${company}`,
      }
    : {
        de: `wer den Rechner für den Betreiber betreibt: ${company}`,
        en: `who runs the machine for the operator: ${company}`,
      };

/** Who gets what lies on the server: also who runs the machine, if that is not the operator. */
export function recipientsOnServer(
  recipients: readonly Recipient[],
  { hosting }: Pick<Companies, "hosting">,
): readonly Text[] {
  const passed = recipients.filter((one) => one !== "nobody").map((one): Text => RECIPIENT_WORDS[one]);
  if (hosting !== null && hosting !== SELF) return [...passed, withHoster(hosting, passed.length === 0)];
  return passed.length > 0 ? passed : [RECIPIENT_WORDS.nobody];
}

/** Whole years also as such. */
function daysWords(days: number): Text {
  const plain = { de: days === 1 ? "1 Tag" : `${days} Tage`, en: days === 1 ? "1 day" : `${days} days` };
  const years = days / 365;
  if (days < 2 * 365 || !Number.isInteger(years)) return plain;
  return { de: `${years} Jahre (${plain.de})`, en: `${years} years (${plain.en})` };
}

/** Until when an entry is kept, under this configuration. */
export function keptWords({ period, latest }: Pick<Entry, "latest" | "period">, periods: Periods): Text {
  const { de, en } = periodWords(period, periods);
  return latest === undefined ? { de, en } : { de: `${de}; ${latest.de}`, en: `${en}; ${latest.en}` };
}

/** Until when something is kept, under this configuration, as the end of a sentence or a cell of its own. */
export function periodWords(period: Period, periods: Periods): Text {
  const { at, after } = MOMENT_WORDS[period.from];
  if ("term" in period) {
    const term = TERMS[period.term];
    return "years" in term
      ? {
          de: `${term.years} Jahre nach dem Ende des Jahres, in dem es entstand`,
          en: `${term.years} years after the end of the year in which it arose`,
        }
      : { de: `${term.months} Monate ${after.de}`, en: `${term.months} months ${after.en}` };
  }
  const days = daysOf(period, periods);
  if (days === 0) return at;
  const words = daysWords(days);
  return { de: `${words.de} ${after.de}`, en: `${words.en} ${after.en}` };
}
