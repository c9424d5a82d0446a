import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { CONSENT_VERSION, CONSENT_VERSIONS } from "../../protocol/consent.ts";
import { CONSENT_VERSION_FORM } from "../../protocol/sealed.ts";
import { consentDe } from "../text/consent-de.ts";
import { consentEn } from "../text/consent-en.ts";
import { de } from "../text/de.ts";
import { en } from "../text/en.ts";
import { receiptText, wordingOf } from "./consent-wording.ts";

const BOTH = ["self", "custody"] as const;

/** The first 16 digits of the SHA-256 over both languages and both ways to agree, in a fixed order. */
function hashOf(version: string): string {
  const said = [consentDe, consentEn].flatMap((text) =>
    BOTH.map((by) => {
      const wording = wordingOf(text, version, by);
      return [wording?.label, wording?.paragraphs];
    }),
  );
  return createHash("sha256").update(JSON.stringify(said)).digest("hex").slice(0, 16);
}

test("each version names the wording that it stands for, so that none is changed without a new version", () => {
  for (const version of CONSENT_VERSIONS) {
    expect(version).toBe(`${version.slice(0, 10)}.${hashOf(version)}`);
    expect(Number.isNaN(Date.parse(version.slice(0, 10)))).toBe(false);
    expect(version).toMatch(CONSENT_VERSION_FORM);
  }
  expect(CONSENT_VERSIONS.toSorted().toReversed()).toEqual(CONSENT_VERSIONS);
});

test("the box in the lobby says what the newest wording says", () => {
  for (const by of BOTH) {
    expect(wordingOf(consentDe, CONSENT_VERSION, by)?.label).toBe(de.consent.labels[by]);
    expect(wordingOf(consentEn, CONSENT_VERSION, by)?.label).toBe(en.consent.labels[by]);
  }
});

test("the box itself names health and the right to withdraw at any time, and decides no age", () => {
  for (const by of BOTH) {
    for (const word of ["Gesundheit", "jederzeit widerrufen"]) expect(de.consent.labels[by]).toContain(word);
    for (const word of ["health", "withdraw", "at any time"]) expect(en.consent.labels[by]).toContain(word);
    for (const text of [consentDe, consentEn]) {
      const wording = wordingOf(text, CONSENT_VERSION, by);
      expect([wording?.label, ...(wording?.paragraphs ?? [])].join(" ")).not.toMatch(/\b1[0-9]\b/);
    }
  }
});

test("the wording says what a consent needs: Art. 9(2)(a), withdrawal, voluntariness, who is responsible", () => {
  for (const [text, needed] of [
    [
      consentDe,
      ["Art. 9 Abs. 2 lit. a", "jederzeit", "widerrufen", "freiwillig", "Verantwortlich", "Betreiber"],
    ],
    [consentEn, ["Art. 9(2)(a)", "any time", "withdraw", "voluntary", "controller", "operator"]],
  ] as const) {
    for (const by of BOTH) {
      const said = wordingOf(text, CONSENT_VERSION, by)?.paragraphs.join(" ") ?? "";
      for (const word of needed) expect(said).toContain(word);
    }
  }
});

test("a receipt holds version, wording, name, who agreed, when, and when it was taken back", () => {
  const given = Date.UTC(2026, 10, 25, 9, 30);
  const consent = { version: CONSENT_VERSION, language: "de", by: "custody", givenAt: given } as const;
  const standing = receiptText(consentDe, { ...consent, withdrawnAt: null }, "Mia Berger");
  for (const part of [
    CONSENT_VERSION,
    "Mia Berger",
    "Sorgerecht",
    "25. November 2026",
    de.consent.labels.custody,
  ])
    expect(standing).toContain(part);
  for (const paragraph of wordingOf(consentDe, CONSENT_VERSION, "custody")?.paragraphs ?? [])
    expect(standing).toContain(paragraph);
  expect(standing).not.toContain("Widerrufen am");
  const withdrawn = receiptText(consentDe, { ...consent, withdrawnAt: given + 86_400_000 }, "Mia Berger");
  expect(withdrawn).toContain("Widerrufen am 26. November 2026");
  // Of a wording from a newer page there is at least what the person said of it.
  const newer = receiptText(consentDe, { ...consent, version: "2031-01-01.ffff", withdrawnAt: null }, "Mia");
  expect(newer).toContain("2031-01-01.ffff");
  expect(newer).not.toContain("Verantwortlich");
});
