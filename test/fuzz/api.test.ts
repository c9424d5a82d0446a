// Every route of the API, over a real socket, asked by a stranger and by a therapist with values that its schemas
// allow or nearly allow: the answer is a success or a problem of the closed list, and never an error of ours.
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod/mini";
import { sessionApi } from "../../src/protocol/api-account.ts";
import { API_ERRORS } from "../../src/protocol/api-errors.ts";
import type { ApiRoute } from "../../src/protocol/api-route.ts";
import {
  type AccountsServer,
  startAccountsServer,
  type TherapistAccount,
} from "../support/accounts-server.ts";
import { API_ROUTES } from "../support/api-routes.ts";
import { describeOnBothDatabases } from "../support/databases.ts";

/** They end the session, and with it everything that is behind it. */
const ENDS: ReadonlySet<ApiRoute> = new Set<ApiRoute>([sessionApi.signOut]);
const RUNS = 12;

interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
}

/** What databases, mails and regular expressions may take in a way of their own. */
const texts = fc.oneof(
  fc.constantFrom(
    "",
    " ",
    "a",
    "0",
    "\u0000",
    "a\u0000b",
    "\ud800",
    "\ufeff",
    "\u202eanna",
    "%00",
    "../..",
    "'; --",
  ),
  fc.constantFrom("__proto__", "constructor", "anna@praxis.example", "a@b.example\r\nBcc: c@d.example"),
  fc.constantFrom("2026-11-24T15:00", "9999-99-99T99:99", "+275760-09-13", "Europe/Vienna", "Etc/../x"),
  fc.string({ maxLength: 40, unit: "binary" }),
  fc.integer({ min: 1, max: 9_000 }).map((length) => "a".repeat(length)),
);

function textOf(schema: Schema): fc.Arbitrary<unknown> {
  const lengths = {
    minLength: Math.min(400, schema.minLength ?? 0),
    maxLength: Math.min(400, schema.maxLength ?? 90),
  };
  if (lengths.maxLength < lengths.minLength) return texts;
  const letters = fc.string({ ...lengths, unit: fc.constantFrom(..."ABCabc019_-") });
  const written = fc.string({ ...lengths, unit: "grapheme" });
  return fc.oneof(texts, { arbitrary: letters, weight: 3 }, written);
}

const rubbish = fc.oneof(fc.constantFrom<unknown>(null, true, -1, 1e308, [], {}), texts);

function valuesOf(schema: Schema): fc.Arbitrary<unknown> {
  const { anyOf, properties, items } = schema;
  let fits: fc.Arbitrary<unknown>;
  if (anyOf !== undefined) fits = fc.oneof(...anyOf.map(valuesOf));
  else if (schema.const !== undefined) fits = fc.constant(schema.const);
  else if (schema.enum !== undefined) fits = fc.constantFrom(...schema.enum);
  else if (properties !== undefined)
    fits = fc.record(
      Object.fromEntries(Object.entries(properties).map(([key, one]) => [key, valuesOf(one)])),
    );
  else if (items !== undefined) fits = fc.array(valuesOf(items), { maxLength: 4 });
  else if (schema.type === "string") fits = textOf(schema);
  else if (schema.type === "integer" || schema.type === "number")
    fits = fc.oneof(
      fc.constantFrom(0, 1, -1, 0.5, Number.MAX_SAFE_INTEGER, 1e21),
      fc.nat(),
      fc.maxSafeInteger(),
    );
  else if (schema.type === "boolean") fits = fc.boolean();
  else fits = texts;
  return fc.oneof({ arbitrary: fits, weight: 30 }, { arbitrary: rubbish, weight: 1 });
}

const arbitraryOf = (schema: z.core.$ZodType | undefined): fc.Arbitrary<unknown> =>
  schema === undefined
    ? fc.constant(undefined)
    : valuesOf(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Schema);

/** As they stand in an address: every value a text, and no path that ends elsewhere. */
function words(value: unknown): Record<string, string> {
  const fields = typeof value === "object" && value !== null ? Object.entries(value) : [];
  return Object.fromEntries(
    fields.map(([key, one]) => [key, encodeURIComponent(String(one).toWellFormed().slice(0, 300)) || "-"]),
  );
}

describeOnBothDatabases("the API", (ground) => {
  let server: AccountsServer;
  let therapist: TherapistAccount;
  beforeAll(async () => {
    server = await startAccountsServer(ground);
    therapist = await server.newTherapist("Anna");
  });
  afterAll(() => server.stop());

  test.each(API_ROUTES.map((route) => [`${route.method} ${route.path}`, route] as const))(
    "answers %s with a success or a known problem",
    async (_, route) => {
      const inputs = fc.tuple(arbitraryOf(route.params), arbitraryOf(route.query), arbitraryOf(route.body));
      await fc.assert(
        fc.asyncProperty(inputs, fc.boolean(), async ([params, query, body], isStranger) => {
          const caller = isStranger || ENDS.has(route) ? server.stranger : therapist;
          const input = {
            params: words(params),
            ...(query === undefined ? {} : { query: words(query) }),
            ...(body === undefined ? {} : { body }),
          };
          const { status, text } = await caller.call(route, input);
          if (status < 300) return;
          expect({
            status,
            known: Object.keys(API_ERRORS).some((code) => text.includes(`"${code}"`)),
          }).toEqual({
            status,
            known: true,
          });
          // Busy or not set up is a refusal where a route says so; an error of ours never is.
          const isUnavailable =
            route.errors?.includes("UNAVAILABLE") === true && text.includes('"UNAVAILABLE"');
          expect(isUnavailable || status < 500, `${status} ${text}`).toBe(true);
          expect(text).not.toMatch(/stack|node_modules|undefined|SELECT|constraint/);
        }),
        { seed: 1, numRuns: RUNS },
      );
    },
  );

  test("has answered a therapist who was signed in all the time", async () => {
    expect((await therapist.call(sessionApi.present)).json()).toEqual({ isSignedIn: true });
  });
});
