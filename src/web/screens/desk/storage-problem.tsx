import type { Language } from "../../ui/language.ts";
import { Page } from "../../ui/page.tsx";
import { deskText } from "./desk-text.ts";

/** The browser gives rooms no place. */
export function StorageProblem({ onLanguage }: { readonly onLanguage: (next: Language) => void }) {
  const words = deskText().storageFailed;
  return (
    <Page title={words.title} layout="calm" onLanguage={onLanguage}>
      <p class="lead">{words.text}</p>
    </Page>
  );
}
