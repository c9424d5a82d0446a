import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { describeOnBothDatabases } from "../../../test/support/databases.ts";
import { createMailboxProof, readCode } from "./mailbox-proof.ts";

const ANNA = "anna@b.example";
const KEY = "k".repeat(43);

describeOnBothDatabases("the proof of a mailbox", (ground) => {
  async function begin() {
    const database = await ground.open();
    let now = 1_000_000;
    const proof = createMailboxProof({ sql: database.sql, clock: { now: () => now }, key: KEY });
    return { ...proof, sql: database.sql, at: (time: number) => (now = 1_000_000 + time) };
  }

  it("takes the mailed code for fifteen minutes, however it is typed, and for that address alone", async () => {
    const { issue, check, at } = await begin();
    const code = await issue(ANNA);
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/);
    const until = 1_000_000 + 15 * 60_000;
    expect(await check(ANNA, code)).toBe(until);
    expect(await check(ANNA, ` ${code.toLowerCase().replace("-", " ")} `)).toBe(until);
    expect(await check("ben@b.example", code)).toBeNull();
    at(15 * 60_000 - 1);
    expect(await check(ANNA, code)).toBe(until);
    at(15 * 60_000);
    expect(await check(ANNA, code)).toBeNull();
  });

  it("is not taken away by strangers: neither by wrong codes nor by asking for another one", async () => {
    const { issue, check } = await begin();
    const code = await issue(ANNA);
    await Promise.all(Array.from({ length: 300 }, () => check(ANNA, "WRONG-WRONG")));
    const next = await issue(ANNA);
    expect(next).not.toBe(code);
    for (const one of [code, next]) expect(await check(ANNA, one)).not.toBeNull();
  });

  it("is checked without a trace, whether a code is under way or not", async () => {
    const { issue, check, sql } = await begin();
    await issue(ANNA);
    const rows = () => sql.selectFrom("mailbox_proof").selectAll().execute();
    const before = await rows();
    for (const address of [ANNA, "ben@b.example"]) await check(address, "WRONG-WRONG");
    expect(await rows()).toEqual(before);
  });

  it("keeps neither the address nor the code, and nothing that can be told without the key", async () => {
    const { issue, sql } = await begin();
    const code = await issue(ANNA);
    const rows = await sql.selectFrom("mailbox_proof").selectAll().execute();
    expect(rows).toHaveLength(1);
    const text = JSON.stringify(rows);
    expect(text).not.toContain("anna");
    expect(text).not.toContain(code.slice(0, 5));
    const other = createMailboxProof({ sql, clock: { now: () => 1_000_000 }, key: "x".repeat(43) });
    expect(await other.check(ANNA, code)).toBeNull();
  });
});

describe("a typed code", () => {
  it("is read as it was meant, whatever stands between its letters", () => {
    const letters = fc.array(fc.constantFrom(..."0123456789ABCDEFGHJKMNPQRSTVWXYZ"), {
      minLength: 10,
      maxLength: 10,
    });
    const between = fc.array(fc.constantFrom("", " ", "-", "\t", "\u00a0"), { minLength: 10, maxLength: 10 });
    fc.assert(
      fc.property(letters, between, fc.boolean(), (code, gaps, isSmall) => {
        const typed = code.map((letter, index) => `${gaps[index]}${letter}`).join("");
        expect(readCode(isSmall ? typed.toLowerCase() : typed)).toBe(code.join(""));
      }),
    );
    expect(readCode("o0il1-1")).toBe("001111");
  });
});
