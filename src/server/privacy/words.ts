// The closed words of the inventory in the words of people, for everything that is read by somebody.
import type { Periods } from "../platform/periods.ts";
import { daysOf, type Entry, type Period, type Text } from "./entry.ts";

export const CATEGORY_WORDS: Readonly<Record<Entry["category"], Text>> = {
  contact: { de: "Kontakt- und Nutzerdaten", en: "contact and user data" },
  connection: { de: "Verbindungsdaten", en: "connection data" },
  content: { de: "Inhaltsdaten", en: "content data" },
  support: { de: "Support- und Kommunikationsdaten", en: "support and communication data" },
  billing: { de: "Abrechnungsdaten", en: "billing data" },
  proof: { de: "Nachweise", en: "proofs" },
};

export const GROUND_WORDS: Readonly<Record<Entry["grounds"][number], Text>> = {
  "Art. 6(1)(a)": { de: "Einwilligung (Art. 6 Abs. 1 lit. a DSGVO)", en: "consent (Art. 6(1)(a) GDPR)" },
  "Art. 6(1)(b)": {
    de: "Erfüllung des Vertrages (Art. 6 Abs. 1 lit. b DSGVO)",
    en: "performance of the contract (Art. 6(1)(b) GDPR)",
  },
  "Art. 6(1)(c)": {
    de: "rechtliche Verpflichtung (Art. 6 Abs. 1 lit. c DSGVO)",
    en: "legal obligation (Art. 6(1)(c) GDPR)",
  },
  "Art. 6(1)(f)": {
    de: "berechtigtes Interesse (Art. 6 Abs. 1 lit. f DSGVO)",
    en: "legitimate interest (Art. 6(1)(f) GDPR)",
  },
  "Art. 28": {
    de: "im Auftrag der Praxis (Art. 28 DSGVO)",
    en: "on behalf of the practice (Art. 28 GDPR)",
  },
  "strictly necessary on the device (§ 25(2) TDDDG, § 165(3) TKG 2021)": {
    de: "auf dem Gerät unbedingt erforderlich (§ 25 Abs. 2 TDDDG, § 165 Abs. 3 TKG 2021)",
    en: "strictly necessary on the device (§ 25(2) TDDDG, § 165(3) TKG 2021)",
  },
  "wished by the person on the device (§ 25(1) TDDDG, § 165(3) TKG 2021)": {
    de: "auf dem Gerät ausdrücklich gewünscht (§ 25 Abs. 1 TDDDG, § 165 Abs. 3 TKG 2021)",
    en: "expressly wished on the device (§ 25(1) TDDDG, § 165(3) TKG 2021)",
  },
  "none: not about a person": { de: "keine: nicht über eine Person", en: "none: not about a person" },
};

export const RECIPIENT_WORDS: Readonly<Record<Entry["recipients"][number], Text>> = {
  "the practice": { de: "Kolleg*innen der Praxis", en: "colleagues in the practice" },
  "the mail server": {
    de: "der Mailserver, über den der Betreiber Nachrichten verschickt",
    en: "the mail server by which the operator sends mails",
  },
  "the mailbox": {
    de: "wer das Postfach liest, an das die Nachricht geht",
    en: "whoever reads the mailbox to which the mail goes",
  },
  nobody: { de: "niemand außer dem Betreiber", en: "nobody but the operator" },
};

const MOMENT_WORDS: Readonly<Record<Period["from"], Text>> = {
  "end of contract": { de: "dem Ende des Vertrages", en: "the end of the contract" },
  expiry: { de: "dem Ablauf", en: "it has expired" },
  creation: { de: "der Entstehung", en: "it was made" },
  "last use": { de: "der letzten Benutzung", en: "it was last used" },
  completion: { de: "der Erledigung", en: "it is done" },
  withdrawal: { de: "dem Widerruf", en: "the withdrawal" },
  "end of connection": { de: "dem Ende der Verbindung", en: "the end of the connection" },
  "end of call": { de: "dem Ende des Gesprächs", en: "the end of the call" },
  "closing of the tab": { de: "dem Schließen des Tabs", en: "the tab was closed" },
  "sign-out": { de: "dem Abmelden", en: "signing out" },
  "wish of the person": { de: "dem Wunsch der Person", en: "the person's wish" },
};

/** Until when something is kept, under this configuration, as the end of a sentence or a cell of its own. */
export function periodWords(period: Period, periods: Periods): Text {
  const days = daysOf(period, periods);
  const { de, en } = MOMENT_WORDS[period.from];
  if (days === 0) return { de: `sofort nach ${de}`, en: `at once after ${en}` };
  const count = { de: days === 1 ? "ein Tag" : `${days} Tage`, en: days === 1 ? "one day" : `${days} days` };
  return { de: `${count.de} nach ${de}`, en: `${count.en} after ${en}` };
}
