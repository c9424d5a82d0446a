import { expect, test } from "vitest";
import * as z from "zod/mini";
import { email } from "./api-route.ts";

test("an address is read the one way that everybody reads it", () => {
  expect(z.parse(email, "  Anna@Praxis.Example ")).toBe("anna@praxis.example");
  expect(z.parse(email, "jose\u0301@a.example")).toBe("jos\u00e9@a.example");
});

test.each([
  "\u0000a@b.example",
  "a\u0001@b.example",
  "a@b\u007f.example",
  "a\u200b@b.example",
  "a@b.example\u202e",
  "a b@c.example",
  "a@b",
  "@b.example",
  "a@b.example,c@d.example",
])("refuses %j, which is no mailbox or another one than it seems", (text) => {
  expect(z.safeParse(email, text).success).toBe(false);
});
