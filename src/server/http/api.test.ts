import Fastify, { type FastifyInstance } from "fastify";
import { afterEach, beforeEach, expect, test } from "vitest";
import * as z from "zod/mini";
import { route } from "../../protocol/api-route.ts";
import type { Caller } from "../platform/api.ts";
import { createLog } from "../platform/log.ts";
import { Problem } from "../platform/problem.ts";
import { registerApi } from "./api.ts";

const ORIGIN = "https://connect.test";
const caller: Caller = {
  userId: "u1",
  sessionId: "s1",
  isOperator: false,
  isSuspended: false,
  isRestricted: false,
  mustAccept: false,
  practice: { id: "p1", position: "member" },
};
const echo = route({
  method: "POST",
  path: "/api/echo/:id",
  summary: "Says it again.",
  access: "public",
  params: z.object({ id: z.string().check(z.maxLength(4)) }),
  body: z.strictObject({ word: z.string() }),
  reply: z.object({ word: z.string() }),
});
const mine = route({ method: "GET", path: "/api/mine", summary: "Mine.", access: "therapist" });
const house = route({ method: "DELETE", path: "/api/house", summary: "Ours.", access: "owner" });
const broken = route({ method: "GET", path: "/api/broken", summary: "Breaks.", access: "public" });
const busy = route({ method: "GET", path: "/api/busy", summary: "Busy.", access: "public" });

let app: FastifyInstance;
let present: Caller | null;
beforeEach(async () => {
  present = caller;
  app = Fastify();
  await registerApi(app, {
    isAllowedOrigin: (origin) => origin === ORIGIN,
    findCaller: async () => present,
    log: createLog({ level: "silent" }),
    refused: () => {},
    features: [
      (api) => {
        api.handle(echo, async ({ body, params }) => ({ word: `${params.id}:${body.word}`, secret: "x" }));
        api.handle(mine, async () => undefined);
        api.handle(house, async () => undefined);
        api.handle(broken, async () => {
          throw new Error("a secret in a message");
        });
        api.handle(busy, async () => {
          throw new Problem("TOO_MANY_TRIES", { retryAfter: 7 });
        });
      },
    ],
  });
  await app.ready();
});
afterEach(() => app.close());

const post = (payload: string, headers: Record<string, string> = {}) =>
  app.inject({
    method: "POST",
    url: "/api/echo/ab",
    headers: { origin: ORIGIN, "content-type": "application/json", ...headers },
    payload,
  });

test("answers what the schema declares and nothing else", async () => {
  const answer = await post('{"word":"hi"}');
  expect(answer.statusCode).toBe(200);
  expect(answer.json()).toEqual({ word: "ab:hi" });
  expect(answer.headers["cache-control"]).toBe("no-store");
});

test.each([
  ["no JSON", "{", {}, 400, "BAD_REQUEST"],
  ["another shape", '{"word":1}', {}, 400, "BAD_REQUEST"],
  ["one field more", '{"word":"a","<script>":1}', {}, 400, "BAD_REQUEST"],
  ["a way into the prototype", '{"word":"a","__proto__":{"x":1}}', {}, 400, "BAD_REQUEST"],
  ["too much", `{"word":"${"a".repeat(20_000)}"}`, {}, 413, "TOO_LARGE"],
  ["another type", "word=a", { "content-type": "application/x-www-form-urlencoded" }, 415, "UNSUPPORTED"],
  ["another origin", '{"word":"a"}', { origin: "https://evil.test" }, 403, "ORIGIN"],
] as const)(
  "refuses %s with a problem that quotes nothing",
  async (_name, payload, headers, status, code) => {
    const answer = await post(payload, headers);
    expect(answer.statusCode).toBe(status);
    expect(answer.headers["content-type"]).toContain("application/problem+json");
    expect(answer.json()).toMatchObject({ status, code });
    expect(answer.body).not.toContain("script");
    expect(answer.body).not.toContain("aaaa");
  },
);

test("refuses a change without an origin, and a parameter out of bounds", async () => {
  const bare = await app.inject({ method: "POST", url: "/api/echo/ab", payload: { word: "a" } });
  expect(bare.json()).toMatchObject({ code: "ORIGIN" });
  const long = await app.inject({
    method: "POST",
    url: "/api/echo/abcdef",
    headers: { origin: ORIGIN },
    payload: { word: "a" },
  });
  expect(long.json()).toMatchObject({ code: "BAD_REQUEST" });
});

test("an unexpected error tells nothing", async () => {
  const answer = await app.inject({ url: "/api/broken" });
  expect(answer.statusCode).toBe(500);
  expect(answer.json()).toMatchObject({ code: "INTERNAL" });
  expect(answer.body).not.toContain("secret");
});

test("says when to come back", async () => {
  const answer = await app.inject({ url: "/api/busy" });
  expect(answer.statusCode).toBe(429);
  expect(answer.headers["retry-after"]).toBe("7");
  expect(answer.json()).toMatchObject({ code: "TOO_MANY_TRIES", retryAfter: 7 });
});

test("lets in only who may", async () => {
  const ask = async (url: "/api/mine" | "/api/house") => {
    const method = url === "/api/mine" ? "GET" : "DELETE";
    const answer = await app.inject({ method, url, headers: { origin: ORIGIN } });
    return answer.statusCode === 204 ? 204 : (answer.json() as { code: string }).code;
  };
  expect(await ask("/api/mine")).toBe(204);
  expect(await ask("/api/house")).toBe("FORBIDDEN");
  present = { ...caller, practice: { id: "p1", position: "owner" } };
  expect(await ask("/api/house")).toBe(204);
  present = { ...caller, mustAccept: true };
  expect(await ask("/api/mine")).toBe("AGREEMENT");
  present = { ...caller, isSuspended: true };
  expect(await ask("/api/mine")).toBe("SUSPENDED");
  present = null;
  expect(await ask("/api/mine")).toBe("SIGNED_OUT");
});

test("an unknown address below /api is a problem, not a page", async () => {
  const answer = await app.inject({ url: "/api/none" });
  expect(answer.statusCode).toBe(404);
  expect(answer.json()).toMatchObject({ code: "NOT_FOUND" });
});

test("the document lists every route and its access", async () => {
  const document = (await app.inject({ url: "/api/openapi.json" })).json() as {
    openapi: string;
    paths: Record<string, Record<string, { security?: unknown }>>;
  };
  expect(document.openapi).toBe("3.1.0");
  expect(Object.keys(document.paths).toSorted()).toEqual([
    "/api/broken",
    "/api/busy",
    "/api/echo/{id}",
    "/api/house",
    "/api/mine",
  ]);
  expect(document.paths["/api/mine"]?.["get"]?.security).toEqual([{ session: [] }]);
  expect(document.paths["/api/echo/{id}"]?.["post"]?.security).toBeUndefined();
});
