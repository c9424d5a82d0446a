// The page for people without an account: plain forms, no script. Nothing secret stands in an address: what a step has to
// know of the one before it, the form carries along.
import { MAILBOX_CODE_MINUTES } from "../../../protocol/limits.ts";
import { REQUEST_KINDS, type RequestKind } from "../../../protocol/request-kinds.ts";
import type { Language } from "../../platform/document.ts";
import { type Html, html } from "../../platform/html.ts";
import { layout } from "../pages/layout.ts";
import type { Cell, Facts, Part, Presence, Proven, Shown } from "./my-data.ts";
import { DE } from "./words-de.ts";
import { EN } from "./words-en.ts";

const WORDS = { de: DE, en: EN } as const;
const LOCALES = { de: "de-AT", en: "en-GB" } as const;

export type Place = {
  readonly language: Language;
  /** Path of the page, under which its steps lie. */
  readonly base: string;
  readonly timeZone: string;
};

const actionOf = ({ base, language }: Place, step: string): string => `${base}/${step}?lang=${language}`;
const backLink = ({ base, language }: Place): Html =>
  html`<p><a href="${base}?lang=${language}">${WORDS[language].back}</a></p>`;

const hidden = (fields: Readonly<Record<string, string>>): Html =>
  html`${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}`;

/** A form that is nothing but its button. */
const buttonForm = (
  action: string,
  fields: Readonly<Record<string, string>>,
  label: string,
  kind: string,
): Html =>
  html`<form method="post" action="${action}">${hidden(fields)}<button class="${kind}">${label}</button></form>`;

const problemBox = (id: string, problem: string | null): Html | null =>
  problem === null ? null : html`<p class="problem" id="${id}" role="alert">${problem}</p>`;

const described = (...ids: readonly (string | null)[]): Html | null => {
  const all = ids.filter((id) => id !== null);
  return all.length === 0 ? null : html` aria-describedby="${all.join(" ")}"`;
};

function moment(time: number, { language, timeZone }: Place, style: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(LOCALES[language], { ...style, timeZone }).format(time);
}

function kindField(id: string, place: Place, kinds: readonly RequestKind[], problem: string | null): Html {
  const words = WORDS[place.language];
  return html`<label for="${id}">${words.other.label}</label>
<select id="${id}" name="kind" required${described(problem)}>${kinds.map(
    (kind) => html`<option value="${kind}">${words.kinds[kind]}</option>`,
  )}</select>`;
}

function addressField(id: string, label: string, value: string, problemId: string | null): Html {
  return html`<label for="${id}">${label}</label>
<input id="${id}" name="address" type="email" autocomplete="email" required maxlength="254" value="${value}"${
    problemId === null ? null : html` aria-invalid="true"`
  }${described(problemId)}>`;
}

export type Refused = {
  /** Which of the two forms. */
  readonly form: "mailbox" | "other";
  readonly problem: "badAddress" | "badKind";
  readonly address: string;
};

/** The first page. `hasMail`: addresses can be kept here at all. */
export function startPage(place: Place, hasMail: boolean, refused: Refused | null = null): string {
  const { language, base } = place;
  const words = WORDS[language];
  const { mailbox, network, room, other } = words;
  const problemOf = (form: Refused["form"]) => (refused?.form === form ? words[refused.problem] : null);
  const typedIn = (form: Refused["form"]) => (refused?.form === form ? refused.address : "");
  const idOf = (form: Refused["form"]) => (refused?.form === form ? `${form}-problem` : null);
  const mailboxForm = html`<p>${mailbox.text}</p>
<form method="post" action="${actionOf(place, "code")}">
${problemBox("mailbox-problem", problemOf("mailbox"))}
${addressField("mailbox-address", mailbox.label, typedIn("mailbox"), idOf("mailbox"))}
<button class="button">${mailbox.button}</button>
</form>`;
  const otherForm = html`<h2>${other.title}</h2>
<p>${other.text}</p>
<form method="post" action="${actionOf(place, "code")}">
${problemBox("other-problem", problemOf("other"))}
${kindField("other-kind", place, REQUEST_KINDS, idOf("other"))}
${addressField("other-address", mailbox.label, typedIn("other"), idOf("other"))}
<button class="button quiet">${other.button}</button>
</form>`;
  return layout({
    language,
    title: words.title,
    path: base,
    body: html`${words.intro.map((text) => html`<p>${text}</p>`)}
<h2>${mailbox.title}</h2>
${hasMail ? mailboxForm : html`<p>${mailbox.none}</p>`}
<h2>${room.title}</h2>
${room.text.map((text) => html`<p>${text}</p>`)}
<h2>${network.title}</h2>
<p>${network.text}</p>
<p><a href="${actionOf(place, "network")}">${network.link}</a></p>
${hasMail ? otherForm : null}
<p>${other.letter} <a href="/imprint?lang=${language}">${other.imprint}</a>, <a href="/privacy?lang=${language}">${
      other.privacy
    }</a>.</p>
${hasMail ? html`<p>${words.account} <a href="/practice">${words.accountLink}</a></p>` : null}`,
  });
}

