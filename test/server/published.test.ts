// What is published: that every sentence comes from the law, a promise, a decision, the inventory or the configuration,
// that the pages say nothing else, and that they follow a change of the configuration.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { AGREEMENTS } from "../../src/protocol/agreements.ts";
import { documentPage } from "../../src/server/http/pages/document-page.ts";
import { readConfig } from "../../src/server/platform/config.ts";
import {
  type PublishedDocument,
  paragraph,
  type Sentence,
  say,
  sentencesOf,
  type Text,
} from "../../src/server/platform/document.ts";
import { factsOf } from "../../src/server/platform/facts.ts";
import { PERIODS } from "../../src/server/platform/periods.ts";
import { SETTINGS } from "../../src/server/platform/settings.ts";
import { daysOf } from "../../src/server/privacy/entry.ts";
import { INVENTORY } from "../../src/server/privacy/inventory.ts";
import { PLACES } from "../../src/server/privacy/places.ts";
import { CLAUSES } from "../../src/server/privacy/published/agreement.ts";
import {
  about,
  declaredHere,
  onDevice,
  periodOf,
  recipientsOf,
} from "../../src/server/privacy/published/entries.ts";
import { publishedDocuments } from "../../src/server/privacy/published/published.ts";
import { passedTo } from "../../src/server/privacy/published/recipients.ts";
import { ruleText } from "../../src/server/privacy/published/retention-table.ts";
import { TITLES } from "../../src/server/privacy/published/titles.ts";
import { retentionRules } from "../../src/server/privacy/retention-rules.ts";
import {
  CATEGORY_WORDS,
  ERASURE_WORDS,
  EXPORT_WORDS,
  GROUND_WORDS,
  PERSON_WORDS,
  RECIPIENT_WORDS,
  STAYS_ON_DEVICE,
  WHERE_WORDS,
} from "../../src/server/privacy/words.ts";
import { GENERATED_DOCS } from "../../tools/generated-docs.ts";
import { FULL, OTHER, OTHER_TOGETHER } from "../support/published-settings.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");

const factsFor = (env: Readonly<Record<string, string>>) => factsOf(readConfig(env));
const documentsFor = (
  env: Readonly<Record<string, string>>,
): readonly (readonly [string, PublishedDocument])[] =>
  Object.entries(publishedDocuments(factsFor(env), AGREEMENTS.avv));
const INSTANCES = { full: FULL, bare: {}, "without accounts": { CONNECT_ROLE: "web" } } as const;
/** For an instance of this role other values say more. */
const OF_ROLE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  web: { ...FULL, CONNECT_ICE_SERVERS: '[{"urls":["turn:turn.example.org","stun:stun.example.org"]}]' },
};
const TURN_SECRET = { CONNECT_TURN_SECRET: FULL["CONNECT_TURN_SECRET"] ?? "" };
const everySentence = (env: Readonly<Record<string, string>>) =>
  documentsFor(env).flatMap(([, document]) => sentencesOf(document));

/** Everything that can be said of entries: their own texts, and the closed words. */
function inventoryTexts(env: Readonly<Record<string, string>>): ReadonlySet<string> {
  const groups: readonly Readonly<Record<string, Text>>[] = [
    CATEGORY_WORDS,
    PERSON_WORDS,
    GROUND_WORDS,
    ERASURE_WORDS,
    EXPORT_WORDS,
    WHERE_WORDS,
    RECIPIENT_WORDS,
    { STAYS_ON_DEVICE },
  ];
  const closed = groups.flatMap((group) => Object.values(group).map(({ en }) => en));
  const facts = factsFor(env);
  const own = declaredHere(facts).flatMap((one) => {
    const period = periodOf(one, facts).en;
    const title = TITLES[one.name].en;
    const { purpose, summary } = one.entry;
    return [
      purpose.en,
      ...one.pieces.map(({ en }) => en),
      ...(summary === undefined ? [] : [summary.en]),
      period,
      `${title}: ${period}`,
      `${title}: ${purpose.en}`,
      passedTo(one).en,
    ];
  });
  const rules = retentionRules(facts.periods).map((rule) => ruleText(rule, facts).en);
  return new Set([...closed, ...own, ...rules]);
}

