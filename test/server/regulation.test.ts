// Findings that tests of other providers published, each turned into what must not be found here. Those that stand in
// other files are named in docs/regulation.md.
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PERIODS, USUAL_PERIODS } from "../../src/server/platform/periods.ts";
import { CAPS, daysOf, type Entry } from "../../src/server/privacy/entry.ts";
import { INVENTORY } from "../../src/server/privacy/inventory.ts";
import { PLACES } from "../../src/server/privacy/places.ts";
import { readSources } from "../support/architecture.ts";
import { PUBLISHED_PATHS } from "../support/page-paths.ts";
import { type Running, run } from "./running.ts";

const HOSTS = ["turn.example.org:3478", "stun.example.org:3478", "mail.example.org", "relay.example.org"];
const PAGES = [...PUBLISHED_PATHS, "/meine-daten"];

let here: Running;
beforeAll(async () => {
  here = await run({
    CONNECT_RELAY_URL: "wss://relay.example.org/v1",
    CONNECT_SMTP_URL: "smtp://user:password@mail.example.org:587",
    CONNECT_MAIL_FROM: "no-reply@connect.example.org",
    CONNECT_ICE_SERVERS: '[{"urls":["stun:stun.example.org:3478"]}]',
    CONNECT_TURN_URLS: "turn:turn.example.org:3478",
    CONNECT_TURN_SECRET: "shared-with-coturn-0123456789abcdef",
  });
});
afterAll(() => here.end());

const get = (path: string) => fetch(here.server.origin + path);

/** What a page would load or send somewhere by itself, or on a press of a form; links are not followed by themselves. */
const foreign = (text: string): readonly string[] =>
  [...text.matchAll(/<(?!a\b)[a-z]+\b[^>]*\b(?:src|href|action|srcset|data)="((?:https?:)?\/\/[^"]*)"/g)].map(
    ([, address = ""]) => address,
  );

test("REG-F2: no page names or allows another host", async () => {
  for (const path of PAGES) {
    const answer = await get(path);
    expect(answer.status, path).toBe(200);
    expect(foreign(await answer.text()), path).toEqual([]);
    const policy = answer.headers.get("content-security-policy") ?? "";
    const allowed = policy.match(/\b(?:https?|wss?):\/\/[^\s;]+/g) ?? [];
    expect(
      allowed.filter((one) => !one.includes("relay.example.org")),
      path,
    ).toEqual([]);
    expect(policy, path).toContain("default-src 'none'");
  }
  expect(foreign('<img src="https://tracker.example/x.gif"><a href="https://example.org">')).toEqual([
    "https://tracker.example/x.gif",
  ]);
});

test("REG-F3: every server that is configured is named as a recipient", async () => {
  for (const path of [
    "/privacy",
    "/privacy/accounts",
    "/legal/recipients",
    "/legal/record",
    "/legal/dpia",
    "/avv",
  ]) {
    const text = await (await get(path)).text();
    for (const host of HOSTS) expect(text, path).toContain(host);
  }
});

test("REG-F4: every category has a cap, and every entry a period below it", () => {
  const entries: readonly (readonly [string, Entry])[] = [
    ...Object.entries(INVENTORY),
    ...Object.entries(PLACES),
  ];
  expect(entries.length).toBeGreaterThan(40);
  for (const [name, { category, period }] of entries) {
    const cap = CAPS[category];
    const most = "named" in period ? PERIODS[period.named].cap : daysOf(period, USUAL_PERIODS);
    expect(Number.isFinite(most), name).toBe(true);
    // Billing lasts as tax law says, and nothing here is of that kind.
    expect(cap, name).not.toBeNull();
    expect(most, name).toBeLessThanOrEqual(cap ?? 0);
  }
});

test("REG-F5: every page has the same closed policy and sets no cookie", async () => {
  const policies = new Set<string | null>();
  for (const path of PAGES) {
    const { headers } = await get(path);
    expect(headers.get("set-cookie"), path).toBeNull();
    // The page with forms sends them here, tells where they come from here alone, and runs no script at all.
    const hasForms = path === "/meine-daten";
    expect(headers.get("referrer-policy"), path).toBe(hasForms ? "same-origin" : "no-referrer");
    if (!hasForms) policies.add(headers.get("content-security-policy"));
  }
  expect(policies.size).toBe(1);
});

test("REG-F9: nobody signs in by another service", async () => {
  const { paths }: { readonly paths: object } = JSON.parse(await (await get("/api/openapi.json")).text());
  expect(Object.keys(paths).length).toBeGreaterThan(20);
  expect(Object.keys(paths).filter((path) => /social|oauth|callback|google|facebook/i.test(path))).toEqual(
    [],
  );
  // Reading the sources takes seconds, in which a connection that is kept open would end.
  const sources = readSources(join(import.meta.dirname, "..", ".."), ["src"]);
  const social = /socialProviders|genericOAuth|signIn\.social|oneTap|\boauth2?\b/i;
  expect(sources.filter(({ code }) => social.test(code)).map(({ path }) => path)).toEqual([]);
  expect(social.test("socialProviders: { google: {} }")).toBe(true);
});
