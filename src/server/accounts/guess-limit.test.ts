import fc from "fast-check";
import { expect, test } from "vitest";
import { describeOnBothDatabases } from "../../../test/support/databases.ts";
import { runRetention } from "../../../test/support/retention.ts";
import { Problem } from "../platform/problem.ts";
import { createGuessLimit, GUESS_LIMITS, type GuessLimits, nextTry } from "./guess-limit.ts";

const KEY = "k".repeat(43);
const wrong = async (): Promise<never> => {
  throw new Problem("CREDENTIALS");
};

describeOnBothDatabases("limits against guessing", (ground) => {
  async function open(limits: GuessLimits = GUESS_LIMITS) {
    const database = await ground.open();
    const { sql } = database;
    let now = 1_795_000_000_000;
    const clock = { now: () => now, monotonic: () => now };
    return {
      sql,
      database,
      now: () => now,
      guess: createGuessLimit({ sql, clock, key: KEY, limits }),
      /** Another instance of the service on the same database. */
      other: createGuessLimit({ sql, clock, key: KEY, limits }),
      pass: (ms: number) => {
        now += ms;
      },
    };
  }

  test("let a person mistype a few times, then ask for a growing wait, on every instance", async () => {
    const { guess, other, pass } = await open();
    for (let i = 0; i < GUESS_LIMITS.free; i += 1)
      await expect(guess.guard("a", wrong)).rejects.toMatchObject({ code: "CREDENTIALS" });
    await expect(other.guard("a", wrong)).rejects.toMatchObject({ code: "TOO_MANY_TRIES", retryAfter: 30 });
    // The right one is no exception: a wait that told it would tell it.
    await expect(guess.guard("a", async () => "in")).rejects.toMatchObject({ code: "TOO_MANY_TRIES" });
    await expect(guess.guard("b", async () => "in")).resolves.toBe("in");
    pass(30_000);
    await expect(guess.guard("a", wrong)).rejects.toMatchObject({ code: "CREDENTIALS" });
    await expect(guess.guard("a", wrong)).rejects.toMatchObject({ code: "TOO_MANY_TRIES", retryAfter: 60 });
    pass(60_000);
    await expect(other.guard("a", async () => "in")).resolves.toBe("in");
    await expect(guess.guard("a", wrong)).rejects.toMatchObject({ code: "CREDENTIALS" });
  });

  test("count tries that come at the same moment", async () => {
    const { guess, other } = await open();
    const tries = await Promise.allSettled(
      Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? guess : other).guard("a", wrong)),
    );
    const codes = tries.map((one) => (one.status === "rejected" ? (one.reason as Problem).code : "in"));
    expect(codes.filter((code) => code === "CREDENTIALS").length).toBeLessThanOrEqual(GUESS_LIMITS.free);
    expect(codes).toContain("TOO_MANY_TRIES");
  });

  test("keep nothing from which an account could be told", async () => {
    const { sql, guess } = await open();
    await guess.mail("anna@praxis.example");
    await expect(guess.guard("anna@praxis.example", wrong)).rejects.toThrow();
    const rows = await sql.selectFrom("try_count").selectAll().execute();
    expect(rows).toHaveLength(2);
    expect(JSON.stringify(rows)).not.toContain("anna");
  });

  test("send a mailbox a few mails a day, and forget after it", async () => {
    const { sql, guess, pass, database, now } = await open();
    for (let i = 0; i < GUESS_LIMITS.mailsPerDay; i += 1) await guess.mail("a@b.example");
    await expect(guess.mail("a@b.example")).rejects.toMatchObject({ code: "TOO_MANY_TRIES" });
    await guess.mail("c@b.example");
    pass(86_400_000);
    await guess.mail("a@b.example");
    pass(86_400_000);
    await runRetention(database, now());
    expect(await sql.selectFrom("try_count").selectAll().execute()).toEqual([]);
  });

  test("count a mailbox once, whatever stands behind its plus", async () => {
    const { guess } = await open();
    for (let i = 0; i < GUESS_LIMITS.mailsPerDay; i += 1) await guess.mail(`a+${i}+${i}@b.example`);
    for (const alias of ["a@b.example", "a+x@b.example"])
      await expect(guess.mail(alias)).rejects.toMatchObject({ code: "TOO_MANY_TRIES" });
    await guess.mail("aa+1@b.example");
    await guess.mail("a@c.example");
  });

  test("let strangers of one address send ten times, then once in ten minutes, apart from what they ask", async () => {
    const { guess, pass } = await open();
    const here = [192, 0, 2, 1];
    for (let i = 0; i < 10; i += 1) guess.outgoing(here);
    expect(() => guess.outgoing(here)).toThrow(expect.objectContaining({ retryAfter: 600 }));
    guess.outgoing([192, 0, 2, 2]);
    guess.address(here);
    pass(600_000);
    guess.outgoing(here);
    expect(() => guess.outgoing(here)).toThrow(Problem);
  });

  test("slow an address down, the whole IPv6 network of a connection as one", async () => {
    const { guess, pass } = await open({ ...GUESS_LIMITS, address: { burst: 2, every: 1_000 } });
    const home = [0x20, 1, 0xd, 0xb8, 0, 0, 0, 1];
    const at = (last: number) => [...home, 0, 0, 0, 0, 0, 0, 0, last];
    guess.address(at(1));
    guess.address(at(2));
    expect(() => guess.address(at(3))).toThrow(Problem);
    guess.address([192, 0, 2, 1]);
    pass(1_000);
    guess.address(at(3));
  });
});

test("a wait never ends early, never shrinks, and is never longer than the longest", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 2_000_000 }), { maxLength: 60 }), (pauses) => {
      let now = 0;
      let row = { count: 0, window_start: 0, blocked_until: null as number | null };
      let longest = 0;
      for (const pause of pauses) {
        now += pause;
        const next = nextTry(row, now, GUESS_LIMITS);
        if (next === null) {
          expect(row.blocked_until).toBeGreaterThan(now);
          continue;
        }
        expect(row.blocked_until ?? 0).toBeLessThanOrEqual(now);
        const wait = (next.blocked_until ?? now) - now;
        expect(wait).toBeGreaterThanOrEqual(longest);
        expect(wait).toBeLessThanOrEqual(GUESS_LIMITS.longest);
        longest = wait;
        row = next;
      }
    }),
  );
});
