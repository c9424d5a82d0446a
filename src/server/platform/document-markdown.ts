// A published document as Markdown: for the command line, and for the files in docs that are written from it.
import type { Block, Language, PublishedDocument, Sentence } from "./document.ts";

/** Characters that Markdown would take for its own. */
const plain = (text: string): string => text.replace(/[\\`*_[\]<>|#]/g, (char) => `\\${char}`);

function write(language: Language, sentence: Sentence): string {
  const text = plain(sentence[language]);
  return sentence.href === undefined || text === plain(sentence.href) ? text : `${text} (${sentence.href})`;
}

function block(language: Language, one: Block): string {
  const text = (sentence: Sentence): string => write(language, sentence);
  if (one.kind === "heading") return `${"#".repeat(one.level)} ${plain(one.text[language])}`;
  if (one.kind === "paragraph") return one.sentences.map(text).join(" ");
  if (one.kind === "list") return one.items.map((item) => `- ${text(item)}`).join("\n");
  if (one.kind === "lines") return one.lines.map(text).join("  \n");
  return one.rows
    .map(({ label, values }) => {
      const name = `- **${plain(label[language])}:**`;
      const [first] = values;
      if (first !== undefined && values.length === 1) return `${name} ${text(first)}`;
      return [name, ...values.map((value) => `  - ${text(value)}`)].join("\n");
    })
    .join("\n");
}

/** Ends with a line break. */
export function documentMarkdown(language: Language, { title, blocks }: PublishedDocument): string {
  return `${[`# ${plain(title[language])}`, ...blocks.map((one) => block(language, one))].join("\n\n")}\n`;
}
