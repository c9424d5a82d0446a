// What both languages of the privacy notice are made of.

import { type Html, html } from "../../platform/html.ts";
import type { Facts } from "./facts.ts";

/** One place where data about a client can be, and for how long: a part of the notice's lists. */
export type PrivacyRow = {
  readonly where: string;
  readonly what: string;
  readonly why: string;
  readonly until: string;
};

type PrivacySection = { readonly title: string; readonly body: Html };

export type PrivacyText = {
  readonly title: string;
  readonly sections: readonly PrivacySection[];
};

/** The parts of the notice that are made from the configuration. */
export type PrivacyParts = { readonly facts: Facts; readonly operator: Html; readonly authority: Html };

/** The rows, each a heading and a list: readable on a phone and on paper, where a wide table is not. */
export function privacyList(
  labels: { readonly what: string; readonly why: string; readonly until: string },
  rows: readonly PrivacyRow[],
): Html {
  return html`${rows.map(
    (row) => html`<h3>${row.where}</h3>
<dl><dt>${labels.what}</dt><dd>${row.what}</dd><dt>${labels.why}</dt><dd>${row.why}</dd><dt>${labels.until}</dt><dd>${row.until}</dd></dl>
`,
  )}`;
}
