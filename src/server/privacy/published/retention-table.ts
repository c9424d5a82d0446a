// How long everything is kept, from when, by which rules of the deletion it goes, and what erasure and access do: the
// inventory by category.
import {
  type Block,
  heading,
  type PublishedDocument,
  paragraph,
  say,
  type Text,
} from "../../platform/document.ts";
import type { Facts } from "../../platform/facts.ts";
import { CAPS, type Category } from "../entry.ts";
import { INVENTORY } from "../inventory.ts";
import { type RetentionRule, retentionRules } from "../retention-rules.ts";
import { CATEGORY_WORDS, ERASURE_WORDS, EXPORT_WORDS, periodWords } from "../words.ts";
import {
  type Declared,
  declaredHere,
  fromEntry,
  LABELS,
  onDevice,
  peopleOf,
  periodOf,
  titleOf,
} from "./entries.ts";
import { TITLES } from "./titles.ts";

/** Rules of their own kind, and what they look for. */
const OWN_WORDS: Readonly<Record<string, Text>> = {
  "user leaving": { de: "wenn das Konto gelöscht wurde", en: "when the account was deleted" },
  "user unconfirmed": {
    de: "wenn das Postfach nie bestätigt wurde",
    en: "when the mailbox was never confirmed",
  },
  "privacy_request contact": { de: "die Adresse für die Antwort", en: "the address for the answer" },
};

const COLUMNS: Readonly<Record<string, Readonly<Record<string, Text>>>> = Object.fromEntries(
  Object.entries(INVENTORY).map(([table, entry]) => [table, entry.columns]),
);

/** What a rule goes by: the column that it counts from, or what has to be gone; null: the age of a file or of a note. */
function groundOf({ name, place, days }: RetentionRule): Text | null {
  const own = OWN_WORDS[name];
  if (own !== undefined) return own;
  const rest = name.slice(place.length + 1);
  const column = COLUMNS[place]?.[rest];
  // What ends at a moment says which.
  if (column !== undefined && days === 0) return null;
  if (column !== undefined) return { de: `gezählt ab: ${column.de}`, en: `counted from: ${column.en}` };
  const titles: Readonly<Record<string, Text>> = TITLES;
  const other = titles[rest.replace(/^without /, "")];
  return other === undefined
    ? null
    : {
        de: `wenn dazu nichts mehr da ist von: ${other.de}`,
        en: `when nothing of it is left in: ${other.en}`,
      };
}

/** What a rule does; in brackets its name, as `retention --dry-run` prints it. */
export function ruleText(rule: RetentionRule, { periods }: Facts): Text {
  const { name, act, from, days, term } = rule;
  if (act.kind === "with its owner")
    return { de: `mit dem, wozu es gehört [${name}]`, en: `with what it belongs to [${name}]` };
  const { de, en } = periodWords(term === null ? { from, days } : { from, term }, periods);
  const ground = groundOf(rule);
  return ground === null
    ? { de: `${de} [${name}]`, en: `${en} [${name}]` }
    : { de: `${de}; ${ground.de} [${name}]`, en: `${en}; ${ground.en} [${name}]` };
}

function row(one: Declared, facts: Facts, all: readonly RetentionRule[]): readonly Block[] {
  const source = fromEntry(one);
  const rules = all.filter(({ place }) => place === one.name);
  return [
    { kind: "heading", level: 3, text: titleOf(one) },
    {
      kind: "facts",
      rows: [
        { label: LABELS.people, values: peopleOf(one) },
        { label: LABELS.period, values: [periodOf(one, facts)] },
        ...(rules.length === 0
          ? []
          : [
              {
                label: { de: "Löschregeln", en: "Rules" },
                values: rules.map((rule) => ({ ...ruleText(rule, facts), source })),
              },
            ]),
        { label: LABELS.erasure, values: [{ ...ERASURE_WORDS[one.entry.erasure], source }] },
        { label: LABELS.given, values: [{ ...EXPORT_WORDS[one.entry.export], source }] },
      ],
    },
  ];
}

