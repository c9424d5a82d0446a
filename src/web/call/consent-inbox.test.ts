import { expect, test } from "vitest";
import { CONSENT_VERSION } from "../../protocol/consent.ts";
import { CONSENTS_OF_LEG } from "../../protocol/limits.ts";
import type { ConsentBody } from "../../protocol/sealed.ts";
import { createConsentInbox } from "./consent-inbox.ts";

const given = (givenAt: number, withdrawnAt: number | null = null): ConsentBody => ({
  type: "consent",
  version: CONSENT_VERSION,
  language: "de",
  by: "self",
  givenAt,
  withdrawnAt,
});

function inbox() {
  const told: (readonly [givenAt: number, withdrawnAt: number | null, isAdmitted: boolean])[] = [];
  const made = createConsentInbox(({ givenAt, withdrawnAt }, isAdmitted) =>
    told.push([givenAt, withdrawnAt, isAdmitted]),
  );
  return { ...made, told };
}

test("a consent waits until the person is let in, and only the latest does", () => {
  const { receive, look, told } = inbox();
  receive(given(1), false);
  receive(given(2), false);
  look(false);
  expect(told).toEqual([]);
  look(true);
  look(true);
  expect(told).toEqual([[2, null, true]]);
  receive(given(3), true);
  expect(told).toHaveLength(2);
});

test("a withdrawal is handed on at once, and says whether the person was let in", () => {
  const { receive, look, told } = inbox();
  receive(given(1), false);
  receive(given(1, 5), false);
  look(true);
  expect(told).toEqual([[1, 5, false]]);
});

test("one guest is heard a few times only", () => {
  const { receive, told } = inbox();
  for (let at = 1; at <= 50; at += 1) receive(given(at, at % 2 === 0 ? at : null), true);
  expect(told).toHaveLength(CONSENTS_OF_LEG);
});
