import { expect, test } from "vitest";
import { OPEN_NOW } from "../../protocol/limits.ts";
import { isOpen, openNow } from "./room-rules.ts";

test("open now means two hours", () => {
  const room = { openUntil: openNow(1_000) };
  expect(isOpen(room, 1_000 + OPEN_NOW - 1)).toBe(true);
  expect(isOpen(room, 1_000 + OPEN_NOW)).toBe(false);
  expect(isOpen({ openUntil: null }, 0)).toBe(false);
});