/** Where the code is typed; the same whatever is kept about the address. */
export function codePage(
  place: Place,
  {
    address,
    kind,
    isWrong,
  }: { readonly address: string; readonly kind: RequestKind | null; readonly isWrong: boolean },
): string {
  const { language } = place;
  const { code } = WORDS[language];
  const fields = { address, ...(kind === null ? {} : { kind }) };
  const problem = isWrong ? "code-problem" : null;
  return layout({
    language,
    title: code.title,
    path: null,
    body: html`<p>${code.text(address, MAILBOX_CODE_MINUTES)}</p>
<form method="post" action="${actionOf(place, kind === null ? "show" : "ask")}">
${hidden(fields)}
${problemBox("code-problem", isWrong ? code.wrong : null)}
<label for="code">${code.label}</label>
<input id="code" name="code" class="code" autocomplete="one-time-code" autocapitalize="characters" spellcheck="false" required maxlength="40"${
      isWrong ? html` aria-invalid="true"` : null
    }${described("code-hint", problem)}>
<p class="hint" id="code-hint">${code.hint}</p>
<button class="button">${code.button}</button>
</form>
${buttonForm(actionOf(place, "code"), fields, code.again, "button quiet")}
${backLink(place)}`,
  });
}

function written(cell: Cell, place: Place): string {
  const words = WORDS[place.language];
  const { value, name, isTime } = cell;
  if (value === null || value === "") return words.data.none;
  if (typeof value === "boolean") return value ? words.data.yes : words.data.no;
  if (isTime && typeof value === "number")
    return moment(value, place, { dateStyle: "long", timeStyle: "short" });
  return words.values[`${name}.${value}`] ?? String(value);
}

/** `withPurpose`: where no heading says it. */
function factsOf(facts: Facts, language: Language, withPurpose: boolean): Html {
  const { data } = WORDS[language];
  const list = (texts: Facts["grounds"]) => texts.map((text) => text[language]).join("; ");
  const purpose = withPurpose ? html`<dt>${data.purpose}</dt><dd>${facts.purpose[language]}</dd>` : null;
  return html`<dl>${purpose}<dt>${data.grounds}</dt><dd>${list(facts.grounds)}</dd><dt>${data.recipients}</dt><dd>${list(
    facts.recipients,
  )}</dd><dt>${data.period}</dt><dd>${facts.until[language]}</dd></dl>`;
}

function partOf(part: Part, place: Place): Html {
  const { language } = place;
  const { data } = WORDS[language];
  return html`<h2>${part.purpose[language]}</h2>
${factsOf(part, language, false)}
${part.rows.map(
  (row, index) => html`<h3>${data.row(index + 1)}</h3>
<dl class="record">${
    row.source === null ? null : html`<dt>${data.source}</dt><dd>${row.source}</dd>`
  }${row.cells.map((cell) => html`<dt>${cell.label[language]}</dt><dd>${written(cell, place)}</dd>`)}</dl>
`,
)}`;
}