const LAW = /Art\. \d+|§ \d+|Annex [IVX]+|EN 301 549|Directive \(EU\)|BFSG|BaFG/;
/** Said of an entry in words that are chosen by a field of it. */
const CHOSEN = /^(yes: it does not work without|no: only if you use it|database on the server|nobody)$/;
const decisions = readdirSync(join(ROOT, "docs", "decisions")).map((name) => name.slice(0, 4));
const promises = [...read("docs/promises.md").matchAll(/^## (P\d):/gm)].map(([, promise = ""]) => promise);
const names = new Set([...Object.keys(INVENTORY), ...Object.keys(PLACES)]);

/** What is wrong with where a sentence says that it comes from; null: nothing. */
function fault({ source, en }: Sentence, texts: ReadonlySet<string>): string | null {
  const [kind, ...rest] = source.split(": ");
  const from = rest.join(": ");
  if (kind === "law") return LAW.test(from) ? null : `no law: ${source}`;
  if (kind === "promise") return promises.includes(from) ? null : `no such promise: ${source}`;
  if (kind === "decision") return decisions.includes(from) ? null : `no such decision: ${source}`;
  if (kind === "config") return Object.hasOwn(SETTINGS, from) ? null : `no such setting: ${source}`;
  if (!names.has(from)) return `no such entry: ${source}`;
  return texts.has(en) || CHOSEN.test(en) ? null : `not in the inventory: ${en}`;
}

describe.each(Object.entries(INSTANCES))("on an instance: %s", (_name, env) => {
  test("every sentence has a source that is there", () => {
    const texts = inventoryTexts(env);
    const faults = everySentence(env).map((sentence) => fault(sentence, texts));
    expect(faults.filter((one) => one !== null)).toEqual([]);
    expect(faults.length).toBeGreaterThan(200);
  });

  test("what comes from the configuration changes with it, and with nothing else", () => {
    const used = new Set(everySentence(env).map(({ source }) => source));
    for (const source of used) {
      const [kind, setting = ""] = source.split(": ");
      if (kind !== "config") continue;
      const isSet = Object.hasOwn(env, setting) || setting.startsWith("CONNECT_AUTHORITY");
      const value =
        isSet && env === FULL
          ? OTHER[setting]
          : (OF_ROLE["CONNECT_ROLE" in env ? env.CONNECT_ROLE : ""] ?? FULL)[setting];
      // What belongs together is set together.
      const pair = setting === "CONNECT_TURN_URLS" ? TURN_SECRET : {};
      const together = env === FULL ? {} : { ...OTHER_TOGETHER, ...pair };
      const from = (settings: Readonly<Record<string, string>>) =>
        everySentence(settings).filter((one) => one.source === source);
      const changed = new Set(from({ ...env, ...together, [setting]: value ?? "" }).map(({ en }) => en));
      for (const sentence of from(env))
        expect(changed.has(sentence.en), `${source}: ${sentence.en}`).toBe(false);
    }
  });

  test("the pages say what is in their documents, and nothing else", () => {
    for (const [path, document] of documentsFor(env))
      for (const language of ["de", "en"] as const)
        expect(strays(documentPage(language, path, document), document, language), path).toBe("");
  });

  test("links lead to documents, and the three notices to each other", () => {
    const pages = documentsFor(env);
    const paths = new Set([...pages.map(([path]) => path), "/meine-daten"]);
    const ways = (document: PublishedDocument) =>
      sentencesOf(document).flatMap(({ href }) => (href?.startsWith("/") === true ? [href] : []));
    for (const [path, document] of pages)
      for (const way of ways(document)) expect(paths.has(way), `${path} -> ${way}`).toBe(true);
    const notices = pages.filter(([path]) => path.startsWith("/privacy"));
    for (const [path, document] of notices)
      expect(ways(document)).toEqual(
        expect.arrayContaining(notices.map(([other]) => other).filter((other) => other !== path)),
      );
  });
});

const plain = (html: string): string =>
  html
    .replaceAll(/<[^>]*>/g, "\n")
    .replaceAll("&#39;", "'")
    .replaceAll("&quot;", '"')
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");

/** Text of a page's main part that is not in the document. */
function strays(page: string, { title, blocks }: PublishedDocument, language: "de" | "en"): string {
  const known = new Set([title[language], "Als Datei speichern", "Save as a file"]);
  for (const block of blocks) {
    if (block.kind === "heading") known.add(block.text[language]);
    if (block.kind === "facts") for (const { label } of block.rows) known.add(label[language]);
  }
  for (const sentence of sentencesOf({ title, blocks })) known.add(sentence[language]);
  let rest = plain(/<main>(.*)<\/main>/s.exec(page)?.[1] ?? "no main part");
  // Long ones first: a short one can be a part of them.
  for (const text of [...known].toSorted((a, b) => b.length - a.length)) rest = rest.replaceAll(text, "");
  return rest.trim();
}

describe("the checks", () => {
  const source = "law: Art. 13(1) GDPR" as const;

  test("notice a sentence that is in the page alone", () => {
    const document = { title: { de: "T", en: "T" }, blocks: [paragraph(say("Eins.", "One.", source))] };
    const page = documentPage("en", "/x", document);
    expect(strays(page, document, "en")).toBe("");
    expect(strays(page.replace("</main>", "<p>We also sell your data.</p></main>"), document, "en")).toBe(
      "We also sell your data.",
    );
  });

  test("notice a source that is not there, and a text that is not of the entry", () => {
    const texts = inventoryTexts(FULL);
    for (const wrong of [
      "law: common sense",
      "promise: P99",
      "decision: 9999",
      "config: CONNECT_NOTHING",
      "inventory: diagnosis",
      "inventory: mail",
    ] as const)
      expect(fault(say("Frei erfunden.", "Freely invented.", wrong), texts)).not.toBeNull();
    const { en: recipient } = RECIPIENT_WORDS["the mail server"];
    const more = `${recipient}, and whoever pays for it`;
    expect(fault(say("x", recipient, "inventory: mail"), texts)).toBeNull();
    expect(fault(say("x", more, "inventory: mail"), texts)).not.toBeNull();
    expect(fault(say("x", "x", source), texts)).toBeNull();
  });
});

describe("the notices", () => {
  const documents = () => Object.fromEntries(documentsFor(FULL));

  test("for clients have every heading that such a notice has here, in this order", () => {
    const expected = [
      "An wen ist diese Datenschutzerklärung gerichtet?",
      "Gesammelte Daten und Formate",
      "Rechtsgrundlage der Datenverarbeitung",
      "Einwilligung (Art. 6 Abs. 1 lit. a DSGVO)",
      "Erfüllung eines Vertrages (Art. 6 Abs. 1 lit. b DSGVO)",
      "Berechtigtes Interesse (Art. 6 Abs. 1 lit. f DSGVO)",
      "Allgemeine Hinweise und Pflichtinformationen",
      "SSL- bzw. TLS-Verschlüsselung",
      "Löschdauer von Daten",
      "1. Kontaktdaten und Nutzerdaten",
      "2. Verbindungsdaten (z. B. IP-Adressen, technische Protokolle)",
      "3. Inhaltsdaten (z. B. Aufzeichnungen von Videokonferenzen)",
      "4. Support- und Kommunikationsdaten",
      "5. Abrechnungsdaten",
      "Betroffenenrechte nach der DSGVO",
      "Recht auf Auskunft (Art. 15 DSGVO)",
      "Recht auf Berichtigung (Art. 16 DSGVO)",
      "Recht auf Löschung (Recht auf Vergessenwerden) (Art. 17 DSGVO)",
      "Recht auf Einschränkung der Verarbeitung (Art. 18 DSGVO)",
      "Recht auf Datenübertragbarkeit (Art. 20 DSGVO)",
      "Widerspruchsrecht (Art. 21 DSGVO)",
      "Recht auf Widerruf der datenschutzrechtlichen Einwilligungserklärung (Art. 7 DSGVO)",
      "Automatisierte Entscheidungen im Einzelfall einschließlich Profiling (Art. 22 DSGVO)",
      "Hinweis zur verantwortlichen Stelle",
      "Beschwerderecht bei der Aufsichtsbehörde (Art. 77 DSGVO)",
    ];
    const blocks = documents()["/privacy"]?.blocks ?? [];
    const headings = blocks.flatMap((block) => (block.kind === "heading" ? [block.text.de] : []));
    expect(headings.filter((one) => expected.includes(one))).toEqual(expected);
  });

  test("name controller and authority of the example", () => {
    for (const path of ["/privacy", "/privacy/accounts", "/privacy/visitors", "/legal/record"]) {
      const said = sentencesOf(documents()[path] ?? { title: { de: "", en: "" }, blocks: [] }).map(
        ({ de }) => de,
      );
      expect(said).toEqual(
        expect.arrayContaining([
          "TheraSoft GmbH",
          "Pachergasse 17/Top 11",
          "4400 Steyr",
          "Vertreten durch: Vincent Wittek",
          "Datenschutzbeauftragte*r: officer@example.org.",
          "Österreichische Datenschutzbehörde",
          "Barichgasse 40-42",
          "Telefon: +43 1 52 152-0",
        ]),
      );
    }
  });

  test("name who runs the machine as somebody who gets what lies on it, and nobody for what stays on devices", () => {
    const full = factsFor(FULL);
    const alone = factsFor({ ...FULL, CONNECT_HOSTING_COMPANY: "self" });
    for (const one of declaredHere(full)) {
      const said = recipientsOf(one, full).map(({ en }) => en);
      const hasHoster = said.some((text) => text.includes("Hosting Beispiel GmbH"));
      const isElsewhere = one.name === "turn" || one.name === "stun";
      expect(hasHoster, one.name).toBe(!isElsewhere && !said.includes(STAYS_ON_DEVICE.en));
      expect(said, one.name).not.toContain(RECIPIENT_WORDS.nobody.en);
      if (one.where === "IndexedDB" || one.name === "call") expect(said).toEqual([STAYS_ON_DEVICE.en]);
      expect(JSON.stringify(recipientsOf(one, alone))).not.toContain("Hosting Beispiel");
    }
  });

  test("say for every entry the period that is in force, in all that is published", () => {
    const facts = factsFor(FULL);
    const all = documents();
    /** What is said below the entry's name: the first list of facts after that heading. */
    const saidOf = (path: string, title: string): readonly string[] => {
      const blocks = all[path]?.blocks ?? [];
      const at = blocks.findIndex((block) => block.kind === "heading" && block.text.en === title);
      const next = blocks[at + 1];
      return at >= 0 && next?.kind === "facts"
        ? next.rows.flatMap(({ values }) => values.map(({ en }) => en))
        : [];
    };
    const seen = new Set<string>();
    for (const one of declaredHere(facts)) {
      const { period } = one.entry;
      const days = daysOf(period, facts.periods);
      const said = periodOf(one, facts).en;
      if (days > 0) expect(said).toContain(`${days} day`);
      if ("named" in period) {
        expect(days).toBe(Number(FULL[PERIODS[period.named].setting]));
        seen.add(period.named);
      }
      const notices = [
        ...(about("client")(one) ? ["/privacy"] : []),
        ...(about("therapist", "operator", "colleague")(one) ? ["/privacy/accounts"] : []),
        ...(about("visitor")(one) ? ["/privacy/visitors"] : []),
        "/legal/retention",
        ...(onDevice(one) ? [] : ["/legal/record"]),
      ];
      for (const path of notices)
        expect(saidOf(path, TITLES[one.name].en), `${path}: ${one.name}`).toContain(said);
    }
    // A name that no entry bears would be a setting that promises nothing.
    expect(Object.keys(PERIODS).filter((name) => !seen.has(name))).toEqual([]);
  });
});

test("every rule of the deletion stands in the retention table, as it runs", () => {
  // Without a mail server, so that the folder of mails is there as well.
  const env = { ...FULL, CONNECT_ORIGIN: "", CONNECT_SMTP_URL: "", CONNECT_MAIL_FROM: "" };
  const table = publishedDocuments(factsFor(env), AGREEMENTS.avv)["/legal/retention"];
  const said = table === undefined ? [] : sentencesOf(table).map(({ en }) => en);
  const rules = retentionRules(factsFor(env).periods).filter(({ name }) => name !== "content");
  expect(rules.length).toBeGreaterThan(25);
  for (const rule of rules) expect(said).toContain(ruleText(rule, factsFor(env)).en);
  // What should not exist has a sentence of its own.
  expect(said.some((sentence) => sentence.includes("should any ever be found, it is erased at once"))).toBe(
    true,
  );
});

test("the agreement has every part that Art. 28(3) asks for, and secrecy", () => {
  const sources = sentencesOf({ title: { de: "", en: "" }, blocks: CLAUSES }).map(({ source }) => source);
  for (const letter of ["a", "b", "c", "d", "e", "f", "g", "h"])
    expect(
      sources.some((source) => source.includes("Art. 28") && source.includes(`(3)(${letter})`)),
      letter,
    ).toBe(true);
  expect(sources.some((source) => source.includes("§ 203"))).toBe(true);
  expect(sources.some((source) => source.includes("§ 121"))).toBe(true);
});

test("a clause of the agreement is changed together with its version", () => {
  const text = createHash("sha256").update(JSON.stringify(CLAUSES)).digest("hex").slice(0, 16);
  expect([AGREEMENTS.avv, text]).toEqual(["2026-11-25", "c77f9913e43e1715"]);
});

test.each(Object.entries(GENERATED_DOCS))("%s is what the inventory says now", (path, text) => {
  expect(read(path), "run: npm run docs").toBe(text);
});
