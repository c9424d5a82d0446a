import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { type Language, language, text } from "./language.ts";

export function LanguageSwitch({ onChange }: { readonly onChange: (next: Language) => void }) {
  const { language: words } = text();
  return (
    <label class="language">
      <span class="visually-hidden">{words.label}</span>
      <select
        value={language.value}
        onChange={(event) => onChange(event.currentTarget.value === "en" ? "en" : "de")}
      >
        <option value="de" lang="de">
          {words.de}
        </option>
        <option value="en" lang="en">
          {words.en}
        </option>
      </select>
    </label>
  );
}

interface PageProps {
  readonly title: string;
  readonly onLanguage: (next: Language) => void;
  /** `calm`: content in the middle, for screens on which there is little to do. */
  readonly layout?: "form" | "calm";
  /** Stands before the heading. */
  readonly above?: ComponentChildren;
  /** Moves the focus to the heading, so that a screen reader reads the new screen. */
  readonly focusHeading?: boolean;
  readonly children: ComponentChildren;
}

/** Frame of all screens but the call: product and language above, legal pages below. */
export function Page({ title, onLanguage, layout = "form", above, focusHeading, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const words = text();
  useEffect(() => {
    document.title = `${title} · ${words.product}`;
  }, [title, words.product]);
  // Only when the screen is new: a title that changes must not take the focus from a button. Before anybody sees it:
  // later, it could take the focus from a field in which somebody types already.
  useLayoutEffect(() => {
    if (focusHeading) heading.current?.focus();
  }, []);
  return (
    <div class={`page ${layout}`}>
      <header class="page-head">
        <span class="brand">{words.product}</span>
        <LanguageSwitch onChange={onLanguage} />
      </header>
      <main class="page-main">
        {above}
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {children}
      </main>
      <footer class="page-foot">
        <a href={`/privacy?lang=${language.value}`} target="_blank" rel="noreferrer">
          {words.privacyNotice}
        </a>
        <a href={`/imprint?lang=${language.value}`} target="_blank" rel="noreferrer">
          {words.imprint}
        </a>
      </footer>
    </div>
  );
}
