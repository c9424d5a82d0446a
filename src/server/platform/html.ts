// HTML as text, escaped by default.

/** A piece of HTML that is safe to put into another. */
export type Html = { readonly html: string };

export type Part = Html | string | number | null | readonly Part[];

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function write(part: Part): string {
  if (part === null) return "";
  if (typeof part === "string") return part.replace(/[&<>"']/g, (char) => ESCAPES[char] ?? "");
  if (typeof part === "number") return String(part);
  return "html" in part ? part.html : part.map(write).join("");
}

/** Writes HTML; every value that is not HTML itself is escaped. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { html: strings.reduce((text, piece, index) => text + write(parts[index - 1] ?? null) + piece) };
}