/** From when the most of a category counts. */
const COUNTED_FROM = {
  contact: {
    de: "nach dem Ende des Vertrags oder dem, wofür es da war",
    en: "after the end of the contract or of what it was for",
  },
  connection: {
    de: "ab dem Entstehen oder dem Ende der Verbindung",
    en: "from when it was made or the connection ended",
  },
  content: { de: "", en: "" },
  support: { de: "nach der Erledigung", en: "after it is settled" },
  billing: { de: "", en: "" },
  proof: { de: "nach der Erledigung", en: "after it is settled" },
} as const satisfies Readonly<Record<Category, Text>>;

function cap(category: Category): Block {
  const days = CAPS[category];
  if (days === null)
    return paragraph(
      say(
        "So lange, wie das Steuerrecht es verlangt (Österreich § 132 BAO: 7 Jahre; Deutschland § 147 AO: 8 Jahre für Belege, 10 für Bücher), jeweils vom Ende des Jahres an.",
        "As long as tax law demands it (Austria § 132 BAO: 7 years; Germany § 147 AO: 8 years for vouchers, 10 for books), from the end of the year.",
        "law: § 132 BAO, § 147 AO",
      ),
      say(
        "Dieser Dienst speichert keine Abrechnungsdaten.",
        "This service keeps no billing data.",
        "law: Art. 5(1)(c) GDPR",
      ),
    );
  if (days === 0)
    return paragraph(
      say(
        "Auf dem Server gibt es davon nichts; sollte je etwas gefunden werden, wird es sofort gelöscht.",
        "There is none of it on the server; should any ever be found, it is erased at once.",
        "promise: P8",
      ),
    );
  const most = category === "proof" ? { de: "vier Jahre", en: "four years" } : null;
  const { de, en } = COUNTED_FROM[category];
  return paragraph(
    say(
      `Höchstens ${most?.de ?? `${days} Tage`} ${de}, wie immer der Dienst eingestellt ist.`,
      `At most ${most?.en ?? `${days} days`} ${en}, however the service is set.`,
      "promise: P8",
    ),
  );
}

export function retentionTable(facts: Facts): PublishedDocument {
  const all = declaredHere(facts);
  const kept = all.filter((one) => !onDevice(one));
  const rules = retentionRules(facts.periods);
  return {
    title: { de: "Aufbewahrung und Löschung", en: "Retention and deletion" },
    blocks: [
      paragraph(
        say(
          "Was wie lange aufbewahrt wird und was danach geschieht, für alles, was der Dienst irgendwo hält oder auf Geräten ablegt.",
          "What is kept for how long and what happens then, for everything that the service holds anywhere or puts on devices.",
          "law: Art. 5(1)(e), Art. 30(1)(f) GDPR",
        ),
        say(
          "In eckigen Klammern steht, wie das Programm die Regel nennt, wenn es sie ausführt.",
          "In brackets stands what the program calls the rule when it carries it out.",
          "law: Art. 5(2) GDPR",
        ),
      ),
      ...(Object.keys(CATEGORY_WORDS) as readonly Category[]).flatMap((category): readonly Block[] => {
        const { de, en } = CATEGORY_WORDS[category];
        return [
          heading(de, en),
          cap(category),
          ...kept.filter(({ entry }) => entry.category === category).flatMap((one) => row(one, facts, rules)),
        ];
      }),
      heading("Auf den Geräten der Menschen", "On people's devices"),
      paragraph(
        say(
          "Was auf einem Gerät liegt, kann der Server nicht löschen; es endet dort, wie es bei jedem Eintrag steht, und jederzeit mit den Websitedaten des Browsers.",
          "What lies on a device cannot be deleted by the server; it ends there as it says of each entry, and at any time with the browser's website data.",
          "law: Art. 5(1)(e) GDPR, § 25 TDDDG",
        ),
      ),
      ...all.filter(onDevice).flatMap((one) => row(one, facts, rules)),
    ],
  };
}
