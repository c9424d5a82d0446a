import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createPictureHold } from "./picture-hold.ts";

beforeEach(() => vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => vi.useRealTimers());

test("pictures are held in silence and for a moment after it, and by nothing afterwards", () => {
  let isHeld = false;
  const picture = createPictureHold(Date.now, (next) => {
    isHeld = next;
  });
  picture.looked(false);
  expect(isHeld).toBe(false);
  picture.changed(true);
  expect(isHeld).toBe(true);
  vi.advanceTimersByTime(5_000);
  picture.changed(false);
  picture.looked(false);
  expect(isHeld).toBe(true);
  vi.advanceTimersByTime(150);
  expect(isHeld).toBe(false);
});

test("a path that falls silent again in that moment keeps them held", () => {
  let isHeld = false;
  const picture = createPictureHold(Date.now, (next) => {
    isHeld = next;
  });
  picture.changed(true);
  picture.changed(false);
  picture.changed(true);
  vi.advanceTimersByTime(1_000);
  expect(isHeld).toBe(true);
});
