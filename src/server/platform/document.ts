// Documents that are published in both languages: every sentence says where it comes from. They are written as HTML by
// http/pages and as Markdown by document-markdown.ts; both write nothing but what is in the document.

export type Language = "de" | "en";
export type Text = Readonly<Record<Language, string>>;

/**
 * Where a sentence comes from: an article or paragraph of the law, a promise of docs/promises.md, a decision in
 * docs/decisions, an entry of the inventory, or a setting of the configuration.
 */
export type Source =
  | `law: ${string}`
  | `promise: P${number}`
  | `decision: ${string}`
  | `inventory: ${string}`
  | `config: CONNECT_${string}`;

/** One or a few sentences, or an entry of a list. `href`: the whole of it is a link. */
export type Sentence = Text & { readonly source: Source; readonly href?: string };

export type Block =
  | { readonly kind: "heading"; readonly level: 2 | 3; readonly text: Text }
  | { readonly kind: "paragraph"; readonly sentences: readonly Sentence[] }
  | { readonly kind: "list"; readonly items: readonly Sentence[] }
  /** An address: one line each. */
  | { readonly kind: "lines"; readonly lines: readonly Sentence[] }
  /** Labels with what belongs to them. */
  | {
      readonly kind: "facts";
      readonly rows: readonly { readonly label: Text; readonly values: readonly Sentence[] }[];
    };

export type PublishedDocument = { readonly title: Text; readonly blocks: readonly Block[] };

export const say = (de: string, en: string, source: Source): Sentence => ({ de, en, source });
export const link = (de: string, en: string, href: string, source: Source): Sentence => ({
  de,
  en,
  source,
  href,
});
export const heading = (de: string, en: string, level: 2 | 3 = 2): Block => ({
  kind: "heading",
  level,
  text: { de, en },
});
export const paragraph = (...sentences: readonly Sentence[]): Block => ({ kind: "paragraph", sentences });
export const list = (...items: readonly Sentence[]): Block => ({ kind: "list", items });

/** All sentences of a document, in their order. */
export function sentencesOf({ blocks }: PublishedDocument): readonly Sentence[] {
  return blocks.flatMap((block) => {
    if (block.kind === "heading") return [];
    if (block.kind === "paragraph") return block.sentences;
    if (block.kind === "list") return block.items;
    if (block.kind === "lines") return block.lines;
    return block.rows.flatMap(({ values }) => values);
  });
}
