// What a stranger can send to the page for people without an account.
import fc from "fast-check";
import { expect, test } from "vitest";
import { GUESS_LIMITS } from "../../src/server/accounts/guess-limit.ts";
import { run } from "./running.ts";

const CLIENT = "klientin@b.example";
/** Limits raised so that a test may try often. */
const OFTEN = { burst: 100_000, every: 1 };
const PATIENT = { ...GUESS_LIMITS, address: OFTEN, outgoing: OFTEN, mailsPerDay: 100_000 };

test("whatever is sent to a step is answered by a page or refused, never by an error of ours", async () => {
  const { end, server } = await run({ CONNECT_ROLE: "all" }, {}, { guessLimits: PATIENT });
  const steps = fc.constantFrom("code", "show", "erase", "file", "ask");
  const name = fc.constantFrom("address", "code", "kind", "__proto__", "constructor", "lang");
  const value = fc.oneof(
    fc.string({ maxLength: 60, unit: "binary" }),
    fc.constantFrom(CLIENT, "erasure", "AAAAA-AAAAA", "a@b.example\r\nBcc: c@d.example", "\u202ea@b.example"),
  );
  const body = fc.array(fc.tuple(name, value), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(steps, body, async (step, fields) => {
      const response = await fetch(`${server.origin}/meine-daten/${step}`, {
        method: "POST",
        headers: { Origin: server.origin },
        body: new URLSearchParams(fields),
      });
      expect([200, 400, 413, 422]).toContain(response.status);
      expect(await response.text()).not.toMatch(/stack|Error:|undefined/);
    }),
    { numRuns: 150 },
  );
  const other = await fetch(`${server.origin}/meine-daten/code`, {
    method: "POST",
    headers: { Origin: server.origin, "Content-Type": "application/json" },
    body: "{}",
  });
  expect(other.status).toBe(415);
  await end();
});
