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
import { type RetentionRule, retentionRules } from "../retention-rules.ts";
import { CATEGORY_WORDS, ERASURE_WORDS, EXPORT_WORDS, periodWords } from "../words.ts";
import { type Declared, declaredHere, fromEntry, LABELS, peopleOf, periodOf, titleOf } from "./entries.ts";

/** What a rule does, by its name as `retention --dry-run` prints it. */
export function ruleText({ name, act, from, days, term }: RetentionRule, { periods }: Facts): Text {
  if (act.kind === "with its owner")
    return { de: `${name}: mit dem, wozu es gehört`, en: `${name}: with what it belongs to` };
  const { de, en } = periodWords(term === null ? { from, days } : { from, term }, periods);
  return { de: `${name}: ${de}`, en: `${name}: ${en}` };
}

function row(one: Declared, facts: Facts): readonly Block[] {
  const source = fromEntry(one);
  const rules = retentionRules(facts.periods).filter(({ place }) => place === one.name);
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
  return paragraph(
    say(
      `Höchstens ${days} Tage, wie immer der Dienst eingestellt ist.`,
      `At most ${days} days, however the service is set.`,
      "promise: P8",
    ),
  );
}

export function retentionTable(facts: Facts): PublishedDocument {
  const all = declaredHere(facts);
  return {
    title: { de: "Aufbewahrung und Löschung", en: "Retention and deletion" },
    blocks: [
      paragraph(
        say(
          "Was wie lange aufbewahrt wird und was danach geschieht, für alles, was der Dienst irgendwo hält oder auf Geräten ablegt.",
          "What is kept for how long and what happens then, for everything that the service holds anywhere or puts on devices.",
          "law: Art. 5(1)(e), Art. 30(1)(f) GDPR",
        ),
      ),
      ...(Object.keys(CATEGORY_WORDS) as readonly Category[]).flatMap((category): readonly Block[] => {
        const { de, en } = CATEGORY_WORDS[category];
        return [
          heading(de, en),
          cap(category),
          ...all.filter(({ entry }) => entry.category === category).flatMap((one) => row(one, facts)),
        ];
      }),
    ],
  };
}
