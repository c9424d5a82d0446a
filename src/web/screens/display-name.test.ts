import fc from "fast-check";
import { expect, test } from "vitest";
import { NAME_MAX } from "../../protocol/limits.ts";
import { checkName, cleanName } from "./display-name.ts";

test("a cleaned name has no control characters, is NFC and stays as it is", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (typed) => {
      const name = cleanName(typed);
      expect(name).toBe(name.normalize("NFC").trim());
      expect(/\p{Cc}/u.test(name)).toBe(false);
      expect(cleanName(name)).toBe(name);
    }),
  );
});

test("a name is counted in bytes", () => {
  expect(checkName(cleanName(" \t"))).toBe("missing");
  expect(checkName("ä".repeat(NAME_MAX / 2))).toBe("ok");
  expect(checkName(`${"ä".repeat(NAME_MAX / 2)}b`)).toBe("long");
});
