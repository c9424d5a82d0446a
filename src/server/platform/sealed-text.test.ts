import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createTextSeal } from "./sealed-text.ts";

const newKey = () => randomBytes(32).toString("base64url");

test("a text opens in its place, and is not readable before", () => {
  const { seal, open } = createTextSeal(newKey());
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.string(), (text, place) => {
      const sealed = seal(text, place);
      expect(open(sealed, place)).toBe(text);
      if (text.length > 8) expect(Buffer.from(sealed, "base64url").includes(text)).toBe(false);
    }),
  );
});

test("two seals of one text differ", () => {
  const { seal } = createTextSeal(newKey());
  expect(seal("same", "here")).not.toBe(seal("same", "here"));
});

test("another place, another key, a changed or cut text do not open", () => {
  const { seal, open } = createTextSeal(newKey());
  const sealed = seal("https://connect.example/practice#reset.x", "mail 1");
  expect(() => open(sealed, "mail 2")).toThrow();
  expect(() => createTextSeal(newKey()).open(sealed, "mail 1")).toThrow();
  const bytes = Buffer.from(sealed, "base64url");
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ change;
      expect(() => open(changed.toString("base64url"), "mail 1")).toThrow();
      expect(() => open(bytes.subarray(0, at).toString("base64url"), "mail 1")).toThrow();
    }),
  );
});
