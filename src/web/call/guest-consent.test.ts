import { expect, test } from "vitest";
import { CONSENT_VERSION } from "../../protocol/consent.ts";
import type { SealedBody } from "../../protocol/sealed.ts";
import type { Consent } from "./call-view.ts";
import { createConsentKeeper } from "./guest-consent.ts";
import { readConsent } from "./kept-consent.ts";

const GIVEN: Consent = {
  version: CONSENT_VERSION,
  language: "de",
  by: "custody",
  givenAt: 1_000,
  withdrawnAt: null,
};

test("what was written down is read again, and nothing else, so that a newer wording is asked for", () => {
  expect(readConsent(JSON.parse(JSON.stringify(GIVEN)))).toEqual(GIVEN);
  const others: readonly unknown[] = [
    null,
    "yes",
    [],
    {},
    { ...GIVEN, version: "2025-01-01.0123456789abcdef" },
    { ...GIVEN, version: undefined },
    { ...GIVEN, language: "fr" },
    { ...GIVEN, by: "practice" },
    { ...GIVEN, givenAt: "1000" },
    { ...GIVEN, givenAt: -1 },
    { ...GIVEN, givenAt: 1.5 },
  ];
  for (const other of others) expect(readConsent(other)).toBeNull();
});

test("each leg is told once, and once more when it is taken back", () => {
  const keeper = createConsentKeeper();
  const sent: SealedBody[] = [];
  const tell = () => keeper.tell((body) => sent.push(body));
  tell();
  expect(sent).toEqual([]);
  keeper.give(GIVEN);
  tell();
  tell();
  expect(sent).toEqual([{ type: "consent", ...GIVEN }]);
  keeper.newLeg();
  tell();
  expect(sent).toHaveLength(2);
  expect(keeper.withdraw(5_000)).toBe(true);
  expect(keeper.standing()).toBeNull();
  tell();
  tell();
  expect(sent.slice(2)).toEqual([{ type: "consent", ...GIVEN, withdrawnAt: 5_000 }]);
  // Nothing stands any more that could be taken back.
  expect(keeper.withdraw(6_000)).toBe(false);
});

test("what this device remembers never stands above what was said in this page", () => {
  const keeper = createConsentKeeper();
  keeper.recall(GIVEN);
  expect(keeper.standing()).toEqual(GIVEN);
  keeper.withdraw(900);
  // A clock that was set back makes no withdrawal from before the consent.
  expect(keeper.view.get()?.withdrawnAt).toBe(1_000);
  keeper.recall(GIVEN);
  expect(keeper.standing()).toBeNull();
});

test("it is known whether a withdrawal was heard, and nothing is said of one that was overtaken", async () => {
  const withdrawn = () => {
    const keeper = createConsentKeeper();
    keeper.give(GIVEN);
    keeper.withdraw(5_000);
    expect(keeper.heard.get()).toBeNull();
    return keeper;
  };
  for (const isHeard of [true, false]) {
    const keeper = withdrawn();
    await keeper.hearOf(Promise.resolve(isHeard));
    expect(keeper.heard.get()).toBe(isHeard);
    keeper.give(GIVEN);
    expect(keeper.heard.get()).toBeNull();
  }
  const alone = withdrawn();
  await alone.hearOf(null);
  expect(alone.heard.get()).toBe(false);
  const overtaken = withdrawn();
  const late = overtaken.hearOf(Promise.resolve(true));
  overtaken.give(GIVEN);
  await late;
  expect(overtaken.heard.get()).toBeNull();
});
