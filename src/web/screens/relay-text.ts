import { useEffect, useState } from "preact/hooks";
import type { relayDe } from "../text/relay-de.ts";
import { type Language, language } from "../ui/language.ts";

type RelayText = typeof relayDe;

const SOURCES: Readonly<Record<Language, () => Promise<RelayText>>> = {
  de: async () => (await import("../text/relay-de.ts")).relayDe,
  en: async () => (await import("../text/relay-en.ts")).relayEn,
};

/** The texts about relay and network addresses in the language at hand; null until they are loaded. */
export function useRelayText(): RelayText | null {
  const [words, setWords] = useState<RelayText | null>(null);
  const shown = language.value;
  useEffect(() => {
    let isGone = false;
    SOURCES[shown]()
      .then((loaded) => {
        if (!isGone) setWords(loaded);
      })
      // Without them the screen says what it said before.
      .catch(() => {});
    return () => {
      isGone = true;
    };
  }, [shown]);
  return words;
}
