import fc from "fast-check";
import { expect, test } from "vitest";
import { parseMailedLink } from "./mailed-link.ts";

const TOKEN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMN_-0";

test("the links that mails carry are read", () => {
  for (const kind of ["confirm", "reset", "email", "news", "news-off", "invitation"] as const) {
    expect(parseMailedLink(`#${kind}.${TOKEN}`)).toEqual({ kind, token: TOKEN });
  }
});

test("whatever else stands behind the address is no link", () => {
  for (const hash of [
    "",
    "#",
    "#confirm",
    "#confirm.",
    `#confirm.${TOKEN}x`,
    `#confirm.${TOKEN.slice(1)}`,
    `#Confirm.${TOKEN}`,
    `#other.${TOKEN}`,
    `#news-off.${TOKEN.slice(1)}=`,
    `confirm.${TOKEN}`,
    `#confirm.${TOKEN}\n`,
  ]) {
    expect(parseMailedLink(hash), hash).toBeNull();
  }
  fc.assert(
    fc.property(fc.string(), (text) => {
      const link = parseMailedLink(text);
      if (link !== null) expect(`#${link.kind}.${link.token}`).toBe(text);
    }),
  );
});
