// A published document as a page: nothing is on it but what is in the document.
import type { Block, Language, PublishedDocument, Sentence } from "../../platform/document.ts";
import { type Html, html } from "../../platform/html.ts";
import { downloadLink, isDownload } from "./download.ts";
import { layout } from "./layout.ts";

/** A link within the service keeps the language. */
const address = (href: string, language: Language): string =>
  href.startsWith("/") ? `${href}?lang=${language}` : href;

function sentence(language: Language, one: Sentence): Html {
  const text = one[language];
  return one.href === undefined ? html`${text}` : html`<a href="${address(one.href, language)}">${text}</a>`;
}

function block(language: Language, one: Block): Html {
  const write = (item: Sentence): Html => sentence(language, item);
  switch (one.kind) {
    case "heading":
      return one.level === 2 ? html`<h2>${one.text[language]}</h2>` : html`<h3>${one.text[language]}</h3>`;
    case "paragraph":
      return html`<p>${one.sentences.map((item, index) => html`${index === 0 ? "" : " "}${write(item)}`)}</p>`;
    case "list":
      return html`<ul>${one.items.map((item) => html`<li>${write(item)}</li>`)}</ul>`;
    case "lines":
      return html`<p>${one.lines.map((line, index) => html`${index === 0 ? null : html`<br>`}${write(line)}`)}</p>`;
    case "facts":
      return html`<dl>${one.rows.map(
        ({ label, values }) =>
          html`<dt>${label[language]}</dt>${values.map((value) => html`<dd>${write(value)}</dd>`)}`,
      )}</dl>`;
  }
}

export function documentPage(language: Language, path: string, document: PublishedDocument): string {
  return layout({
    language,
    title: document.title[language],
    path,
    body: html`${isDownload(path) ? downloadLink(language, path) : null}${document.blocks.map(
      (one) => html`${block(language, one)}
`,
    )}`,
  });
}