/** What can still be asked for, once everything is shown. */
const ASKABLE: readonly RequestKind[] = [
  "rectification",
  "restriction",
  "objection",
  "withdrawal",
  "erasure",
  "other",
];

/** Everything about an address. `isErased`: it was just erased. */
export function dataPage(place: Place, proven: Proven, shown: Shown, isErased: boolean): string {
  const { language } = place;
  const words = WORDS[language];
  const { data } = words;
  const fields = { address: proven.address, code: proven.code };
  const isNothing = shown.parts.length === 0;
  const until = moment(shown.provenUntil, place, { timeStyle: "short" });
  return layout({
    language,
    title: isNothing ? data.nothingTitle : data.title(proven.address),
    path: null,
    body: html`${isErased ? html`<p class="notice" role="status">${isNothing ? data.erasedAll : data.erased}</p>` : null}
<p>${isNothing ? data.nothing(proven.address) : data.until(until)}</p>
${shown.hasAccount ? html`<p>${data.account} <a href="/practice">${words.accountLink}</a></p>` : null}
${shown.parts.map((part) => partOf(part, place))}
${
  shown.isErasable
    ? html`<h2>${data.eraseTitle}</h2><p>${data.eraseText}</p>${buttonForm(actionOf(place, "erase"), fields, data.eraseButton, "button")}`
    : null
}
${
  isNothing
    ? null
    : html`<h2>${data.fileTitle}</h2><p>${data.fileText}</p>${buttonForm(actionOf(place, "file"), fields, data.fileButton, "button quiet")}
<h2>${data.askTitle}</h2><p>${data.askText}</p>
<form method="post" action="${actionOf(place, "ask")}">${hidden(fields)}
${kindField("ask-kind", place, ASKABLE, null)}
<button class="button quiet">${data.askButton}</button></form>`
}
<h2>${data.searchedTitle}</h2>
<ul>${shown.searched.map((text) => html`<li>${text[language]}</li>`)}</ul>
${data.notSearched.map((text) => html`<p>${text}</p>`)}
${backLink(place)}`,
  });
}

/** That a request is in the queue. */
export function askedPage(place: Place, address: string, kind: RequestKind, dueAt: number): string {
  const { language } = place;
  const words = WORDS[language];
  const date = moment(dueAt, place, { dateStyle: "full" });
  return layout({
    language,
    title: words.asked.title,
    path: null,
    body: html`<p role="status">${words.asked.text(date, address)}</p>
<p>${words.asked.what} ${words.kinds[kind]}</p>
${backLink(place)}`,
  });
}

export function tooManyPage(place: Place, seconds: number): string {
  const { tooMany } = WORDS[place.language];
  return layout({
    language: place.language,
    title: tooMany.title,
    path: null,
    body: html`<p role="alert">${tooMany.text(Math.max(1, Math.ceil(seconds / 60)))}</p>
${backLink(place)}`,
  });
}

/** What is kept with network addresses, and why nothing of it is looked up for the one from which the page is opened. */
export function presencePage(place: Place, presence: Presence): string {
  const { language } = place;
  const { presence: words } = WORDS[language];
  const { hasRelay, hasAccounts, network, facts } = presence;
  const section = (title: string, text: string, about: Facts) => html`<h2>${title}</h2>
<p>${text}</p>
${factsOf(about, language, true)}
`;
  return layout({
    language,
    title: words.title,
    path: `${place.base}/network`,
    body: html`<p>${words.intro}</p>
<dl><dt>${words.address}</dt><dd>${presence.address}</dd></dl>
${section(words.relay, hasRelay ? words.relayHolds : words.noRelay, facts.relay)}
${section(words.counters, hasAccounts ? words.counted : words.noAccounts, facts.counters)}
${section(words.accessLog, words.lines(network), facts.accessLog)}
${section(words.securityLog, words.lines(network), facts.securityLog)}
<h2>${words.whyTitle}</h2>
<p>${words.why}</p>
<p>${words.object}</p>
${backLink(place)}`,
  });
}

/** The name of the file that is taken along. */
export const fileName = (language: Language): string => WORDS[language].data.fileName;
