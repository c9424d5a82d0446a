// Which language is shown. Only that language is loaded; a client's choice is remembered in the address alone.
import { type Signal, signal } from "@preact/signals";
import type { Text } from "../text/de.ts";

export type Language = "de" | "en";

/** Texts in both languages, of which one is loaded at a time. */
export interface Catalog<T> {
  readonly load: (language: Language) => Promise<void>;
  /** The loaded texts; components that read them follow a change of language. */
  readonly get: () => T;
}

export const language: Signal<Language> = signal("de");

export function createCatalog<T>(sources: Readonly<Record<Language, () => Promise<T>>>): Catalog<T> {
  const loaded = signal<T | null>(null);
  return {
    async load(wanted) {
      loaded.value = await sources[wanted]();
    },
    get() {
      if (loaded.value === null) throw new Error("texts are read before they are loaded");
      return loaded.value;
    },
  };
}

export const texts: Catalog<Text> = createCatalog({
  de: async () => (await import("../text/de.ts")).de,
  en: async () => (await import("../text/en.ts")).en,
});

/** The texts of the client's way and of the call in the language at hand. */
export const text = (): Text => texts.get();

/** `?lang=` decides, then the first of the browser's languages that there is, then German. */
export function chooseLanguage(search: string, preferred: readonly string[]): Language {
  const asked = new URLSearchParams(search).get("lang");
  if (asked === "de" || asked === "en") return asked;
  for (const tag of preferred) {
    const [primary] = tag.toLowerCase().split("-");
    if (primary === "de" || primary === "en") return primary;
  }
  return "de";
}

/** Loads the catalogs, then switches the page and its address over. */
export async function showLanguage(
  next: Language,
  catalogs: readonly Pick<Catalog<unknown>, "load">[],
): Promise<void> {
  await Promise.all(catalogs.map((catalog) => catalog.load(next)));
  language.value = next;
  document.documentElement.lang = next;
}

/** Notes the choice in the address, so that a reload keeps it; nothing is stored. */
export function noteLanguage(next: Language): void {
  const url = new URL(location.href);
  url.searchParams.set("lang", next);
  history.replaceState(history.state, "", url);
}

const locale = (): string => (language.value === "de" ? "de" : "en-GB");

export function formatDate(at: number): string {
  return new Intl.DateTimeFormat(locale(), { dateStyle: "long" }).format(at);
}

export function formatDateTime(at: number): string {
  return new Intl.DateTimeFormat(locale(), { dateStyle: "long", timeStyle: "short" }).format(at);
}

export function formatTime(at: number): string {
  return new Intl.DateTimeFormat(locale(), { timeStyle: "short" }).format(at);
}

/** For example "Montag, 23. November". */
export function formatDay(at: number): string {
  return new Intl.DateTimeFormat(locale(), { weekday: "long", day: "numeric", month: "long" }).format(at);
}
