import { expect, test } from "vitest";
import { heading, link, list, paragraph, say } from "./document.ts";
import { documentMarkdown } from "./document-markdown.ts";

const SOURCE = "law: Art. 12(1) GDPR" as const;

test("a document as Markdown says every sentence once, and none of its signs is taken for markup", () => {
  const one = say("Für Klient*innen.", "For *all*.", SOURCE);
  const two = say("Zwei.", "Two.", SOURCE);
  const document = {
    title: { de: "Titel", en: "Title" },
    blocks: [
      heading("Kopf", "Head"),
      paragraph(one, two),
      list(one, link("Weg", "Way", "/way", SOURCE)),
      { kind: "lines", lines: [one, two] },
      {
        kind: "facts",
        rows: [
          { label: { de: "Eins", en: "One" }, values: [one] },
          { label: { de: "Beide", en: "Both" }, values: [one, two] },
        ],
      },
    ],
  } as const;
  expect(documentMarkdown("en", document)).toBe(`# Title

## Head

For \\*all\\*. Two.

- For \\*all\\*.
- Way (/way)

For \\*all\\*.  
Two.

- **One:** For \\*all\\*.
- **Both:**
  - For \\*all\\*.
  - Two.
`);
  expect(documentMarkdown("de", document)).toContain("Für Klient\\*innen. Zwei.");
});
