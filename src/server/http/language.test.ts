import { describe, expect, it } from "vitest";
import { html } from "../platform/html.ts";
import { chooseLanguage } from "./language.ts";

describe("language", () => {
  it.each([
    ["en", "de", "en"],
    ["de", "en", "de"],
    ["fr", "en-GB,en;q=0.9", "en"],
    [undefined, "fr, en;q=0.5, de;q=0.8", "de"],
    [undefined, "de;q=0, en;q=0.1", "en"],
    [undefined, "fr", "de"],
    [undefined, undefined, "de"],
    [["en"], "", "de"],
    [undefined, "en;q=nonsense", "de"],
  ] as const)("%j and %j give %s", (query, accepted, language) => {
    expect(chooseLanguage(query, accepted)).toBe(language);
  });
});

describe("html", () => {
  it("escapes what is not HTML itself", () => {
    expect(html`<p title="${`"'`}">${"<b>&"}${html`<br>`}${[1, null, "x"]}</p>`.html).toBe(
      '<p title="&quot;&#39;">&lt;b&gt;&amp;<br>1x</p>',
    );
  });
});
