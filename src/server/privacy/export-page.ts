// The readable half of an export: all of Art. 15(1) GDPR from inventory and configuration, and every row. One document
// without script and without anything from elsewhere, in black on white, to print.
import type { PersonData } from "../../protocol/person-data.ts";
import type { Authority } from "../platform/authorities.ts";
import type { Companies, Operator } from "../platform/config.ts";
import { type Html, html } from "../platform/html.ts";
import type { Periods } from "../platform/periods.ts";
import type { Tables } from "../storage/tables.ts";
import { shownAt } from "./days.ts";
import { EMPTY } from "./entries/parts.ts";
import type { Entry, Text } from "./entry.ts";
import { PAGE_WORDS } from "./export-page-text.ts";
import { INVENTORY } from "./inventory.ts";
import { TITLES } from "./published/titles.ts";
import { GROUND_WORDS, keptWords, recipientsOnServer } from "./words.ts";

/** What the page says about the instance, from its configuration. */
export type PageFacts = {
  readonly operator: Operator | null;
  readonly authority: Authority | null;
  readonly hostingPlace: string | null;
  readonly companies: Companies;
  readonly periods: Periods;
  /** Of the operator's seat. */
  readonly timeZone: string;
};

type Language = "de" | "en";
type Row = Readonly<Record<string, string | number | boolean | null>>;

const STYLE = `
body{font:16px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem;color:#14211f;background:#fff}
h1,h2,h3{line-height:1.25}h2{margin-top:2.5rem;border-top:1px solid #b9c4c1;padding-top:1rem}
dl{display:grid;grid-template-columns:minmax(9rem,1fr) 3fr;gap:.25rem 1rem;margin:.5rem 0 1rem}
dt{color:#44524f}dd{margin:0;overflow-wrap:anywhere}
.row{border:1px solid #b9c4c1;border-radius:.5rem;padding:.25rem 1rem;margin:.5rem 0;break-inside:avoid}
.soft{color:#44524f}
@media (max-width:30rem){dl{grid-template-columns:1fr}dd{margin-bottom:.5rem}}
@media print{body{margin:0;max-width:none;font-size:11pt}}
`;

/** Longer texts are ciphertext, and stand in a file of their own. */
const CELL_MAX = 400;

/** How moments of the sign-in tables are exported. */
const ISO_DATE = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/** Columns that hold a moment as a number end like this, or are one of these. */
const isMoment = (column: string): boolean =>
  /(_at|_until|_start)$/.test(column) || column === "at" || column === "until";

function cell(facts: PageFacts, column: string, value: Row[string], language: Language): string {
  const words = PAGE_WORDS[language];
  if (value === null || value === "") return words.empty;
  if (value === true) return words.yes;
  if (value === false) return words.no;
  if (typeof value === "number") return isMoment(column) ? shownAt(value, facts.timeZone) : String(value);
  if (ISO_DATE.test(value)) return shownAt(Date.parse(value), facts.timeZone);
  return value.length > CELL_MAX ? words.sealedCell(value.length) : value;
}

const joined = (texts: readonly Text[], language: Language): string =>
  texts.map((one) => one[language]).join("; ");

function tableSection(facts: PageFacts, table: keyof Tables, rows: readonly Row[], language: Language): Html {
  const words = PAGE_WORDS[language];
  const entry: Entry & { readonly subjects: readonly { readonly by: string }[] } = INVENTORY[table];
  const columns: Readonly<Record<string, Text>> = INVENTORY[table].columns;
  const byAddress = entry.subjects.some(({ by }) => by === "address") && table !== "user";
  return html`<section>
<h3>${TITLES[table][language]}</h3>
<dl>
<dt>${words.purpose}</dt><dd>${entry.purpose[language]}</dd>
<dt>${words.ground}</dt><dd>${joined(
    entry.grounds.map((ground) => GROUND_WORDS[ground]),
    language,
  )}</dd>
<dt>${words.period}</dt><dd>${keptWords(entry, facts.periods)[language]}</dd>
<dt>${words.recipients}</dt><dd>${joined(
    recipientsOnServer(entry.recipients, facts.companies),
    language,
  )}</dd>
<dt>${words.origin}</dt><dd>${byAddress ? words.fromOthers : words.fromYou}</dd>
</dl>
${entry.export === "sealed" ? html`<p class="soft">${words.sealed}</p>` : null}
${rows.map(
  (
    row,
    index,
  ) => html`<div class="row"><p class="soft">${words.entry(index + 1, rows.length)}</p><dl>${Object.entries(
    row,
  )
    .filter(([column, value]) => value !== null || columns[column] !== EMPTY)
    .map(
      ([column, value]) =>
        html`<dt>${columns[column]?.[language] ?? column}</dt><dd>${cell(facts, column, value, language)}</dd>
`,
    )}</dl></div>
`,
)}
</section>
`;
}

function lines(words: readonly (string | undefined)[]): Html {
  return html`<p>${words.filter((word) => word !== undefined).map((word, index) => (index === 0 ? word : html`<br>${word}`))}</p>`;
}

function operatorLines(facts: PageFacts, language: Language): Html {
  const words = PAGE_WORDS[language];
  const { operator, authority, hostingPlace } = facts;
  const dpo = operator?.dataProtectionOfficer;
  return html`<h2>${words.controller}</h2>
${operator === null ? html`<p>${words.notEntered}</p>` : lines([operator.name, operator.address, operator.email, operator.phone, operator.representative])}
${dpo === undefined ? null : html`<h3>${words.officer}</h3><p>${dpo}</p>`}
<h3>${words.authority}</h3>
${authority === null ? html`<p>${words.notEntered}</p>` : lines([authority.name, authority.address, authority.email, authority.phone, authority.website])}
<h3>${words.host}</h3>
<p>${hostingPlace ?? words.notEntered}</p>
<p>${words.transfer}</p>`;
}

/** The page as one HTML document. */
export function exportPage(facts: PageFacts, data: PersonData, language: Language): string {
  const words = PAGE_WORDS[language];
  const tables = Object.entries(data.tables) as [keyof Tables, readonly Row[]][];
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${words.title} – TheraPsy Connect</title>
<style>${{ html: STYLE }}</style>
</head>
<body>
<main>
<h1>${words.title}</h1>
<p>${words.made(shownAt(data.exportedAt, facts.timeZone), data.origin)}</p>
<p>${words.about}</p>
${operatorLines(facts, language)}
<h2>${words.rightsTitle}</h2>
<ul>${words.rights.map((right) => html`<li>${right}</li>`)}</ul>
<h2>${words.decisionsTitle}</h2>
<p>${words.decisions}</p>
<h2>${words.dataTitle}</h2>
${tables.length === 0 ? html`<p>${words.nothing}</p>` : null}
${tables.map(([table, rows]) => tableSection(facts, table, rows, language))}
<h2>${words.secretsTitle}</h2>
<p>${words.secrets}</p>
<h2>${words.elsewhereTitle}</h2>
<p>${words.elsewhere}</p>
</main>
</body>
</html>
`.html;
}
