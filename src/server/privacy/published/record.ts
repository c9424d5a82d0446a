// The record of processing activities (Art. 30 GDPR): as controller for accounts, pages and proof, as processor for
// what concerns the clients of a practice. Each entry of the inventory is one activity.
import {
  type Block,
  heading,
  link,
  list,
  type PublishedDocument,
  paragraph,
  say,
} from "../../platform/document.ts";
import type { Facts } from "../../platform/facts.ts";
import type { Ground } from "../entry.ts";
import { CATEGORY_WORDS, GROUND_WORDS } from "../words.ts";
import { authorityLines, officer, operatorLines } from "./contact.ts";
import {
  type Declared,
  declaredHere,
  fromEntry,
  LABELS,
  onDevice,
  peopleOf,
  periodOf,
  placeOf,
  purposeOf,
  recipientsOf,
  titleOf,
} from "./entries.ts";
import { hosting, thirdCountries, WITHOUT_ACCOUNT } from "./notice-parts.ts";
import { recipients } from "./recipients.ts";

function activity(one: Declared, facts: Facts, grounds: readonly Ground[]): readonly Block[] {
  const source = fromEntry(one);
  return [
    { kind: "heading", level: 3, text: titleOf(one) },
    {
      kind: "facts",
      rows: [
        { label: LABELS.purpose, values: [purposeOf(one)] },
        { label: LABELS.people, values: peopleOf(one) },
        { label: LABELS.category, values: [{ ...CATEGORY_WORDS[one.entry.category], source }] },
        { label: LABELS.data, values: one.pieces.map(({ de, en }) => say(de, en, source)) },
        { label: LABELS.where, values: [placeOf(one)] },
        { label: LABELS.grounds, values: grounds.map((ground) => ({ ...GROUND_WORDS[ground], source })) },
        { label: LABELS.recipients, values: recipientsOf(one, facts) },
        { label: LABELS.period, values: [periodOf(one, facts)] },
      ],
    },
  ];
}

const MEASURES = paragraph(
  link(
    "Die technischen und organisatorischen Maßnahmen stehen auf einer eigenen Seite.",
    "The technical and organisational measures stand on a page of their own.",
    "/legal/measures",
    "law: Art. 30(1)(g), (2)(d), Art. 32(1) GDPR",
  ),
);

export function recordOfProcessing(facts: Facts): PublishedDocument {
  const all = declaredHere(facts).filter((one) => !onDevice(one));
  const isOrdered = (ground: Ground) => ground === "Art. 28";
  const controlled = all.flatMap((one) => {
    const grounds = one.entry.grounds.filter((ground) => !isOrdered(ground));
    return grounds.length === 0 ? [] : [{ one, grounds }];
  });
  const ordered = all.filter(({ entry }) => entry.grounds.some(isOrdered));
  return {
    title: { de: "Verzeichnis von Verarbeitungstätigkeiten", en: "Record of processing activities" },
    blocks: [
      paragraph(
        say(
          "Dieses Verzeichnis folgt aus dem Inventar des Programms und der Konfiguration dieser Instanz.",
          "This record follows from the inventory of the program and the configuration of this instance.",
          "law: Art. 30(1), (2) GDPR",
        ),
      ),
      heading("Verantwortlicher und Auftragsverarbeiter", "Controller and processor"),
      operatorLines(facts),
      officer(facts),
      heading("Zuständige Aufsichtsbehörde", "Supervisory authority"),
      authorityLines(facts),
      heading("Empfänger und Drittländer", "Recipients and third countries"),
      list(...hosting(facts), ...recipients(facts)),
      paragraph(...thirdCountries(facts)),
      heading("Maßnahmen", "Measures"),
      MEASURES,
      heading("Als Verantwortlicher (Art. 30 Abs. 1 DSGVO)", "As controller (Art. 30(1) GDPR)"),
      ...controlled.flatMap(({ one, grounds }) => activity(one, facts, grounds)),
      heading(
        "Als Auftragsverarbeiter der Praxen (Art. 30 Abs. 2 DSGVO)",
        "As processor of the practices (Art. 30(2) GDPR)",
      ),
      paragraph(
        say(
          "Verantwortlich sind die Praxen, die hier ein Konto haben; ihre Namen und die E-Mail-Adressen ihrer Therapeut*innen stehen in der Datenbank des Dienstes und werden der Behörde auf Verlangen genannt.",
          "Controllers are the practices that have an account here; their names and the e-mail addresses of their therapists stand in the service's database and are told to the authority on request.",
          "law: Art. 30(2)(a), (4) GDPR",
        ),
        WITHOUT_ACCOUNT,
        say(
          "Kategorien der Verarbeitung: Geräte verbinden, verschlüsselten Tresor aufbewahren, Terminnachrichten verschicken.",
          "Categories of processing: connecting devices, keeping the encrypted vault, sending messages about appointments.",
          "law: Art. 30(2)(b) GDPR",
        ),
        say(
          "Schon dass jemand mit einer psychotherapeutischen Praxis verbunden wird, kann ein Gesundheitsdatum sein und wird so behandelt.",
          "That somebody is connected with a psychotherapy practice can be data about health in itself, and is treated so.",
          "law: Art. 9(1) GDPR",
        ),
      ),
      ...ordered.flatMap((one) => activity(one, facts, ["Art. 28"])),
    ],
  };
}
