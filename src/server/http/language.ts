// Which of the two languages a page without JavaScript is written in.
import type { Language } from "../platform/document.ts";

/** `?lang=` decides; else the first of the browser's languages that there is; else German. */
export function chooseLanguage(query: unknown, acceptLanguage: string | undefined): Language {
  if (query === "de" || query === "en") return query;
  const accepted = (acceptLanguage ?? "")
    .split(",")
    .map((entry) => {
      const [range = "", quality = ""] = entry.split(";").map((part) => part.trim().toLowerCase());
      const weight = quality.startsWith("q=") ? Number(quality.slice(2)) : 1;
      return { language: range.split("-")[0] ?? "", weight: Number.isNaN(weight) ? 0 : weight };
    })
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight);
  for (const { language } of accepted) {
    if (language === "de" || language === "en") return language;
  }
  return "de";
}
