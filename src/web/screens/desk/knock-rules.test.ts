import fc from "fast-check";
import { expect, test } from "vitest";
import { isChimeDue } from "./knock-rules.ts";

test("nobody who knocks is heard while a call is on", () => {
  fc.assert(
    fc.property(fc.nat(20), fc.nat(20), (before, waiting) => {
      expect(isChimeDue(before, { waiting, isInCall: true })).toBe(false);
    }),
  );
});

test("outside a call each new one is heard, and nobody who goes", () => {
  expect(isChimeDue(0, { waiting: 1, isInCall: false })).toBe(true);
  expect(isChimeDue(1, { waiting: 3, isInCall: false })).toBe(true);
  expect(isChimeDue(1, { waiting: 1, isInCall: false })).toBe(false);
  expect(isChimeDue(2, { waiting: 1, isInCall: false })).toBe(false);
});
